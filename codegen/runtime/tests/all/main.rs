//! The runtime, used as generated crates use it: through the face, and by what is generated for small services.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

#[path = "../../../face/mod.rs"]
pub mod runtime;

pub use runtime::*;

#[rustfmt::skip]
#[path = "../../../../tests/golden/addressing/expected/operations.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
mod operations;
#[rustfmt::skip]
#[path = "../../../../tests/golden/addressing/expected/service.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
mod service;
/// What is generated of types that add nothing to those that they derive from.
#[rustfmt::skip]
#[path = "../../../../tests/golden/sharing/expected/lab/mod.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
pub mod lab;
/// The second version of it.
#[rustfmt::skip]
#[path = "../../../../tests/golden/sharing/expected/lab_v2.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
pub mod lab_v2;
/// What is generated where collections can hold nulls.
#[rustfmt::skip]
#[path = "../../../../tests/golden/null-items/expected/l/mod.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
pub mod nullable;
/// What is generated for a small shop, to be used as a caller would.
#[rustfmt::skip]
#[path = "../../../../tests/golden/addressing/expected/shop/mod.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
pub mod shop;
mod any_method;

mod answers;
mod batch;
mod calls;
mod delta;
mod metadata;
mod operation;
mod payloads;
mod pipeline;
mod primitives;
mod queries;
mod requests;
mod sample;
mod sign_in;
#[path = "testing/mod.rs"]
mod test_doubles;
mod transfer;
mod transport;
