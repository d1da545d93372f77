//! Keys: in parentheses or as segments, single, compound and alternate.

use crate::model::Type;
use crate::model::graph::{Case, Members};
use crate::model::ids::StructuredId;

use super::key_value::{checked, refuse_missing_parts};
use super::segment::{pairs, value};
use super::{Note, NoteKind, Predicate, ResolveError, Value};

/// Reads key predicates: `'x'`, `A=1,B=2`, `email='a'`.
pub(super) fn predicates(
    members: &Members<'_>,
    id: StructuredId,
    group: &str,
    notes: &mut Vec<Note>,
) -> Result<Vec<Predicate>, ResolveError> {
    let pairs = pairs(group);
    if let [(None, value)] = pairs.as_slice() {
        refuse_missing_parts(members, id, group)?;
        return Ok(vec![checked(members.model, part(members, id, 0, value.clone()), group)?]);
    }
    // A value that only looks like a pair: base64 ends in `=`.
    if let [(Some(_), Value::Bare(rest))] = pairs.as_slice()
        && rest.bytes().all(|byte| byte == b'=')
    {
        return Ok(vec![part(members, id, 0, value(group))]);
    }
    pairs
        .into_iter()
        .enumerate()
        .map(|(index, (name, value))| match name {
            Some(name) => named(members, id, name, value, notes),
            None => Ok(part(members, id, index, value)),
        })
        .collect()
}

/// Reads a key that stands in a segment of its own; Microsoft Graph also takes `name=value` there.
pub(super) fn from_segment(
    members: &Members<'_>,
    id: StructuredId,
    index: usize,
    text: &str,
    notes: &mut Vec<Note>,
) -> Result<Predicate, ResolveError> {
    match text.split_once('=') {
        Some((name, text)) if named_type(members, id, name).is_some() => named(members, id, name, value(text), notes),
        _ => Ok(part(members, id, index, value(text))),
    }
}

/// How many parts the key has; 0 where none is declared.
pub(super) fn key_length(members: &Members<'_>, id: StructuredId) -> usize {
    members.model.key_of(id).map_or(0, |(_, key)| key.len())
}

/// The part of the declared key at that position.
fn part(members: &Members<'_>, id: StructuredId, index: usize, value: Value) -> Predicate {
    let part = members.model.key_of(id).and_then(|(_, key)| key.get(index));
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
