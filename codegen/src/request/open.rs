//! Segments that no type describes: open types, undeclared properties, and paths of names.

use crate::diagnostics::suggest;
use crate::model::ids::StructuredId;
use crate::model::{AbstractType, Type};

use super::segment::{Segment, value};
use super::walk::Walk;
use super::{NoteKind, Position, ResolveError, StepKind, Value};

/// Where a path is below an undeclared property.
const UNTYPED: Position = Position { ty: Type::Abstract(AbstractType::Untyped), collection: false };

impl Walk<'_, '_> {
    /// An undeclared property of an open type.
    pub(super) fn open_property(&mut self, segment: &Segment, id: StructuredId) -> bool {
        let is_open = self.model().structured_type(id).is_open;
        let passes = is_open && !segment.is_placeholder() && !segment.name.starts_with('$');
        if passes {
            let error = self.not_found(segment, Position { ty: Type::Structured(id), collection: false });
            let hint = error.nearest.first().map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
            self.note(NoteKind::OpenProperty, format!("`{}` is not declared{hint}", segment.text));
            if error.nearest.iter().any(|name| suggest::is_slip(&segment.name, name)) {
                self.undeclared.push(ResolveError { segment: Some(segment.text.clone()), ..error });
            }
            self.push(StepKind::OpenProperty(segment.text.clone()), Some(UNTYPED));
        }
        passes
    }

    /// Anything, below what no type describes.
    pub(super) fn untyped(&mut self, segment: &Segment) -> bool {
        let is_below_open = self.position() == Some(UNTYPED);
        if !is_below_open {
            self.note(NoteKind::OpenProperty, format!("no type declares `{}`", segment.text));
        }
        let kind = match value(&segment.text) {
            placeholder @ Value::Placeholder(_) => StepKind::Item(placeholder),
            Value::Alias { .. } | Value::Quoted(_) | Value::Bare(_) => StepKind::OpenProperty(segment.text.clone()),
        };
        let passes = !segment.name.starts_with('$');
        if passes {
            self.push(kind, Some(UNTYPED));
        }
        passes
    }

    /// The segments up to the next that ends in a colon, or all.
    pub(super) fn item_path(&mut self) {
        let Some(at) = self.position().filter(|at| !at.collection) else { return };
        let end = self.segments.iter().position(|segment| segment.ends_in_colon);
        let length = end.map_or(self.segments.len(), |end| end + 1);
        let (path, rest) = self.segments.split_at_checked(length).unwrap_or((self.segments, &[]));
        if !path.is_empty() {
            let path: Vec<&str> = path.iter().map(|segment| segment.text.as_str()).collect();
            self.segments = rest;
            self.push(StepKind::ItemPath(path.join("/")), Some(at));
        }
    }
}
