//! Requests: targets, calls, pages, the exchange with the service.

pub(crate) mod action;
pub(crate) mod bind;
pub(crate) mod call;
pub(crate) mod client;
pub(crate) mod creation;
pub(crate) mod exchange;
pub(crate) mod expanded;
pub(crate) mod foreign;
pub(crate) mod key;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod paging;
pub(crate) mod query;
pub(crate) mod references;
pub(crate) mod response;
pub mod step;
pub(crate) mod target;
pub(crate) mod unsent;
pub(crate) mod write;
