//! The runtime of generated crates, compiled as a crate of its own.

#[path = "../../codegen/runtime/mod.rs"]
pub mod runtime;

pub use runtime::*;

#[rustfmt::skip]
#[path = "../golden/addressing/expected/operations.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
mod operations;
#[rustfmt::skip]
#[path = "../golden/addressing/expected/service.rs"]
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
#[path = "../golden/sharing/expected/lab/mod.rs"]
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
#[path = "../golden/sharing/expected/lab_v2.rs"]
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
#[path = "../golden/addressing/expected/shop/mod.rs"]
#[allow(
    clippy::all,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    reason = "it is generated, and other lints are on there"
)]
pub mod shop;

#[cfg(test)]
mod compose;
#[cfg(test)]
mod conversions;
#[cfg(test)]
mod derived;
#[cfg(test)]
mod edm_json_values;
#[cfg(test)]
mod edm_values;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod http_attack;
#[cfg(test)]
mod http_client;
#[cfg(test)]
mod http_clock;
#[cfg(test)]
mod http_control;
#[cfg(test)]
mod http_deadline;
#[cfg(test)]
mod http_error;
#[cfg(test)]
mod http_gzip;
#[cfg(test)]
mod http_literal;
#[cfg(test)]
mod http_paging;
#[cfg(test)]
mod http_redirect;
#[cfg(test)]
mod http_request;
#[cfg(test)]
mod http_reqwest;
#[cfg(test)]
mod http_secret;
#[cfg(test)]
mod http_server_side;
#[cfg(test)]
mod http_shown;
#[cfg(test)]
mod http_support;
#[cfg(test)]
mod http_trust;
#[cfg(test)]
mod http_update;
#[cfg(test)]
mod http_write;
#[cfg(test)]
mod json;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod open_types;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod query_change;
#[cfg(test)]
mod query_filter;
#[cfg(test)]
mod query_hostile;
#[cfg(test)]
mod query_lists;
#[cfg(test)]
mod query_projection;
#[cfg(test)]
mod query_sample;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod shop_calls;
#[cfg(test)]
mod values;
