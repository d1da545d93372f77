//! What the primitive types that are kept as text have in common.

use std::fmt;

use crate::url::shown::Excerpt;

/// A text is not a literal of the type.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidLiteral {
    edm: &'static str,
    text: String,
}

impl InvalidLiteral {
    pub(crate) fn new(edm: &'static str, text: &str) -> Self {
        Self { edm, text: text.to_owned() }
    }
}

impl fmt::Display for InvalidLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a valid {}", Excerpt(&self.text), self.edm)
    }
}

impl fmt::Debug for InvalidLiteral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InvalidLiteral").field(&format_args!("{self}")).finish()
    }
}

impl std::error::Error for InvalidLiteral {}

/// Implements for `$type { text: Box<str> }` with `$type::is_valid(&str) -> bool`: reading,
/// writing, and conversions from and to text.
macro_rules! text_type {
    ($type:ident, $edm:literal) => {
        super::text::text_type!($type, $edm, |text| super::primitive::Primitive::Text(text.into()));
    };
    ($type:ident, $edm:literal, |$text:ident| $primitive:expr) => {
        impl $type {
            /// The value as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl std::str::FromStr for $type {
            type Err = super::text::InvalidLiteral;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if Self::is_valid(text) { Ok(Self { text: text.into() }) } else { Err(Self::Err::new($edm, text)) }
            }
        }

        impl TryFrom<&str> for $type {
            type Error = super::text::InvalidLiteral;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.text
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.text).finish()
            }
        }

        impl super::scalar::Scalar for $type {
            const EDM: &'static str = $edm;

            fn decode(found: &super::primitive::Primitive<'_>) -> Option<Self> {
                match found {
                    super::primitive::Primitive::Text(text) => text.parse().ok(),
                    super::primitive::Primitive::Bytes(text) => text.parse().ok(),
                    _ => None,
                }
            }

            fn encode(&self) -> super::primitive::Primitive<'_> {
                let $text = self.as_str();
                $primitive
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Implements comparison and hashing by `$type::key(&self)`, which is the value that the text
/// denotes.
macro_rules! compared_by_key {
    ($type:ident) => {
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                self.key() == other.key()
            }
        }

        impl Eq for $type {}

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl std::hash::Hash for $type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }
    };
}

pub(crate) use {compared_by_key, text_type};

/// A cursor over the digits and signs of a literal.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'a>(pub(crate) &'a [u8]);

/// Digits of a fraction of a second that count: OData has no more (ABNF). Services that print a float send some.
const FRACTION_DIGITS: usize = 12;

impl Scan<'_> {
    pub(crate) fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a character, letters in either case (ABNF strings are case-insensitive).
    pub(crate) fn eat(&mut self, wanted: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if first.eq_ignore_ascii_case(&wanted) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes as many digits as there are, within bounds, and gives their number and value.
    pub(crate) fn digits(&mut self, least: usize, most: usize) -> Option<(usize, u64)> {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        let value =
            digits.iter().fold(0u64, |value, digit| value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')));
        self.0 = rest;
        (count >= least).then_some((count, value))
    }

    /// Takes two digits that are at most `most`.
    pub(crate) fn two(&mut self, most: u64) -> Option<i64> {
        let (_, value) = self.digits(2, 2)?;
        (value <= most).then_some(value.cast_signed())
    }

    /// Takes a fraction after its point, in units of 10⁻¹² s.
    pub(crate) fn fraction(&mut self) -> Option<u64> {
        let (count, value) = self.digits(1, FRACTION_DIGITS)?;
        self.digits(0, usize::MAX)?;
        let scale = (count..FRACTION_DIGITS).fold(1, |scale, _| scale * 10);
        Some(value * scale)
    }
}
