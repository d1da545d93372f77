//! The properties of a type as tokens for queries.

use std::sync::Arc;

use syn::{Item, Type};

use crate::plan::items::{FieldItem, Identifier, Link, Piece, RustType, Settable, StructItem, TypePath, Value, words};

use super::lists::Lists;
use super::nodes::{
    associated_constant, field_definition, generic, ident, implementation, number_argument, over, path,
    path_expression, reference, statics, struct_expression, structure, type_path,
};
use super::{Syntax, tokens, with_lists};

/// The type of a type's tokens, at the place `P`.
pub(super) fn name(item: &StructItem) -> Type {
    match &item.tokens {
        Some(path) => generic(&[&path.ident], [type_path(&["P"])]),
        None => type_path(&["query", "NoFields"]),
    }
}

/// The struct of a type's tokens, and its one value.
pub(super) fn fields<'a>(item: &'a StructItem, tokens: &'a TypePath) -> impl Iterator<Item = Syntax<'a>> {
    let count = item.fields.len();
    let definition = move || with_lists(count, move |lists| definition(item, tokens, lists));
    std::iter::once_with(definition).chain(std::iter::once_with(move || with_lists(count, |lists| all(item, lists))))
}

fn definition(item: &StructItem, path: &TypePath, lists: &Lists) -> Item {
    let link = Piece::Link(Link::Type(item.path.ident.clone()));
    let docs = tokens::paragraph([words("The properties of "), link, words(" in queries.")]);
    let mark = mark();
    let fields = lists.take(item.fields.iter(), &mark).into_iter();
    let definitions = fields.map(|(index, field)| {
        field_definition(Vec::new(), ident(&field.ident), token(field, index, &item.path.module))
    });
    over("P", None, structure(docs, ident(&path.ident), definitions))
}

fn all(item: &StructItem, lists: &Lists) -> Item {
    let mark = mark();
    let values = lists.take(item.fields.iter(), &mark).into_iter().map(|(_, field)| {
        let new = path_expression(path(&["query", kind(field), "Token"]));
        (ident(&field.ident), new)
    });
    let all = reference(struct_expression(path(&["Self"]), values, None));
    let constant = associated_constant("ALL", statics(type_path(&["Self"])), all);
    let trait_path = path(&["query", "Tokens"]);
    over("P", Some(path(&["query", "Path"])), implementation(Some(trait_path), name(item), vec![constant]))
}

/// A mark, which stands for the fields in a frame.
pub(super) fn mark() -> FieldItem {
    FieldItem {
        ident: Identifier::joined(&["mark"]),
        wire: "mark".to_owned(),
        value: Value::BuiltIn(RustType::Bool),
        collection: false,
        is_navigation: false,
        nullable: true,
        nullable_items: false,
        access: Settable::Always,
        is_key: false,
        docs: Arc::default(),
    }
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
        (Value::BuiltIn(RustType::Stream), _, false) => "StreamProp",
        (_, _, false) => "Prop",
        (_, _, true) => "Props",
    }
}

/// `None` for the default: a property that can be null, and can be set at any time.
fn access(field: &FieldItem) -> Option<Type> {
    let of_property = property_access(field);
    if !field.nullable_items {
        return of_property;
    }
    Some(match of_property {
        Some(access) => generic(&["query", "NullItems"], [access]),
        None => type_path(&["query", "NullItems"]),
    })
}

fn property_access(field: &FieldItem) -> Option<Type> {
    // JSON has no null for a stream: a stream exists or not.
    let is_stream = field.value == Value::BuiltIn(RustType::Stream);
    let nullness = (!field.nullable || is_stream).then(|| type_path(&["query", "Required"]));
    let restricted = match field.access {
        Settable::Always => return nullness,
        Settable::Once => "Fixed",
        Settable::Never => "Computed",
    };
    Some(match nullness {
        Some(nullness) => generic(&["query", restricted], [nullness]),
        None => type_path(&["query", restricted]),
    })
}
