//! Which items of a delta payload the collection's type describes, and what the others are.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::edm::json::text_of;
use crate::value::delta::change::{DeltaLink, Other, RelatedEntity, Removed};
use crate::value::delta::context::{self, entity_set, fragment, is_context};
use crate::value::json::decode::without_mark;
use crate::value::json::decode_error::DecodeError;

/// What is known of the items of a payload before those are decoded that the collection's type describes.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The others, with their places in the array, in order.
    pub(crate) others: Vec<(usize, Other)>,
    /// For each place, a hash of all items up to it, and of it.
    pub(crate) prints: Vec<u64>,
}

/// An item that may be another one than the collection's type describes.
struct Marked<'a> {
    place: usize,
    json: &'a RawValue,
    removed: Option<&'a RawValue>,
    context: Option<&'a RawValue>,
}

impl Outline {
    /// Reads a payload. The body that comes back has null in place of the others, so that everything in it is at its place;
    /// `None` if it is the same.
    pub(crate) fn of(body: &[u8]) -> Result<(Self, Option<Vec<u8>>), DecodeError> {
        let body = without_mark(body);
        let mut items = Items::default();
        let mut deserializer = serde_json::Deserializer::from_slice(body);
        if (&mut items).deserialize(&mut deserializer).is_err() {
            // What is wrong with it shows when it is decoded.
            return Ok((Self::default(), None));
        }
        let Items { marked, prints, context } = items;
        let context = context.and_then(text_of);
        let own_set = context.as_deref().and_then(fragment).map(entity_set).filter(|set| !set.is_empty());
        let mut outline = Self { others: Vec::new(), prints };
        let mut rest: Option<Vec<u8>> = None;
        let array = if body.trim_ascii_start().starts_with(b"{") { "$.value" } else { "$" };
        for item in marked {
            let read = item.read(own_set.as_deref());
            let read = read.map_err(|lacks| {
                DecodeError::mismatch(
                    &format!("{array}[{}].{lacks}", item.place),
                    "a string that describes the link",
                    "something else, or nothing",
                )
            });
            let Some(other) = read? else { continue };
            outline.others.push((item.place, other));
            let rest = rest.get_or_insert_with(|| body.to_vec());
            blank(rest, body, item.json.get());
        }
        Ok((outline, rest))
    }
}

/// Writes null over a part of a text.
fn blank(text: &mut [u8], original: &[u8], part: &str) {
    let start = part.as_ptr().addr().saturating_sub(original.as_ptr().addr());
    let Some(place) = text.get_mut(start..start + part.len()) else { return };
    place.fill(b' ');
    for (to, from) in place.iter_mut().zip(b"null") {
        *to = *from;
    }
}

impl Marked<'_> {
    /// What the item is, if the collection's type does not describe it; or the member that it lacks.
    fn read(&self, own_set: Option<&str>) -> Result<Option<Other>, &'static str> {
        let context = self.context.and_then(text_of);
        let fragment = context.as_deref().and_then(fragment).unwrap_or_default();
        let kind = fragment.rsplit('/').next().unwrap_or_default();
        let json = || self.json.to_owned();
        Ok(Some(match kind {
            "$link" => Other::LinkAdded(self.link(true)?),
            "$deletedLink" => Other::LinkRemoved(self.link(false)?),
            "$deletedEntity" if self.removed.is_none() => {
                let reason = self.text("reason").map(String::into_boxed_str);
                Other::Removed(Removed { json: json(), reason, is_plain: true })
            }
            _ if self.removed.is_some() => {
                let reason = self.removed.and_then(|removed| context::member(removed, |name| name == "reason"));
                let reason = reason.and_then(text_of).map(|reason| reason.as_ref().into());
                Other::Removed(Removed { json: json(), reason, is_plain: false })
            }
            "$entity" if own_set.is_some_and(|own| own != entity_set(fragment)) => {
                Other::Related(RelatedEntity { json: json() })
            }
            _ => return Ok(None),
        }))
    }

    fn link(&self, needs_target: bool) -> Result<DeltaLink, &'static str> {
        let target = self.text("target");
        if needs_target && target.is_none() {
            return Err("target");
        }
        let source = self.text("source").ok_or("source")?;
        let relationship = self.text("relationship").ok_or("relationship")?;
        Ok(DeltaLink { source, relationship, target })
    }

    fn text(&self, name: &str) -> Option<String> {
        context::member(self.json, |member| member == name).and_then(text_of).map(String::from)
    }
}

/// What is looked for in a body: the items of its array, which is the body itself or its member `value`.
#[derive(Default)]
struct Items<'a> {
    marked: Vec<Marked<'a>>,
    prints: Vec<u64>,
    context: Option<&'a RawValue>,
}

impl<'a> Items<'a> {
    fn add(&mut self, json: &'a RawValue) {
        let place = self.prints.len();
        let before = self.prints.last().copied().unwrap_or(START);
        self.prints.push(print(before, json.get()));
        let mut item = Marked { place, json, removed: None, context: None };
        if json.get().starts_with('{') {
            context::visit(json, mark, |mark, value| match mark {
                Mark::Context => item.context = Some(value),
                Mark::Removed => item.removed = Some(value),
            });
        }
        if item.removed.is_some() || item.context.is_some() {
            self.marked.push(item);
        }
    }
}

/// What tells that an item may be another one.
enum Mark {
    Context,
    Removed,
}

fn mark(name: &str) -> Option<Mark> {
    match name {
        "@removed" | "@odata.removed" => Some(Mark::Removed),
        _ if is_context(name) => Some(Mark::Context),
        _ => None,
    }
}

/// The hash of no item.
pub(crate) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, which is the same in all versions of a program.
fn print(before: u64, text: &str) -> u64 {
    let prime = 0x0000_0100_0000_01b3;
    text.bytes().chain([b',']).fold(before, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(prime))
}

impl<'de> DeserializeSeed<'de> for &mut Items<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Items<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "value" => map.next_value_seed(&mut *self)?,
                name if is_context(name) => self.context = Some(map.next_value::<&RawValue>()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(item) = seq.next_element::<&RawValue>()? {
            self.add(item);
        }
        Ok(())
    }
}
