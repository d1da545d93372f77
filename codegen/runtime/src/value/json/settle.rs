//! What is remembered of a property beside the value of its field.

use serde::de;

use super::budget::{FORM, UNREAD};
use super::decode::{Arrived, Goal};
use super::decode_error::{Advice, Segment, Trace};
use crate::value::kept::unread::{LeftOut, Unread};
use crate::value::structured::Object;

/// Remembers of a property what its field does not hold.
pub(crate) fn settle<E: de::Error>(
    object: &mut dyn Object,
    (index, name): (usize, &'static str),
    arrived: Arrived,
    trace: &mut Trace,
) -> Result<(), E> {
    match arrived {
        Arrived::Set => return Ok(()),
        Arrived::Null => {
            let is_unfit = object.info().non_nullable.contains(&name);
            if is_unfit && !trace.options.tolerate_null {
                let expected = Goal::Slot(object.slot(index)).expected();
                return Err(trace.refuse(format_args!("{expected} (not nullable)"), "null", Advice::Lenient));
            }
            trace.note_side(object);
            object.side_mut().nulls.insert(index);
            if is_unfit && trace.options.lenient {
                trace.note(UNREAD);
                object.side_mut().add_unread(index, Unread::Value(None));
            }
        }
        Arrived::Recast(form) => {
            trace.note_side(object);
            trace.note(FORM);
            object.side_mut().add_form(index, 0, form);
        }
        Arrived::Items => return settle_items(object, (index, name), trace),
        Arrived::Misfit(json) => {
            trace.note_side(object);
            trace.note(UNREAD);
            object.side_mut().add_unread(index, Unread::Value(Some(json)));
        }
    }
    Ok(())
}

/// Remembers of a collection how its items were written, and those that it does not hold.
fn settle_items<E: de::Error>(
    object: &mut dyn Object,
    (index, name): (usize, &'static str),
    trace: &mut Trace,
) -> Result<(), E> {
    let left_out = std::mem::take(&mut trace.left_out);
    if !trace.options.tolerate_null
        && object.info().non_nullable.contains(&name)
        && let Some(place) = left_out.nulls().next()
    {
        let expected = Goal::Slot(object.slot(index)).item();
        let error = trace.refuse(format_args!("{expected} (not nullable)"), "null", Advice::Lenient);
        return Err(trace.within(Segment::Item(place), error));
    }
    trace.note_side(object);
    for (item, form) in trace.forms.drain(..) {
        object.side_mut().add_form(index, item, form);
    }
    if !left_out.items.is_empty() {
        trace.note(UNREAD);
        let left_out = LeftOut::of(left_out, &object.get(index));
        object.side_mut().add_unread(index, Unread::Items(left_out));
    }
    Ok(())
}
