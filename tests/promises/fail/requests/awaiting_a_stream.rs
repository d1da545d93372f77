use shop::shop::CustomerExport;

async fn read(shop: shop::Client) -> Result<(), shop::Error> {
    let ada = shop.customers().by_id(7);
    ada.clone().property(|c| c.photo).await?;
    ada.clone().label(4).await?;
    ada.clone().label(4).send().await?;
    ada.export(CustomerExport { ids: None }).await?;
    Ok(())
}

fn main() {
    let _ = read;
}
