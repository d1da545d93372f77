//! Allowed values that have symbolic names, as constants of the type, or of the action, that declares them.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostic;
use crate::model::describe;
use crate::model::ids::{OperationId, StructuredId, TypeDefinitionId};
use crate::model::{Meta, Model, NamedValue, RustType, Type};

use super::Lowering;
use crate::plan::docs;
use crate::plan::items::{ConstantItem, ConstantValue, Docs, Identifier, code, words};
use crate::plan::naming::scope::{NameRequest, NameScope};
use crate::plan::naming::{constants, names};

/// The constants that the runtime's traits give a structured type, and a type definition.
const OF_STRUCTURED: &[&str] = &["DERIVED", "TYPE"];
const OF_SCALAR: &[&str] = &["EDM", "JSON", "TAKES_NULL"];

/// A value on its way to a constant.
struct Draft<'a> {
    named: &'a NamedValue,
    /// The property or the parameter that it is a value of; `None` for a type definition.
    property: Option<&'a str>,
    ty: Type,
    name_request: NameRequest,
}

impl<'a> Lowering<'a> {
    /// The constants of a structured type: of the properties that it declares. Types that derive from it do not repeat them,
    /// so that no name depends on another type, or on the slice.
    pub(super) fn constants_of_type(&mut self, id: StructuredId) -> Vec<ConstantItem> {
        let model: &'a Model = self.model;
        let ty = model.structured_type(id);
        let mut drafts = Vec::new();
        for property in &ty.properties {
            if !property.meta.get().named_values.is_empty() {
                let path = format!("{}/{}", model.full_name(&ty.name), property.name);
                drafts.extend(drafts_of(&property.meta, Some(&property.name), property.ty.ty, &path));
            }
        }
        self.constants(drafts, OF_STRUCTURED)
    }

    /// The constants of a type definition.
    pub(super) fn constants_of_definition(&mut self, id: TypeDefinitionId) -> Vec<ConstantItem> {
        let model: &'a Model = self.model;
        let ty = model.type_definition(id);
        let path = model.full_name(&ty.name);
        let drafts = drafts_of(&ty.meta, None, Type::Definition(id), &path).collect();
        self.constants(drafts, OF_SCALAR)
    }

    /// The constants of the parameters of an action.
    pub(super) fn constants_of_action(&mut self, id: OperationId) -> Vec<ConstantItem> {
        let model: &'a Model = self.model;
        let operation = model.operation(id);
        let mut drafts = Vec::new();
        for parameter in operation.beside_binding() {
            if !parameter.meta.get().named_values.is_empty() {
                let path = format!("{}/{}", model.full_name(&operation.name), parameter.name);
                drafts.extend(drafts_of(&parameter.meta, Some(&parameter.name), parameter.ty.ty, &path));
            }
        }
        self.constants(drafts, &[])
    }

