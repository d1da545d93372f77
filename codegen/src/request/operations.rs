//! Segments that call an operation.

use crate::model::OperationImport;
use crate::model::describe;
use crate::model::graph::Case;
use crate::model::ids::OperationId;

use super::call::{self, Call, Context};
use super::segment::Segment;
use super::walk::{Found, Walk};
use super::{NoteKind, Position, ResolveError, StepKind};

impl<'r, 'm> Walk<'r, 'm> {
    /// The operations of that name, qualified or not, bound to what is at `at`.
    pub(super) fn candidates(&self, name: &str, at: Position, case: Case) -> Vec<(usize, OperationId)> {
        self.members().bound_at(at).into_iter().filter(|(_, id)| self.is_called(*id, name, case)).collect()
    }

    /// Whether an operation has that name, qualified or not.
    pub(super) fn is_called(&self, id: OperationId, name: &str, case: Case) -> bool {
        let members = self.members();
        let declared = &members.model.operation(id).name;
        case.eq(&declared.name, name) || name.contains('.') && members.means(name, declared, case)
    }

    /// A bound operation.
    pub(super) fn operation(&mut self, segment: &'r Segment, at: Position) -> Found {
        for case in [Case::Exact, Case::Any] {
            let mut candidates = self.candidates(&segment.name, at, case);
            let fits = call::of_fitting_kind(&self.context(segment), &mut candidates);
            // In a collection, a name of another case may as well be a key, but nothing is sent to a key by POST.
            let may_be_key = case == Case::Any && at.collection && !fits && self.method != "POST";
            if candidates.is_empty() || may_be_key {
                continue;
            }
            self.call_of(segment, &candidates, fits)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Calls one of these bound operations.
    pub(super) fn call_of(
        &mut self,
        segment: &'r Segment,
        candidates: &[(usize, OperationId)],
        fits: bool,
    ) -> Result<(), ResolveError> {
        let call = self.call(segment, candidates, fits)?;
        if !segment.name.contains('.') {
            self.note_case(&segment.name, &self.model().operation(call.operation).name.name);
        }
        let after = self.result_of(call.operation);
        self.push(StepKind::Operation { operation: call.operation, arguments: call.arguments }, after);
        self.key_groups(segment.groups.get(call.groups..).unwrap_or_default())
    }

    /// An unbound operation, by the imports of that name.
    pub(super) fn import(
        &mut self,
        segment: &'r Segment,
        imports: &[(usize, &'m OperationImport)],
    ) -> Result<(), ResolveError> {
        let mut candidates: Vec<(usize, OperationId)> =
            imports.iter().flat_map(|(_, import)| import.operations.iter().map(|id| (0, *id))).collect();
        let fits = call::of_fitting_kind(&self.context(segment), &mut candidates);
        let call = self.call(segment, &candidates, fits)?;
        let Some((index, import)) = imports.iter().find(|(_, import)| import.operations.contains(&call.operation))
        else {
            return Err(ResolveError::new(None, format!("`{}` imports no operation", segment.name)));
        };
        self.note_case(&segment.name, &import.name);
        let after = self.result_of(call.operation);
        let kind = StepKind::Import { index: *index, operation: call.operation, arguments: call.arguments };
        self.push(kind, after);
        self.key_groups(segment.groups.get(call.groups..).unwrap_or_default())
    }

    pub(super) fn context<'c>(&'c self, segment: &'c Segment) -> Context<'c> {
        Context {
            model: self.model(),
            method: &self.method,
            is_last: self.segments.is_empty(),
            groups: &segment.groups,
        }
    }

    fn call(
        &mut self,
        segment: &'r Segment,
        candidates: &[(usize, OperationId)],
        fits: bool,
    ) -> Result<Call, ResolveError> {
        let mut query = std::mem::take(&mut self.query);
        let mut notes = std::mem::take(&mut self.notes);
        let call = call::choose(&self.context(segment), candidates, &mut query, &mut notes);
        self.query = query;
        self.notes = notes;
        let call = call?;
        let operation = self.model().operation(call.operation);
        if !fits {
            let kind = describe::an_operation(operation);
            self.note(
                NoteKind::Method,
                format!("`{}` is {kind}, and the method is {}", operation.name.name, self.method),
            );
        }
        Ok(call)
    }

    fn result_of(&self, operation: OperationId) -> Option<Position> {
        let returns = self.model().operation(operation).returns.as_ref()?;
        Some(Position { ty: returns.ty, collection: returns.collection })
    }
}
