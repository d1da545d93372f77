//! Which operations a position offers.

use std::collections::BTreeMap;

use crate::model::graph::{BoundOperations, Position};
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{Model, OperationKind, Type};
use crate::select::Selection;

/// The kept bound operations.
#[derive(Debug, Default)]
pub(crate) struct Bound(BoundOperations);

impl Bound {
    pub(crate) fn new(model: &Model, selection: &Selection) -> Self {
        Self(BoundOperations::new(model, selection.operations.keys().copied()))
    }

    /// The operations bound to the type or an ancestor; one that is redeclared for a subtype counts once, the nearest.
    pub(crate) fn of_structured(&self, model: &Model, id: StructuredId, collection: bool) -> Vec<OperationId> {
        let mut nearest: BTreeMap<(OperationKind, &str, Vec<&str>), OperationId> = BTreeMap::new();
        for (ancestor, _) in model.lineage(id) {
            for operation in self.of(Type::Structured(ancestor), collection) {
                nearest.entry(signature(model, *operation)).or_insert(*operation);
            }
        }
        nearest.into_values().collect()
    }

    /// The operations bound to exactly this type.
    pub(crate) fn of(&self, ty: Type, collection: bool) -> &[OperationId] {
        self.0.at(Position { ty, collection })
    }

    /// The operations whose binding types are not structured types.
    pub(crate) fn others(&self) -> impl Iterator<Item = (Position, &[OperationId])> {
        self.0.iter().filter(|(at, _)| !matches!(at.ty, Type::Structured(_) | Type::Unresolved))
    }
}

/// What tells overloads apart at one position (U11): the kind, the name and the set of parameter names.
fn signature(model: &Model, id: OperationId) -> (OperationKind, &str, Vec<&str>) {
    let operation = model.operation(id);
    let mut parameters: Vec<&str> = operation.parameters.iter().skip(1).map(|parameter| &*parameter.name).collect();
    parameters.sort_unstable();
    (operation.kind, &operation.name.name, parameters)
}
