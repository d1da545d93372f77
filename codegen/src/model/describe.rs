//! Types and operations as text.

use super::ids::Item;
use crate::model::ids::OperationId;
use crate::model::{Model, Operation, Type, TypeRef};
use crate::model::{OperationKind, StructuredKind};

/// The qualified name of a type, as a schema writes it; `None` for a type that no document declares.
pub(crate) fn schema_name(model: &Model, ty: Type) -> Option<String> {
    match ty {
        Type::Primitive(primitive) => Some(format!("Edm.{}", primitive.name())),
        Type::Abstract(ty) => Some(format!("Edm.{}", ty.name())),
        Type::Structured(id) => Some(model.full_name(&model.structured_type(id).name)),
        Type::Enum(id) => Some(model.full_name(&model.enum_type(id).name)),
        Type::Definition(id) => Some(model.full_name(&model.type_definition(id).name)),
        Type::Unresolved => None,
    }
}

/// The name of a type without its namespace, `Untyped` for a type that no document declares.
pub(crate) fn simple_name(model: &Model, ty: Type) -> String {
    match ty {
        Type::Primitive(primitive) => primitive.name().to_owned(),
        Type::Abstract(ty) => ty.name().to_owned(),
        Type::Structured(id) => model.structured_type(id).name.name.to_string(),
        Type::Enum(id) => model.enum_type(id).name.name.to_string(),
        Type::Definition(id) => model.type_definition(id).name.name.to_string(),
        Type::Unresolved => "Untyped".to_owned(),
    }
}

/// The qualified name of a type, for people.
pub(crate) fn type_name(model: &Model, ty: Type) -> String {
    schema_name(model, ty).unwrap_or_else(|| "an undeclared type".to_owned())
}

/// `Collection(…)` where there may be many.
pub(crate) fn collection_of(name: String, collection: bool) -> String {
    if collection { format!("Collection({name})") } else { name }
}

/// A use of a type, without nullability and facets.
pub(crate) fn type_use(model: &Model, ty: &TypeRef) -> String {
    collection_of(type_name(model, ty.ty), ty.collection)
}

/// The qualified name of a type or an operation.
pub(crate) fn item_name(model: &Model, item: Item) -> String {
    match item {
        Item::Structured(id) => type_name(model, Type::Structured(id)),
        Item::Enum(id) => type_name(model, Type::Enum(id)),
        Item::Definition(id) => type_name(model, Type::Definition(id)),
        Item::Operation(id) => model.full_name(&model.operation(id).name),
    }
}

/// What it is, in the standard's words.
pub(crate) fn item_kind(model: &Model, item: Item) -> &'static str {
    match item {
        Item::Structured(id) => match model.structured_type(id).kind {
            StructuredKind::Entity => "entity type",
            StructuredKind::Complex => "complex type",
        },
        Item::Enum(_) => "enumeration type",
        Item::Definition(_) => "type definition",
        Item::Operation(id) => operation_kind(model.operation(id)),
    }
}

/// `action` or `function`.
pub(crate) fn operation_kind(operation: &Operation) -> &'static str {
    match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}

/// `an action` or `a function`.
pub(crate) fn an_operation(operation: &Operation) -> &'static str {
    match operation.kind {
        OperationKind::Action => "an action",
        OperationKind::Function => "a function",
    }
}

/// The name, the binding type and the parameters: what tells one overload from another.
pub(crate) fn signature(model: &Model, id: OperationId) -> String {
    let operation = model.operation(id);
    let parameters: Vec<String> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let optional = if parameter.is_optional { "?" } else { "" };
            format!("{}{optional}: {}", parameter.name, type_use(model, &parameter.ty))
        })
        .collect();
    let returns = operation.returns.as_ref().map_or_else(String::new, |ty| format!(" -> {}", type_use(model, ty)));
    format!("{}({}){returns}", model.full_name(&operation.name), parameters.join(", "))
}
