//! The plan: from a slice of the model to the output as data. All names are decided here, before any token exists.

mod docs;
mod docs_facets;
mod dump;
mod features;
mod hierarchy;
mod index;
pub(crate) mod items;
mod lower;
mod lower_actions;
mod lower_derived;
mod lower_enums;
mod lower_fields;
mod lower_keys;
mod lower_methods;
mod lower_structs;
pub(crate) mod names;
mod overloads;
mod paths;
pub(crate) mod reserved;
mod scope;
mod sharing;
mod size;
mod snippet;
mod types;

pub(crate) use dump::dump;
pub(crate) use index::Index;
pub(crate) use lower::lower;
pub(crate) use snippet::Snippets;
pub use snippet::{Snippet, SnippetError};
