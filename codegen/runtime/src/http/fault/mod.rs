//! What can go wrong, and how errors show it.

pub(crate) mod batch_error;
pub(crate) mod error;
pub(crate) mod exchange_error;
pub(crate) mod extended_message;
pub(crate) mod odata_error;
pub(crate) mod response_error;
pub(crate) mod service_error;
pub(crate) mod transfer_error;
