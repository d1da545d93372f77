fn cast(shop: shop::Client) -> impl Sized {
    shop.best().cast::<shop::shop::Order>()
}

fn main() {
    let _ = shop::Client::builder().build().map(cast);
}
