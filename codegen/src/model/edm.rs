//! The names of the built-in types (§3.3 of the CSDL standard).

use super::types::{AbstractType, Primitive, Type};

/// Both directions between a built-in type and its name in the `Edm` namespace.
macro_rules! names {
    ($ty:ident { $($name:literal = $variant:ident),* $(,)? }) => {
        impl $ty {
            /// The names of all of them.
            const NAMES: &[&str] = &[$($name),*];

            /// The name, without `Edm.`.
            pub(crate) fn name(self) -> &'static str {
                match self {$(Self::$variant => $name),*}
            }

            /// The type of that name, which stands without `Edm.`.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    Primitive {
        "Binary" = Binary,
        "Boolean" = Boolean,
        "Byte" = Byte,
        "Date" = Date,
        "DateTimeOffset" = DateTimeOffset,
        "Decimal" = Decimal,
        "Double" = Double,
        "Duration" = Duration,
        "Guid" = Guid,
        "Int16" = Int16,
        "Int32" = Int32,
        "Int64" = Int64,
        "SByte" = SByte,
        "Single" = Single,
        "Stream" = Stream,
        "String" = String,
        "TimeOfDay" = TimeOfDay,
        "Geography" = Geography,
        "GeographyPoint" = GeographyPoint,
        "GeographyLineString" = GeographyLineString,
        "GeographyPolygon" = GeographyPolygon,
        "GeographyMultiPoint" = GeographyMultiPoint,
        "GeographyMultiLineString" = GeographyMultiLineString,
        "GeographyMultiPolygon" = GeographyMultiPolygon,
        "GeographyCollection" = GeographyCollection,
        "Geometry" = Geometry,
        "GeometryPoint" = GeometryPoint,
        "GeometryLineString" = GeometryLineString,
        "GeometryPolygon" = GeometryPolygon,
        "GeometryMultiPoint" = GeometryMultiPoint,
        "GeometryMultiLineString" = GeometryMultiLineString,
        "GeometryMultiPolygon" = GeometryMultiPolygon,
        "GeometryCollection" = GeometryCollection,
    }
}

names! {
    AbstractType {
        "Untyped" = Untyped,
        "PrimitiveType" = PrimitiveType,
        "ComplexType" = ComplexType,
        "EntityType" = EntityType,
        "AnnotationPath" = AnnotationPath,
        "AnyPropertyPath" = AnyPropertyPath,
        "ModelElementPath" = ModelElementPath,
        "NavigationPropertyPath" = NavigationPropertyPath,
        "PropertyPath" = PropertyPath,
    }
}

/// The built-in type of that name, which stands without `Edm.`.
pub(super) fn built_in(name: &str) -> Option<Type> {
    Primitive::from_name(name).map(Type::Primitive).or_else(|| AbstractType::from_name(name).map(Type::Abstract))
}

/// The names of all built-in types, without `Edm.`.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    Primitive::NAMES.iter().chain(AbstractType::NAMES).copied()
}

impl Primitive {
    /// The least and the greatest value, for the types that an enumeration may be based on (§10.2).
    pub(crate) fn integer_range(self) -> Option<(i64, i64)> {
        match self {
            Self::Byte => Some((0, i64::from(u8::MAX))),
            Self::SByte => Some((i64::from(i8::MIN), i64::from(i8::MAX))),
            Self::Int16 => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            Self::Int32 => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
            Self::Int64 => Some((i64::MIN, i64::MAX)),
            _ => None,
        }
    }
}
