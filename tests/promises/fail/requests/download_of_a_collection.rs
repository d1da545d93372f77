fn main() {
    let _ = |shop: shop::Client| shop.customers().download();
}
