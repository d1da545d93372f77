//! Types and statements as text.

use crate::plan::items::{RustType, Shape, ShapeKind, TypePath, Value};

use super::Chain;
use super::layout::laid_out;
use super::scope::Let;

/// What things are called outside of the generated crate.
#[derive(Clone, Copy, Debug)]
pub(super) struct RustNames<'a> {
    pub(super) crate_name: &'a str,
}

impl RustNames<'_> {
    /// Something that the crate's root exports.
    pub(super) fn root(self, name: &str) -> String {
        format!("{}::{name}", self.crate_name)
    }

    /// A generated type.
    pub(super) fn path(self, path: &TypePath) -> String {
        self.root(&path.to_string())
    }

    /// A single value's type, structured ones bare.
    pub(super) fn value(self, value: &Value) -> String {
        match value {
            Value::BuiltIn(ty) if ty.is_of_runtime() => self.root(&ty.to_string()),
            Value::BuiltIn(ty) => ty.to_string(),
            Value::Enum(path) | Value::Newtype(path) | Value::Structured(path) => self.path(path),
            Value::Flags(path) => format!("{}<{}>", self.root("Flags"), self.path(path)),
        }
    }

    /// The type that stands for what is at a position.
    pub(super) fn shape(self, shape: &Shape) -> String {
        let full = match &shape.kind {
            // Bytes are downloaded and never null.
            ShapeKind::One(Value::BuiltIn(RustType::Stream)) => return self.root("ReadByDownload"),
            ShapeKind::Nothing => self.root("Nothing"),
            ShapeKind::One(one) => self.single(one),
            ShapeKind::Many { value, nullable_items: false } => {
                format!("{}<{}>", self.root("Many"), self.single(value))
            }
            ShapeKind::Many { value, nullable_items: true } => {
                format!("{}<{}<{}>>", self.root("Many"), self.root("Nullable"), self.single(value))
            }
        };
        if shape.nullable { format!("{}<{full}>", self.root("Nullable")) } else { full }
    }

    fn single(self, value: &Value) -> String {
        let bare = self.value(value);
        if matches!(value, Value::Structured(_)) { bare } else { format!("{}<{bare}>", self.root("Value")) }
    }
}

/// The whole statement, and the values before it.
pub(super) fn statement(chain: &Chain) -> String {
    let mut text = String::new();
    for Let { name, ty, value } in &chain.lets {
        text += &format!("let {name}: {ty} = {value};");
    }
    if let Some(name) = &chain.binding {
        text += &format!("let {name} = ");
    }
    laid_out(&format!("{text}client{};", chain.links.concat()))
}
