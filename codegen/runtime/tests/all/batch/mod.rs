//! Batches: what is sent, what is read, what is sent again.

mod bad_answers;
mod bar;
mod depends;
mod hostile;
mod json;
mod multipart;
mod refused;
mod server;
mod throttled;

use crate::runtime::internal::{At, Client, Field, Instance, Many, Ref, Slot, Structured, TypeInfo};
use crate::sample::structured;

structured!(User, "Org.User", TypeInfo::EMPTY, {
    0 id "id": String,
    1 name "name": String,
});

fn users(client: &Client) -> At<Many<User>> {
    client.at("users")
}

fn user(client: &Client, id: &str) -> At<User> {
    users(client).by_key(id)
}

fn named(name: &str) -> Instance<User> {
    User { name: Some(name.into()), ..Default::default() }.into()
}
