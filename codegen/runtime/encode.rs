//! The encoder: one for all structured types.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::erased;
use super::field::{ObjectsField, Ref, ScalarsField};
use super::object::Object;
use super::side::Side;

/// An object as JSON: control information first, as a streaming reader wants it (JSON Format
/// §4.5), then declared properties that are set or null, then what is not declared.
pub(super) struct ObjectJson<'a>(pub(super) &'a dyn Object);

impl Serialize for ObjectJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = self.0;
        let side = object.side();
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in side.iter().flat_map(|side| side.annotations.iter()) {
            map.serialize_entry(name, value)?;
        }
        for (index, name) in object.info().properties.iter().enumerate() {
            member(&mut map, object, (index, name))?;
        }
        for (name, value) in side.iter().flat_map(|side| side.extras.iter()) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

fn member<M: SerializeMap>(
    map: &mut M,
    object: &dyn Object,
    (index, name): (usize, &'static str),
) -> Result<(), M::Error> {
    match object.get(index) {
        Ref::Scalar(field) => {
            if let Some(value) = field.value() {
                return match object.side().and_then(|side| side.form(index, 0)) {
                    Some(form) => map.serialize_entry(name, &value.in_form(form)),
                    None => map.serialize_entry(name, &value),
                };
            }
        }
        Ref::Scalars(items) => {
            if let Some(count) = items.count() {
                let side = object.side();
                return map.serialize_entry(name, &ScalarsJson { items, count, side, index });
            }
        }
        Ref::Object(field) => {
            if let Some(value) = field.value() {
                return map.serialize_entry(name, &ObjectJson(value));
            }
        }
        Ref::Objects(items) => {
            if let Some(count) = items.count() {
                return map.serialize_entry(name, &ObjectsJson { items, count });
            }
        }
        Ref::None => {}
    }
    if erased::is_null(object, index) {
        map.serialize_entry(name, &())?;
    }
    Ok(())
}

struct ScalarsJson<'a> {
    items: &'a dyn ScalarsField,
    count: usize,
    side: Option<&'a Side>,
    index: usize,
}

impl Serialize for ScalarsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.count))?;
        for at in 0..self.count {
            let form = self.side.and_then(|side| side.form(self.index, at));
            match (self.items.item(at), form) {
                (Some(item), Some(form)) => seq.serialize_element(&item.in_form(form))?,
                (item, _) => seq.serialize_element(&item)?,
            }
        }
        seq.end()
    }
}

pub(super) struct ObjectsJson<'a> {
    items: &'a dyn ObjectsField,
    count: usize,
}

impl Serialize for ObjectsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.count))?;
        for at in 0..self.count {
            seq.serialize_element(&self.items.item(at).map(ObjectJson))?;
        }
        seq.end()
    }
}
