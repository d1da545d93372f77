//! What the examples of the front page are about: chosen from the plan, so that they use names of this very service.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::graph::{Case, navigation};
use crate::model::ids::{ContainerId, StructuredId};
use crate::model::{Capabilities, Model, Nature};
use crate::plan::items::{
    Crate, FieldItem, Identifier, KeyKind, Method, MethodStep, ParameterItem, Presence, RustType, Settable, Shape,
    ShapeKind, StructItem, TypePath, Value,
};
use crate::plan::naming::paths::Paths;
use crate::request::query_option::QueryOption;

/// What the metadata says beyond the plan.
pub(crate) struct Facts<'a> {
    model: &'a Model,
    container: Option<ContainerId>,
    ids: BTreeMap<&'a TypePath, StructuredId>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(model: &'a Model, container: Option<ContainerId>, paths: &'a Paths) -> Self {
        Self { model, container, ids: paths.structured.iter().map(|(id, path)| (path, *id)).collect() }
    }

    /// The capabilities of a child of the container.
    fn of_entry(&self, method: &Method) -> Option<&'a Capabilities> {
        let MethodStep::Segment(segment) = &method.step else { return None };
        let model: &'a Model = self.model;
        let child = model.container(self.container?).children().find(|child| child.name() == segment)?;
        Some(&child.meta().get().capabilities)
    }

    /// The capabilities of a navigation property of a type.
    fn of_navigation(&self, owner: &TypePath, method: &Method) -> Option<&'a Capabilities> {
        let MethodStep::Segment(segment) = &method.step else { return None };
        let model: &'a Model = self.model;
        let (id, index) = navigation(model, *self.ids.get(owner)?, segment, Case::Exact)?;
        let property = model.structured_type(id).navigation.get(index)?;
        Some(&property.meta.get().capabilities)
    }

    fn is_abstract(&self, path: &TypePath) -> bool {
        self.ids.get(path).is_some_and(|id| self.model.structured_type(*id).is_abstract)
    }
}

/// The structured types of a plan by their paths.
pub(super) type Structures<'a> = BTreeMap<&'a TypePath, &'a StructItem>;

pub(super) fn structures(plan: &Crate) -> Structures<'_> {
    let items = plan.modules.iter().flat_map(|module| &module.items);
    items.filter_map(|placed| placed.item.as_struct()).map(|item| (&item.path, item)).collect()
}

/// A resource that is reached from the client without arguments, and what the examples name of it.
pub(super) struct Subject<'a> {
    /// The methods that lead to it, from the client on.
    pub(super) path: Vec<&'a Identifier>,
    /// The features that have to be enabled for it to be there.
    pub(super) features: &'a [String],
    pub(super) item: &'a StructItem,
    pub(super) is_collection: bool,
    pub(super) is_entity_set: bool,
    /// The property that is shown, and filtered by.
    pub(super) property: Option<&'a FieldItem>,
    pub(super) key_property: Option<&'a FieldItem>,
    pub(super) navigation: Option<&'a FieldItem>,
    pub(super) can_filter: bool,
    pub(super) can_select: bool,
    /// The method that finds one item by its key.
    pub(super) by_key: Option<&'a Method>,
    /// A property of text to create an item with, where items can be created.
    pub(super) initial: Option<&'a FieldItem>,
    /// A property of text to change, where items can be changed.
    pub(super) changing: Option<&'a FieldItem>,
    pub(super) can_delete: bool,
}

