//! The properties of a type as tokens for queries.

use syn::{Item, Type};

use crate::rust::items::{Access, FieldItem, StructItem, TypePath, Value};

use super::nodes::{
    associated_constant, documentation, field_definition, generic, ident, implementation, number_argument, over, path,
    path_expression, reference, statics, struct_expression, structure, type_path,
};
use super::tokens;

/// The type of a type's tokens, at the place `P`.
pub(super) fn name(item: &StructItem) -> Type {
    match &item.tokens {
        Some(path) => generic(&[&path.ident], [type_path(&["P"])]),
        None => type_path(&["query", "NoFields"]),
    }
}

/// The struct of a type's tokens, and its one value.
pub(super) fn fields<'a>(item: &'a StructItem, tokens: &'a TypePath) -> impl Iterator<Item = Item> {
    std::iter::once_with(|| definition(item, tokens)).chain(std::iter::once_with(|| all(item)))
}

fn definition(item: &StructItem, tokens: &TypePath) -> Item {
    let docs = vec![documentation(&format!("The properties of [`{}`] in queries.", item.path.ident))];
    let definitions = item.fields.iter().enumerate().map(|(index, field)| {
        field_definition(Vec::new(), ident(&field.ident), token(field, index, &item.path.module))
    });
    over("P", None, structure(docs, ident(&tokens.ident), definitions))
}

fn all(item: &StructItem) -> Item {
    let values = item.fields.iter().map(|field| {
        let new = path_expression(path(&["query", kind(field), "Token"]));
        (ident(&field.ident), new)
    });
    let all = reference(struct_expression(path(&["Self"]), values, None));
    let constant = associated_constant("ALL", statics(type_path(&["Self"])), all);
    let trait_path = path(&["query", "Tokens"]);
    over("P", Some(path(&["query", "Path"])), implementation(Some(trait_path), name(item), vec![constant]))
}

/// `query::Prop<P, query::I0, String>`
fn token(field: &FieldItem, index: usize, module: &str) -> Type {
    let arguments = [type_path(&["P"]), index_type(index), tokens::value(&field.value, module)];
    generic(&["query", kind(field)], arguments.into_iter().chain(access(field)))
}

/// The type of an index. The runtime has names for the first ones, which cost the compiler less.
fn index_type(index: usize) -> Type {
    const NAMED: usize = 256;
    if index < NAMED {
        return type_path(&["query", &format!("I{index}")]);
    }
    generic(&["query", "Nth"], [number_argument(index)])
}

fn kind(field: &FieldItem) -> &'static str {
    match (&field.value, field.is_navigation, field.collection) {
        (Value::Structured(_), true, false) => "Nav",
        (Value::Structured(_), true, true) => "Navs",
        (Value::Structured(_), false, false) => "Complex",
        (Value::Structured(_), false, true) => "Complexes",
        (_, _, false) => "Prop",
        (_, _, true) => "Props",
    }
}

/// Nothing for what is the default: a property that can be null, and set at any time.
fn access(field: &FieldItem) -> Option<Type> {
    // A stream is there or is not; no JSON null stands for it.
    let is_stream = matches!(field.value, Value::Edm("Stream"));
    let nullness = (!field.nullable || is_stream).then(|| type_path(&["query", "Required"]));
    let restricted = match field.access {
        Access::Always => return nullness,
        Access::Once => "Fixed",
        Access::Never => "Computed",
    };
    Some(match nullness {
        Some(nullness) => generic(&["query", restricted], [nullness]),
        None => type_path(&["query", restricted]),
    })
}
