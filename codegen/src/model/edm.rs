//! The tables of the built-in types (CSDL 3.3), and of the Rust types that hold their values.
//!
//! A new type is a line in each table; the compiler then names every place that has to say what it means.

use std::fmt;

use super::types::Type;

/// The types of one kind: their names in the `Edm` namespace, each with the Rust type that holds its values.
macro_rules! built_in {
    ($(#[$doc:meta])* $kind:ident { $($name:ident => $rust:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $kind {
            $($name),*
        }

        impl $kind {
            /// The names of all of them.
            const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The name, without `Edm.`.
            pub(crate) fn name(self) -> &'static str {
                match self {$(Self::$name => stringify!($name)),*}
            }

            /// The type of that name, which stands without `Edm.`.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The Rust type that holds its values.
            pub(crate) fn rust_type(self) -> RustType {
                match self {$(Self::$name => RustType::$rust),*}
            }
        }
    };
}

built_in! {
    /// The primitive types.
    Primitive {
        Binary => Binary,
        Boolean => Bool,
        Byte => U8,
        Date => Date,
        DateTimeOffset => DateTimeOffset,
        Decimal => Decimal,
        Double => F64,
        Duration => Duration,
        Guid => Guid,
        Int16 => I16,
        Int32 => I32,
        Int64 => I64,
        SByte => I8,
        Single => F32,
        Stream => Stream,
        String => String,
        TimeOfDay => TimeOfDay,
        Geography => Geo,
        GeographyPoint => Geo,
        GeographyLineString => Geo,
        GeographyPolygon => Geo,
        GeographyMultiPoint => Geo,
        GeographyMultiLineString => Geo,
        GeographyMultiPolygon => Geo,
        GeographyCollection => Geo,
        Geometry => Geo,
        GeometryPoint => Geo,
        GeometryLineString => Geo,
        GeometryPolygon => Geo,
        GeometryMultiPoint => Geo,
        GeometryMultiLineString => Geo,
        GeometryMultiPolygon => Geo,
        GeometryCollection => Geo,
    }
}

built_in! {
    /// The abstract types and the types of paths.
    AbstractType {
        Untyped => Untyped,
        PrimitiveType => PrimitiveValue,
        ComplexType => Untyped,
        EntityType => Untyped,
        AnnotationPath => String,
        AnyPropertyPath => String,
        ModelElementPath => String,
        NavigationPropertyPath => String,
        PropertyPath => String,
    }
}

/// What the values of a type are, as far as facets and operators ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    Text,
    /// `MaxLength` counts bytes.
    Bytes,
    Integer,
    Float,
    /// `Precision` counts digits.
    Decimal,
    /// `Precision` counts digits of the fraction of a second.
    Time,
    Other,
}

/// The Rust types, each with its module, its name there, and what its values are.
macro_rules! rust_types {
    ($($ty:ident $module:ident $name:literal $nature:ident;)*) => {
        /// A Rust type that holds values of built-in types.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum RustType {
            $($ty),*
        }

        impl RustType {
            /// All of them.
            pub(crate) const ALL: &[Self] = &[$(Self::$ty),*];

            /// The name, without its module.
            pub(crate) fn name(self) -> &'static str {
                match self {$(Self::$ty => $name),*}
            }

            /// Whether it lies in `runtime::edm`, and not in Rust's prelude.
            pub(crate) fn is_of_runtime(self) -> bool {
                match self {$(Self::$ty => stringify!($module) == "edm"),*}
            }

            /// What its values are.
            pub(crate) fn nature(self) -> Nature {
                match self {$(Self::$ty => Nature::$nature),*}
            }
        }
    };
}

