//! Where a client starts.

use super::{BatchItem, Docs, Method};

/// Where a client starts.
#[derive(Debug)]
pub(crate) struct ServiceItem {
    /// Ends in `/`; empty where the manifest names none.
    pub(crate) root: String,
    pub(crate) key_as_segment: bool,
    pub(crate) empty_parentheses: bool,
    pub(crate) plain_base64: bool,
    pub(crate) client_request_id: bool,
    pub(crate) eventual_consistency: bool,
    pub(crate) query_by_post: bool,
    pub(crate) scopes: Vec<String>,
    pub(crate) batch: BatchItem,
    pub(crate) docs: Docs,
    /// Entity sets, singletons and imports.
    pub(crate) methods: Vec<Method>,
}
