//! Key types.

use syn::{Expr, Item, Path};

use crate::plan::items::{KeyItem, KeyPartItem, code, words};

use super::nodes::{
    array, call, documentation, field, field_definition, function, ident, implementation, list_attribute, path,
    path_expression, receiver_ref, reference, structure, text, tuple, type_path, word,
};
use super::tokens;

/// The key of an entity type as a type.
pub(super) fn key(item: &KeyItem, module: &str) -> [Item; 2] {
    let mut attributes =
        tokens::paragraph([words("The key of an entity of type "), code(&*item.schema_name), words(".")]);
    attributes.push(list_attribute("derive", ["Clone", "Debug", "PartialEq"].map(word)));
    let fields = item.parts.iter().map(|part| {
        let docs = documentation("A part of the key.");
        field_definition(vec![docs], ident(&part.ident), tokens::value(&part.value, module))
    });
    let value = |part: &KeyPartItem| literal(field(path_expression(path(&["self"])), ident(&part.ident)));
    let predicate = match item.parts.as_slice() {
        [single] => predicate_of(value(single)),
        parts => predicate_of_named(parts.iter().map(|part| (part.wire.as_str(), value(part)))),
    };
    let to_key =
        function("to_key").inline().takes([receiver_ref()]).returns(type_path(&["runtime", "Key"])).body(predicate);
    [
        structure(attributes, ident(&item.path.ident), fields),
        implementation(Some(path(&["runtime", "EntityKey"])), type_path(&[&item.path.ident]), vec![to_key]),
    ]
}

/// A value as it stands in a URL.
pub(super) fn literal(value: Expr) -> Expr {
    call(form(), [reference(value)])
}

/// The function that makes such a value.
pub(super) fn form() -> Path {
    path(&["runtime", "Parameter", "literal"])
}

/// The key predicate of one value, which needs no name.
pub(super) fn predicate_of(value: Expr) -> Expr {
    call(path(&["runtime", "Key", "single"]), [value])
}

/// The key predicate of several values, or of none.
pub(super) fn predicate_of_named<'a>(parts: impl Iterator<Item = (&'a str, Expr)>) -> Expr {
    let pairs = parts.map(|(wire, value)| tuple([text(wire), value]));
    call(path(&["runtime", "Key", "named"]), [array(pairs)])
}
