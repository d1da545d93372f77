//! Values of structured types: instances, fields, shapes.

pub(crate) mod argument;
pub(crate) mod cast;
pub(crate) mod collect;
pub(crate) mod convert;
pub(crate) mod derived;
pub(crate) mod derives;
pub(crate) mod difference;
pub(crate) mod erased;
pub(crate) mod expanded;
pub(crate) mod extras;
pub(crate) mod field;
pub(crate) mod field_scalar;
pub(crate) mod instance;
pub(crate) mod json;
pub(crate) mod links;
pub(crate) mod original;
pub(crate) mod page;
pub(crate) mod parameter;
pub(crate) mod payload;
pub(crate) mod shape;
pub(crate) mod side;
pub(crate) mod structured;
pub(crate) mod touched;