impl<'a> Subject<'a> {
    fn new(
        path: &[&'a Method],
        item: &'a StructItem,
        capabilities: Option<&Capabilities>,
        facts: &Facts<'_>,
    ) -> Option<Self> {
        let (entry, last) = (path.first()?, path.last()?);
        let supports = |option: QueryOption| capabilities.and_then(|known| option.is_supported(known)) != Some(false);
        let may = |said: fn(&Capabilities) -> Option<bool>| capabilities.and_then(said) != Some(false);
        if !may(|known| known.readable) {
            return None;
        }
        let is_collection = matches!(last.answer.kind, ShapeKind::Many { .. });
        let is_entity_set = is_collection && path.len() == 1 && matches!(entry.step, MethodStep::Segment(_));
        let by_key = by_key(item);
        let key_property = by_key.and_then(|method| key_property(item, method));
        let is_key = |field: &FieldItem| key_property.is_some_and(|key| key.wire == field.wire);
        let plain = || item.fields.iter().filter(|field| is_plain(field));
        let property = plain().filter_map(|field| Some(((is_key(field), rank(field)?), field)));
        let can_create = is_entity_set && may(|known| known.insertable) && !facts.is_abstract(&item.path);
        let can_update = is_entity_set && may(|known| known.updatable);
        let can_delete = is_entity_set && may(|known| known.deletable);
        let settable = || plain().filter(|field| is_text(&field.value) && field.access != Settable::Never);
        let is_fixed = |field: &FieldItem| field.access != Settable::Always;
        let navigation = item.fields.iter().find(|field| leads_to_entities(field) && !is_deprecated(field));
        // The result of a function takes options only where the function is composable, which the plan does not say.
        let takes_options = matches!(last.step, MethodStep::Segment(_));
        Some(Self {
            path: path.iter().map(|method| &method.ident).collect(),
            features: &entry.features,
            item,
            is_collection,
            is_entity_set,
            property: property.min_by_key(|(rank, _)| *rank).map(|(_, field)| field),
            key_property,
            navigation: navigation.filter(|_| takes_options && supports(QueryOption::Expand)),
            can_filter: is_collection && takes_options && supports(QueryOption::Filter),
            can_select: takes_options && supports(QueryOption::Select),
            by_key,
            initial: settable().min_by_key(|field| (is_fixed(field), rank(field))).filter(|_| can_create),
            changing: settable()
                .filter(|field| !is_fixed(field))
                .min_by_key(|field| rank(field))
                .filter(|_| can_update),
            can_delete,
        })
    }

    /// How good a subject it is: the more it shows, the better. Of those that show the same, the type with the most methods is
    /// the most important one.
    fn worth(&self) -> (usize, usize) {
        let shown = [
            (self.is_collection, 16),
            (self.is_entity_set, 8),
            (self.property.is_some() && self.can_filter, 4),
            (self.by_key.is_some(), 2),
            (self.navigation.is_some(), 2),
            (self.initial.is_some(), 1),
        ];
        let points = shown.iter().filter(|(is_shown, _)| *is_shown).map(|(_, points)| points).sum();
        (points, self.item.surface.methods.len())
    }
}

/// The resource that the examples are about: an entity set, or else another collection, or else a single value.
pub(super) fn choose<'a>(plan: &'a Crate, structures: &Structures<'a>, facts: &Facts<'_>) -> Option<Subject<'a>> {
    let mut subjects = Vec::new();
    for entry in plan.service.methods.iter().filter(|method| leads_on(method)) {
        let Some(item) = answered(structures, &entry.answer) else { continue };
        subjects.extend(Subject::new(&[entry], item, facts.of_entry(entry), facts));
        if matches!(entry.answer.kind, ShapeKind::Many { .. }) {
            continue;
        }
        for method in item.surface.methods.iter().filter(|method| leads_on(method)) {
            let Some(found) = answered(structures, &method.answer) else { continue };
            let capabilities = facts.of_navigation(&item.path, method);
            subjects.extend(Subject::new(&[entry, method], found, capabilities, facts));
        }
    }
    // The first of those that are worth the same.
    subjects.into_iter().min_by_key(|subject| Reverse(subject.worth()))
}

/// A function that takes nothing but text, and the methods that lead to it.
pub(super) struct Call<'a> {
    pub(super) path: Vec<&'a Identifier>,
    pub(super) features: &'a [String],
    pub(super) function: &'a Identifier,
    pub(super) parameters: &'a [ParameterItem],
}

