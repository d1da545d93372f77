//! What services answer where they leave the happy path.

mod broken;
mod conversations;
mod creation;
mod errors_in_successes;
mod locations;
mod nothing;
mod sending;
mod streams;

use crate::runtime::internal::{At, Client, Error, Field, Instance, Many, Ref, Slot, Structured, TypeInfo, Value};
use crate::sample::structured;
use crate::transport::support::{Answer, Fake, block_on};

structured!(Product, "Shop.Product", TypeInfo::EMPTY, {
    0 id "id": String,
    1 name "name": String,
    2 home "home": Box<Instance<Home>>,
});

structured!(Home, "Shop.Home", TypeInfo::EMPTY, { 0 city "city": String, });

fn products(client: &Client) -> At<Many<Product>> {
    client.at("Products")
}

fn category(client: &Client) -> At<Product> {
    client.at("Category")
}

fn number(client: &Client) -> At<Value<i64>> {
    client.at("Number")
}

fn cup() -> Product {
    Product { name: Some("cup".into()), ..Default::default() }
}

/// What awaiting gives where the service answers this, and nothing after it.
fn answered<F: IntoFuture<Output = Result<T, Error>>, T>(
    answer: Answer,
    request: impl FnOnce(&Client) -> F,
) -> Result<T, Error> {
    let fake = Fake::new([answer]);
    let result = block_on(request(&fake.client()));
    assert_eq!(fake.lines().len(), 1);
    result
}
