//! The XML of a document: the one door to quick-xml.

pub(super) mod attributes;
pub(super) mod bytes;
pub(super) mod escape;
pub(super) mod foreign;
pub(super) mod namespaces;
pub(super) mod reader;