rust_types! {
    String prelude "String" Text;
    Bool prelude "bool" Other;
    F32 prelude "f32" Float;
    F64 prelude "f64" Float;
    I16 prelude "i16" Integer;
    I32 prelude "i32" Integer;
    I64 prelude "i64" Integer;
    I8 prelude "i8" Integer;
    U8 prelude "u8" Integer;
    Binary edm "Binary" Bytes;
    Date edm "Date" Time;
    DateTimeOffset edm "DateTimeOffset" Time;
    Decimal edm "Decimal" Decimal;
    Duration edm "Duration" Time;
    Geo edm "Geo" Other;
    Guid edm "Guid" Other;
    PrimitiveValue edm "PrimitiveValue" Other;
    Stream edm "Stream" Bytes;
    TimeOfDay edm "TimeOfDay" Time;
    Untyped edm "Untyped" Other;
}

/// The built-in type of that name, which stands without `Edm.`.
pub(super) fn built_in(name: &str) -> Option<Type> {
    Primitive::from_name(name).map(Type::Primitive).or_else(|| AbstractType::from_name(name).map(Type::Abstract))
}

/// The names of all built-in types, without `Edm.`.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    Primitive::NAMES.iter().chain(AbstractType::NAMES).copied()
}

impl RustType {
    /// The least and the greatest value, for types without fractions.
    pub(crate) fn integer_range(self) -> Option<(i64, i64)> {
        match self {
            Self::U8 => Some((0, i64::from(u8::MAX))),
            Self::I8 => Some((i64::from(i8::MIN), i64::from(i8::MAX))),
            Self::I16 => Some((i64::from(i16::MIN), i64::from(i16::MAX))),
            Self::I32 => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
            Self::I64 => Some((i64::MIN, i64::MAX)),
            Self::String
            | Self::Bool
            | Self::F32
            | Self::F64
            | Self::Binary
            | Self::Date
            | Self::DateTimeOffset
            | Self::Decimal
            | Self::Duration
            | Self::Geo
            | Self::Guid
            | Self::PrimitiveValue
            | Self::Stream
            | Self::TimeOfDay
            | Self::Untyped => None,
        }
    }
}

/// The path, which begins in the runtime where the type lies there.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let module = if self.is_of_runtime() { "edm::" } else { "" };
        write!(f, "{module}{}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{AbstractType, Primitive, RustType, built_in, names};
    use crate::model::Type;

    fn check(name: &str, expected: Option<(Type, RustType)>) {
        let primitive = Primitive::from_name(name).map(|ty| (Type::Primitive(ty), ty.rust_type()));
        let found = primitive.or_else(|| AbstractType::from_name(name).map(|ty| (Type::Abstract(ty), ty.rust_type())));
        assert_eq!(found, expected, "{name}");
        assert_eq!(built_in(name), expected.map(|(ty, _)| ty), "{name}");
    }

    #[test]
    fn built_in_types_have_a_rust_type() {
        check("Int16", Some((Type::Primitive(Primitive::Int16), RustType::I16)));
        check("TimeOfDay", Some((Type::Primitive(Primitive::TimeOfDay), RustType::TimeOfDay)));
        check("GeometryPoint", Some((Type::Primitive(Primitive::GeometryPoint), RustType::Geo)));
        check("PropertyPath", Some((Type::Abstract(AbstractType::PropertyPath), RustType::String)));
        check("PrimitiveType", Some((Type::Abstract(AbstractType::PrimitiveType), RustType::PrimitiveValue)));
        check("Int128", None);
        assert_eq!(RustType::TimeOfDay.to_string(), "edm::TimeOfDay");
        assert_eq!(RustType::I16.to_string(), "i16");
        assert_eq!(names().count(), 42);
        assert!(names().all(|name| built_in(name).is_some()));
    }

    #[test]
    fn only_integers_have_a_range() {
        let ranged = RustType::ALL.iter().filter(|ty| ty.integer_range().is_some());
        let names: Vec<&str> = ranged.map(|ty| ty.name()).collect();
        assert_eq!(names, ["i16", "i32", "i64", "i8", "u8"]);
    }
}
