//! Meaning: from documents to one [`Model`] in which every reference is a typed id.

mod dump;
mod edm;
pub(crate) mod ids;
mod resolve;
mod terms;
mod types;
mod vocab;

#[cfg(test)]
mod tests;

pub(crate) use dump::dump;
pub(crate) use resolve::resolve;
pub(crate) use types::*;
pub(crate) use vocab::*;
