//! The plan: from a slice of the model to the output as data. All names are decided here, before any token exists.

pub(crate) mod docs;
mod dump;
pub(crate) mod features;
pub(crate) mod hierarchy;
pub(crate) mod index;
pub(crate) mod items;
pub(crate) mod lower;
pub(crate) mod naming;
pub(crate) mod overloads;
pub(crate) mod sharing;
mod size;
#[cfg(test)]
mod tests;
pub(crate) mod types;
mod unmatched;

pub(crate) use dump::dump;
pub(crate) use index::RustPaths;
pub(crate) use lower::lower;
