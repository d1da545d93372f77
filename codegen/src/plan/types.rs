//! Edm types as Rust types.

use crate::config::Config;
use crate::model::describe;
use crate::model::glob::glob;
use crate::model::{AbstractType, Model, Nullability, RustType, Type, TypeRef};

use super::items::{Shape, ShapeKind, TypePath, Value};
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
        Type::Primitive(primitive) => Value::BuiltIn(primitive.rust_type()),
        Type::Abstract(AbstractType::EntityType) => Value::Structured(TypePath::of_runtime("Entity")),
        Type::Abstract(ty) => Value::BuiltIn(ty.rust_type()),
        Type::Structured(_) | Type::Enum(_) | Type::Definition(_) | Type::Unresolved => UNTYPED,
    }
}

const UNTYPED: Value = Value::BuiltIn(RustType::Untyped);

/// Items are `Option`s where the schema says that they may be null. Where it says nothing, they may be (CSDL 7.2.1), but
/// few services send nulls, and each caller would have to handle them: the manifest names the collections of those.
pub(crate) fn nullable_items(ty: &TypeRef, config: &Config, path: impl FnOnce() -> String) -> bool {
    let patterns = &config.values.nullable_items;
    ty.collection
        && match ty.nullable {
            Nullability::Nullable => true,
            Nullability::NonNullable => false,
            Nullability::Unspecified if patterns.is_empty() => false,
            Nullability::Unspecified => {
                let path = path();
                patterns.iter().any(|pattern| glob(pattern, &path))
            }
        }
}

/// The shape of the answer of a request that returns `returns`.
pub(crate) fn shape(paths: &Paths, model: &Model, returns: Option<&TypeRef>, nullable_items: bool) -> Shape {
    match returns {
        None => Shape { kind: ShapeKind::Nothing, nullable: false },
        Some(ty) if ty.collection => {
            Shape { kind: ShapeKind::Many { value: value(paths, model, ty.ty), nullable_items }, nullable: false }
        }
        Some(ty) => Shape {
            kind: ShapeKind::One(value(paths, model, ty.ty)),
            nullable: ty.nullable != Nullability::NonNullable,
        },
    }
}

/// The type as a schema writes it, with full names.
pub(crate) fn schema_type(model: &Model, ty: &TypeRef) -> String {
    let name = describe::schema_name(model, ty.ty).unwrap_or_else(|| "Edm.Untyped".to_owned());
    describe::collection_of(name, ty.collection)
}
