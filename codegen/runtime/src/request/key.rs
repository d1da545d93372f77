//! Keys of entities.

use std::borrow::Cow;

use crate::edm::binary::Binary;
use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::decimal::Decimal;
use crate::edm::duration::Duration;
use crate::edm::guid::Guid;
use crate::edm::scalar::Scalar;
use crate::url::address::push_segment_text;
use crate::url::literal::Literal;
use crate::url::request_error::RequestError;

/// What identifies an entity within its collection.
///
/// Primitive values, enumeration members and values of type definitions are single keys; the key types of a generated crate implement this trait for keys of several
/// properties ([URL Conventions 4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
///
/// ```
/// use odata_runtime::{EntityKey, Key, Literal};
///
/// struct OrderItemKey { order: i32, item: String }
///
/// impl EntityKey for OrderItemKey {
///     fn to_key(&self) -> Key {
///         Key::named([("Order", Literal::from(self.order)), ("Item", Literal::from(&self.item))])
///     }
/// }
///
/// let key = OrderItemKey { order: 7, item: "A/1".to_owned() };
/// assert_eq!(key.to_key(), Key::named([("Order", Literal::from(7)), ("Item", Literal::string("A/1"))]));
/// ```
pub trait EntityKey {
    /// The key's parts, in the order of the metadata.
    fn to_key(&self) -> Key;
}

/// The parts of a key, as a URL shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Parts);

#[derive(Clone, Debug, PartialEq)]
enum Parts {
    Single(Literal),
    Named(Vec<(Cow<'static, str>, Literal)>),
}

impl Key {
    /// The value of a key of one property: `('ada')`, or `/ada` where the service wants key segments.
    #[must_use]
    pub fn single(value: impl Into<Literal>) -> Self {
        Self(Parts::Single(value.into()))
    }

    /// The properties of a compound or an alternate key with their values: `(Order=7,Item='A')`.
    #[must_use]
    pub fn named<N: Into<Cow<'static, str>>>(parts: impl IntoIterator<Item = (N, Literal)>) -> Self {
        Self(Parts::Named(parts.into_iter().map(|(name, value)| (name.into(), value)).collect()))
    }

    /// Appends the key to the path of its collection.
    ///
    /// # Errors
    ///
    /// When a part has no literal, or there is none.
    pub(crate) fn push_to_path(&self, path: &mut String, key_as_segment: bool) -> Result<(), RequestError> {
        match &self.0 {
            Parts::Single(value) => {
                if let Some(segment) = value.as_segment().filter(|_| key_as_segment) {
                    path.push('/');
                    push_segment_text(path, segment);
                    return Ok(());
                }
                path.push('(');
                value.push_to_path(path)?;
            }
            Parts::Named(parts) => {
                if parts.is_empty() {
                    return Err(RequestError::new("a key has no parts"));
                }
                for (index, (name, value)) in parts.iter().enumerate() {
                    path.push(if index == 0 { '(' } else { ',' });
                    push_segment_text(path, name);
                    path.push('=');
                    value.push_to_path(path)?;
                }
            }
        }
        path.push(')');
        Ok(())
    }
}

impl EntityKey for Key {
    fn to_key(&self) -> Key {
        self.clone()
    }
}

impl<S: Scalar> EntityKey for S {
    fn to_key(&self) -> Key {
        Key::single(self.to_literal())
    }
}

impl EntityKey for &str {
    fn to_key(&self) -> Key {
        Key::single(*self)
    }
}

/// Keys that are used again need not be cloned.
macro_rules! by_reference {
    ($($key:ty)*) => {$(
        impl EntityKey for &$key {
            fn to_key(&self) -> Key {
                (**self).to_key()
            }
        }
    )*};
}

by_reference! {
    Key String bool u8 i8 i16 i32 i64 Guid Date DateTimeOffset TimeOfDay Duration Decimal Binary
}
