//! What carries requests: transports, credentials, links, errors.

pub(crate) mod batch_format;
pub(crate) mod body;
pub(crate) mod challenge;
pub(crate) mod clock;
pub(crate) mod credential;
pub(crate) mod deadline;
pub(crate) mod fault;
#[cfg(feature = "__reqwest")]
pub(crate) mod gzip;
pub(crate) mod link;
pub(crate) mod pipeline;
pub(crate) mod query_segment;
pub(crate) mod reply;
#[cfg(feature = "__reqwest")]
pub(crate) mod reqwest;
pub(crate) mod rewrite;
pub(crate) mod secret;
pub(crate) mod service;
pub(crate) mod settings;
pub(crate) mod sign_in;
#[cfg(feature = "__reqwest")]
mod tls;
pub(crate) mod transport;

#[doc(no_inline)]
pub use ::http::*;
