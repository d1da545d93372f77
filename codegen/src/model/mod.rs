//! Meaning: from documents to one [`Model`] in which every reference is a typed id.

pub(crate) mod constraints;
mod container;
pub(crate) mod describe;
mod dump;
mod edm;
pub(crate) mod extents;
pub(crate) mod faults;
pub(crate) mod glob;
pub(crate) mod graph;
pub(crate) mod ids;
pub(crate) mod names;
mod resolve;
mod suggestions;
mod term;
mod terms;
mod types;
mod vocab;

#[cfg(test)]
mod tests;

pub(crate) use dump::dump;
pub(crate) use resolve::resolve;
pub(crate) use types::*;
pub(crate) use vocab::*;
