//! Requests that write are typed: bodies, changes, links, parameters of actions.
use shop::shop::{Address, Customer, CustomerRemind, Import, Order, Party, PartyCollectionRemind, State};
use shop::{Body, Client, Error, Instance};

async fn writing(shop: Client) -> Result<(), Error> {
    let ada = shop.customers().by_tax_number("A-1");
    let customer = Customer {
        address: Some(Address { city: Some("Ulm".into()), ..Default::default() }.into()),
        ..Default::default()
    };
    let created: Instance<Customer> = shop.customers().create(customer).await?;
    let changed: Option<Instance<Customer>> =
        ada.clone().update(|c| [c.address.city.set("Ulm"), c.tags.set(["a"])]).if_match("W/\"1\"").await?;
    let _ = (created.id, changed);
    let order = ada.clone().orders().by_year_and_number(2024, "7");
    order.clone().update(|o| [o.state.set(State::Closed)]).await?;
    let (): () = order.clone().delete().await?;
    let (): () = ada.clone().agent().link(&shop.customers().by_id(7)).await?;
    let bound = Instance::from(Customer::default()).bind(|c| c.agent, &shop.customers().by_id(7))?;
    shop.parties().create(bound.upcast::<Party>()).minimal().await?;
    ada.clone().property(|c| c.photo).upload(Body::from("png"), "image/png").await?;

    ada.remind(CustomerRemind { text: Some("now".into()) }).await?;
    shop.parties().remind(PartyCollectionRemind { until: None, ..PartyCollectionRemind::new("now", []) }).await?;
    shop.import(Import::new(Party::default())).await?;
    order.close().await?;
    Ok(())
}

fn promise() {
    let _ = writing;
    let _ = Order::default();
}
