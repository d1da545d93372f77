fn main() {
    let _ = |shop: shop::Client| shop.customers().create(shop::shop::Order::default());
}
