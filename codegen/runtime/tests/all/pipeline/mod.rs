//! What lies between a request and the transport: attempts, policies, limits.

mod blocking;
mod clocks;
mod long_queries;
mod policies;
mod retry;
mod room;
mod script;
mod spans;
