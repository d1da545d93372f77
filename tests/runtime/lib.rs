//! The runtime of generated crates, compiled as a crate of its own.

#[path = "../../codegen/runtime/mod.rs"]
pub mod runtime;

pub use runtime::*;

#[cfg(test)]
mod derived;
#[cfg(test)]
mod edm_values;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod http_client;
#[cfg(test)]
mod http_error;
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
mod http_support;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod values;

#[test]
fn dependencies_are_those_of_generated_crates() {
    let table = include_str!("../../codegen/runtime/dependencies.toml");
    assert!(include_str!("Cargo.toml").contains(table), "copy codegen/runtime/dependencies.toml");
}
