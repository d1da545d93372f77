//! Code that the tests of the workspace share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

pub mod corpus;
pub mod docs;
pub mod files;
pub mod hostile;
pub mod input;
pub mod package;
pub mod server;
pub mod store;

/// The blocks of the README, which have to compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
