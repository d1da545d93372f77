//! How the requests of a batch are written.

/// How the requests of a [`Batch`](crate::Batch) and their answers are written in one body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchFormat {
    /// One JSON object ([JSON Format 19](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    #[default]
    Json,
    /// `multipart/mixed`, a part for each request
    /// ([Protocol 11.7.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): what services of OData 4.0 read.
    Multipart,
}
