fn main() {
    let _ = |shop: shop::Client| shop.import(shop::shop::Import { tags: None });
}
