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

mod compose;
mod conversions;
mod derived;
mod edm_json_values;
mod edm_values;
mod hostile;
mod http_attack;
mod http_client;
mod http_clock;
mod http_control;
mod http_deadline;
mod http_error;
mod http_gzip;
mod http_hosts;
mod http_literal;
mod http_paging;
mod http_redirect;
mod http_request;
mod http_reqwest;
mod http_secret;
mod http_server_side;
mod http_shown;
mod http_support;
mod http_trust;
mod http_update;
mod http_write;
mod json;
mod memory;
mod open_types;
mod properties;
mod query_change;
mod query_filter;
mod query_hostile;
mod query_lists;
mod query_projection;
mod query_sample;
mod sample;
mod shapes;
mod sharing;
mod shop_calls;
mod values;
