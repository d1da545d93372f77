//! How the decoder reads the names of members.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

use super::order::Order;
use crate::value::kept::extras::kept;

/// A member of an object, by its name.
pub(crate) enum Key {
    Declared(usize, &'static str),
    Other(Cow<'static, str>),
}

/// Reads a key and looks it up.
pub(crate) struct KeySeed<'a> {
    pub(crate) order: Option<&'a mut Order>,
    /// The index of the declared property before it plus one, or 0.
    pub(crate) after: usize,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key, E> {
        Ok(match self.order.and_then(|order| order.find(self.after, key)) {
            Some((index, name)) => Key::Declared(index, name),
            None => Key::Other(kept(key)),
        })
    }
}
