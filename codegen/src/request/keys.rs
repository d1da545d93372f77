//! Keys: in parentheses or as segments, single, compound and alternate.

use crate::model::graph::{Case, Members};
use crate::model::ids::StructuredId;
use crate::model::{KeyPart, Type};

use super::key_value::{checked, refuse_missing_parts};
use super::segment::{pairs, value};
use super::{Note, NoteKind, Predicate, ResolveError, Value};

/// The key of an entity type, and which of its parts have to be given.
#[derive(Clone, Copy)]
pub(super) struct KeyAt<'a, 'm> {
    pub(super) members: &'a Members<'m>,
    pub(super) id: StructuredId,
    /// The names of these parts, where referential constraints fix the others.
    pub(super) free: Option<&'a [Box<str>]>,
}

impl<'m> KeyAt<'_, 'm> {
    /// The parts that have to be given; none where no key is declared.
    pub(super) fn parts(&self) -> Vec<&'m KeyPart> {
        let is_free = |part: &&KeyPart| self.free.is_none_or(|free| free.contains(&part.name));
        let key = self.members.model.key_of(self.id);
        key.into_iter().flat_map(|(_, key)| key).filter(is_free).collect()
    }
}

/// Reads key predicates: `'x'`, `A=1,B=2`, `email='a'`.
pub(super) fn predicates(
    key: KeyAt<'_, '_>,
    group: &str,
    notes: &mut Vec<Note>,
) -> Result<Vec<Predicate>, ResolveError> {
    let KeyAt { members, id, .. } = key;
    let pairs = pairs(group, |name| named_type(members, id, name).is_some());
    if let [(None, value)] = pairs.as_slice() {
        let parts = key.parts();
        refuse_missing_parts(members.model, id, &parts, group)?;
        return Ok(vec![checked(members.model, part(&parts, 0, value.clone()), group)?]);
    }
    // A value that only looks like a pair: base64 ends in `=`.
    if let [(Some(_), Value::Bare(rest))] = pairs.as_slice()
        && rest.bytes().all(|byte| byte == b'=')
    {
        return Ok(vec![part(&key.parts(), 0, value(group))]);
    }
    let all = KeyAt { free: None, ..key }.parts();
    pairs
        .into_iter()
        .enumerate()
        .map(|(index, (name, value))| match name {
            Some(name) => named(members, id, name, value, notes),
            None => Ok(part(&all, index, value)),
        })
        .collect()
}

/// Reads a key that stands in a segment of its own; Microsoft Graph also takes `name=value` there.
pub(super) fn from_segment(
    key: KeyAt<'_, '_>,
    index: usize,
    text: &str,
    notes: &mut Vec<Note>,
) -> Result<Predicate, ResolveError> {
    let KeyAt { members, id, .. } = key;
    match text.split_once('=') {
        Some((name, text)) if named_type(members, id, name).is_some() => named(members, id, name, value(text), notes),
        _ => Ok(part(&key.parts(), index, value(text))),
    }
}

/// The part at that position.
fn part(parts: &[&KeyPart], index: usize, value: Value) -> Predicate {
    let part = parts.get(index);
    let ty = part.and_then(|part| part.ty.as_ref()).map_or(Type::Unresolved, |ty| ty.ty);
    Predicate { name: part.map(|part| part.name.clone()), ty, value }
}

/// A part by name: of the key, of an alternate key, or else any property (with a note).
fn named(
    members: &Members<'_>,
    id: StructuredId,
    name: &str,
    value: Value,
    notes: &mut Vec<Note>,
) -> Result<Predicate, ResolveError> {
    match named_type(members, id, name) {
        Some((name, ty, is_key)) => {
            if !is_key {
                let text = format!("`{name}` is not a declared key");
                notes.push(Note { kind: NoteKind::UndeclaredKey, text });
            }
            let written = match &value {
                Value::Quoted(text) => format!("'{text}'"),
                Value::Bare(text) | Value::Placeholder(text) | Value::Alias { name: text, .. } => text.clone(),
            };
            checked(members.model, Predicate { name: Some(name), ty, value }, &written)
        }
        None => {
            let full_name = members.model.full_name(&members.model.structured_type(id).name);
            let message = format!("{full_name} has no key property `{name}`");
            let keys = members.model.key_of(id).into_iter().flat_map(|(_, key)| key).map(|part| &*part.name);
            Err(ResolveError::new(None, message).near(name, keys))
        }
    }
}

/// The name as declared, its type, and whether it is part of the key or of an alternate key.
fn named_type(members: &Members<'_>, id: StructuredId, name: &str) -> Option<(Box<str>, Type, bool)> {
    let model = members.model;
    let key = model.key_of(id).map_or(&[][..], |(_, key)| key);
    if let Some(part) = key.iter().find(|part| &*part.name == name) {
        return Some((part.name.clone(), part.ty.as_ref().map_or(Type::Unresolved, |ty| ty.ty), true));
    }
    let property = |name: &str, case| {
        let (id, index) = members.property(id, name, case)?;
        model.structured_type(id).properties.get(index)
    };
    let alternate = model.lineage(id).flat_map(|(_, ty)| ty.meta.get().alternate_keys.iter().flatten());
    if let Some((name, path)) = alternate.into_iter().find(|(alias, _)| &**alias == name) {
        let ty = property(path, Case::Exact).map_or(Type::Unresolved, |property| property.ty.ty);
        return Some((name.clone(), ty, true));
    }
    let property = property(name, Case::Exact).or_else(|| property(name, Case::Any))?;
    Some((property.name.clone(), property.ty.ty, false))
}
