//! What is generated for a small shop, as a crate.

#[rustfmt::skip]
#[path = "../../golden/addressing/expected/operations.rs"]
mod operations;
#[path = "../../../codegen/face/mod.rs"]
pub mod runtime;
#[rustfmt::skip]
#[path = "../../golden/addressing/expected/service.rs"]
mod service;
#[rustfmt::skip]
#[path = "../../golden/addressing/expected/shop/mod.rs"]
pub mod shop;

pub use runtime::*;
