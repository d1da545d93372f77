//! Batches.

/// How the service takes batches.
#[derive(Debug)]
pub(crate) struct BatchItem {
    pub(crate) is_supported: bool,
    pub(crate) is_multipart: bool,
    pub(crate) limit: Option<u32>,
    pub(crate) has_rooted_urls: bool,
}
