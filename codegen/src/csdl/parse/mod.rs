//! From events to the syntax tree, a file for each part of a document.

pub(super) mod annotations;
pub(super) mod document;
pub(super) mod operations;
pub(super) mod types;
