//! What every primitive, enumeration and type definition can do: read and write one JSON value.

use std::fmt;

use super::enums::EnumType;
use super::literal::literal_of;
use super::primitive::Primitive;
use crate::url::literal::Literal;

/// A type whose values are single JSON values: a primitive type, an enumeration, a set of flags
/// or a type definition ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html), 10, 11).
///
/// A type definition implements it by its underlying type:
///
/// ```
/// use odata_runtime::{Primitive, Scalar};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Weight(pub f64);
///
/// impl Scalar for Weight {
///     const EDM: &'static str = "Sample.Weight";
///     fn decode(found: &Primitive<'_>) -> Option<Self> {
///         Scalar::decode(found).map(Self)
///     }
///     fn encode(&self) -> Primitive<'_> {
///         self.0.encode()
///     }
/// }
/// assert_eq!(Weight::decode(&Primitive::Double(1.5)), Some(Weight(1.5)));
/// ```
pub trait Scalar: Clone + PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// The qualified name of the type, for errors.
    const EDM: &'static str;

    /// Whether the type reads its value as JSON text ([`Primitive::Json`]), because a number or
    /// an object would lose something otherwise.
    const JSON: bool = false;

    /// Whether an item of a collection that is null is a value of the type: of `Edm.Untyped` alone.
    const TAKES_NULL: bool = false;

    /// The value that was found, or `None` where it is not of this type.
    fn decode(found: &Primitive<'_>) -> Option<Self>;

    /// The value as it is sent.
    fn encode(&self) -> Primitive<'_>;

    /// The value as it stands in a URL.
    fn to_literal(&self) -> Literal {
        literal_of(Self::EDM, self.encode())
    }
}

impl<E: EnumType> Scalar for E {
    const EDM: &'static str = E::INFO.name;

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Text(name) => Some(E::from_name(name)),
            Primitive::Members(name) => Some(E::from_name(name)),
            _ => None,
        }
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Members(self.name())
    }
}

impl Scalar for bool {
    const EDM: &'static str = "Edm.Boolean";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Boolean(*self)
    }
}

impl Scalar for String {
    const EDM: &'static str = "Edm.String";

    // A text that is returned has to be written twice.
    #[inline]
    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Text(text) => Some(text.as_ref().to_owned()),
            _ => None,
        }
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Text(self.as_str().into())
    }
}

/// 2⁶³, the first float above `i64`.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// The number without fraction that was found; JSON knows no difference between 5 and 5.0.
fn whole(found: &Primitive<'_>) -> Option<i64> {
    match *found {
        Primitive::Signed(n) | Primitive::Long(n) => Some(n),
        Primitive::Double(d) if d.fract() == 0.0 && (-I64_END..I64_END).contains(&d) => Some(d as i64),
        _ => None,
    }
}

/// A number in a string, written as JSON writes a number without fraction.
fn whole_text(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits == "0" && digits.len() == text.len() || digits.starts_with(|c: char| ('1'..='9').contains(&c));
    if plain { text.parse().ok() } else { None }
}

macro_rules! integer {
    ($type:ty, $edm:literal) => {
        impl Scalar for $type {
            const EDM: &'static str = $edm;

            fn decode(found: &Primitive<'_>) -> Option<Self> {
                whole(found).and_then(|n| Self::try_from(n).ok())
            }

            fn encode(&self) -> Primitive<'_> {
                Primitive::Signed(i64::from(*self))
            }
        }
    };
}

integer!(u8, "Edm.Byte");
integer!(i8, "Edm.SByte");
integer!(i16, "Edm.Int16");
integer!(i32, "Edm.Int32");

impl Scalar for i64 {
    const EDM: &'static str = "Edm.Int64";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Text(text) => whole_text(text),
            _ => whole(found),
        }
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Long(*self)
    }
}

/// A float from a number, or from one of the three names of what JSON has no number for.
fn float(found: &Primitive<'_>) -> Option<f64> {
    match found {
        Primitive::Double(d) => Some(*d),
        Primitive::Single(s) => Some(f64::from(*s)),
        Primitive::Signed(n) | Primitive::Long(n) => Some(*n as f64),
        Primitive::Unsigned(n) => Some(*n as f64),
        Primitive::Text(text) => match text.as_ref() {
            "INF" => Some(f64::INFINITY),
            "-INF" => Some(f64::NEG_INFINITY),
            "NaN" => Some(f64::NAN),
            _ => None,
        },
        _ => None,
    }
}

impl Scalar for f64 {
    const EDM: &'static str = "Edm.Double";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        float(found)
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Double(*self)
    }
}

impl Scalar for f32 {
    const EDM: &'static str = "Edm.Single";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        let value = float(found)?;
        let single = value as Self;
        // A finite number that overflows is out of range, not infinite.
        (single.is_finite() || !value.is_finite()).then_some(single)
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Single(*self)
    }
}
