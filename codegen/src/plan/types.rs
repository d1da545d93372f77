//! Edm types as Rust types.

use crate::model::{AbstractType, Model, Nullability, Primitive, Type, TypeRef};

use super::items::{Shape, ShapeKind, Value};
use super::naming::paths::Paths;

/// The Rust type of a single value of `ty`. What the slice does not hold is kept as any JSON.
pub(crate) fn value(paths: &Paths, model: &Model, ty: Type) -> Value {
    match ty {
        Type::Structured(id) => paths.structured.get(&id).cloned().map_or(UNTYPED, Value::Structured),
        Type::Enum(id) => match paths.enums.get(&id) {
            Some(path) if model.enum_type(id).is_flags => Value::Flags(path.clone()),
            Some(path) => Value::Enum(path.clone()),
            None => UNTYPED,
        },
        Type::Definition(id) => paths.definitions.get(&id).cloned().map_or(UNTYPED, Value::Newtype),
        Type::Primitive(_) | Type::Abstract(_) | Type::Unresolved => built_in(ty),
    }
}

/// The Rust type of a single value of a type that no document declares; any JSON for one that is not kept.
pub(crate) fn built_in(ty: Type) -> Value {
    match ty {
        Type::Primitive(primitive) => primitive_value(primitive),
        Type::Abstract(AbstractType::PrimitiveType) => Value::Edm("PrimitiveValue"),
        Type::Abstract(AbstractType::Untyped | AbstractType::ComplexType | AbstractType::EntityType)
        | Type::Structured(_)
        | Type::Enum(_)
        | Type::Definition(_)
        | Type::Unresolved => UNTYPED,
        Type::Abstract(
            AbstractType::AnnotationPath
            | AbstractType::AnyPropertyPath
            | AbstractType::ModelElementPath
            | AbstractType::NavigationPropertyPath
            | AbstractType::PropertyPath,
        ) => Value::Plain("String"),
    }
}

const UNTYPED: Value = Value::Edm("Untyped");

fn primitive_value(primitive: Primitive) -> Value {
    match primitive {
        Primitive::Boolean => Value::Plain("bool"),
        Primitive::Byte => Value::Plain("u8"),
        Primitive::SByte => Value::Plain("i8"),
        Primitive::Int16 => Value::Plain("i16"),
        Primitive::Int32 => Value::Plain("i32"),
        Primitive::Int64 => Value::Plain("i64"),
        Primitive::Single => Value::Plain("f32"),
        Primitive::Double => Value::Plain("f64"),
        Primitive::String => Value::Plain("String"),
        Primitive::Binary => Value::Edm("Binary"),
        Primitive::Date => Value::Edm("Date"),
        Primitive::DateTimeOffset => Value::Edm("DateTimeOffset"),
        Primitive::Decimal => Value::Edm("Decimal"),
        Primitive::Duration => Value::Edm("Duration"),
        Primitive::Guid => Value::Edm("Guid"),
        Primitive::Stream => Value::Edm("Stream"),
        Primitive::TimeOfDay => Value::Edm("TimeOfDay"),
        Primitive::Geography
        | Primitive::GeographyPoint
        | Primitive::GeographyLineString
        | Primitive::GeographyPolygon
        | Primitive::GeographyMultiPoint
        | Primitive::GeographyMultiLineString
        | Primitive::GeographyMultiPolygon
        | Primitive::GeographyCollection
        | Primitive::Geometry
        | Primitive::GeometryPoint
        | Primitive::GeometryLineString
        | Primitive::GeometryPolygon
        | Primitive::GeometryMultiPoint
        | Primitive::GeometryMultiLineString
        | Primitive::GeometryMultiPolygon
        | Primitive::GeometryCollection => Value::Edm("Geo"),
    }
}

/// Null items are allowed only where the schema says so: nearly no service sends them, and every caller would pay.
pub(crate) fn nullable_items(ty: &TypeRef) -> bool {
    ty.collection && ty.nullable == Nullability::Nullable
}

/// What a request answers with that returns `returns`.
pub(crate) fn shape(paths: &Paths, model: &Model, returns: Option<&TypeRef>) -> Shape {
    match returns {
        None => Shape { kind: ShapeKind::Nothing, nullable: false },
        Some(ty) if ty.collection => Shape {
            kind: ShapeKind::Many { value: value(paths, model, ty.ty), nullable_items: nullable_items(ty) },
            nullable: false,
        },
        Some(ty) => Shape {
            kind: ShapeKind::One(value(paths, model, ty.ty)),
            nullable: ty.nullable != Nullability::NonNullable,
        },
    }
}

/// The type as a schema writes it, with full names.
pub(crate) fn schema_type(model: &Model, ty: &TypeRef) -> String {
    let name = match ty.ty {
        Type::Primitive(primitive) => format!("Edm.{primitive:?}"),
        Type::Structured(id) => model.full_name(&model.structured_type(id).name),
        Type::Enum(id) => model.full_name(&model.enum_type(id).name),
        Type::Definition(id) => model.full_name(&model.type_definition(id).name),
        Type::Abstract(abstract_type) => format!("Edm.{abstract_type:?}"),
        Type::Unresolved => "Edm.Untyped".to_owned(),
    };
    if ty.collection { format!("Collection({name})") } else { name }
}
