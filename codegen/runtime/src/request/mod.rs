//! Requests: targets, calls, pages, the exchange with the service.

pub(crate) mod action;
pub(crate) mod address;
pub(crate) mod batch;
pub(crate) mod bind;
#[cfg(feature = "__reqwest")]
pub(crate) mod blocking;
pub(crate) mod call;
pub(crate) mod client;
pub(crate) mod creation;
pub(crate) mod delta;
pub(crate) mod exchange;
pub(crate) mod key;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod operation;
pub(crate) mod outgoing;
pub(crate) mod read;
pub(crate) mod response;
pub(crate) mod settings;
pub mod step;
pub(crate) mod target;
pub(crate) mod transfer;
pub(crate) mod write;
