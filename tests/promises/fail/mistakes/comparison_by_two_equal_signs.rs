fn main() {
    let _ = |shop: shop::Client| shop.best().orders().filter(|o| o.number == "7");
}
