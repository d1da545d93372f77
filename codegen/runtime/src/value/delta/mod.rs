//! What has changed in a collection: the items of a delta payload
//! ([JSON Format 15](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).

pub(crate) mod change;
pub(crate) mod context;
pub(crate) mod nested;
pub(crate) mod outline;
pub(crate) mod page;
