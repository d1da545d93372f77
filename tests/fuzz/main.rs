//! Random input for all code that reads input of others: no target panics or takes too long.
//!
//! The inputs are the same on every run; `FUZZ_SECONDS` sets how long each target goes on (2 by default). A target is a
//! file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod docs;
mod documents;
mod identifiers;
mod mutation;
mod next_links;
mod random;
mod repeat;
#[cfg(unix)]
mod writer;
