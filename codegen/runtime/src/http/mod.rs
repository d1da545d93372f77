//! What carries requests: transports, credentials, links, errors.

pub(crate) mod body;
pub(crate) mod clock;
pub(crate) mod credential;
pub(crate) mod deadline;
pub(crate) mod error;
pub(crate) mod exchange_error;
pub(crate) mod extended_message;
#[cfg(feature = "__reqwest")]
pub(crate) mod gzip;
pub(crate) mod link;
pub(crate) mod odata_error;
pub(crate) mod pipeline;
pub(crate) mod reply;
#[cfg(feature = "__reqwest")]
pub(crate) mod reqwest;
pub(crate) mod response_error;
pub(crate) mod rewrite;
pub(crate) mod secret;
pub(crate) mod service;
pub(crate) mod service_error;
pub(crate) mod settings;
#[cfg(feature = "__reqwest")]
mod tls;
pub(crate) mod transport;

#[doc(no_inline)]
pub use ::http::*;
