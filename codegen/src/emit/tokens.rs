//! What types of the plan are called, and their docs, as syntax.

use syn::{Attribute, Path, Type};

use crate::plan::items::{Block, Docs, Piece, Presence, RustType, Shape, ShapeKind, TypePath, Value, code, words};

use super::nodes::{documentation, generic, inner, list_attribute, named, type_path};
use super::{markdown, nodes};

/// Doc comment lines and `#[deprecated]`.
pub(super) fn attributes(docs: &Docs) -> Vec<Attribute> {
    attributes_of(docs, markdown::lines(&docs.blocks))
}

/// Doc comment lines of a field, which end with the name that the metadata has for it where that is another one, and
/// `#[deprecated]`.
pub(super) fn field_attributes(docs: &Docs, odata_name: Option<&str>) -> Vec<Attribute> {
    let mut lines = markdown::lines(&docs.blocks);
    if let Some(name) = odata_name {
        if !lines.is_empty() {
            lines.push(markdown::Line::from(""));
        }
        lines.extend(markdown::lines(&[Block::Paragraph(vec![words("OData name: "), code(name), words(".")])]));
    }
    attributes_of(docs, lines)
}

fn attributes_of(docs: &Docs, lines: Vec<markdown::Line>) -> Vec<Attribute> {
    let lines = lines.into_iter().map(documentation);
    let deprecated = docs.deprecated.as_ref().map(|note| {
        let note = markdown::plain(note);
        list_attribute("deprecated", [named("note", &note)])
    });
    lines.chain(deprecated).collect()
}

/// Doc comment lines of one paragraph.
pub(super) fn paragraph(pieces: impl Into<Vec<Piece>>) -> Vec<Attribute> {
    markdown::lines(&[Block::Paragraph(pieces.into())]).into_iter().map(documentation).collect()
}

/// Inner doc comment lines, for a file.
pub(super) fn inner_docs(docs: &Docs) -> impl Iterator<Item = Attribute> {
    markdown::lines(&docs.blocks).into_iter().map(|line| inner(documentation(line)))
}

/// A generated type, as seen from the module `from`.
pub(super) fn path(path: &TypePath, from: &str) -> Type {
    seen_from(path, from, type_path)
}

/// The function that makes a value of a generated type, as seen from the module `from`.
pub(super) fn constructor(path: &TypePath, from: &str) -> Path {
    seen_from(path, from, nodes::path)
}

/// A generated type over another one, as seen from the module `from`.
pub(super) fn path_over(path: &TypePath, from: &str, argument: Type) -> Type {
    seen_from(path, from, |segments| generic(segments, [argument]))
}

fn seen_from<T>(path: &TypePath, from: &str, make: impl FnOnce(&[&str]) -> T) -> T {
    if path.module == from { make(&["super", &path.ident]) } else { make(&["crate", &path.module, &path.ident]) }
}

/// A single value's type, structured ones bare.
pub(super) fn value(value: &Value, from: &str) -> Type {
    match value {
        Value::BuiltIn(ty) if ty.is_of_runtime() => type_path(&["runtime", "edm", ty.name()]),
        Value::BuiltIn(ty) => type_path(&[ty.name()]),
        Value::Enum(target) | Value::Newtype(target) | Value::Structured(target) => path(target, from),
        Value::Flags(target) => generic(&["runtime", "Flags"], [path(target, from)]),
    }
}

/// An item of a collection: a structured one with what the schema does not declare.
pub(super) fn item(target: &Value, nullable: bool, from: &str) -> Type {
    let bare = value(target, from);
    let full = if matches!(target, Value::Structured(_)) { generic(&["runtime", "Instance"], [bare]) } else { bare };
    if nullable { option(full) } else { full }
}

/// `Option<T>`
pub(super) fn option(some: Type) -> Type {
    generic(&["Option"], [some])
}

/// The type of a parameter that may be left open in this way.
pub(super) fn options(value: Type, presence: Presence) -> Type {
    (0..presence.options()).fold(value, |value, _| option(value))
}

/// The marker type of a position or an answer.
pub(super) fn shape(shape: &Shape, from: &str) -> Type {
    let full = match &shape.kind {
        // Bytes are downloaded and never null.
        ShapeKind::One(Value::BuiltIn(RustType::Stream)) => return type_path(&["runtime", "ReadByDownload"]),
        ShapeKind::Nothing => type_path(&["runtime", "Nothing"]),
        ShapeKind::One(one) => position(one, from),
        ShapeKind::Many { value: one, nullable_items } => {
            let one = position(one, from);
            let item = if *nullable_items { nullable(one) } else { one };
            generic(&["runtime", "Many"], [item])
        }
    };
    if shape.nullable { nullable(full) } else { full }
}

fn nullable(shape: Type) -> Type {
    generic(&["runtime", "Nullable"], [shape])
}

fn position(one: &Value, from: &str) -> Type {
    let bare = value(one, from);
    if matches!(one, Value::Structured(_)) { bare } else { generic(&["runtime", "Value"], [bare]) }
}
