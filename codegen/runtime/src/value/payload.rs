//! Values in the bodies of requests. What a body may hold is less than what an answer holds, so that a value which
//! was read can be sent back.

use std::borrow::Cow;

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::{Raw, text_of};
use crate::edm::primitive::Primitive;
use crate::edm::scalar::Scalar;
use crate::url::literal::with_exponent;
use crate::value::argument::Argument;
use crate::value::field::{ObjectsField, Ref};
use crate::value::field_scalar::ScalarsField;
use crate::value::inheritance::derived::{is_named, name_in};
use crate::value::instance::Instance;
use crate::value::json::style::{Mark, Marked};
use crate::value::json::writer::marked_json;
use crate::value::kept::side::Side;
use crate::value::kept::unread::{self, LeftOut, Place};
use crate::value::structured::{Object, Structured, TypeInfo};

/// The member of an evolvable enumeration that stands for all that a client does not know; no service accepts it.
const UNKNOWN_FUTURE_VALUE: &str = "unknownFutureValue";

/// What a body is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Something new: without what the service computes.
    Create,
    /// A change of something: without what can be set only once, too.
    Update,
    /// The parameter of an operation, which may hold every property.
    Parameter,
}

impl Purpose {
    pub(crate) fn admits(self, info: &TypeInfo, property: &str) -> bool {
        let listed = |names: &[&str]| names.contains(&property);
        match self {
            Self::Parameter => true,
            Self::Create => !listed(info.read_only),
            Self::Update => !listed(info.read_only) && !listed(info.immutable),
        }
    }
}

/// A value that the body of a request can hold: an [`Instance`], a [`Scalar`], or an `Option` of one.
pub trait Payload {
    #[doc(hidden)]
    fn erased(&self) -> Erased<'_>;
}

/// A [`Payload`] without its type.
#[derive(Clone)]
#[allow(missing_debug_implementations)]
pub enum Erased<'a> {
    /// Null.
    Null,
    /// A primitive value or one of an enumeration.
    Scalar(Primitive<'a>),
    /// A structured value.
    Object(&'a dyn Object),
}

impl<S: Scalar> Payload for S {
    fn erased(&self) -> Erased<'_> {
        Erased::Scalar(self.encode())
    }
}

impl<T: Structured> Payload for Instance<T> {
    fn erased(&self) -> Erased<'_> {
        Erased::Object(self)
    }
}

impl<P: Payload> Payload for Option<P> {
    fn erased(&self) -> Erased<'_> {
        self.as_ref().map_or(Erased::Null, P::erased)
    }
}

/// The instance that a value is.
pub(crate) fn object<P: Payload>(value: &P) -> Option<&dyn Object> {
    match value.erased() {
        Erased::Object(object) => Some(object),
        Erased::Null | Erased::Scalar(_) => None,
    }
}

/// A value as JSON, for a purpose.
pub(crate) struct Sent<'a>(pub(crate) Erased<'a>, pub(crate) Purpose);

impl<'a> Sent<'a> {
    pub(crate) fn new<P: Payload + ?Sized>(value: &'a P, purpose: Purpose) -> Self {
        Self(value.erased(), purpose)
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.0, Erased::Object(_))
    }
}

impl Serialize for Sent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Erased::Null => serializer.serialize_unit(),
            Erased::Scalar(value) => SentScalar(value).serialize(serializer),
            Erased::Object(object) => write_object(*object, self.1, serializer),
        }
    }
}

/// A collection of values as JSON, for a purpose.
pub(crate) struct SentItems<'a, P>(pub(crate) &'a [P], pub(crate) Purpose);

impl<P: Payload> Serialize for SentItems<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|item| Sent::new(item, self.1)))
    }
}

fn write_object<S: Serializer>(object: &dyn Object, purpose: Purpose, serializer: S) -> Result<S::Ok, S::Error> {
    let info = object.info();
    let side = object.side();
    let mut map = serializer.serialize_map(None)?;
    for (name, value) in side.iter().flat_map(|side| side.annotations.iter()) {
        if let Some(name) = annotation(info, name, value, purpose, is_set(object, name, value)) {
            map.serialize_entry(&*name, &Raw(value))?;
        }
    }
    for index in object.touched().indices(info.properties.len()) {
        match info.properties.get(index) {
            Some(name) if purpose.admits(info, name) => member(&mut map, object, side, (index, name), purpose)?,
            _ => {}
        }
    }
    for (name, value) in side.iter().flat_map(|side| side.extras.iter()) {
        map.serialize_entry(name, &Raw(value))?;
    }
    map.end()
}

