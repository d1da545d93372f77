//! Transports, credentials, time limits and errors.

mod attack;
mod client;
pub(crate) mod clock;
mod deadline;
mod error;
mod gzip;
mod hosts;
mod redirect;
mod reqwest;
mod secret;
mod shown;
pub(crate) mod support;
mod trust;
