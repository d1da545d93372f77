//! The parameters of actions.

use syn::{Expr, Field, Item, Type};

use crate::plan::items::{ActionItem, ActionParameterItem, ParameterItem, Presence, odata_name};

use super::nodes::{
    array, call, documentation, field, field_definition, function, generic, ident, implementation, implementor,
    list_attribute, method_call, parameter, path, path_expression, path_with, receiver_ref, reference, statics,
    struct_expression, structure, text, tuple, tuple_type, type_path, word,
};
use super::{Syntax, constants, runtime_import, tokens};

/// The parameters of an action as a type, in a file of its own.
pub(super) fn parameters(item: &ActionItem) -> impl Iterator<Item = Syntax<'_>> {
    let has_required = item.parameters.iter().any(|field| is_required(&field.parameter));
    let constructor = has_required.then(|| Syntax::item(constructor(item)));
    [runtime_import(), definition(item, has_required)]
        .map(Syntax::item)
        .into_iter()
        .chain(constructor)
        .chain([Syntax::item(arguments(item))])
        .chain(constants::constants(&item.path, &item.constants).map(Syntax::item))
}

fn definition(item: &ActionItem, has_required: bool) -> Item {
    let derives = (!has_required).then(|| list_attribute("derive", [word("Default")]));
    let attributes = tokens::attributes(&item.docs).into_iter().chain(derives).collect();
    let fields = item.parameters.iter().map(|field| field_of(field, &item.path.module));
    structure(attributes, ident(&item.path.ident), fields)
}

fn field_of(ActionParameterItem { parameter, docs }: &ActionParameterItem, module: &str) -> Field {
    let ty = tokens::options(value_type(parameter, module), parameter.presence);
    field_definition(
        tokens::field_attributes(docs, odata_name(&parameter.ident, &parameter.wire)),
        ident(&parameter.ident),
        ty,
    )
}

fn is_required(parameter: &ParameterItem) -> bool {
    parameter.presence == Presence::Required
}

fn value_type(parameter: &ParameterItem, module: &str) -> Type {
    let item = tokens::item(&parameter.value, parameter.nullable_items, module);
    if parameter.collection { generic(&["Vec"], [item]) } else { item }
}

fn constructor(item: &ActionItem) -> Item {
    let required = item.parameters.iter().map(|field| &field.parameter).filter(|parameter| is_required(parameter));
    let declarations = required.map(|required| {
        let ty = implementor(path_with(&["Into"], [value_type(required, &item.path.module)]));
        parameter(ident(&required.ident), ty)
    });
    let fields = item.parameters.iter().map(|field| {
        let name = &field.parameter.ident;
        let given = || method_call(path_expression(path(&[name])), "into", []);
        let value = if is_required(&field.parameter) { given() } else { path_expression(path(&["None"])) };
        (ident(name), value)
    });
    let new = function("new")
        .attributes(vec![documentation("The parameters that are required.")])
        .inline()
        .public()
        .takes(declarations)
        .returns(type_path(&["Self"]))
        .body(struct_expression(path(&["Self"]), fields, None));
    implementation(None, type_path(&[&item.path.ident]), vec![new])
}

fn arguments(item: &ActionItem) -> Item {
    let pair = tuple_type([statics(type_path(&["str"])), type_path(&["runtime", "Argument"])]);
    let parameters = reference(array(item.parameters.iter().map(|field| argument(&field.parameter))));
    let given = call(path(&["runtime", "arguments"]), [parameters]);
    let arguments =
        function("arguments").inline().takes([receiver_ref()]).returns(generic(&["Vec"], [pair])).body(given);
    implementation(Some(path(&["runtime", "Arguments"])), type_path(&[&item.path.ident]), vec![arguments])
}

/// `("wire", &self.name)`
fn argument(parameter: &ParameterItem) -> Expr {
    let value = field(path_expression(path(&["self"])), ident(&parameter.ident));
    tuple([text(&parameter.wire), reference(value)])
}
