async fn best(shop: shop::Client) -> Option<i32> {
    shop.best().id
}

fn main() {}
