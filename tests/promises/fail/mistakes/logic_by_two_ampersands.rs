fn main() {
    let _ = |shop: shop::Client| shop.best().orders().filter(|o| o.number.eq("7") && o.year.gt(2024));
}
