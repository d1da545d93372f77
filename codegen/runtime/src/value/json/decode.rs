//! The decoder: one for all structured types.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::value::RawValue;

use super::budget::{BLOCK, EXPANDED};
use super::control;
use super::decode_any::{self, AnysField};
use super::decode_error::{DecodeError, DecodeOptions, Segment, Trace};
use super::decode_items::{objects, scalars};
use super::decode_key::{Key, KeySeed};
use super::lenient;
use super::settle::settle;
use crate::edm::json::text_of;
use crate::edm::primitive::{Form, Primitive};
use crate::value::erased;
use crate::value::field::Slot;
use crate::value::field_scalar::{Fit, ScalarsField};
use crate::value::kept::side::Side;
use crate::value::kept::unread::{Unread, WHOLE};
use crate::value::structured::Object;

/// Fills an object from any deserializer; errors name the path in their text.
pub(crate) fn object<'de, D: Deserializer<'de>>(object: &mut dyn Object, deserializer: D) -> Result<(), D::Error> {
    let info = object.info();
    // A deserializer does not say how long its input is.
    let mut trace = Trace::new(DecodeOptions::default(), 0);
    let decoded = Decoder { goal: &mut Goal::Object(object), trace: &mut trace }.deserialize(deserializer);
    match decoded {
        Ok(Arrived::Null) => Err(D::Error::invalid_type(Unexpected::Unit, &info.name)),
        Ok(_) => Ok(()),
        Err(error) => Err(trace.serde_error(error)),
    }
}

/// Fills an object from a whole body that must hold nothing else.
pub(crate) fn entity(body: &[u8], object: &mut dyn Object, options: DecodeOptions) -> Result<(), DecodeError> {
    let mut trace = Trace::new(options, body.len());
    let info = object.info();
    let decoder = Decoder { goal: &mut Goal::Object(object), trace: &mut trace };
    match run(body, decoder).map_err(|error| trace.error(error))? {
        Arrived::Null => Err(DecodeError::mismatch("$", info.name, "null")),
        Arrived::Misfit(json) => {
            object.side_mut().add_unread(WHOLE, Unread::Value(Some(json)));
            Ok(())
        }
        _ => match wrapped(object) {
            Some(found) => Err(DecodeError::mismatch("$.value", info.name, found)),
            None => Ok(()),
        },
    }
}

/// Whether nothing of an object came but an undeclared member `value`: documentation shows single
/// entities like that, services do not send them.
fn wrapped(object: &dyn Object) -> Option<&'static str> {
    let value = object.side().filter(|side| !side.has_unread())?.extras.get("value")?;
    let mut properties = 0..object.info().properties.len();
    if properties.any(|at| object.get(at).is_present() || erased::is_null(object, at)) {
        return None;
    }
    match value.get().as_bytes().first() {
        Some(b'{') => Some("it wrapped in an object with the member `value`"),
        Some(b'[') => Some("a collection"),
        _ => None,
    }
}

/// Runs a seed over a whole body. A byte order mark, which some services send, is skipped.
pub(crate) fn run<'de, S: DeserializeSeed<'de>>(body: &'de [u8], seed: S) -> Result<S::Value, serde_json::Error> {
    let body = without_mark(body);
    // To check the whole body at once is faster than to check each string.
    let text = std::str::from_utf8(body).map_err(serde_json::Error::custom)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// A text without the byte order mark that some services put in front of it.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// What is found where a member occurs again (RFC 8259, section 4 leaves it open which one counts).
pub(crate) const TWICE: &str = "the member a second time";

/// What the next JSON value fills.
pub(crate) enum Goal<'a> {
    Slot(Slot<'a>),
    Object(&'a mut dyn Object),
    Item(&'a mut dyn ScalarsField),
    /// A collection whose items are of the types that they tell.
    Anys(&'a mut dyn AnysField),
    /// One of them.
    Any(&'a mut dyn AnysField),
}

impl Goal<'_> {
    /// Whether the value is read as JSON text.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Slot(Slot::Json(_)) => true,
            Self::Item(items) => items.json(),
            _ => false,
        }
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Slot(Slot::Scalar(_) | Slot::Json(_)) | Self::Item(_))
    }

    /// Sets a primitive value; `None` where it is not of the type that is expected.
    #[inline]
    pub(crate) fn set(&mut self, found: &Primitive<'_>) -> Option<Fit> {
        match self {
            Self::Slot(Slot::Scalar(field) | Slot::Json(field)) => field.set(found),
            Self::Item(items) => items.push(found),
            _ => None,
        }
    }

    /// The name of the type of the value, or of the items of a collection.
    pub(crate) fn item(&self) -> &'static str {
        match self {
            Self::Slot(Slot::None) => "nothing",
            Self::Slot(Slot::Scalar(field) | Slot::Json(field)) => field.edm(),
            Self::Slot(Slot::Scalars(items)) => items.edm(),
            Self::Slot(Slot::Object(field)) => field.info().name,
            Self::Slot(Slot::Objects(items)) => items.info().name,
            Self::Object(object) => object.info().name,
            Self::Item(items) => items.edm(),
            Self::Anys(items) | Self::Any(items) => items.info().name,
        }
    }

    /// The name of the type that is expected.
    pub(crate) fn expected(&self) -> Cow<'static, str> {
        match self {
            Self::Slot(Slot::Scalars(_) | Slot::Objects(_)) | Self::Anys(_) => {
                format!("Collection({})", self.item()).into()
            }
            one => one.item().into(),
        }
    }
}

