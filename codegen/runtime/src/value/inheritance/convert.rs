//! From a value of one type to that of a type that derives from it, or that it derives from.

use std::any::{Any, TypeId};

use serde_json::value::to_raw_value;

use crate::value::erased;
use crate::value::field::Slot;
use crate::value::json::control;
use crate::value::json::decode;
use crate::value::json::decode_error::{DecodeError, DecodeOptions, Trace};
use crate::value::json::encode;
use crate::value::kept::extras::{Extras, kept};
use crate::value::kept::side::{Bits, Side};
use crate::value::kept::touched::Touched;
use crate::value::kept::unread::WHOLE;
use crate::value::structured::Object;

/// Moves everything from an object to an empty one of a derived type: fields to fields, what was
/// undeclared and no longer is to fields. Where that fails, the object is as it was.
pub(crate) fn downcast(to: &mut dyn Object, from: &mut dyn Object, options: DecodeOptions) -> Result<(), DecodeError> {
    let mut trace = Trace::new(options, 0);
    match read(to, from, &mut trace) {
        Ok(taken) => {
            move_fields(to, from);
            move_side(to, from, &taken);
            if to.side().is_some_and(Side::has_control) {
                control::share(to, &mut trace);
            }
            Ok(())
        }
        Err(error) => Err(trace.error(error)),
    }
}

/// What can fail. Tells which extras are declared now.
fn read(to: &mut dyn Object, from: &mut dyn Object, trace: &mut Trace) -> Result<Bits, serde_json::Error> {
    redeclared(to, from, trace)?;
    decode_extras(to, from, trace)
}

/// Moves everything from an object to an empty one of a type that it derives from: fields to
/// fields, what that type does not declare to its extras. The derived type is named.
pub(crate) fn upcast(to: &mut dyn Object, from: &mut dyn Object) {
    let (info, derived) = (to.info(), from.info());
    leave_out(to, from);
    move_fields(to, from);
    move_side(to, from, &Bits::default());
    if info.name != derived.name && !to.side().is_some_and(|side| has_type(&side.annotations)) {
        let name = to_raw_value(&format_args!("#{}", derived.name));
        if let Ok(name) = name {
            to.side_mut().annotations.put_first("@odata.type".into(), name);
        }
    }
}

fn has_type(annotations: &Extras) -> bool {
    annotations.iter().any(|(name, _)| matches!(name, "@odata.type" | "@type"))
}

/// Decodes the extras that the type declares, and tells which these were.
fn decode_extras(to: &mut dyn Object, from: &dyn Object, trace: &mut Trace) -> Result<Bits, serde_json::Error> {
    let mut taken = Bits::default();
    let info = to.info();
    let mut next = from.info().properties.len();
    let extras = from.side().map_or(Extras::EMPTY, |side| &side.extras);
    for (at, (name, json)) in extras.iter().enumerate() {
        if let Some((index, name)) = info.property_near(next, name) {
            decode::kept(to, (index, name), json, trace)?;
            trace.enough()?;
            taken.insert(at);
            next = index + 1;
        }
    }
    Ok(taken)
}

/// Decodes the properties that the type declares anew with another type.
fn redeclared(to: &mut dyn Object, from: &mut dyn Object, trace: &mut Trace) -> Result<(), serde_json::Error> {
    for (index, name) in present(from) {
        let Some(property) = to.info().property_near(index, name) else { continue };
        if type_of(to.slot(property.0)) == type_of(from.slot(index)) {
            continue;
        }
        if let Some(json) = encode::property(from, index) {
            decode::kept(to, property, &json, trace)?;
        }
    }
    Ok(())
}

/// The properties that may have something to move.
fn present(from: &dyn Object) -> impl Iterator<Item = (usize, &'static str)> + use<> {
    let names = from.info().properties;
    from.touched().indices(names.len()).filter_map(|index| Some((index, *names.get(index)?)))
}

/// Makes extras of properties that the type does not declare, or declares with another type.
fn leave_out(to: &mut dyn Object, from: &mut dyn Object) {
    for (index, name) in present(from) {
        let declared = to.info().property_near(index, name);
        if declared.is_some_and(|(at, _)| type_of(to.slot(at)) == type_of(from.slot(index))) {
            continue;
        }
        if let Some(json) = encode::property(from, index) {
            to.side_mut().extras.add(kept(name), json);
        }
    }
}

/// Moves what fields hold to those of the same name and type, and which of them are null.
fn move_fields(to: &mut dyn Object, from: &mut dyn Object) {
    let has_side = from.side().is_some();
    let forms = if has_side { from.side_mut().take_forms() } else { Vec::new() };
    for (index, name) in present(from) {
        let Some((at, _)) = to.info().property_near(index, name) else { continue };
        let is_null = has_side && erased::is_null(from, index);
        if !take(to.slot(at), from.slot(index)) {
            continue;
        }
        if is_null {
            to.side_mut().nulls.insert(at);
        }
        if has_side && let Some(unread) = from.side_mut().take_unread(index) {
            to.side_mut().add_unread(at, unread);
        }
        for (_, item, form) in forms.iter().filter(|(property, ..)| *property == index) {
            to.side_mut().add_form(at, *item, *form);
        }
    }
    if !forms.is_empty() {
        to.side_mut().sort_forms();
    }
}

fn take(to: Slot<'_>, from: Slot<'_>) -> bool {
    let Some(from) = any(from) else { return false };
    match to {
        Slot::None => false,
        Slot::Scalar(field) | Slot::Json(field) => field.take(from),
        Slot::Scalars(field) => field.take(from),
        Slot::Object(field) => field.take(from),
        Slot::Objects(field) => field.take(from),
    }
}

fn type_of(slot: Slot<'_>) -> Option<TypeId> {
    any(slot).map(|field| (*field).type_id())
}

fn any(slot: Slot<'_>) -> Option<&mut dyn Any> {
    match slot {
        Slot::None => None,
        Slot::Scalar(field) | Slot::Json(field) => Some(field),
        Slot::Scalars(field) => Some(field),
        Slot::Object(field) => Some(field),
        Slot::Objects(field) => Some(field),
    }
}

/// Moves what came beside the declared values, but for the extras that were taken, and what the object was when it was read.
fn move_side(to: &mut dyn Object, from: &mut dyn Object, taken: &Bits) {
    if from.touched().is_changed() {
        to.set_touched(Touched::ALL);
    }
    if from.side().is_none() {
        return;
    }
    let side = from.side_mut();
    if let Some(unread) = side.take_unread(WHOLE) {
        to.side_mut().add_unread(WHOLE, unread);
    }
    let side = from.side_mut();
    if let Some(original) = side.original.take() {
        to.side_mut().original = Some(original);
    }
    let side = from.side_mut();
    if let Some(etag) = side.etag.take() {
        to.side_mut().etag = Some(etag);
    }
    let side = from.side_mut();
    if !side.annotations.is_empty() {
        to.side_mut().annotations = std::mem::take(&mut side.annotations);
    }
    for (at, (name, json)) in side.extras.drain().enumerate() {
        if !taken.contains(at) {
            to.side_mut().extras.add(name, json);
        }
    }
}