fn member<M: SerializeMap>(
    map: &mut M,
    object: &dyn Object,
    side: Option<&Side>,
    (index, name): (usize, &'static str),
    purpose: Purpose,
) -> Result<(), M::Error> {
    match object.get(index) {
        Ref::Scalar(field) => {
            if let Some(value) = field.value() {
                let value = SentScalar(&value);
                return if value.is_known() { map.serialize_entry(name, &value) } else { Ok(()) };
            }
        }
        Ref::Scalars(items) if items.count().is_some() => {
            let left_out = side.and_then(|_| unread::left_out(object, index));
            return map.serialize_entry(name, &Scalars(items, left_out));
        }
        Ref::Object(field) => {
            if let Some(value) = field.value() {
                return map.serialize_entry(name, &Sent(Erased::Object(value), purpose));
            }
        }
        Ref::Objects(items) if items.count().is_some() => {
            let left_out = side.and_then(|_| unread::left_out(object, index));
            return map.serialize_entry(name, &Objects(items, left_out, purpose));
        }
        _ => {}
    }
    let Some(side) = side else { return Ok(()) };
    if let Some(json) = unread::raw(object, index) {
        map.serialize_entry(name, &Raw(json))?;
    } else if side.nulls.contains(index) {
        map.serialize_entry(name, &())?;
    }
    Ok(())
}

/// The places of a collection: those of the array as it came, as long as nothing in it was changed.
fn places<'a>(count: Option<usize>, left_out: Option<&'a LeftOut>) -> impl Iterator<Item = Place<'a>> {
    let held = if left_out.is_some() { 0 } else { count.unwrap_or_default() };
    (0..held).map(Place::Item).chain(left_out.into_iter().flat_map(LeftOut::places))
}

struct Scalars<'a>(&'a dyn ScalarsField, Option<&'a LeftOut>);

impl Serialize for Scalars<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(items, left_out) = *self;
        let mut seq = serializer.serialize_seq(None)?;
        for place in places(items.count(), left_out) {
            let item = match place {
                Place::Item(at) => items.item(at),
                Place::Unread(json) => json.map(Primitive::Json),
            };
            match item {
                None => seq.serialize_element(&())?,
                Some(value) => match SentScalar(&value) {
                    sent if sent.is_known() => seq.serialize_element(&sent)?,
                    _ => {}
                },
            }
        }
        seq.end()
    }
}

struct Objects<'a>(&'a dyn ObjectsField, Option<&'a LeftOut>, Purpose);

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(items, left_out, purpose) = *self;
        let mut seq = serializer.serialize_seq(None)?;
        for place in places(items.count(), left_out) {
            match place {
                Place::Item(at) => {
                    seq.serialize_element(&Sent(items.item(at).map_or(Erased::Null, Erased::Object), purpose))?;
                }
                Place::Unread(json) => seq.serialize_element(&json.map(Raw))?,
            }
        }
        seq.end()
    }
}

/// A primitive value.
struct SentScalar<'a>(&'a Primitive<'a>);

impl SentScalar<'_> {
    /// Whether anything is left of it without the member that no service accepts.
    fn is_known(&self) -> bool {
        !matches!(self.0, Primitive::Members(UNKNOWN_FUTURE_VALUE))
    }
}

impl Serialize for SentScalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_known() {
            return Err(S::Error::custom(
                "`unknownFutureValue` stands for what a client does not know; no service takes it",
            ));
        }
        match self.0 {
            Primitive::Members(text) if text.split(',').any(is_unknown) => {
                let names = text.split(',').filter(|name| !is_unknown(name));
                serializer.serialize_str(&names.collect::<Vec<_>>().join(","))
            }
            // A string for a number is for payloads that say IEEE754Compatible (JSON Format 3.2), and made by the mark.
            Primitive::Decimal(json) => match number(json) {
                Some(number) => Marked(Mark::Number, &Raw(&number)).serialize(serializer),
                // `INF`, `-INF` and `NaN` are strings in any case.
                None if json.get().starts_with('"') => Raw(json).serialize(serializer),
                None => Marked(Mark::Number, &Raw(json)).serialize(serializer),
            },
            Primitive::Double(value) if is_long(*value) => float(with_exponent(*value), self.0, serializer),
            Primitive::Single(value) if is_long(f64::from(*value)) => float(with_exponent(*value), self.0, serializer),
            value @ Primitive::Long(_) => Marked(Mark::Number, value).serialize(serializer),
            value @ Primitive::Bytes(_) => Marked(Mark::Binary, value).serialize(serializer),
            value => value.serialize(serializer),
        }
    }
}

