//! What lies between a request and the transport: attempts, policies, limits.

mod clocks;
mod policies;
mod retry;
mod room;
mod script;
mod spans;
