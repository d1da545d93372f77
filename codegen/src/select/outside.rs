//! Warnings about parts of the documents that the slice leaves out.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::model::extents::{Annotates, Start, start};
use crate::source::Span;

use super::{Select, Selection};

impl Select {
    /// Whether only a part of the documents is asked for.
    pub(crate) fn is_slice(&self) -> bool {
        !self.include.is_empty() || !self.exclude.is_empty()
    }
}

/// Leaves out the warnings about parts that the slice does not keep. A warning about a document as a whole, such as its
/// version, concerns every slice.
pub(super) fn leave_out(model: &Model, selection: &Selection, diagnostics: &mut Diagnostics) {
    let parts = Parts::new(model, selection);
    diagnostics.leave_out_warnings(|place| parts.hold(place));
}

/// The parts of the model, by where they begin.
struct Parts<'m> {
    model: &'m Model,
    kept: BTreeSet<Start>,
    /// Navigation properties of kept types and children of the kept container that are left out.
    dropped: BTreeSet<Start>,
}

impl<'m> Parts<'m> {
    fn new(model: &'m Model, selection: &Selection) -> Self {
        let mut parts = Self { model, kept: BTreeSet::new(), dropped: BTreeSet::new() };
        for id in selection.structured.keys() {
            let ty = model.structured_type(*id);
            parts.kept.insert(start(ty.span));
            for (index, property) in ty.navigation.iter().enumerate() {
                parts.note(property.span, selection.navigation.contains(&(*id, index)));
            }
        }
        parts.kept.extend(selection.enums.keys().map(|id| start(model.enum_type(*id).span)));
        parts.kept.extend(selection.definitions.keys().map(|id| start(model.type_definition(*id).span)));
        parts.kept.extend(selection.operations.keys().map(|id| start(model.operation(*id).span)));
        if let Some(container) = selection.container.map(|id| model.container(id)) {
            parts.kept.insert(start(container.span));
            for (index, set) in container.entity_sets.iter().enumerate() {
                parts.note(set.span, selection.entity_sets.contains(&index));
            }
            for (index, singleton) in container.singletons.iter().enumerate() {
                parts.note(singleton.span, selection.singletons.contains(&index));
            }
            for (index, import) in container.imports.iter().enumerate() {
                parts.note(import.span, selection.imports.contains(&index));
            }
        }
        parts
    }

    fn note(&mut self, span: Span, is_kept: bool) {
        let parts = if is_kept { &mut self.kept } else { &mut self.dropped };
        parts.insert(start(span));
    }

    /// Whether a place lies in a part of the slice, or outside of all parts.
    fn hold(&self, place: Span) -> bool {
        let mut is_in_a_part = false;
        for element in self.model.extents.around(place) {
            match &element.annotates {
                Some(Annotates::Schema) => return true,
                Some(Annotates::Parts(parts)) => return parts.iter().any(|part| self.kept.contains(part)),
                None if self.kept.contains(&start(element.span)) => return true,
                None if self.dropped.contains(&start(element.span)) => return false,
                None => is_in_a_part = true,
            }
        }
        !is_in_a_part
    }
}
