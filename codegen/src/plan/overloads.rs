//! Which operations a position offers.

use std::collections::BTreeMap;

use crate::model::ids::{OperationId, StructuredId};
use crate::model::{Model, OperationKind, Type};
use crate::select::Selection;

/// The kept bound operations, by what they are bound to.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// By binding type and whether it is a collection.
    by_type: BTreeMap<(Type, bool), Vec<OperationId>>,
}

impl Bound {
    /// Sorts the kept bound operations by binding type.
    pub(crate) fn new(model: &Model, selection: &Selection) -> Self {
        let mut by_type: BTreeMap<(Type, bool), Vec<OperationId>> = BTreeMap::new();
        for id in selection.operations.keys() {
            let operation = model.operation(*id);
            if let (true, Some(binding)) = (operation.is_bound, operation.parameters.first()) {
                by_type.entry((binding.ty.ty, binding.ty.collection)).or_default().push(*id);
            }
        }
        Self { by_type }
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
        self.by_type.get(&(ty, collection)).map_or(&[], Vec::as_slice)
    }

    /// Binding types that are no structured types.
    pub(crate) fn others(&self) -> impl Iterator<Item = ((Type, bool), &[OperationId])> {
        self.by_type
            .iter()
            .filter(|((ty, _), _)| !matches!(ty, Type::Structured(_) | Type::Unresolved))
            .map(|(key, operations)| (*key, operations.as_slice()))
    }
}

/// What tells overloads apart at one position (U11): the kind, the name and the set of parameter names.
fn signature(model: &Model, id: OperationId) -> (OperationKind, &str, Vec<&str>) {
    let operation = model.operation(id);
    let mut parameters: Vec<&str> = operation.parameters.iter().skip(1).map(|parameter| &*parameter.name).collect();
    parameters.sort_unstable();
    (operation.kind, &operation.name.name, parameters)
}
