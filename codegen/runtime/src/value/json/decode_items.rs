//! Reads collections whose items are all of one type.

use serde::de::{DeserializeSeed, Deserializer, SeqAccess};

use super::budget::{FORM, Room};
use super::decode::{Arrived, Decoder, Goal};
use super::decode_error::{Segment, Trace};
use crate::value::field::ObjectsField;
use crate::value::field_scalar::ScalarsField;

pub(crate) fn scalars<'de, A: SeqAccess<'de>>(
    items: &mut dyn ScalarsField,
    mut seq: A,
    trace: &mut Trace,
) -> Result<Arrived, A::Error> {
    let mut room = Room::new(items.start());
    let mut left_out = Vec::new();
    // How many items were left out without a null in their place.
    let mut skipped = 0;
    for index in 0.. {
        let goal = &mut Goal::Item(&mut *items);
        let next = seq.next_element_seed(Decoder { goal, trace: &mut *trace });
        match next.map_err(|error| trace.within(Segment::Item(index), error))? {
            None => {
                // To read the first item makes room, even where it is left out.
                room.finish(index.min(1).max(index - skipped), trace)?;
                return Ok(trace.read_all(left_out, index, skipped));
            }
            Some(Arrived::Null) => {
                if !items.push_null() {
                    skipped += 1;
                    trace.leave_out(&mut left_out, index, None)?;
                    continue;
                }
            }
            Some(Arrived::Misfit(json)) => {
                trace.leave_out(&mut left_out, index, Some(json))?;
                if !items.push_null() {
                    skipped += 1;
                    continue;
                }
            }
            Some(Arrived::Recast(form)) => {
                trace.note(FORM);
                trace.forms.push((index - skipped, form));
            }
            Some(Arrived::Set | Arrived::Items) => {}
        }
        room.take_next(index - skipped, trace)?;
        trace.enough().map_err(|error| trace.within(Segment::Item(index), error))?;
    }
    Ok(Arrived::Set)
}

pub(crate) fn objects<'de, A: SeqAccess<'de>>(
    items: &mut dyn ObjectsField,
    mut seq: A,
    trace: &mut Trace,
) -> Result<Arrived, A::Error> {
    let mut room = Room::new(items.start());
    let mut left_out = Vec::new();
    let mut skipped = 0;
    for index in 0.. {
        let seed = NextObject { items: &mut *items, trace: &mut *trace };
        let next = seq.next_element_seed(seed);
        let json = match next.map_err(|error| trace.within(Segment::Item(index), error))? {
            None => {
                // To read the first item makes room, even where it is left out.
                room.finish(index.min(1).max(index - skipped), trace)?;
                return Ok(trace.read_all(left_out, index, skipped));
            }
            Some(Arrived::Null) => None,
            Some(Arrived::Misfit(json)) => Some(json),
            Some(_) => {
                room.take_next(index - skipped, trace)?;
                continue;
            }
        };
        let is_held = items.nullify_last();
        if !is_held || json.is_some() {
            trace.leave_out(&mut left_out, index, json)?;
        }
        if is_held {
            room.take_next(index - skipped, trace)?;
        } else {
            skipped += 1;
        }
    }
    Ok(Arrived::Set)
}

/// Adds an item only when there is one.
struct NextObject<'a, 't> {
    items: &'a mut dyn ObjectsField,
    trace: &'t mut Trace,
}

impl<'de> DeserializeSeed<'de> for NextObject<'_, '_> {
    type Value = Arrived;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arrived, D::Error> {
        let goal = &mut Goal::Object(self.items.push());
        Decoder { goal, trace: self.trace }.deserialize(deserializer)
    }
}
