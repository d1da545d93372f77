fn main() {
    let _ = |shop: shop::Client| {
        let order = shop.best().orders().by_year_and_number(2024, "7");
        shop.best().agent().link(&order)
    };
}
