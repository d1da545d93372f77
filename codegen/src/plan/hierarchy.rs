//! Which of the kept types derive from which, and where instances of derived types can arrive.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::model::ids::{Id, StructuredId, known};
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
    /// The type whose fields a type has: itself, or the furthest ancestor such that no type between them adds a field.
    owners: BTreeMap<StructuredId, StructuredId>,
    /// How many types derive from this one, directly or not.
    descendants: BTreeMap<StructuredId, usize>,
    /// The types that a property, a parameter, a result or a member of the container is declared with.
    used: BTreeSet<StructuredId>,
}

/// What is known of the ancestors of a type.
#[derive(Clone, Copy, Default)]
struct Above {
    /// The type, or its nearest kept ancestor.
    kept: Option<StructuredId>,
    /// Whether the type, or a type between it and that ancestor, adds fields.
    adds: bool,
}

impl Hierarchy {
    pub(super) fn new(model: &Model, selection: &Selection) -> Self {
        let mut hierarchy = Self { used: used(model, selection), ..Self::default() };
        hierarchy.relate(model, selection);
        for (id, base) in &hierarchy.bases {
            hierarchy.derived.entry(*base).or_default().push(*id);
        }
        for derived in hierarchy.derived.values_mut() {
            derived.sort_by_cached_key(|id| model.full_name(&model.structured_type(*id).name));
        }
        hierarchy
    }

    /// Finds the kept ancestors of all types in one walk: a walk up from each of them is quadratic in long chains.
    fn relate(&mut self, model: &Model, selection: &Selection) {
        let order = model.bases_first();
        let mut seen: Vec<Above> = vec![Above::default(); order.len()];
        for id in &order {
            let base = model.structured_type(*id).base;
            let above = base.map(|base| known(&seen, base)).unwrap_or_default();
            let adds = above.adds || adds_fields(model, selection, *id);
            let here = if selection.structured.contains_key(id) {
                let owner = above.kept.filter(|_| !adds).and_then(|base| self.owners.get(&base)).unwrap_or(id);
                self.owners.insert(*id, *owner);
                self.bases.extend(above.kept.map(|base| (*id, base)));
                Above { kept: Some(*id), adds: false }
            } else {
                Above { adds, ..above }
            };
            if let Some(slot) = seen.get_mut(id.index()) {
                *slot = here;
            }
        }
        for id in order.iter().rev() {
            if let Some(base) = self.bases.get(id) {
                let own = self.descendants.get(id).copied().unwrap_or_default();
                *self.descendants.entry(*base).or_default() += own + 1;
            }
        }
    }

    pub(super) fn base(&self, id: StructuredId) -> Option<StructuredId> {
        self.bases.get(&id).copied()
    }

    pub(super) fn derived(&self, id: StructuredId) -> &[StructuredId] {
        self.derived.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The type whose fields a type has: itself, or an ancestor such that no type between them adds a field.
    pub(super) fn owner(&self, id: StructuredId) -> StructuredId {
        self.owners.get(&id).copied().unwrap_or(id)
    }

    /// How many types derive from a type, directly or not.
    pub(super) fn descendants(&self, id: StructuredId) -> usize {
        self.descendants.get(&id).copied().unwrap_or_default()
    }

    /// How many alternatives the enumeration of a type has; none where it has no enumeration.
    pub(super) fn alternative_count(&self, id: StructuredId) -> usize {
        let count = self.descendants(id) + 1;
        let is_written = self.used.contains(&id) && (2..=MOST_ALTERNATIVES).contains(&count);
        if is_written { count } else { 0 }
    }

    /// The type and all that derive from it. Empty where nothing is declared with the type: then no instance of a derived
    /// type can arrive in its place. Chains of versions are long, and services use only their ends.
    pub(super) fn alternatives(&self, id: StructuredId) -> Option<Vec<StructuredId>> {
        if self.alternative_count(id) == 0 {
            return None;
        }
        let mut found = Vec::new();
        let mut pending = vec![id];
        while let Some(next) = pending.pop() {
            found.push(next);
            pending.extend(self.derived(next).iter().rev());
        }
        Some(found)
    }

    /// The first of these types and all that derive from it, whether they are kept or not; only those that are kept where
    /// there are too many.
    pub(super) fn all_alternatives(&self, model: &Model, kept: &[StructuredId]) -> Vec<StructuredId> {
        let mut all: Vec<StructuredId> = kept.first().copied().into_iter().collect();
        let mut next = 0;
        while let Some(id) = all.get(next) {
            all.extend(&model.structured_type(*id).derived);
            if all.len() > MOST_ALTERNATIVES {
                return kept.to_vec();
            }
            next += 1;
        }
        all
    }
}

/// Whether a type has fields that its base type does not have, or a key, which decides when fields can be set.
fn adds_fields(model: &Model, selection: &Selection, id: StructuredId) -> bool {
    let ty = model.structured_type(id);
    let mut navigation = 0..ty.navigation.len();
    !ty.properties.is_empty()
        || !ty.key.is_empty()
        || navigation.any(|index| selection.navigation.contains(&(id, index)))
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
