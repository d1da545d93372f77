//! Type definitions.

use syn::{Expr, ImplItem, Item};

use crate::plan::items::NewtypeItem;

use super::nodes::{
    associated, associated_constant, borrowed, call, field_at, function, generic, ident, implementation,
    lifetime_argument, list_attribute, method_call, parameter, path, path_expression, receiver_ref, reference, statics,
    text, tuple_structure, type_path, word,
};
use super::{runtime_import, tokens};

/// A type definition as a newtype over its underlying type.
pub(super) fn newtype(item: &NewtypeItem) -> [Item; 3] {
    let mut attributes = tokens::attributes(&item.docs);
    attributes.push(list_attribute("derive", ["Clone", "Debug", "PartialEq"].map(word)));
    let definition = tuple_structure(attributes, ident(&item.path.ident), base(item));
    let items = vec![
        associated_constant("EDM", statics(type_path(&["str"])), text(&item.schema_name)),
        associated_constant("JSON", type_path(&["bool"]), associated(base(item), &["runtime", "Scalar"], "JSON")),
        decode(),
        of_inner("encode", generic(&["runtime", "Primitive"], [lifetime_argument("_")])),
        of_inner("to_literal", type_path(&["runtime", "Literal"])),
    ];
    let scalar = implementation(Some(path(&["runtime", "Scalar"])), type_path(&[&item.path.ident]), items);
    [runtime_import(), definition, scalar]
}

fn base(item: &NewtypeItem) -> syn::Type {
    tokens::value(&item.value, &item.path.module)
}

/// What the underlying type decodes, wrapped.
fn decode() -> ImplItem {
    let found = borrowed(generic(&["runtime", "Primitive"], [lifetime_argument("_")]));
    let decoded = call(path(&["runtime", "Scalar", "decode"]), [path_expression(path(&["found"]))]);
    function("decode")
        .inline()
        .takes([parameter(ident("found"), found)])
        .returns(tokens::option(type_path(&["Self"])))
        .body(method_call(decoded, "map", [path_expression(path(&["Self"]))]))
}

/// A method that does what the method of the underlying type does.
fn of_inner(name: &str, result: syn::Type) -> ImplItem {
    let inner: Expr = reference(field_at(path_expression(path(&["self"])), 0));
    let value = call(path(&["runtime", "Scalar", name]), [inner]);
    function(name).inline().takes([receiver_ref()]).returns(result).body(value)
}