    fn constants(&mut self, drafts: Vec<Draft<'a>>, reserved: &[&str]) -> Vec<ConstantItem> {
        if drafts.is_empty() {
            return Vec::new();
        }
        let drafts = self.without_twins(drafts);
        let valued: Vec<(Draft<'a>, ConstantValue)> =
            drafts.into_iter().filter_map(|draft| self.valued(draft)).collect();
        let name_requests: Vec<&NameRequest> = valued.iter().map(|(draft, _)| &draft.name_request).collect();
        let scope = NameScope { reserved, pins: Some(&self.config.names), ignore_case: false };
        let idents = scope.decide(&name_requests, self.diagnostics);
        let named = valued.into_iter().zip(idents);
        named.map(|((draft, value), ident)| self.constant_item(&draft, value, ident)).collect()
    }

    /// The first of the values that have one name.
    fn without_twins(&mut self, drafts: Vec<Draft<'a>>) -> Vec<Draft<'a>> {
        let mut seen = BTreeSet::new();
        let mut first = Vec::new();
        for draft in drafts {
            if seen.insert(draft.name_request.schema_path.clone()) {
                first.push(draft);
            } else {
                let text = format!("two allowed values have the symbolic name `{}`", draft.named.name);
                self.diagnostics.push(
                    Diagnostic::warning("duplicate-symbolic-name", draft.named.span, text)
                        .label("named so again here")
                        .help("the first one becomes a constant; give this one another name"),
                );
            }
        }
        first
    }

    /// With the value of the constant; `None` for values of types that no constant can have, and for those that are not of
    /// their type.
    fn valued(&mut self, draft: Draft<'a>) -> Option<(Draft<'a>, ConstantValue)> {
        let NamedValue { name, value, is_string, span, .. } = draft.named;
        let constant = constant_value(constant_type(self.model, draft.ty)?, value, *is_string);
        if constant.is_none() {
            let type_name = describe::type_name(self.model, draft.ty);
            let kind = if *is_string { "the string " } else { "" };
            let text = format!("{kind}`{value}` cannot be a constant of type `{type_name}`");
            self.diagnostics.push(
                Diagnostic::warning("invalid-allowed-value", *span, text)
                    .label("named here")
                    .help(format!("it becomes no constant; correct the value that is called `{name}`")),
            );
        }
        Some((draft, constant?))
    }

    fn constant_item(&mut self, draft: &Draft<'a>, value: ConstantValue, ident: Identifier) -> ConstantItem {
        let NamedValue { name, span, description, .. } = draft.named;
        if !names::is_word(name) {
            let text = format!("the symbolic name `{name}` is not an identifier");
            self.diagnostics.push(
                Diagnostic::warning("invalid-symbolic-name", *span, text)
                    .label("an identifier is a letter or `_`, then letters, digits and `_`")
                    .help(format!("the constant is called `{ident}`")),
            );
        }
        let definition = if let Type::Definition(id) = draft.ty { self.paths.definitions.get(&id) } else { None };
        let wrapped_in = definition.filter(|_| !matches!(value, ConstantValue::Text(_))).cloned();
        ConstantItem { ident, value, wrapped_in, docs: constant_docs(draft, description.as_deref()) }
    }
}

/// The type of the value that stands in a constant; `None` where no constant can have one.
fn constant_type(model: &Model, ty: Type) -> Option<RustType> {
    let ty = match ty {
        Type::Definition(id) => model.type_definition(id).underlying.ty,
        Type::Primitive(_) | Type::Structured(_) | Type::Enum(_) | Type::Abstract(_) | Type::Unresolved => ty,
    };
    let Type::Primitive(primitive) = ty else { return None };
    let ty = primitive.rust_type();
    let can_be_constant =
        ty.integer_range().is_some() || matches!(ty, RustType::String | RustType::F32 | RustType::F64);
    can_be_constant.then_some(ty)
}

/// The named values of an element. `path` is what the element is called in the manifest.
fn drafts_of<'a>(meta: &'a Meta, property: Option<&'a str>, ty: Type, path: &str) -> impl Iterator<Item = Draft<'a>> {
    meta.get().named_values.iter().map(move |named| {
        let parts: Vec<&str> = property.into_iter().chain([&*named.name]).collect();
        let schema_path = format!("{path}/{}", named.name);
        let name_request = NameRequest::new(vec![constants::constant(&parts)], schema_path, Some(named.span));
        let name_request = name_request.or_as_written(constants::other_constant(&parts));
        Draft { named, property, ty, name_request }
    })
}

/// The value as one of the type; `None` where it has another form, or where Rust has no literal for it.
fn constant_value(ty: RustType, value: &str, is_string: bool) -> Option<ConstantValue> {
    if ty == RustType::String {
        return is_string.then(|| ConstantValue::Text(value.into()));
    }
    if is_string {
        return None;
    }
    match ty.integer_range() {
        Some((least, most)) => {
            let number = value.parse().ok().filter(|number| (least..=most).contains(number))?;
            Some(ConstantValue::Integer(ty, number))
        }
        None if ty == RustType::F32 => {
            value.parse().ok().filter(|number: &f32| number.is_finite()).map(ConstantValue::Single)
        }
        None => value.parse().ok().filter(|number: &f64| number.is_finite()).map(ConstantValue::Double),
    }
}

fn constant_docs(draft: &Draft<'_>, description: Option<&str>) -> Docs {
    let NamedValue { name, value, .. } = draft.named;
    let mut said = docs::described(description);
    let of_property = draft.property.into_iter().flat_map(|property| [words(" of "), code(property)]);
    let value = [words("The allowed value "), code(&**value)].into_iter().chain(of_property);
    docs::remark(&mut said, value.chain([words("; symbolic name: "), code(&**name), words(".")]));
    said
}