/// What became of a JSON value.
pub(crate) enum Arrived {
    Set,
    /// It was null; the caller decides whether it may be.
    Null,
    /// The value is written in another form by its type.
    Recast(Form),
    /// The same, of items that [`Trace::forms`] tells; the collection does not hold those that [`Trace::left_out`] tells.
    Items,
    /// The value is of another type, and is to be kept.
    Misfit(Box<RawValue>),
}

/// Reads one JSON value into its goal, which stays where it was written: a copy would wait for that.
pub(crate) struct Decoder<'a, 'g, 't> {
    pub(crate) goal: &'a mut Goal<'g>,
    pub(crate) trace: &'t mut Trace,
}

impl Decoder<'_, '_, '_> {
    fn primitive<E: de::Error>(self, found: &Primitive<'_>) -> Result<Arrived, E> {
        let Self { goal, trace } = self;
        match goal.set(found) {
            Some(Fit::Exact) => Ok(Arrived::Set),
            Some(Fit::Recast) => Ok(Form::of(found).map_or(Arrived::Set, Arrived::Recast)),
            None => trace.unfit(goal, found),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Decoder<'_, '_, '_> {
    type Value = Arrived;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arrived, D::Error> {
        if self.trace.options.lenient && self.goal.is_scalar() {
            return lenient::scalar(self, deserializer);
        }
        if !self.goal.json() {
            return deserializer.deserialize_any(self);
        }
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get() {
            "null" => Ok(Arrived::Null),
            text => {
                let is_property = matches!(self.goal, Goal::Slot(_));
                self.trace.note(BLOCK + text.len() + if is_property { EXPANDED } else { 0 });
                self.primitive(&Primitive::Json(&raw))
            }
        }
    }
}

impl<'de> Visitor<'de> for Decoder<'_, '_, '_> {
    type Value = Arrived;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.goal.expected())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Arrived, E> {
        self.primitive(&Primitive::Boolean(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Arrived, E> {
        self.primitive(&Primitive::Signed(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Arrived, E> {
        self.primitive(&i64::try_from(value).map_or(Primitive::Unsigned(value), Primitive::Signed))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Arrived, E> {
        self.primitive(&Primitive::Double(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Arrived, E> {
        self.trace.note(BLOCK + value.len());
        self.primitive(&Primitive::Text(value.into()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Arrived, E> {
        Ok(Arrived::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Arrived, E> {
        Ok(Arrived::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arrived, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Arrived, A::Error> {
        match self.goal {
            Goal::Object(object) => members(*object, map, self.trace),
            Goal::Slot(Slot::Object(field)) => {
                let object = field.fill();
                self.trace.note(BLOCK + size_of_val(object));
                members(object, map, self.trace)
            }
            Goal::Any(items) => decode_any::members(*items, map, self.trace),
            goal => self.trace.unfit_object(goal, map),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Arrived, A::Error> {
        match self.goal {
            Goal::Slot(Slot::Scalars(items)) => scalars(*items, seq, self.trace),
            Goal::Slot(Slot::Objects(items)) => objects(*items, seq, self.trace),
            Goal::Anys(items) => decode_any::items(*items, seq, self.trace),
            goal => self.trace.unfit_array(goal, seq),
        }
    }
}

/// Reads the members of an object that are still to come.
pub(crate) fn members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    mut map: A,
    trace: &mut Trace,
) -> Result<Arrived, A::Error> {
    let at = trace.order(object.info());
    let (mut after, mut end) = (0, 0);
    while let Some(key) = map.next_key_seed(KeySeed { order: trace.orders.get_mut(at), after })? {
        match key {
            Key::Declared(index, name) => {
                after = index + 1;
                let is_new = after > end || is_new(object, index);
                end = end.max(after);
                declared(object, &mut map, (index, name), is_new, trace)
                    .map_err(|error| trace.within(Segment::Member(name.into()), error))?;
            }
            Key::Other(name) => undeclared(object, &mut map, name, trace)?,
        }
    }
    finish(object, trace)?;
    Ok(Arrived::Set)
}

/// Keeps a member that the schema does not declare. Inlined, it would make the decoding of declared members slower.
#[inline(never)]
fn undeclared<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    map: &mut A,
    name: Cow<'static, str>,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    let value = match map.next_value::<Box<RawValue>>() {
        Ok(value) => value,
        Err(error) => return Err(trace.within(Segment::Member(name), error)),
    };
    if let Err(error) = trace.take_member(object, &name, &value) {
        return Err(trace.within(Segment::Member(name), error));
    }
    object.side_mut().add(name, value);
    Ok(())
}

/// Whether a property of an object that was empty has not come yet. One behind all that came need not be asked for.
pub(crate) fn is_new(object: &dyn Object, index: usize) -> bool {
    let is_kept = object.side().is_some_and(|side| side.unread(index).is_some());
    !object.get(index).is_present() && !erased::is_null(object, index) && !is_kept
}

/// Reads the value of a declared property.
fn declared<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    map: &mut A,
    (index, name): (usize, &'static str),
    new: bool,
    trace: &mut Trace,
) -> Result<(), A::Error> {
    if !new {
        let expected = Goal::Slot(object.slot(index)).expected();
        return Err(trace.fail(format_args!("one {expected}"), TWICE));
    }
    let goal = &mut Goal::Slot(object.slot(index));
    match map.next_value_seed(Decoder { goal, trace: &mut *trace })? {
        Arrived::Set => Ok(()),
        arrived => settle(object, (index, name), arrived, trace),
    }
}

/// Reads the value of a declared property from JSON text that was kept.
pub(crate) fn kept(
    object: &mut dyn Object,
    (index, name): (usize, &'static str),
    json: &RawValue,
    trace: &mut Trace,
) -> Result<(), serde_json::Error> {
    let goal = &mut Goal::Slot(object.slot(index));
    let decoder = Decoder { goal, trace: &mut *trace };
    let arrived = match (json.get(), text_of(json)) {
        _ if decoder.trace.options.lenient && decoder.goal.is_scalar() => lenient::kept_scalar(decoder, json),
        ("null", _) => Ok(Arrived::Null),
        // Most values are strings, which need no parser.
        (_, Some(text)) if !decoder.goal.json() => {
            decoder.trace.note(BLOCK + text.len());
            decoder.primitive(&Primitive::Text(text))
        }
        (text, _) => decoder.deserialize(&mut serde_json::Deserializer::from_str(text)),
    };
    arrived
        .and_then(|arrived| settle(object, (index, name), arrived, trace))
        .map_err(|error| trace.within(Segment::Member(name.into()), error))
}

/// Checks and orders what could not be while members arrived.
pub(crate) fn finish<E: de::Error>(object: &mut dyn Object, trace: &mut Trace) -> Result<(), E> {
    if object.side().is_some_and(Side::has_control) {
        control::share(object, trace);
    }
    trace.enough()?;
    // Asking for a side to be changed would make one, or a copy.
    if object.side().is_some_and(Side::has_forms) {
        object.side_mut().sort_forms();
    }
    let Some(side) = object.side().filter(|side| side.extras.len() + side.annotations.len() > 1) else {
        return Ok(());
    };
    match side.extras.duplicate().or_else(|| side.annotations.duplicate()) {
        Some(name) => {
            let error = trace.fail("one member of this name", TWICE);
            Err(trace.within(Segment::Member(name.to_owned().into()), error))
        }
        None => Ok(()),
    }
}
