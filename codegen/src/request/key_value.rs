//! Whether what stands where a key can stand is one.

use crate::diagnostics::suggest;
use crate::model::describe::type_name;
use crate::model::ids::StructuredId;
use crate::model::{KeyPart, Model, Type};

use super::literal::is_literal;
use super::segment::Segment;
use super::walk::{Found, Walk};
use super::{NoteKind, Position, Predicate, ResolveError, Value, keys};

/// Refuses one value for a key of which several parts have to be given.
pub(super) fn refuse_missing_parts(
    model: &Model,
    id: StructuredId,
    parts: &[&KeyPart],
    group: &str,
) -> Result<(), ResolveError> {
    if parts.len() <= 1 {
        return Ok(());
    }
    let predicates: Vec<String> = parts.iter().map(|part| format!("{}=…", part.name)).collect();
    let (name, count) = (model.full_name(&model.structured_type(id).name), parts.len());
    let message =
        format!("`({group})` gives one value, and the key of {name} has {count} parts: `({})`", predicates.join(","));
    Err(ResolveError::new(None, message))
}

/// Whether the value can be one of the key's type.
fn fits(model: &Model, Predicate { ty, value, .. }: &Predicate) -> bool {
    let mut ty = *ty;
    if let Type::Definition(id) = ty {
        ty = model.type_definition(id).underlying.ty;
    }
    let (Type::Primitive(primitive), Value::Bare(text) | Value::Quoted(text)) = (ty, value) else { return true };
    let content = text.split_once('\'').map_or(text.as_str(), |(_, rest)| rest.trim_end_matches('\''));
    is_literal(primitive.rust_type(), content)
}

/// The part, if its value can be one of the key's type.
pub(super) fn checked(model: &Model, part: Predicate, written: &str) -> Result<Predicate, ResolveError> {
    if fits(model, &part) {
        return Ok(part);
    }
    let ty = type_name(model, part.ty);
    let name = part.name.as_deref().unwrap_or_default();
    Err(ResolveError::new(None, format!("`{written}` is not a value of {ty}, the type of the key `{name}`")))
}

impl Walk<'_, '_> {
    /// Whether a segment that follows a collection cannot be a key: it is not a value of the key's type, or it has the form of
    /// a call or of a name in one of the namespaces.
    pub(super) fn is_unknown_name(&mut self, segment: &Segment, id: StructuredId) -> Found {
        if segment.is_placeholder() {
            return Ok(false);
        }
        let model = self.model();
        let namespaces = model.namespaces.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.aliases));
        let is_in = |namespace: &str| {
            let rest = segment.name.strip_prefix(namespace).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| !rest.is_empty())
        };
        let is_call = segment.groups.last().is_some_and(|group| group.trim().is_empty());
        if is_call || namespaces.into_iter().any(|namespace| is_in(namespace)) {
            return Ok(true);
        }
        if segment.text.starts_with('\'') && segment.text.ends_with('\'') {
            self.note(NoteKind::Key, format!("`{}` is a key in quotes, which are not part of it", segment.text));
        }
        let key = keys::from_segment(self.key_at(id), 0, &segment.text, &mut Vec::new())?;
        if !fits(model, &key) {
            return Ok(true);
        }
        // A key of text can be anything; a name that is nearly another one may be a slip.
        let at = Position { ty: Type::Structured(id), collection: true };
        let names = self.members().names_after(at, &segment.name);
        let near = suggest::nearest(&segment.name, names.iter().map(|name| &**name));
        if let Some(near) = near.filter(|near| suggest::is_slip(&segment.name, near)) {
            self.note(NoteKind::Key, format!("`{}` is taken for a key; did you mean `{near}`?", segment.text));
        }
        Ok(false)
    }
}
