//! Lenient decoding: values that are not of the declared type are kept as they came.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess};
use serde_json::Number;
use serde_json::value::{RawValue, to_raw_value};

use super::budget::{BLOCK, EXPANDED, LEFT_OUT};
use super::decode::{Arrived, Decoder, Goal};
use super::decode_error::{Advice, Trace};
use super::decode_options::MISFIT_LENGTH;
use crate::edm::json::text_of;
use crate::edm::primitive::{Form, Primitive};
use crate::value::field_scalar::Fit;
use crate::value::kept::unread::LeftOut;

impl Trace {
    /// Keeps a value that is not of the declared type, if there may be one more.
    #[cold]
    pub(crate) fn keep<E: de::Error>(&mut self, goal: &Goal<'_>, json: Cow<'_, RawValue>) -> Result<Arrived, E> {
        let found = || Primitive::Json(&json).to_string();
        if json.get().len() > MISFIT_LENGTH {
            return Err(self.refuse(goal.expected(), found(), Advice::Length));
        }
        let limit = self.options.misfits();
        if self.misfits >= limit {
            return Err(self.refuse(goal.expected(), found(), Advice::Count(limit)));
        }
        self.misfits += 1;
        self.take(BLOCK + json.get().len())?;
        Ok(Arrived::Misfit(json.into_owned()))
    }

    /// What becomes of a value of another kind than the goal's: an error, or kept.
    #[cold]
    pub(crate) fn unfit<E: de::Error>(&mut self, goal: &Goal<'_>, found: &Primitive<'_>) -> Result<Arrived, E> {
        if !self.options.lenient {
            return Err(self.refuse(goal.expected(), found, Advice::Lenient));
        }
        let json = match found {
            Primitive::Json(json) => Cow::Borrowed(*json),
            found => Cow::Owned(to_raw_value(found).map_err(de::Error::custom)?),
        };
        self.keep(goal, json)
    }

    /// The same of an object.
    #[cold]
    pub(crate) fn unfit_object<'de, A: MapAccess<'de>>(
        &mut self,
        goal: &Goal<'_>,
        mut map: A,
    ) -> Result<Arrived, A::Error> {
        if !self.options.lenient {
            return Err(self.refuse(goal.expected(), "an object", Advice::Lenient));
        }
        let mut text = Text::new('{');
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            let name = to_raw_value(&name).map_err(de::Error::custom)?;
            text.push(self, goal, Some(&name), map.next_value()?)?;
        }
        self.keep(goal, Cow::Owned(text.end('}')?))
    }

    /// The same of an array.
    #[cold]
    pub(crate) fn unfit_array<'de, A: SeqAccess<'de>>(
        &mut self,
        goal: &Goal<'_>,
        mut seq: A,
    ) -> Result<Arrived, A::Error> {
        if !self.options.lenient {
            return Err(self.refuse(goal.expected(), "an array", Advice::Lenient));
        }
        let mut text = Text::new('[');
        while let Some(item) = seq.next_element()? {
            text.push(self, goal, None, item)?;
        }
        self.keep(goal, Cow::Owned(text.end(']')?))
    }

    /// Notes an item that a collection does not hold: of another type, or a null.
    pub(crate) fn leave_out<E: de::Error>(
        &mut self,
        left_out: &mut Vec<(usize, Option<Box<RawValue>>)>,
        item: usize,
        json: Option<Box<RawValue>>,
    ) -> Result<(), E> {
        self.take(LEFT_OUT)?;
        left_out.push((item, json));
        Ok(())
    }

    /// What becomes of a collection all of whose items were read, of which so many have no place in it.
    pub(crate) fn read_all(
        &mut self,
        left_out: Vec<(usize, Option<Box<RawValue>>)>,
        total: usize,
        skipped: usize,
    ) -> Arrived {
        if left_out.is_empty() {
            return if self.forms.is_empty() { Arrived::Set } else { Arrived::Items };
        }
        self.left_out = LeftOut::new(left_out, total, total - skipped);
        Arrived::Items
    }
}

/// The text of an object or an array, put together of its parts. It is never longer than what is kept.
struct Text(String);

impl Text {
    fn new(open: char) -> Self {
        Self(open.into())
    }

    fn push<E: de::Error>(
        &mut self,
        trace: &mut Trace,
        goal: &Goal<'_>,
        name: Option<&RawValue>,
        value: &RawValue,
    ) -> Result<(), E> {
        let Self(text) = self;
        if text.len() + value.get().len() > MISFIT_LENGTH {
            let found = if name.is_some() { "an object" } else { "an array" };
            return Err(trace.refuse(goal.expected(), found, Advice::Length));
        }
        if text.len() > 1 {
            text.push(',');
        }
        if let Some(name) = name {
            text.push_str(name.get());
            text.push(':');
        }
        text.push_str(value.get());
        Ok(())
    }

    fn end<E: de::Error>(mut self, close: char) -> Result<Box<RawValue>, E> {
        self.0.push(close);
        RawValue::from_string(self.0).map_err(de::Error::custom)
    }
}

/// Reads a primitive value from its text, which is kept in all its digits where it does not fit.
pub(crate) fn scalar<'de, D: Deserializer<'de>>(
    decoder: Decoder<'_, '_, '_>,
    deserializer: D,
) -> Result<Arrived, D::Error> {
    kept_scalar(decoder, <&RawValue>::deserialize(deserializer)?)
}

/// Reads a primitive value from JSON text that was kept.
pub(crate) fn kept_scalar<E: de::Error>(decoder: Decoder<'_, '_, '_>, json: &RawValue) -> Result<Arrived, E> {
    let Decoder { goal, trace } = decoder;
    let Some(found) = primitive(json, goal.json()) else { return Ok(Arrived::Null) };
    if matches!(found, Primitive::Text(_) | Primitive::Json(_)) {
        trace.note(BLOCK + EXPANDED + json.get().len());
    }
    match goal.set(&found) {
        Some(Fit::Exact) => Ok(Arrived::Set),
        Some(Fit::Recast) => Ok(Form::of(&found).map_or(Arrived::Set, Arrived::Recast)),
        None => trace.keep(goal, Cow::Borrowed(json)),
    }
}

/// What a text is as the decoder reads it; `None` for null.
fn primitive(json: &RawValue, as_json: bool) -> Option<Primitive<'_>> {
    let text = json.get();
    let found = match text.as_bytes() {
        b"null" => return None,
        _ if as_json => Primitive::Json(json),
        b"true" => Primitive::Boolean(true),
        b"false" => Primitive::Boolean(false),
        [b'"', ..] => text_of(json).map_or(Primitive::Json(json), Primitive::Text),
        [b'{' | b'[', ..] => Primitive::Json(json),
        _ => serde_json::from_str(text).ok().as_ref().and_then(number).unwrap_or(Primitive::Json(json)),
    };
    Some(found)
}

fn number(number: &Number) -> Option<Primitive<'static>> {
    let signed = number.as_i64().map(Primitive::Signed);
    signed.or_else(|| number.as_u64().map(Primitive::Unsigned)).or_else(|| number.as_f64().map(Primitive::Double))
}
