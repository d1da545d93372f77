//! One primitive value on its way between JSON and a typed field.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::json::Raw;

/// A primitive JSON value, as a [`Scalar`](crate::Scalar) reads and writes it.
#[derive(Clone, Debug)]
pub enum Primitive<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A number without fraction that fits 64 bits with sign.
    Signed(i64),
    /// An `Edm.Int64`, which some services want as a string; never made by a decoder.
    Long(i64),
    /// A number without fraction above `i64::MAX`; never made by an encoder.
    Unsigned(u64),
    /// A number that is written with the digits that `f32` needs; JSON has no such kind.
    Single(f32),
    /// A number with fraction or exponent.
    Double(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// Bytes as base64 in one of its alphabets; never made by a decoder.
    Bytes(&'a str),
    /// Members of an enumeration, by their names; never made by a decoder.
    Members(&'a str),
    /// Any JSON value, as its text.
    Json(&'a RawValue),
    /// An `Edm.Decimal`, a JSON number or string; never made by a decoder.
    Decimal(&'a RawValue),
    /// The JSON text of an expanded collection, and its count and links: members with their values.
    Collection(&'a RawValue, &'a [(Cow<'static, str>, Box<RawValue>)]),
}

/// How a number was written where that differs from how its type writes it.
///
/// An `Edm.Int64` may come as a string, an `Edm.Double` without fraction; sending the value back
/// must give the same JSON value again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Quoted,
    Signed(i64),
    Unsigned(u64),
    Double(f64),
}

impl Form {
    pub(crate) fn of(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Text(_) => Some(Self::Quoted),
            Primitive::Signed(n) => Some(Self::Signed(*n)),
            Primitive::Unsigned(n) => Some(Self::Unsigned(*n)),
            Primitive::Double(n) => Some(Self::Double(*n)),
            Primitive::Boolean(_)
            | Primitive::Single(_)
            | Primitive::Members(_)
            | Primitive::Long(_)
            | Primitive::Bytes(_)
            | Primitive::Json(_)
            | Primitive::Decimal(_)
            | Primitive::Collection(..) => None,
        }
    }
}

/// The kinds of JSON value that [`Primitive`] tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Single,
    Double,
    Text,
    Json,
}

impl<'a> Primitive<'a> {
    #[inline]
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Signed(_) | Self::Long(_) | Self::Unsigned(_) => Kind::Integer,
            Self::Single(_) => Kind::Single,
            Self::Double(_) => Kind::Double,
            Self::Text(_) | Self::Bytes(_) | Self::Members(_) => Kind::Text,
            Self::Json(_) | Self::Decimal(_) | Self::Collection(..) => Kind::Json,
        }
    }

    /// The value written in the form in which it came, if it is still the value that came.
    pub(crate) fn in_form(self, form: Form) -> Self {
        let value = match self {
            Self::Signed(n) | Self::Long(n) => match form {
                Form::Quoted => return Self::Text(n.to_string().into()),
                Form::Double(d) if d == n as f64 => return Self::Double(d),
                _ => return self,
            },
            Self::Double(value) => value,
            Self::Single(value) => match form {
                Form::Double(d) if d as f32 == value => return Self::Double(d),
                Form::Signed(n) if n as f32 == value => return Self::Signed(n),
                Form::Unsigned(n) if n as f32 == value => return Self::Unsigned(n),
                _ => return self,
            },
            _ => return self,
        };
        match form {
            Form::Signed(n) if n as f64 == value => Self::Signed(n),
            Form::Unsigned(n) if n as f64 == value => Self::Unsigned(n),
            _ => self,
        }
    }
}

/// What a float that JSON has no number for is called ([JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
pub(crate) fn special_float(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("NaN")
    } else if value == f64::INFINITY {
        Some("INF")
    } else if value == f64::NEG_INFINITY {
        Some("-INF")
    } else {
        None
    }
}

impl Serialize for Primitive<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(v) => serializer.serialize_bool(*v),
            Self::Signed(v) | Self::Long(v) => serializer.serialize_i64(*v),
            Self::Unsigned(v) => serializer.serialize_u64(*v),
            Self::Single(v) => match special_float(f64::from(*v)) {
                Some(text) => serializer.serialize_str(text),
                None => serializer.serialize_f32(*v),
            },
            Self::Double(v) => match special_float(*v) {
                Some(text) => serializer.serialize_str(text),
                None => serializer.serialize_f64(*v),
            },
            Self::Text(v) => serializer.serialize_str(v),
            Self::Bytes(v) | Self::Members(v) => serializer.serialize_str(v),
            Self::Json(v) | Self::Decimal(v) | Self::Collection(v, _) => Raw(v).serialize(serializer),
        }
    }
}

/// How much of a string that was found is shown in an error.
const SHOWN: usize = 60;

/// What was found, for an error: `number 5`, `string "abc"`.
impl fmt::Display for Primitive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(v) => write!(f, "boolean {v}"),
            Self::Signed(v) | Self::Long(v) => write!(f, "number {v}"),
            Self::Unsigned(v) => write!(f, "number {v}"),
            Self::Single(v) => write!(f, "number {v}"),
            Self::Double(v) => write!(f, "number {v:?}"),
            Self::Bytes(v) | Self::Members(v) => write!(f, "string {v:?}"),
            Self::Text(v) => match v.char_indices().nth(SHOWN) {
                Some((end, _)) => write!(f, "string {:?}…", v.get(..end).unwrap_or_default()),
                None => write!(f, "string {v:?}"),
            },
            Self::Json(v) | Self::Decimal(v) | Self::Collection(v, _) => f
                .write_str(match v.get().as_bytes().first() {
                    Some(b'{') => "an object",
                    Some(b'[') => "an array",
                    Some(b'"') => "a string",
                    Some(b't' | b'f') => "a boolean",
                    Some(b'n') => "null",
                    _ => "a number",
                })
                .and_then(|()| match v.get() {
                    text if text.len() <= SHOWN && !text.starts_with(['{', '[']) => {
                        write!(f, " ({text})")
                    }
                    _ => Ok(()),
                }),
        }
    }
}
