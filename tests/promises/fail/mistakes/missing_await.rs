async fn best(shop: shop::Client) -> Result<(), shop::Error> {
    let _ = shop.best()?;
    Ok(())
}

fn main() {}
