//! Type definitions, and values that a schema names.

use super::{Docs, Identifier, RustType, TypePath, Value};

/// A type definition.
#[derive(Debug)]
pub(crate) struct NewtypeItem {
    pub(crate) path: TypePath,
    pub(crate) schema_name: String,
    pub(crate) value: Value,
    pub(crate) docs: Docs,
    /// Values that the schema names.
    pub(crate) constants: Vec<ConstantItem>,
}

/// An allowed value with a symbolic name, as an associated constant.
#[derive(Debug, PartialEq)]
pub(crate) struct ConstantItem {
    pub(crate) ident: Identifier,
    pub(crate) value: ConstantValue,
    /// The type definition of the value; only for numbers, since a constant cannot own a text.
    pub(crate) wrapped_in: Option<TypePath>,
    pub(crate) docs: Docs,
}

/// A value that a constant can have.
#[derive(Debug, PartialEq)]
pub(crate) enum ConstantValue {
    Text(Box<str>),
    Integer(RustType, i64),
    Single(f32),
    Double(f64),
}
