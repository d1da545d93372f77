//! What takes a name at a position, whether the slice keeps it or not.

use std::sync::Arc;

use crate::model::ids::{OperationId, StructuredId};
use crate::model::{OperationImport, OperationKind, Parameter};
use crate::source::Span;

use super::Lowering;
use super::methods::{MethodDraft, PathStart, SegmentTarget, segment_draft};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::overload::overload_path;
use crate::plan::naming::scope::NameRequest;
use crate::plan::overloads::Offer;
use crate::plan::types;

/// Something in the scope of a position: a method, or what the slice leaves out and takes its name all the same.
pub(crate) struct Claim {
    pub(crate) name_request: Arc<NameRequest>,
    pub(crate) draft: Option<MethodDraft>,
}

impl Claim {
    pub(crate) fn of(draft: MethodDraft) -> Self {
        Self { name_request: Arc::clone(&draft.name_request), draft: Some(draft) }
    }

    /// Of something that the slice leaves out.
    pub(super) fn left_out(name_request: NameRequest) -> Self {
        Self { name_request: Arc::new(NameRequest { is_kept: false, ..name_request }), draft: None }
    }
}

impl Lowering<'_> {
    pub(super) fn navigation_claims(&mut self, id: StructuredId) -> Vec<Claim> {
        let mut claims = Vec::new();
        let lineage: Vec<_> = self.model.lineage(id).collect();
        for (rank, (owner, ty)) in lineage.into_iter().rev().enumerate() {
            for (index, property) in ty.navigation.iter().enumerate() {
                let (model, paths) = (self.model, &self.paths);
                let schema_path = || format!("{}/{}", model.full_name(&ty.name), property.name);
                if !self.selection.navigation.contains(&(owner, index)) {
                    let name_request = segment_request(schema_path(), &property.name, None);
                    claims.push(Claim::left_out(NameRequest { rank, ..name_request }));
                    continue;
                }
                let draft = self.navigation.entry((owner, index)).or_insert_with(|| {
                    let mut answer = types::shape(paths, model, Some(&property.ty), false);
                    answer.nullable = false;
                    let element = SegmentTarget { name: &property.name, meta: &property.meta, span: property.span };
                    let mut draft = segment_draft(schema_path(), PathStart::Below, element, answer);
                    draft.name_request = Arc::new(NameRequest { rank, ..(*draft.name_request).clone() });
                    draft
                });
                claims.push(Claim::of(draft.clone()));
            }
        }
        claims
    }

    /// The operations that are bound to a type, or to one from which it derives.
    pub(super) fn operation_claims(&mut self, id: StructuredId, collection: bool) -> Vec<Claim> {
        let offers = self.bound.of_structured(self.model, self.selection, id, collection);
        let mut claims = Vec::with_capacity(offers.len());
        for Offer { nearest, kept } in offers {
            let Some(kept) = kept else {
                claims.push(Claim::left_out(self.operation_request(nearest)));
                continue;
            };
            if !self.operations.contains_key(&kept) {
                let draft = self.operation_draft(kept);
                self.operations.insert(kept, draft);
            }
            let mut claim = self.operations.get(&kept).cloned().map(Claim::of);
            if let (Some(claim), true) = (&mut claim, kept != nearest) {
                claim.name_request = Arc::new(self.operation_request(nearest));
            }
            claims.extend(claim);
        }
        claims
    }

    /// The names that a bound operation can have.
    pub(super) fn operation_request(&self, id: OperationId) -> NameRequest {
        let operation = self.model.operation(id);
        let preferred = call_names(operation.kind, &operation.name.name, operation.beside_binding());
        let binding = operation.parameters.first().and_then(|binding| binding.ty.ty.structured());
        let rank = binding.map_or(0, |binding| self.model.lineage(binding).skip(1).count());
        let request = NameRequest::new(preferred, overload_path(self.model, operation), Some(operation.span));
        let request = request.or_as_written_at_last(names::other_snake(&operation.name.name));
        NameRequest { rank, ..request }
    }

    /// The names that an import can have, for one of the overloads that it calls.
    pub(super) fn import_request(&self, container: &str, import: &OperationImport, id: OperationId) -> NameRequest {
        let operation = self.model.operation(id);
        let preferred = call_names(operation.kind, &import.name, &operation.parameters);
        let mut schema_path = format!("{container}/{}", import.name);
        // Overloads need paths of their own, so that each can be pinned.
        if import.operations.len() > 1 {
            let overload = overload_path(self.model, operation);
            schema_path.push_str(overload.get(self.model.full_name(&operation.name).len()..).unwrap_or_default());
        }
        NameRequest::new(preferred, schema_path, Some(import.span))
            .or_as_written_at_last(names::other_snake(&import.name))
    }
}

/// The names that the method of a segment can have.
pub(super) fn segment_request(schema_path: String, name: &str, span: Option<Span>) -> NameRequest {
    let snake = names::snake(name);
    NameRequest::new(vec![snake.clone(), snake.marked()], schema_path, span).or_as_written(names::other_snake(name))
}

/// The plain name; then with the parameters that tell overloads apart; then with its kind, for a name that is both.
fn call_names(kind: OperationKind, name: &str, parameters: &[Parameter]) -> Vec<Identifier> {
    let snake = names::snake(name);
    let plain = snake.trim_end_matches('_');
    let mut preferred = vec![snake.clone()];
    if !parameters.is_empty() {
        let parameters: Vec<String> = parameters
            .iter()
            .map(|parameter| names::snake(&parameter.name))
            .map(|p| p.trim_end_matches('_').to_owned())
            .collect();
        preferred.push(Identifier::joined(&[plain, "_with_", &parameters.join("_and_")]));
    }
    preferred.push(match kind {
        OperationKind::Action => Identifier::joined(&[plain, "_action"]),
        OperationKind::Function => Identifier::joined(&[plain, "_function"]),
    });
    preferred
}
