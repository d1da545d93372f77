//! The closure: adds everything that the kept items need.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::ids::{ContainerId, OperationId, StructuredId};
use crate::model::{Container, Model, NavigationProperty, Type};

use super::{NavigationPolicy, Reason, Selection};
use crate::model::ids::Item;

/// A selection while it grows.
pub(super) struct Closure<'m> {
    pub(super) model: &'m Model,
    selection: Selection,
    excluded: BTreeSet<Item>,
    everything: bool,
    policy: NavigationPolicy,
    /// Kept, but their needs are not added yet. First in, first out, so that the chains of reasons are the shortest.
    pending: VecDeque<Item>,
}

impl<'m> Closure<'m> {
    pub(super) fn new(
        model: &'m Model,
        container: Option<ContainerId>,
        excluded: BTreeSet<Item>,
        everything: bool,
        policy: NavigationPolicy,
    ) -> Self {
        let selection = Selection { container, ..Selection::default() };
        Self { model, selection, excluded, everything, policy, pending: VecDeque::new() }
    }

    /// The container whose members may be kept.
    pub(super) fn container(&self) -> Option<&'m Container> {
        self.selection.container.map(|id| self.model.container(id))
    }

    /// Keeps a type or an operation, unless it is excluded.
    pub(super) fn keep(&mut self, item: Item, reason: impl FnOnce() -> Reason) {
        if self.is_excluded(item) {
            return;
        }
        let is_new = match item {
            Item::Structured(id) => insert(&mut self.selection.structured, id, reason),
            Item::Enum(id) => insert(&mut self.selection.enums, id, reason),
            Item::Definition(id) => insert(&mut self.selection.definitions, id, reason),
            Item::Operation(id) => insert(&mut self.selection.operations, id, reason),
        };
        if is_new {
            self.pending.push_back(item);
        }
    }

    /// Keeps the type, if a document declares it.
    pub(super) fn keep_type(&mut self, ty: Type, reason: impl FnOnce() -> Reason) {
        if let Some(item) = declared(ty) {
            self.keep(item, reason);
        }
    }

    /// Keeps a navigation property with its target type.
    pub(super) fn keep_navigation(&mut self, of: StructuredId, index: usize) {
        let Some(property) = self.model.structured_type(of).navigation.get(index) else { return };
        if declared(property.ty.ty).is_some_and(|item| self.is_excluded(item)) {
            return;
        }
        self.selection.navigation.insert((of, index));
        self.keep_type(property.ty.ty, || Reason::Navigation { of, name: property.name.clone() });
    }

    /// Keeps an entity set with its type.
    pub(super) fn keep_entity_set(&mut self, index: usize, root: &str) {
        let Some(set) = self.container().and_then(|container| container.entity_sets.get(index)) else { return };
        if self.keep_member(set.ty, &set.name, root) {
            self.selection.entity_sets.insert(index);
            self.keep_type(set.ty, || Reason::EntitySet { name: set.name.clone() });
        }
    }

    /// Keeps a singleton with its type.
    pub(super) fn keep_singleton(&mut self, index: usize, root: &str) {
        let Some(singleton) = self.container().and_then(|container| container.singletons.get(index)) else { return };
        if self.keep_member(singleton.ty, &singleton.name, root) {
            self.selection.singletons.insert(index);
            self.keep_type(singleton.ty, || Reason::Singleton { name: singleton.name.clone() });
        }
    }

    /// Keeps an operation import with one overload of what it imports.
    pub(super) fn keep_import(&mut self, index: usize, operation: OperationId, root: &str) {
        let Some(import) = self.container().and_then(|container| container.imports.get(index)) else { return };
        if !self.is_excluded(Item::Operation(operation)) {
            if self.selection.imports.insert(index) {
                self.selection.members.entry(import.name.clone()).or_insert_with(|| root.to_owned());
            }
            self.keep(Item::Operation(operation), || Reason::Import { name: import.name.clone() });
        }
    }

    fn keep_member(&mut self, ty: Type, name: &str, root: &str) -> bool {
        let keeps = declared(ty).is_none_or(|item| !self.is_excluded(item));
        if keeps {
            self.selection.members.entry(name.into()).or_insert_with(|| root.to_owned());
        }
        keeps
    }

    /// Whether an operation is excluded: by its name, or with its binding type.
    pub(super) fn is_excluded(&self, item: Item) -> bool {
        if self.excluded.is_empty() {
            return false;
        }
        let binding = match item {
            Item::Operation(id) => {
                let operation = self.model.operation(id);
                operation.parameters.first().filter(|_| operation.is_bound).and_then(|first| declared(first.ty.ty))
            }
            _ => None,
        };
        self.excluded.contains(&item) || binding.is_some_and(|ty| self.excluded.contains(&ty))
    }

    /// Follows every need, then adds the navigation properties that the policy allows and that need no further types.
    pub(super) fn finish(mut self) -> Selection {
        while let Some(item) = self.pending.pop_front() {
            match item {
                Item::Structured(id) => self.follow_structured(id),
                Item::Definition(id) => {
                    let underlying = self.model.type_definition(id).underlying.ty;
                    self.keep_type(underlying, || Reason::DefinitionOf { of: id });
                }
                Item::Operation(id) => self.follow_operation(id),
                Item::Enum(_) => {}
            }
        }
        if self.policy == NavigationPolicy::Kept && !self.everything {
            self.keep_navigation_among_kept();
        }
        self.keep_imports_of_kept();
        self.selection
    }

    fn follow_structured(&mut self, id: StructuredId) {
        let ty = self.model.structured_type(id);
        if self.everything || self.policy == NavigationPolicy::All {
            for index in 0..ty.navigation.len() {
                self.keep_navigation(id, index);
            }
        }
        if let Some(base) = ty.base {
            self.keep(Item::Structured(base), || Reason::Base { of: id });
        }
        for property in &ty.properties {
            self.keep_type(property.ty.ty, || Reason::Property { of: id, name: property.name.clone() });
        }
    }

    fn follow_operation(&mut self, id: OperationId) {
        let operation = self.model.operation(id);
        for (index, parameter) in operation.parameters.iter().enumerate() {
            self.keep_type(parameter.ty.ty, || match index {
                0 if operation.is_bound => Reason::BindingParameter { of: id },
                _ => Reason::Parameter { of: id, name: parameter.name.clone() },
            });
        }
        if let Some(returns) = &operation.returns {
            self.keep_type(returns.ty, || Reason::ReturnType { of: id });
        }
    }

    fn keep_navigation_among_kept(&mut self) {
        let model = self.model;
        let reaches = |property: &NavigationProperty| match property.ty.ty {
            Type::Structured(target) => self.selection.structured.contains_key(&target),
            Type::Abstract(_) => true,
            _ => false,
        };
        let kept: Vec<_> = self
            .selection
            .structured
            .keys()
            .flat_map(|id| {
                let navigation = model.structured_type(*id).navigation.iter().enumerate();
                navigation.map(|(index, property)| (*id, index, property))
            })
            .filter(|(_, _, property)| reaches(property))
            .map(|(id, index, _)| (id, index))
            .collect();
        self.selection.navigation.extend(kept);
    }

    /// An unbound operation can only be called through its import.
    fn keep_imports_of_kept(&mut self) {
        let Some(container) = self.container() else { return };
        for (index, import) in container.imports.iter().enumerate() {
            let reason = import.operations.iter().find_map(|id| self.selection.operations.get(id));
            if let Some(Reason::Root(root)) = reason {
                self.selection.members.entry(import.name.clone()).or_insert_with(|| root.clone());
                self.selection.imports.insert(index);
            }
        }
    }
}

/// The declared type that a use of a type names.
pub(super) fn declared(ty: Type) -> Option<Item> {
    match ty {
        Type::Structured(id) => Some(Item::Structured(id)),
        Type::Enum(id) => Some(Item::Enum(id)),
        Type::Definition(id) => Some(Item::Definition(id)),
        Type::Primitive(_) | Type::Abstract(_) | Type::Unresolved => None,
    }
}

/// Keeps the first reason.
fn insert<K: Ord>(kept: &mut BTreeMap<K, Reason>, id: K, reason: impl FnOnce() -> Reason) -> bool {
    match kept.entry(id) {
        Entry::Vacant(entry) => {
            entry.insert(reason());
            true
        }
        Entry::Occupied(_) => false,
    }
}
