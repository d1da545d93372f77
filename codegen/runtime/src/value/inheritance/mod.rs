//! Types and those that derive from them: casts, enums of derived types, moves between them.

pub(crate) mod cast;
pub(crate) mod convert;
pub(crate) mod derived;
pub(crate) mod derives;
pub(crate) mod entity;
