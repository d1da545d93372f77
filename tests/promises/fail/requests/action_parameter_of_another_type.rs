fn main() {
    let _ = |shop: shop::Client| shop.customers().by_id(7).remind(shop::shop::CustomerRemind { text: Some(7) });
}
