//! Values of structured types: instances, fields, shapes.

pub(crate) mod argument;
pub(crate) mod collect;
pub(crate) mod content;
pub(crate) mod delta;
pub(crate) mod erased;
pub(crate) mod expanded;
pub(crate) mod field;
pub(crate) mod field_scalar;
pub(crate) mod inheritance;
pub(crate) mod instance;
pub(crate) mod instances;
pub(crate) mod json;
pub(crate) mod kept;
pub(crate) mod page;
pub(crate) mod parameter;
pub(crate) mod payload;
pub(crate) mod read_by_download;
pub(crate) mod shape;
pub(crate) mod structured;
