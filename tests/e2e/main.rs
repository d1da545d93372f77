//! The generated crate against a server on the loopback interface, through the default transport.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod batch;
mod calls;
mod changes;
mod deadlines;
mod errors;
mod example;
mod links;
mod operations;
mod own_reqwest;
mod pages;
mod seed;
mod sign_in;
mod testing;
mod throttled;
mod transfers;
mod transports;
mod writes;
