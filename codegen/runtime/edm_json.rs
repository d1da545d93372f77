//! Primitive types whose values have no fixed form: kept as JSON text.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::extras::same_json;
use super::primitive::Primitive;
use super::scalar::Scalar;

macro_rules! json_type {
    ($(#[$doc:meta])* $type:ident, $edm:literal, $accepts:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $type {
            json: Box<RawValue>,
        }

        impl $type {
            /// A value from anything that can be written as JSON.
            ///
            /// # Errors
            /// It cannot be written as JSON, or the JSON is no value of this type.
            pub fn new<V: Serialize + ?Sized>(value: &V) -> Result<Self, serde_json::Error> {
                to_raw_value(value).and_then(Self::checked)
            }

            /// The value as JSON text.
            #[must_use]
            pub fn json(&self) -> &RawValue {
                &self.json
            }

            /// The value as any type that can be read from JSON.
            ///
            /// # Errors
            /// The value is none of that type.
            pub fn decode<D: DeserializeOwned>(&self) -> Result<D, serde_json::Error> {
                serde_json::from_str(self.json.get())
            }

            fn checked<E: serde::de::Error>(json: Box<RawValue>) -> Result<Self, E> {
                let accepts: fn(&str) -> bool = $accepts;
                if accepts(json.get()) {
                    Ok(Self { json })
                } else {
                    let found = Primitive::Json(&json);
                    Err(E::custom(format_args!("expected {}, found {found}", $edm)))
                }
            }
        }

        impl Scalar for $type {
            const EDM: &'static str = $edm;
            const JSON: bool = true;

            fn decode(found: &Primitive<'_>) -> Option<Self> {
                match found {
                    Primitive::Json(json) => {
                        Self::checked::<serde_json::Error>((*json).to_owned()).ok()
                    }
                    _ => None,
                }
            }

            fn encode(&self) -> Primitive<'_> {
                Primitive::Json(&self.json)
            }
        }

        /// Equal are equal JSON values, whatever the spacing of their texts.
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                same_json(&self.json, &other.json)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($type)).field(&format_args!("{}", self.json)).finish()
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.json.serialize(serializer)
            }
        }

        /// From JSON text only.
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Box::<RawValue>::deserialize(deserializer).and_then(Self::checked)
            }
        }
    };
}

json_type! {
    /// `Edm.Untyped`: any JSON value (CSDL §4.3).
    ///
    /// ```
    /// use generated::runtime::edm::Untyped;
    ///
    /// let untyped = Untyped::new(&[1, 2])?;
    /// assert_eq!(untyped.json().get(), "[1,2]");
    /// assert_eq!(untyped.decode::<Vec<u8>>()?, [1, 2]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Untyped, "Edm.Untyped", |_| true
}

json_type! {
    /// `Edm.PrimitiveType`: a value of any primitive type (CSDL §4.2). Points and lines, which
    /// are objects, are primitive too.
    PrimitiveValue, "Edm.PrimitiveType", |json| !json.starts_with('[')
}

json_type! {
    /// `Edm.Stream`: an inline stream value (JSON Format §9). As a rule a stream property has
    /// none, only annotations that say where the stream is.
    Stream, "Edm.Stream", |_| true
}

json_type! {
    /// A value of any `Edm.Geography…` or `Edm.Geometry…` type: a GeoJSON object (JSON Format
    /// §7.1, RFC 7946).
    Geo, "Edm.Geography", |json| json.starts_with('{')
}

impl Geo {
    /// The GeoJSON type: `Point`, `LineString`, `Polygon`, …
    #[must_use]
    pub fn kind(&self) -> Option<String> {
        self.member("type")
    }

    /// The longitude and latitude, or x and y, of a `Point`.
    #[must_use]
    pub fn point(&self) -> Option<(f64, f64)> {
        if self.kind()? != "Point" {
            return None;
        }
        match self.member::<Vec<f64>>("coordinates")?.as_slice() {
            [x, y, ..] => Some((*x, *y)),
            _ => None,
        }
    }

    /// A member of the GeoJSON object: `coordinates`, `crs`, …
    #[must_use]
    pub fn member<D: DeserializeOwned>(&self, name: &str) -> Option<D> {
        let object: serde_json::Map<String, serde_json::Value> = self.decode().ok()?;
        serde_json::from_value(object.get(name)?.clone()).ok()
    }
}
