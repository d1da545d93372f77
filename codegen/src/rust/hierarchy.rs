//! Which of the kept types derive from which, and where the difference can be met.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::model::ids::StructuredId;
use crate::model::{Type, TypeRef};
use crate::select::Selection;

/// Beyond this many types nobody matches exhaustively; some schemas have a base type with thousands.
const MOST_ALTERNATIVES: usize = 2048;

/// The kept types that derive from each other.
#[derive(Debug, Default)]
pub(crate) struct Hierarchy {
    /// The nearest kept ancestor.
    bases: BTreeMap<StructuredId, StructuredId>,
    /// The types whose nearest kept ancestor this is, by name.
    derived: BTreeMap<StructuredId, Vec<StructuredId>>,
    /// The types that something is declared with.
    used: BTreeSet<StructuredId>,
}

impl Hierarchy {
    pub(super) fn new(model: &Model, selection: &Selection) -> Self {
        let mut hierarchy = Self { used: used(model, selection), ..Self::default() };
        for id in selection.structured.keys() {
            let base = model.lineage(*id).skip(1).find(|(id, _)| selection.structured.contains_key(id));
            if let Some((base, _)) = base {
                hierarchy.bases.insert(*id, base);
                hierarchy.derived.entry(base).or_default().push(*id);
            }
        }
        for derived in hierarchy.derived.values_mut() {
            derived.sort_by_cached_key(|id| model.full_name(&model.structured_type(*id).name));
        }
        hierarchy
    }

    pub(super) fn base(&self, id: StructuredId) -> Option<StructuredId> {
        self.bases.get(&id).copied()
    }

    pub(super) fn derived(&self, id: StructuredId) -> &[StructuredId] {
        self.derived.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The type and all that derive from it, where something is declared with it: without that no instance of another
    /// type takes its place. Chains of versions that derive from each other are long, and only their ends are used.
    pub(super) fn alternatives(&self, id: StructuredId) -> Option<Vec<StructuredId>> {
        if !self.used.contains(&id) || self.derived(id).is_empty() {
            return None;
        }
        let mut found = Vec::new();
        let mut pending = vec![id];
        while let Some(next) = pending.pop() {
            found.push(next);
            if found.len() > MOST_ALTERNATIVES {
                return None;
            }
            pending.extend(self.derived(next).iter().rev());
        }
        Some(found)
    }
}

/// The types of kept properties, entity sets, singletons, parameters and results.
fn used(model: &Model, selection: &Selection) -> BTreeSet<StructuredId> {
    let mut used = BTreeSet::new();
    let mut add = |ty: Type| {
        if let Type::Structured(id) = ty {
            used.insert(id);
        }
    };
    for id in selection.structured.keys() {
        model.structured_type(*id).properties.iter().for_each(|property| add(property.ty.ty));
    }
    for (id, index) in &selection.navigation {
        let property = model.structured_type(*id).navigation.get(*index);
        property.into_iter().for_each(|property| add(property.ty.ty));
    }
    for id in selection.operations.keys() {
        let operation = model.operation(*id);
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(&operation.returns).for_each(|ty: &TypeRef| add(ty.ty));
    }
    if let Some(id) = selection.container {
        let container = model.container(id);
        let sets = selection.entity_sets.iter().filter_map(|index| container.entity_sets.get(*index));
        sets.for_each(|set| add(set.ty));
        let singletons = selection.singletons.iter().filter_map(|index| container.singletons.get(*index));
        singletons.for_each(|singleton| add(singleton.ty));
    }
    used
}
