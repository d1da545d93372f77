async fn orders(shop: shop::Client) -> Result<(), shop::Error> {
    for order in shop.best().orders().await? {
        let _: shop::Instance<shop::shop::Order> = order;
    }
    for order in shop.best().orders() {
        let _ = order;
    }
    Ok(())
}

fn main() {}