fn is_unknown(name: &str) -> bool {
    name.trim() == UNKNOWN_FUTURE_VALUE
}

/// Whether a number can be shorter with an exponent.
fn is_long(value: f64) -> bool {
    !(0.01..1000.0).contains(&value.abs()) && value != 0.0 && value.is_finite()
}

/// A floating point number: its text with an exponent, where there is one.
fn float<S: Serializer>(text: Option<String>, value: &Primitive<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match text.map(RawValue::from_string) {
        Some(Ok(json)) => Raw(&json).serialize(serializer),
        _ => value.serialize(serializer),
    }
}

/// The number that a JSON string holds.
fn number(json: &RawValue) -> Option<Box<RawValue>> {
    let text = json.get().strip_prefix('"')?.strip_suffix('"')?;
    let is_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && text != "-INF";
    if is_number { RawValue::from_string(text.to_owned()).ok() } else { None }
}

/// A declared property as it is sent; `None` where nothing of it is.
pub(crate) fn property(
    object: &dyn Object,
    index: usize,
    purpose: Purpose,
) -> Result<Option<Argument>, serde_json::Error> {
    struct Property<'a>(&'a dyn Object, usize, Purpose);

    impl Serialize for Property<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            member(&mut map, self.0, self.0.side(), (self.1, "_"), self.2)?;
            map.end()
        }
    }

    let text = marked_json(&Property(object, index, purpose))?;
    let value = text.strip_prefix("{\"_\":").and_then(|text| text.strip_suffix('}'));
    Ok(value.map(Argument::of_marked))
}

/// Whether a caller set this annotation, and no service sent it.
pub(crate) fn is_set(object: &dyn Object, name: &str, value: &RawValue) -> bool {
    let original = object.side().and_then(|side| side.original.as_ref());
    let read = original.and_then(|original| original.object().side()?.annotations.get(name));
    object.touched().is_changed() && read.is_none_or(|read| read.get() != value.get())
}

/// Under which name an annotation is sent, if it is: what a caller set (`is_set`) is. Of what was read, what the service alone knows about
/// a value ([JSON Format 4.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)) is not, nor is a type that is the declared one; the identity is sent
/// where the value is a parameter ([JSON Format 18](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)). Control information goes by its name in 4.0.
pub(crate) fn annotation<'a>(
    info: &TypeInfo,
    name: &'a str,
    value: &RawValue,
    purpose: Purpose,
    is_set: bool,
) -> Option<Cow<'a, str>> {
    let (target, term) = name.split_once('@')?;
    let control = term.strip_prefix("odata.").unwrap_or(term);
    if control.as_bytes().contains(&b'.') {
        return Some(name.into());
    }
    let is_sent = is_set
        || match control {
            "type" if target.is_empty() => !text_of(value).is_some_and(|text| is_named(info, name_in(&text))),
            "type" => !info.properties.contains(&target),
            "bind" => true,
            "id" => target.is_empty() && purpose == Purpose::Parameter,
            "context"
            | "metadataEtag"
            | "count"
            | "nextLink"
            | "deltaLink"
            | "editLink"
            | "readLink"
            | "etag"
            | "navigationLink"
            | "associationLink"
            | "mediaEditLink"
            | "mediaReadLink"
            | "mediaContentType"
            | "mediaEtag"
            | "collectionAnnotations" => false,
            _ => true,
        };
    is_sent.then(|| if control == term { format!("{target}@odata.{control}").into() } else { name.into() })
}

/// The JSON object with the member `value`, which holds a value that is not an object ([JSON Format 11](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
pub(crate) struct Wrapped<V>(pub(crate) V);

impl<V: Serialize> Serialize for Wrapped<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("value", &self.0)?;
        map.end()
    }
}
