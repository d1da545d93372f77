fn main() {
    let _ = |shop: shop::Client| shop.best().orders().select(|o| [o.number, o.year]);
}
