//! Reading: query options, pages, references, long queries.

pub(crate) mod consistency;
pub(crate) mod expanded;
pub(crate) mod foreign;
pub(crate) mod long_query;
pub(crate) mod paging;
pub(crate) mod query;
pub(crate) mod references;
