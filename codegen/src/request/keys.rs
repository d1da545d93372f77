//! Keys: in parentheses or as segments, single, compound and alternate.

use crate::model::describe::type_name;
use crate::model::graph::{Case, Members};
use crate::model::ids::StructuredId;
use crate::model::{Model, Type};

use super::literal::is_literal;
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
        let single = part(members, id, 0, value.clone());
        return if fits(members.model, &single) {
            Ok(vec![single])
        } else {
            Err(wrong_value(members.model, &single, group))
        };
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

/// Refuses one value for a key of several parts, unless the entity that the collection belongs to fixes the others.
fn refuse_missing_parts(members: &Members<'_>, id: StructuredId, group: &str) -> Result<(), ResolveError> {
    let Some((_, key)) = members.model.key_of(id) else { return Ok(()) };
    let is_fixed = |name: &str| {
        let navigation = members.model.lineage(id).flat_map(|(_, ty)| &ty.navigation);
        navigation.flat_map(|property| &property.referential_constraints).any(|(property, _)| **property == *name)
    };
    if key.iter().filter(|part| !is_fixed(&part.name)).count() <= 1 {
        return Ok(());
    }
    let parts: Vec<String> = key.iter().map(|part| format!("{}=…", part.name)).collect();
    let name = members.model.full_name(&members.model.structured_type(id).name);
    let message =
        format!("`({group})` gives one value, and the key of {name} has {} parts: `({})`", key.len(), parts.join(","));
    Err(ResolveError::new(None, message))
}

/// Whether the value can be one of the key's type.
pub(super) fn fits(model: &Model, Predicate { ty, value, .. }: &Predicate) -> bool {
    let mut ty = *ty;
    if let Type::Definition(id) = ty {
        ty = model.type_definition(id).underlying.ty;
    }
    let (Type::Primitive(primitive), Value::Bare(text) | Value::Quoted(text)) = (ty, value) else { return true };
    let content = text.split_once('\'').map_or(text.as_str(), |(_, rest)| rest.trim_end_matches('\''));
    is_literal(primitive.rust_type(), content)
}

fn wrong_value(model: &Model, part: &Predicate, written: &str) -> ResolveError {
    let ty = type_name(model, part.ty);
    let name = part.name.as_deref().unwrap_or_default();
    ResolveError::new(None, format!("`{written}` is not a value of {ty}, the type of the key `{name}`"))
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
            let part = Predicate { name: Some(name), ty, value };
            if fits(members.model, &part) {
                Ok(part)
            } else {
                let written = match &part.value {
                    Value::Quoted(text) => format!("'{text}'"),
                    Value::Bare(text) | Value::Placeholder(text) | Value::Alias { name: text, .. } => text.clone(),
                };
                Err(wrong_value(members.model, &part, &written))
            }
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
