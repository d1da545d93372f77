//! Complex and entity types.

use proc_macro2::Ident;
use quote::quote;
use syn::{Expr, Field, FnArg, Item, Stmt, Type};

use crate::rust::items::{Access, FieldItem, StructItem, Value};

use super::nodes::{
    arm, array, associated_constant, discard, field, field_definition, function, generic, generic_associated_type,
    ident, implementation, lifetime_argument, list_attribute, match_expression, method_call, number_pattern, parameter,
    path, path_expression, receiver_mut, receiver_ref, reference, statics, struct_expression, structure, text,
    type_path, use_declaration, use_group, use_name, use_path, use_rename, wildcard,
};
use super::{derived, fields, key, methods, tokens};

/// A type: its struct, its table for the runtime, its key, the requests that start at it.
pub(super) fn complete(item: &StructItem) -> Vec<Item> {
    let itself = [imports(), definition(item), table(item), default(item)];
    let any = item.any.iter().flat_map(|any| derived::any(any, &item.path));
    let key = item.key.iter().flat_map(|key| key::key(key, &item.path.module));
    let surface = methods::surface(&item.surface, &item.path.module);
    let collection_surface = methods::surface(&item.collection_surface, &item.path.module);
    itself
        .into_iter()
        .chain(fields::fields(item))
        .chain(any)
        .chain(key)
        .chain(surface)
        .chain(collection_surface)
        .collect()
}

fn imports() -> Item {
    let reason = quote! { unused_imports, reason = "a type without properties needs less" };
    let names = use_group([use_name("self"), use_rename("Field", "_"), use_name("query")]);
    use_declaration(vec![list_attribute("allow", reason)], use_path("crate", use_path("runtime", names)))
}

fn definition(item: &StructItem) -> Item {
    let fields = item.fields.iter().map(|field| definition_of(field, &item.path.module));
    structure(tokens::attributes(&item.docs), ident(&item.path.ident), fields)
}

fn definition_of(field: &FieldItem, module: &str) -> Field {
    field_definition(tokens::attributes(&field.docs), ident(&field.ident), field_type(field, module))
}

fn field_type(field: &FieldItem, module: &str) -> Type {
    if let (true, Value::Structured(_)) = (field.is_navigation, &field.value) {
        let target = tokens::value(&field.value, module);
        let shape = if field.collection { generic(&["runtime", "Many"], [target]) } else { target };
        return tokens::option(generic(&["runtime", "Expanded"], [shape]));
    }
    let item = tokens::item(&field.value, field.collection && field.nullable_items, module);
    tokens::option(match (&field.value, field.collection) {
        (_, true) => generic(&["Vec"], [item]),
        (Value::Structured(_), false) => generic(&["Box"], [item]),
        (_, false) => item,
    })
}

fn table(item: &StructItem) -> Item {
    let info = type_path(&["runtime", "TypeInfo"]);
    let constant = associated_constant("TYPE", statics(info), reference(info_of(item)));
    let derived = (!item.derived.is_empty()).then(|| derived::table(&item.derived, &item.path.module));
    let slot = access(item, "slot", receiver_mut(), "Slot");
    let get = access(item, "get", receiver_ref(), "Ref");
    let fields = generic_associated_type("Fields", "P", path(&["query", "Path"]), fields::name(item));
    let items = [constant].into_iter().chain(derived).chain([fields, slot, get]).collect();
    implementation(Some(path(&["runtime", "Structured"])), type_path(&[&item.path.ident]), items)
}

/// What the runtime knows of the type.
fn info_of(item: &StructItem) -> Expr {
    let texts = |texts: &mut dyn Iterator<Item = &String>| reference(array(texts.map(|wire| text(wire))));
    let those = |is: &dyn Fn(&FieldItem) -> bool| {
        let mut names = item.fields.iter().filter(|field| is(field)).map(|field| &field.wire).peekable();
        names.peek().is_some().then(|| texts(&mut names))
    };
    let open = item.is_open.then(|| path_expression(path(&["true"])));
    let base = item.base.as_ref().map(|base| derived::base(base, &item.path.module));
    let aliases = (!item.aliases.is_empty()).then(|| texts(&mut item.aliases.iter()));
    let fields = [
        ("name", Some(text(&item.schema_name))),
        ("properties", Some(texts(&mut item.fields.iter().map(|field| &field.wire)))),
        ("non_nullable", those(&|field| !field.nullable)),
        ("read_only", those(&|field| field.access == Access::Never)),
        ("immutable", those(&|field| field.access == Access::Once)),
        ("open", open),
        ("base", base),
        ("aliases", aliases),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((ident(name), value?)));
    let rest = path_expression(path(&["runtime", "TypeInfo", "EMPTY"]));
    struct_expression(path(&["runtime", "TypeInfo"]), fields, Some(rest))
}

/// The function `name` of the table: what `field.name()` gives for the field of an index, or else `None`.
fn access(item: &StructItem, name: &str, receiver: FnArg, result: &str) -> syn::ImplItem {
    let this = || path_expression(path(&["self"]));
    let index = || path_expression(path(&["index"]));
    let none = path_expression(path(&["runtime", result, "None"]));
    let function = function(name)
        .inline()
        .takes([receiver, parameter(ident("index"), type_path(&["usize"]))])
        .returns(generic(&["runtime", result], [lifetime_argument("_")]));
    if item.fields.is_empty() {
        return function.block(vec![discard(index()), Stmt::Expr(none, None)]);
    }
    let arms = item.fields.iter().enumerate().map(|(index, item)| {
        let value = method_call(field(this(), ident(&item.ident)), name, []);
        arm(number_pattern(index), value)
    });
    function.body(match_expression(index(), arms.chain([arm(wildcard(), none)])))
}

fn default(item: &StructItem) -> Item {
    let none = |field: &FieldItem| -> (Ident, Expr) { (ident(&field.ident), path_expression(path(&["None"]))) };
    let value = struct_expression(path(&["Self"]), item.fields.iter().map(none), None);
    let default = function("default").inline().returns(type_path(&["Self"])).body(value);
    implementation(Some(path(&["Default"])), type_path(&[&item.path.ident]), vec![default])
}
