//! Crates from documents that attack names, comments and shapes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod examples;
mod features;
mod nasty;
mod readme;
mod runtimes;
