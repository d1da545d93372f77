//! The encoder: one for all structured types.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::Raw;
use crate::value::field::{ObjectsField, Ref};
use crate::value::field_scalar::ScalarsField;
use crate::value::kept::side::Side;
use crate::value::kept::unread::{self, LeftOut, Place};
use crate::value::structured::Object;

/// An object as JSON: control information first, as a streaming reader wants it ([JSON Format 4.4](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)), then declared properties that are set or null, then what is not declared.
pub(crate) struct ObjectJson<'a>(pub(crate) &'a dyn Object);

impl Serialize for ObjectJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = self.0;
        let side = object.side();
        if side.is_some_and(Side::has_unread)
            && let Some(json) = unread::whole(object)
        {
            return Raw(json).serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in side.iter().flat_map(|side| side.annotations.iter()) {
            map.serialize_entry(name, &Raw(value))?;
        }
        let names = object.info().properties;
        for index in object.touched().indices(names.len()) {
            let Some(name) = names.get(index) else { continue };
            match text(object, index) {
                Some(text) => map.serialize_entry(name, text)?,
                None => member(&mut map, object, side, (index, name))?,
            }
        }
        for (name, value) in side.iter().flat_map(|side| side.extras.iter()) {
            map.serialize_entry(name, &Raw(value))?;
        }
        map.end()
    }
}

impl Serialize for dyn Object + '_ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ObjectJson(self).serialize(serializer)
    }
}

/// A declared property as JSON text; `None` where it is absent.
pub(crate) fn property(object: &dyn Object, index: usize) -> Option<Box<RawValue>> {
    struct Property<'a>(&'a dyn Object, usize);

    impl Serialize for Property<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            member(&mut map, self.0, self.0.side(), (self.1, "_"))?;
            map.end()
        }
    }

    let text = serde_json::to_string(&Property(object, index)).ok()?;
    let value = text.strip_prefix("{\"_\":")?.strip_suffix('}')?;
    RawValue::from_string(value.to_owned()).ok()
}

/// What a declared property holds, if it is a string.
fn text(object: &dyn Object, index: usize) -> Option<&str> {
    match object.get(index) {
        Ref::Scalar(field) => field.text(),
        _ => None,
    }
}

fn member<M: SerializeMap>(
    map: &mut M,
    object: &dyn Object,
    side: Option<&Side>,
    (index, name): (usize, &'static str),
) -> Result<(), M::Error> {
    match object.get(index) {
        Ref::Scalar(field) => {
            // The value stays where it is: to move it costs as much as to write it.
            let value = field.value();
            if let Some(value) = &value {
                return match side.and_then(|side| side.form(index, 0)) {
                    Some(form) => map.serialize_entry(name, &value.clone().in_form(form)),
                    None => map.serialize_entry(name, value),
                };
            }
        }
        Ref::Scalars(items) => {
            if let Some(count) = items.count() {
                let left_out = side.and_then(|_| unread::left_out(object, index));
                return map
                    .serialize_entry(name, &CollectionJson { items: Scalars { items, side, index }, count, left_out });
            }
        }
        Ref::Object(field) => {
            if let Some(value) = field.value() {
                return map.serialize_entry(name, &ObjectJson(value));
            }
        }
        Ref::Objects(items) => {
            if let Some(count) = items.count() {
                let left_out = side.and_then(|_| unread::left_out(object, index));
                return map.serialize_entry(name, &CollectionJson { items: Objects(items), count, left_out });
            }
        }
        Ref::None => {}
    }
    let Some(side) = side else { return Ok(()) };
    if let Some(json) = unread::raw(object, index) {
        map.serialize_entry(name, &Raw(json))?;
    } else if side.nulls.contains(index) {
        map.serialize_entry(name, &())?;
    }
    Ok(())
}

/// A collection, with what stands at the places that were left out of it.
struct CollectionJson<'a, I> {
    items: I,
    count: usize,
    left_out: Option<&'a LeftOut>,
}

/// The items of a collection, written one by one.
trait WriteItem {
    fn write_item<S: SerializeSeq>(&self, seq: &mut S, at: usize) -> Result<(), S::Error>;
}

impl<I: WriteItem> Serialize for CollectionJson<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        match self.left_out {
            None => (0..self.count).try_for_each(|at| self.items.write_item(&mut seq, at))?,
            Some(left_out) => left_out.places().try_for_each(|place| match place {
                Place::Item(at) => self.items.write_item(&mut seq, at),
                Place::Unread(json) => seq.serialize_element(&json.map(Raw)),
            })?,
        }
        seq.end()
    }
}

struct Scalars<'a> {
    items: &'a dyn ScalarsField,
    side: Option<&'a Side>,
    index: usize,
}

impl WriteItem for Scalars<'_> {
    fn write_item<S: SerializeSeq>(&self, seq: &mut S, at: usize) -> Result<(), S::Error> {
        let form = self.side.and_then(|side| side.form(self.index, at));
        let item = self.items.item(at);
        match (&item, form) {
            (Some(item), Some(form)) => seq.serialize_element(&item.clone().in_form(form)),
            (item, _) => seq.serialize_element(item),
        }
    }
}

struct Objects<'a>(&'a dyn ObjectsField);

impl WriteItem for Objects<'_> {
    fn write_item<S: SerializeSeq>(&self, seq: &mut S, at: usize) -> Result<(), S::Error> {
        seq.serialize_element(&self.0.item(at).map(ObjectJson))
    }
}