/// The function with the fewest parameters: of the subject, or else of the service, or else of a singleton.
pub(super) fn function<'a>(
    plan: &'a Crate,
    structures: &Structures<'a>,
    subject: Option<&Subject<'a>>,
) -> Option<Call<'a>> {
    let mut calls = Vec::new();
    if let Some(subject) = subject.filter(|subject| subject.is_collection) {
        calls.extend(calls_of(&subject.item.collection_surface.methods, &subject.path, subject.features));
    }
    for entry in &plan.service.methods {
        calls.extend(calls_of(std::slice::from_ref(entry), &[], &entry.features));
        if let (true, Some(item)) = (leads_on(entry), answered(structures, &entry.answer))
            && !matches!(entry.answer.kind, ShapeKind::Many { .. })
        {
            calls.extend(calls_of(&item.surface.methods, &[&entry.ident], &entry.features));
        }
    }
    // One whose result is already read says nothing new.
    let is_new = |call: &Call<'a>| subject.is_none_or(|subject| subject.path.last() != Some(&call.function));
    calls.into_iter().filter(is_new).min_by_key(|call| call.parameters.len())
}

fn calls_of<'a>(methods: &'a [Method], path: &[&'a Identifier], features: &'a [String]) -> Vec<Call<'a>> {
    let mut calls = Vec::new();
    for method in methods {
        if let MethodStep::Function { parameters, .. } = &method.step
            && method.docs.deprecated.is_none()
            && parameters.iter().all(takes_text_or_nothing)
        {
            calls.push(Call { path: path.to_vec(), features, function: &method.ident, parameters });
        }
    }
    calls
}

fn takes_text_or_nothing(parameter: &ParameterItem) -> bool {
    parameter.presence != Presence::Required || (is_text(&parameter.value) && !parameter.collection)
}

/// Whether a method leads on without arguments.
fn leads_on(method: &Method) -> bool {
    let takes_nothing = match &method.step {
        MethodStep::Segment(_) => true,
        MethodStep::Function { parameters, .. } => parameters.is_empty(),
        MethodStep::Key { .. } | MethodStep::Action { .. } => false,
    };
    takes_nothing && method.docs.deprecated.is_none()
}

/// The structured type of an answer that is never null.
fn answered<'a>(structures: &Structures<'a>, answer: &Shape) -> Option<&'a StructItem> {
    match &answer.kind {
        ShapeKind::One(Value::Structured(path)) | ShapeKind::Many { value: Value::Structured(path), .. }
            if !answer.nullable =>
        {
            structures.get(path).copied()
        }
        ShapeKind::One(_) | ShapeKind::Many { .. } | ShapeKind::Nothing => None,
    }
}

/// The method that finds an item by its key, if the parts of the key are of built-in types.
fn by_key(item: &StructItem) -> Option<&Method> {
    item.collection_surface.methods.iter().find(|method| match &method.step {
        MethodStep::Key { parts, kind: KeyKind::Whole } => parts.iter().all(is_simple),
        MethodStep::Key { .. } | MethodStep::Segment(_) | MethodStep::Function { .. } | MethodStep::Action { .. } => {
            false
        }
    })
}

/// Whether a function of an example can take it beside the client.
fn is_simple(part: &ParameterItem) -> bool {
    matches!(part.value, Value::BuiltIn(_)) && part.ident != "client"
}

fn key_property<'a>(item: &'a StructItem, by_key: &Method) -> Option<&'a FieldItem> {
    let MethodStep::Key { parts, .. } = &by_key.step else { return None };
    let first = parts.first()?;
    item.fields.iter().find(|field| field.wire == first.wire)
}

fn is_deprecated(field: &FieldItem) -> bool {
    field.docs.deprecated.is_some()
}

fn leads_to_entities(field: &FieldItem) -> bool {
    field.is_navigation && matches!(field.value, Value::Structured(_))
}

fn is_plain(field: &FieldItem) -> bool {
    !field.is_navigation && !field.collection && !is_deprecated(field)
}

pub(super) fn is_text(value: &Value) -> bool {
    *value == Value::BuiltIn(RustType::String)
}

/// How well a property serves as an example: the name of an item first, then other names, other text, truth values, integers;
/// no others.
fn rank(field: &FieldItem) -> Option<u8> {
    let Value::BuiltIn(ty) = field.value else { return None };
    match ty.nature() {
        Nature::Text if matches!(field.ident.as_str(), "name" | "display_name" | "title") => Some(0),
        Nature::Text if field.ident.contains("name") => Some(1),
        Nature::Text => Some(2),
        Nature::Integer => Some(4),
        Nature::Bytes | Nature::Float | Nature::Decimal | Nature::Time => None,
        Nature::Other => (ty == RustType::Bool).then_some(3),
    }
}
