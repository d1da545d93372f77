//! Primitive types whose values have no fixed form: kept as JSON text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::json::text_of;
use super::primitive::Primitive;
use super::scalar::Scalar;

/// Makes a type whose values are kept as JSON text.
macro_rules! json_type {
    ($(#[$doc:meta])* $type:ident, $edm:literal, $accepts:expr, $takes_null:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $type {
            json: Box<serde_json::value::RawValue>,
        }

        impl $type {
            /// A value from anything that can be written as JSON.
            ///
            /// # Errors
            /// It cannot be written as JSON, or the JSON is not a value of this type.
            #[inline]
            pub fn new<V: serde::Serialize + ?Sized>(value: &V) -> Result<Self, serde_json::Error> {
                serde_json::value::to_raw_value(value).and_then(Self::checked)
            }

            /// The value as JSON text.
            #[must_use]
            #[inline]
            pub fn json(&self) -> &serde_json::value::RawValue {
                &self.json
            }

            /// The value as any type that can be read from JSON.
            ///
            /// # Errors
            /// The value is not of that type.
            #[inline]
            pub fn decode<D: serde::de::DeserializeOwned>(&self) -> Result<D, serde_json::Error> {
                serde_json::from_str(self.json.get())
            }

            #[inline]
            fn checked<E: serde::de::Error>(json: Box<serde_json::value::RawValue>) -> Result<Self, E> {
                let accepts: fn(&str) -> bool = $accepts;
                if accepts(json.get()) {
                    Ok(Self { json })
                } else {
                    let found = super::primitive::Primitive::Json(&json);
                    Err(E::custom(format_args!("expected {}, found {found}", $edm)))
                }
            }
        }

        impl super::scalar::Scalar for $type {
            const EDM: &'static str = $edm;
            const JSON: bool = true;
            const TAKES_NULL: bool = $takes_null;

            #[inline]
            fn decode(found: &super::primitive::Primitive<'_>) -> Option<Self> {
                match found {
                    super::primitive::Primitive::Json(json) => {
                        Self::checked::<serde_json::Error>((*json).to_owned()).ok()
                    }
                    _ => None,
                }
            }

            #[inline]
            fn encode(&self) -> super::primitive::Primitive<'_> {
                super::primitive::Primitive::Json(&self.json)
            }
        }

        /// Equal are equal JSON values, whatever the spacing of their texts.
        impl PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                super::json::same_json(&self.json, &other.json)
            }
        }

        impl std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&format_args!("{}", self.json)).finish()
            }
        }

        impl serde::Serialize for $type {
            #[inline]
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.json, serializer)
            }
        }

        /// From JSON text only.
        impl<'de> serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Box<serde_json::value::RawValue> as serde::Deserialize>::deserialize(deserializer).and_then(Self::checked)
            }
        }
    };
}

pub(crate) use json_type;

json_type! {
    /// `Edm.Untyped`: any JSON value ([CSDL 3.4](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
    ///
    /// ```
    /// use odata_runtime::edm::Untyped;
    ///
    /// let untyped = Untyped::new(&[1, 2])?;
    /// assert_eq!(untyped.json().get(), "[1,2]");
    /// assert_eq!(untyped.decode::<Vec<u8>>()?, [1, 2]);
    /// assert_eq!(untyped.items().map(|items| items.len()), Some(2));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Untyped, "Edm.Untyped", |_| true, true
}

json_type! {
    /// `Edm.PrimitiveType`: a value of any primitive type ([CSDL 3.4](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)). Points and lines, which
    /// are objects, are primitive too.
    ///
    /// ```
    /// use odata_runtime::edm::{Date, PrimitiveValue};
    ///
    /// let value = PrimitiveValue::new("2026-11-23")?;
    /// assert_eq!(value.to_scalar::<Date>(), Some("2026-11-23".parse()?));
    /// assert_eq!(value.to_scalar::<i64>(), None);
    /// assert_eq!(PrimitiveValue::from_scalar(&5i64).json().get(), "5");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    PrimitiveValue, "Edm.PrimitiveType", |json| !json.starts_with('['), false
}

json_type! {
    /// `Edm.Stream`: an inline stream value ([JSON Format 9](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)). As a rule a stream property has
    /// none, only annotations that say where the stream is.
    Stream, "Edm.Stream", |_| true, false
}

impl Untyped {
    /// The items of an array.
    #[must_use]
    #[inline]
    pub fn items(&self) -> Option<Vec<Self>> {
        self.decode().ok()
    }

    /// The members of an object, by name.
    #[must_use]
    #[inline]
    pub fn members(&self) -> Option<BTreeMap<String, Self>> {
        self.decode().ok()
    }

    /// The text of a string.
    #[must_use]
    #[inline]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        text_of(&self.json)
    }

    /// Whether it is null, which an item or a member can be.
    #[must_use]
    #[inline]
    pub fn is_null(&self) -> bool {
        self.json.get() == "null"
    }

    /// The value as one of a primitive type, if it is one: `i64`, `String`,
    /// [`Date`](super::Date), an enumeration type.
    #[must_use]
    #[inline]
    pub fn to_scalar<S: Scalar>(&self) -> Option<S> {
        S::decode(&primitive(&self.json, S::JSON)?)
    }
}

impl PrimitiveValue {
    /// The value as one of a primitive type, if it is one: `i64`, `String`,
    /// [`Date`](super::Date), an enumeration type.
    #[must_use]
    #[inline]
    pub fn to_scalar<S: Scalar>(&self) -> Option<S> {
        S::decode(&primitive(&self.json, S::JSON)?)
    }

    /// A value of any primitive type.
    #[must_use]
    #[inline]
    pub fn from_scalar<S: Scalar>(value: &S) -> Self {
        // What a scalar is sent as is JSON, and no array.
        Self::new(&value.encode()).unwrap_or_else(|_| Self { json: RawValue::NULL.to_owned() })
    }
}

/// A value as a scalar reads it; nothing for null.
#[inline]
fn primitive(json: &RawValue, as_json: bool) -> Option<Primitive<'_>> {
    let text = json.get();
    Some(match text.as_bytes() {
        b"null" => return None,
        _ if as_json => Primitive::Json(json),
        b"true" => Primitive::Boolean(true),
        b"false" => Primitive::Boolean(false),
        [b'"', ..] => Primitive::Text(text_of(json)?),
        [b'{' | b'[', ..] => Primitive::Json(json),
        _ => match (text.parse(), text.parse()) {
            (Ok(number), _) => Primitive::Signed(number),
            (_, Ok(number)) => Primitive::Unsigned(number),
            _ => Primitive::Double(serde_json::from_str(text).ok()?),
        },
    })
}
