fn bind(shop: shop::Client) -> impl Sized {
    let order = shop.best().orders().by_year_and_number(2024, "7");
    shop.best().update(|c| [c.agent.bind(&order)])
}

fn main() {
    let _ = shop::Client::builder().build().map(bind);
}
