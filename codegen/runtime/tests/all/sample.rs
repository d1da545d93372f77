//! Types as codegen emits them, small enough to read.

use super::runtime;
use crate::runtime::internal::edm::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Geo, Guid, PrimitiveValue, TimeOfDay, Untyped,
};
use crate::runtime::internal::{
    EnumInfo, EnumType, Expanded, Field, Flags, Instance, Many, Primitive, Ref, Scalar, Slot, Structured, TypeInfo,
};

#[derive(Clone)]
pub(crate) enum Colour {
    Red,
    Green,
    Unrecognized(Box<str>),
}

impl EnumType for Colour {
    const INFO: &'static EnumInfo<Self> = &EnumInfo {
        name: "Sample.Colour",
        members: &[("red", 1, Self::Red), ("green", 2, Self::Green)],
        unrecognized: Self::Unrecognized,
    };

    fn unrecognized(&self) -> Option<&str> {
        match self {
            Self::Unrecognized(text) => Some(text),
            _ => None,
        }
    }
}

runtime::private::standard_traits!(Colour);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weight(pub f64);

impl Scalar for Weight {
    const EDM: &'static str = "Sample.Weight";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        Scalar::decode(found).map(Self)
    }

    fn encode(&self) -> Primitive<'_> {
        self.0.encode()
    }
}

/// Emits a structured type as codegen does.
macro_rules! structured {
    ($type:ident, $name:literal, $info:expr, $(derived [$($derived:ty),*],)? { $($index:literal $field:ident $wire:literal: $ty:ty,)* }) => {
        #[derive(Default)]
        pub(crate) struct $type {
            $(pub $field: Option<$ty>,)*
        }

        impl Structured for $type {
            type Fields<P: crate::runtime::internal::query::Path> = crate::runtime::internal::query::NoFields;
            const TYPE: &'static TypeInfo =
                &TypeInfo { name: $name, properties: &[$($wire),*], ..$info };
            $(const DERIVED: &'static [Derived] = &[$(Derived::of::<$derived>()),*];)?

            #[inline]
            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$field.slot(),)*
                    _ => Slot::None,
                }
            }

            #[inline]
            fn get(&self, index: usize) -> Ref<'_> {
                match index {
                    $($index => self.$field.get(),)*
                    _ => Ref::None,
                }
            }
        }
    };
}

pub(crate) use structured;

structured!(Thing, "Sample.Thing", TypeInfo { non_nullable: &["id"], ..TypeInfo::EMPTY }, {
    0 id "id": String,
    1 flag "flag": bool,
    2 byte "byte": u8,
    3 sbyte "sbyte": i8,
    4 int16 "int16": i16,
    5 int32 "int32": i32,
    6 int64 "int64": i64,
    7 single "single": f32,
    8 double "double": f64,
    9 decimal "decimal": Decimal,
    10 binary "binary": Binary,
    11 date "date": Date,
    12 time "time": TimeOfDay,
    13 instant "instant": DateTimeOffset,
    14 duration "duration": Duration,
    15 guid "guid": Guid,
    16 geo "geo": Geo,
    17 untyped "untyped": Untyped,
    18 any "any": PrimitiveValue,
    19 colour "colour": Colour,
    20 colours "colours": Flags<Colour>,
    21 weight "weight": Weight,
    22 part "part": Box<Instance<Thing>>,
    23 parts "parts": Vec<Instance<Thing>>,
    24 gaps "gaps": Vec<Option<Instance<Thing>>>,
    25 names "names": Vec<String>,
    26 numbers "numbers": Vec<i64>,
    27 holes "holes": Vec<Option<i32>>,
    28 decimals "decimals": Vec<Decimal>,
    29 palette "palette": Vec<Colour>,
    30 one "one": Expanded<Thing>,
    31 many "many": Expanded<Many<Thing>>,
});

structured!(Registration, "Microsoft.AAD.Reporting.userRegistrationCount", TypeInfo::EMPTY, {
    0 registration_status "registrationStatus": Colour,
    1 registration_count "registrationCount": i64,
});

structured!(
    RegistrationCount, "Microsoft.AAD.Reporting.credentialUserRegistrationCount", TypeInfo::EMPTY, {
    0 id "id": String,
    1 total_user_count "totalUserCount": i64,
    2 user_registration_counts "userRegistrationCounts": Vec<Instance<Registration>>,
});

structured!(Setting, "Sample.Setting", TypeInfo::EMPTY, {
    0 name "name": String,
    1 value "value": Untyped,
});
