fn main() {
    let _ = |shop: shop::Client| shop.customers().by_id(7).filter(|c| c.id.eq(7));
}
