//! The generated crate against a server on the loopback interface, through the default transport.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod calls;
mod deadlines;
mod errors;
mod example;
mod links;
mod own_reqwest;
mod pages;
mod seed;
mod testing;
mod transports;
mod writes;
