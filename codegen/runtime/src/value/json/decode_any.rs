//! Reads collections whose items tell their types, each at once into the type that it tells.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::budget::{BLOCK, HELD, MEMBER, Room, SIDE};
use super::decode::{self, Arrived, Decoder, Goal, TWICE};
use super::decode_error::{Segment, Trace};
use crate::edm::json::text_of;
use crate::value::field::pushed;
use crate::value::inheritance::cast::{Alternatives, alternative};
use crate::value::inheritance::derived::name_in;
use crate::value::kept::extras::kept;
use crate::value::kept::side::Side;
use crate::value::structured::{Object, Structured, TypeInfo};

/// A collection whose items are of the types that they tell.
pub(crate) trait AnysField {
    /// The declared type of the items.
    fn info(&self) -> &'static TypeInfo;
    /// Makes it an empty collection, and tells how many bytes an item has beside its object.
    fn start(&mut self) -> usize;
    /// Which alternative has this name.
    fn alternative(&self, name: &str) -> usize;
    /// Adds an empty item of a type.
    fn push(&mut self, alternative: usize) -> &mut dyn Object;
}

/// The items of a page.
pub(crate) struct Anys<A>(pub(crate) Option<Vec<A>>);

impl<A> Default for Anys<A> {
    fn default() -> Self {
        Self(None)
    }
}

impl<A: Alternatives> AnysField for Anys<A> {
    fn info(&self) -> &'static TypeInfo {
        A::Base::TYPE
    }

    fn start(&mut self) -> usize {
        self.0 = Some(Vec::new());
        size_of::<A>()
    }

    fn alternative(&self, name: &str) -> usize {
        alternative::<A>(name)
    }

    fn push(&mut self, alternative: usize) -> &mut dyn Object {
        pushed(self.0.get_or_insert_default(), A::empty(alternative)).object_mut()
    }
}

pub(crate) fn items<'de, A: SeqAccess<'de>>(
    items: &mut dyn AnysField,
    mut seq: A,
    trace: &mut Trace,
) -> Result<Arrived, A::Error> {
    let mut room = Room::new(items.start());
    let mut left_out = Vec::new();
    for index in 0.. {
        let goal = &mut Goal::Any(&mut *items);
        let next = seq.next_element_seed(Decoder { goal, trace: &mut *trace });
        match next.map_err(|error| trace.within(Segment::Item(index), error))? {
            None => {
                let skipped = left_out.len();
                room.finish(index - skipped, trace)?;
                return Ok(trace.read_all(left_out, index, skipped));
            }
            Some(Arrived::Null) => trace.leave_out(&mut left_out, index, None)?,
            Some(Arrived::Misfit(json)) => trace.leave_out(&mut left_out, index, Some(json))?,
            Some(Arrived::Set | Arrived::Items | Arrived::Recast(_)) => {
                room.take_next(index - left_out.len(), trace)?;
            }
        }
    }
    Ok(Arrived::Set)
}

/// Adds an item of a type, which is in a box.
fn push<'a>(items: &'a mut dyn AnysField, alternative: usize, trace: &mut Trace) -> &'a mut dyn Object {
    let object = items.push(alternative);
    trace.note(BLOCK + size_of_val(object));
    object
}

/// Reads the members of an object. Where the type comes before all properties ([JSON Format 4.4](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)), what follows is
/// decoded as it comes; else the type is looked for first.
pub(crate) fn members<'de, A: MapAccess<'de>>(
    items: &mut dyn AnysField,
    mut map: A,
    trace: &mut Trace,
) -> Result<Arrived, A::Error> {
    let mut held: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::new();
    let mut told = None;
    let mut is_first = true;
    while let Some(key) = map.next_key_seed(Name)? {
        let value: &RawValue =
            map.next_value().map_err(|error| trace.within(Segment::Member(key.to_string().into()), error))?;
        is_first &= key.as_bytes().contains(&b'@');
        if told.is_none() && is_type(&key) {
            let (alternative, side) = trace.told(&key, value, || named(items, value));
            if is_first {
                let object = push(items, alternative, trace);
                if held.is_empty() {
                    trace.note(SIDE + MEMBER + value.get().len());
                    object.share_side(side);
                    return decode::members(object, map, trace);
                }
                held.push((key, value));
                for (name, value) in &held {
                    trace.take_member(object, name, value)?;
                    object.side_mut().add(kept(name), (*value).to_owned());
                }
                return decode::members(object, map, trace);
            }
            told = Some((alternative, side));
        }
        if held.len() == held.capacity() {
            // To grow in steps costs more than some room.
            let more = held.len().max(24);
            trace.take(HELD * more)?;
            held.reserve_exact(more);
        }
        held.push((key, value));
    }
    let (alternative, side) = told.map_or((0, None), |(alternative, side)| (alternative, Some(side)));
    let object = push(items, alternative, trace);
    members_held(object, &held, side, trace).map_err(de::Error::custom)?;
    trace.give(HELD * held.capacity());
    decode::finish(object, trace)?;
    Ok(Arrived::Set)
}

fn is_type(name: &str) -> bool {
    matches!(name, "@odata.type" | "@type")
}

/// Which alternative the value of `@odata.type` names.
fn named(items: &dyn AnysField, ty: &RawValue) -> usize {
    text_of(ty).map_or(0, |name| items.alternative(name_in(&name)))
}

/// Decodes members that had to be read before the type was known, and the first of which that tells it makes this side.
fn members_held(
    object: &mut dyn Object,
    held: &[(Cow<'_, str>, &RawValue)],
    mut told: Option<Arc<Side>>,
    trace: &mut Trace,
) -> Result<(), serde_json::Error> {
    let at = trace.order(object.info());
    let (mut after, mut end) = (0, 0);
    for (name, value) in held {
        let Some(property) = trace.orders.get_mut(at).and_then(|order| order.find(after, name)) else {
            trace.take_member(object, name, value)?;
            match told.take_if(|_| is_type(name)) {
                Some(side) if object.side().is_none() => object.share_side(side),
                _ => object.side_mut().add(kept(name), (*value).to_owned()),
            }
            continue;
        };
        after = property.0 + 1;
        if after <= end && !decode::is_new(object, property.0) {
            let error = trace.fail("one member of this name", TWICE);
            return Err(trace.within(Segment::Member(property.1.into()), error));
        }
        end = end.max(after);
        decode::kept(object, property, value, trace)?;
    }
    Ok(())
}

/// The name of a member, borrowed where it can be.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}
