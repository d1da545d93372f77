//! Test doubles, used as a program's tests use them.

mod answers;
mod clock;
mod faults;
mod matching;
mod mismatches;
mod recorded;

use crate::runtime::testing::FakeService;
use crate::runtime::{At, Client};
use crate::shop::Customer;

/// A fake, and a client of it.
fn shop() -> (FakeService, Client) {
    let fake = FakeService::new();
    let client = fake.client(Client::builder()).unwrap();
    (fake, client)
}

fn ada(client: &Client) -> At<Customer> {
    client.customers().by_id(7)
}

/// A customer with this tax number.
fn customer(id: i32, tax_number: &str) -> Customer {
    Customer { id: Some(id), tax_number: Some(tax_number.to_owned()), ..Default::default() }
}
