//! Types and statements as text.

use crate::plan::items::{Shape, ShapeKind, TypePath, Value};

use super::Chain;
use super::layout::{broken, fits};
use super::scope::Let;

/// Chains of this width and more have a line for each link, as `rustfmt` has it.
const CHAIN_WIDTH: usize = 60;

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

/// The whole statement: on one line where it is short, else a line for each link.
pub(super) fn statement(chain: &Chain) -> String {
    let lets = chain.lets.iter().map(|Let { name, ty, value }| format!("let {name}: {ty} = {value};\n"));
    lets.collect::<String>() + &chained(chain)
}

fn chained(chain: &Chain) -> String {
    let start = chain.binding.as_ref().map_or_else(String::new, |name| format!("let {name} = "));
    let short = format!("client{}", chain.links.concat());
    if short.chars().count() < CHAIN_WIDTH && fits(&short, start.chars().count() + 1) {
        return format!("{start}{short};");
    }
    let links: String = chain.links.iter().map(|link| format!("\n    {}", broken(link, 4, 1))).collect();
    format!("{start}client{links};")
}
