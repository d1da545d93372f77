//! Which operations a position offers.

use std::collections::BTreeMap;

use crate::model::graph::{BoundOperations, Position};
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{Model, OperationKind, Type};
use crate::select::Selection;

/// The bound operations: those that are kept, and all of them, which take their names whether they are kept or not.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    kept: BoundOperations,
    all: BoundOperations,
}

/// An operation that a position offers; of several overloads with one signature, the one of the nearest type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    /// The nearest of all, which gives the method its name.
    pub(crate) nearest: OperationId,
    /// The nearest that is kept.
    pub(crate) kept: Option<OperationId>,
}

impl Bound {
    pub(crate) fn new(model: &Model, selection: &Selection) -> Self {
        let all = model.all_operations().map(|(id, _)| id);
        Self {
            kept: BoundOperations::new(model, selection.operations.keys().copied()),
            all: BoundOperations::new(model, all),
        }
    }

    /// The operations bound to the type or an ancestor; one that is redeclared for a subtype counts once.
    pub(crate) fn of_structured(
        &self,
        model: &Model,
        selection: &Selection,
        id: StructuredId,
        collection: bool,
    ) -> Vec<Offer> {
        let mut offers: BTreeMap<(OperationKind, &str, Vec<&str>), Offer> = BTreeMap::new();
        for (ancestor, _) in model.lineage(id) {
            for operation in self.all.at(Position { ty: Type::Structured(ancestor), collection }) {
                let kept = selection.operations.contains_key(operation).then_some(*operation);
                let offer = offers.entry(signature(model, *operation)).or_insert(Offer { nearest: *operation, kept });
                offer.kept = offer.kept.or(kept);
            }
        }
        offers.into_values().collect()
    }

    /// The kept operations bound to exactly this type.
    pub(crate) fn of(&self, ty: Type, collection: bool) -> &[OperationId] {
        self.kept.at(Position { ty, collection })
    }

    /// All operations whose binding types are not structured types.
    pub(crate) fn others(&self) -> impl Iterator<Item = (Position, &[OperationId])> {
        self.all.iter().filter(|(at, _)| !matches!(at.ty, Type::Structured(_) | Type::Unresolved))
    }
}

/// What tells overloads apart at one position (U11): the kind, the name and the set of parameter names.
fn signature(model: &Model, id: OperationId) -> (OperationKind, &str, Vec<&str>) {
    let operation = model.operation(id);
    let mut parameters: Vec<&str> = operation.parameters.iter().skip(1).map(|parameter| &*parameter.name).collect();
    parameters.sort_unstable();
    (operation.kind, &operation.name.name, parameters)
}
