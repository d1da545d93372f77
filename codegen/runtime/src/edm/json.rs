//! JSON text that is kept as it came.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// JSON text, to be written as it is.
pub(crate) struct Raw<'a>(pub(crate) &'a RawValue);

// To other serializers a newtype is what it wraps; the name tells it apart here.
pub(crate) const RAW: &str = "JSON";

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(RAW, self.0)
    }
}

/// The text of a JSON string.
pub(crate) fn text_of(raw: &RawValue) -> Option<Cow<'_, str>> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.as_bytes().contains(&b'\\') {
        serde_json::from_str(raw.get()).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// Whether two JSON texts are the same value.
pub(crate) fn same_json(a: &RawValue, b: &RawValue) -> bool {
    let parse = |raw: &RawValue| serde_json::from_str::<serde_json::Value>(raw.get()).ok();
    a.get() == b.get() || parse(a).is_some_and(|a| Some(a) == parse(b))
}
