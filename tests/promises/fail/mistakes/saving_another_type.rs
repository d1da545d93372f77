fn main() {
    let _ = |shop: shop::Client, order: shop::Instance<shop::shop::Order>| shop.customers().by_id(7).save(&order);
}
