//! Types: what they inherit, what they declare, and what the names of types mean.

mod bases;
mod definitions;
mod enums;
mod facets;
mod keys;
pub(super) mod members;
mod navigation;
mod structured;
pub(super) mod type_names;
