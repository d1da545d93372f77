//! What callers say in requests: changes, links, credentials, values.

mod anonymous;
mod credentials;
mod links;
mod queries;
mod save;
mod together;
mod values;
