//! Type definitions.

use syn::{Expr, ImplItem, Item, Type};

use crate::plan::items::{NewtypeItem, RustType, Value};

use super::nodes::{
    associated, associated_constant, associated_type, borrowed, call, field_at, function, generic, ident,
    implementation, lifetime_argument, list_attribute, method_call, parameter, path, path_expression, path_with,
    receiver_ref, reference, statics, text, tuple_structure, type_path, word,
};
use super::{constants, runtime_import, tokens};

/// A type definition as a newtype over its underlying type.
pub(super) fn newtype(item: &NewtypeItem) -> Vec<Item> {
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
    let underlying = vec![associated_type("Underlying", base(item))];
    let underlying = implementation(Some(path(&["runtime", "Definition"])), type_path(&[&item.path.ident]), underlying);
    let value = || path_expression(path(&["value"]));
    let mut items = vec![runtime_import(), definition, scalar, underlying, from(item, || base(item), value())];
    if item.value == Value::BuiltIn(RustType::String) {
        items.push(from(item, || borrowed(type_path(&["str"])), method_call(value(), "to_owned", [])));
    }
    items.extend(constants::constants(&item.path, &item.constants));
    items
}

/// The conversion of a value of the underlying type.
fn from(item: &NewtypeItem, given: impl Fn() -> Type, value: Expr) -> Item {
    let from = function("from")
        .inline()
        .takes([parameter(ident("value"), given())])
        .returns(type_path(&["Self"]))
        .body(call(path(&["Self"]), [value]));
    implementation(Some(path_with(&["From"], [given()])), type_path(&[&item.path.ident]), vec![from])
}

fn base(item: &NewtypeItem) -> Type {
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
fn of_inner(name: &str, result: Type) -> ImplItem {
    let inner: Expr = reference(field_at(path_expression(path(&["self"])), 0));
    let value = call(path(&["runtime", "Scalar", name]), [inner]);
    function(name).inline().takes([receiver_ref()]).returns(result).body(value)
}
