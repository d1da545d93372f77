//! What was changed in an instance since it was read.

use std::borrow::Cow;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::{Raw, text_of};
use crate::url::request_error::RequestError;
use crate::value::argument::Argument;
use crate::value::expanded::EXPANDED;
use crate::value::field::Ref;
use crate::value::inheritance::derived::name_in;
use crate::value::json::encode;
use crate::value::kept::extras::Extras;
use crate::value::kept::original::Original;
use crate::value::payload::{self, Purpose, is_set};
use crate::value::structured::Object;

/// What has to be sent so that the service has what the caller made of an instance.
#[derive(Default)]
pub(crate) struct Changes<'a> {
    /// The type, where the declared one does not tell it: not a change by itself.
    annotations: Vec<(Cow<'a, str>, &'a RawValue)>,
    members: Vec<(Cow<'a, str>, Argument)>,
}

impl Changes<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

impl Serialize for Changes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.annotations {
            map.serialize_entry(name, &Raw(value))?;
        }
        for (name, value) in &self.members {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The changes since the object was read; of one that a caller made, all that is set.
///
/// # Errors
///
/// When something was changed that no update can say.
pub(crate) fn since_read(object: &dyn Object) -> Result<Changes<'_>, RequestError> {
    if !object.touched().is_changed() {
        return Ok(Changes::default());
    }
    let original = object.side().and_then(|side| side.original.as_ref());
    between(original.map(Original::object), object)
}

/// The changes from one object to another one; the types need not be the same.
fn between<'a>(old: Option<&dyn Object>, new: &'a dyn Object) -> Result<Changes<'a>, RequestError> {
    let mut changes = Changes::default();
    annotations(&mut changes, old, new);
    let info = new.info();
    for index in new.touched().indices(info.properties.len()) {
        let Some(name) = info.properties.get(index).copied() else { continue };
        if Purpose::Update.admits(info, name)
            && let Some(json) = declared(old, new, (index, name))?
        {
            changes.members.push((name.into(), json));
        }
    }
    undeclared(&mut changes, old, new);
    Ok(changes)
}

/// What is sent of a declared property, if it was changed.
fn declared(
    old: Option<&dyn Object>,
    new: &dyn Object,
    (index, name): (usize, &'static str),
) -> Result<Option<Argument>, RequestError> {
    let found = old.and_then(|old| Some((old, old.info().index_of(name)?)));
    if let Some((old, at)) = found
        && let (Ref::Object(old), Ref::Object(new)) = (old.get(at), new.get(index))
        && let (Some(old), Some(new)) = (old.value(), new.value())
        && type_of(old) == type_of(new)
    {
        let within = between(Some(old), new)?;
        return Ok(if within.is_empty() { None } else { Some(Argument::of(&within)) });
    }
    let before = match found {
        Some((old, at)) => payload::property(old, at, Purpose::Create).map_err(unwritable)?,
        None => old.and_then(|old| extras(old).get(name)).map(|json| Argument::of(&Raw(json))),
    };
    let after = payload::property(new, index, Purpose::Create).map_err(unwritable)?;
    let field = new.get(index);
    match (before, after) {
        (Some(before), Some(after)) if before.json() == after.json() => Ok(None),
        (_, Some(after)) => Ok(Some(after)),
        (Some(before), None) if before.json() != Some("null") && !field.is_present() => nothing(&field, name).map(Some),
        (_, None) => Ok(None),
    }
}

/// What is sent of a property whose field became `None`.
fn nothing(field: &Ref<'_>, name: &str) -> Result<Argument, RequestError> {
    match field {
        Ref::Scalar(field) if field.edm() == EXPANDED => Err(RequestError::new(format!(
            "`{name}` is a navigation property, which is not saved with the entity: to take a related entity out, call `unlink()` on the \
             position of `{name}`"
        ))),
        Ref::Scalars(_) | Ref::Objects(_) => Ok(Argument::of::<[(); 0]>(&[])),
        Ref::None | Ref::Scalar(_) | Ref::Object(_) => Ok(Argument::of(&())),
    }
}

/// Properties that the type of the new object does not declare, and that were set, changed or removed.
fn undeclared<'a>(changes: &mut Changes<'a>, old: Option<&dyn Object>, new: &'a dyn Object) {
    let old = old.map(members).unwrap_or_default();
    for (name, value) in extras(new).iter() {
        match old.iter().find(|(old, ..)| *old == name) {
            Some((_, before, is_sent)) if before.get() == value.get() || !is_sent => {}
            _ => changes.members.push((name.into(), Argument::of(&Raw(value)))),
        }
    }
    for (name, _, is_sent) in old {
        if is_sent && new.info().index_of(name).is_none() && extras(new).get(name).is_none() {
            changes.members.push((name.to_owned().into(), Argument::of(&())));
        }
    }
}

/// All properties that an object has, declared or not, and whether an update may send them.
fn members(object: &dyn Object) -> Vec<(&str, Cow<'_, RawValue>, bool)> {
    let mut members = Vec::new();
    let info = object.info();
    for index in object.touched().indices(info.properties.len()) {
        if let Some(name) = info.properties.get(index).copied()
            && let Some(json) = encode::property(object, index)
        {
            members.push((name, Cow::Owned(json), Purpose::Update.admits(info, name)));
        }
    }
    members.extend(extras(object).iter().map(|(name, json)| (name, Cow::Borrowed(json), true)));
    members
}

/// Annotations that were set, and the type where it has to be said.
fn annotations<'a>(changes: &mut Changes<'a>, old: Option<&dyn Object>, new: &'a dyn Object) {
    for (name, value) in new.side().iter().flat_map(|side| side.annotations.iter()) {
        let read = old.and_then(|old| old.side()?.annotations.get(name));
        let is_read = read.is_some_and(|read| read.get() == value.get());
        let Some(sent) = payload::annotation(new.info(), name, value, Purpose::Update, is_set(new, name, value)) else {
            continue;
        };
        if matches!(name, "@odata.type" | "@type") {
            changes.annotations.push((sent, value));
        } else if !is_read {
            changes.members.push((sent, Argument::of(&Raw(value))));
        }
    }
}

fn extras(object: &dyn Object) -> &Extras {
    object.side().map_or(Extras::EMPTY, |side| &side.extras)
}

/// The name of the type of an object, which its annotation may say.
fn type_of(object: &dyn Object) -> Cow<'_, str> {
    let side = object.side();
    let said = side.and_then(|side| side.annotations.get("@odata.type").or_else(|| side.annotations.get("@type")));
    match said.and_then(text_of) {
        Some(Cow::Borrowed(text)) => name_in(text).into(),
        Some(Cow::Owned(text)) => name_in(&text).to_owned().into(),
        None => object.info().name.into(),
    }
}

fn unwritable(error: serde_json::Error) -> RequestError {
    RequestError::new(format!("the changes cannot be written as JSON: {error}"))
}
