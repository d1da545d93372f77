//! Which types have one struct in common: a type, and those that derive from it and add nothing to it.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{Item, Method, MethodStep, SharedItem, StructItem, Surface, TypePath};
use super::naming::names::Identifier;
use super::naming::paths::SharedNames;

/// The items of all modules.
type Items = BTreeMap<Identifier, Vec<Item>>;

/// Paths by the type to which they belong.
type Paths = BTreeMap<TypePath, TypePath>;

/// Whether nothing is written of a type but its name for a struct that it shares, and what tells it from the others.
pub(super) fn is_alias(item: &Item) -> bool {
    let Item::Struct(item) = item else { return false };
    let are_shared = |surface: &Surface| surface.methods.iter().all(|method| method.is_shared);
    !item.defines_struct()
        && item.any.is_none()
        && item.key.is_none()
        && item.constants.is_empty()
        && are_shared(&item.surface)
        && are_shared(&item.collection_surface)
}

/// Lets types share the struct of the type whose fields they have, by `same_fields`.
pub(super) fn decide(items: &mut Items, same_fields: &Paths, names: &BTreeMap<TypePath, SharedNames>) {
    let owners = owners(items, same_fields);
    let heads: BTreeMap<TypePath, SharedParts> = structs(items)
        .filter(|item| owners.get(&item.path) == Some(&item.path))
        .map(|item| (item.path.clone(), SharedParts::new(item)))
        .collect();
    for item in items.values_mut().flatten() {
        let Item::Struct(item) = item else { continue };
        let Some(owner) = owners.get(&item.path) else { continue };
        let structure = names.get(owner).and_then(|names| names.structure.as_ref());
        let (Some(structure), Some(SharedNames { marker, .. })) = (structure, names.get(&item.path)) else { continue };
        let Some(head) = heads.get(owner) else { continue };
        let is_head = *owner == item.path;
        let marker_field = is_head.then(|| head.marker_field.clone());
        item.shared = Some(SharedItem { structure: structure.clone(), marker: marker.clone(), marker_field });
        if !is_head {
            item.tokens.clone_from(&head.tokens);
            mark(&mut item.surface, &head.methods);
            mark(&mut item.collection_surface, &head.collection_methods);
        }
    }
}

/// The type whose struct a type shares, for all that share one; it is among them.
fn owners(items: &Items, same_fields: &Paths) -> Paths {
    let by_path: BTreeMap<&TypePath, &StructItem> = structs(items).map(|item| (&item.path, item)).collect();
    let mut owners = Paths::new();
    for (path, owner) in same_fields {
        let (Some(item), Some(head)) = (by_path.get(path), by_path.get(owner)) else { continue };
        if has_methods(&item.surface, &head.surface) && has_methods(&item.collection_surface, &head.collection_surface)
        {
            owners.insert(path.clone(), owner.clone());
            owners.insert(owner.clone(), owner.clone());
        }
    }
    owners
}

/// Whether a surface has all methods of another one, and the same ones, so that they need not be written twice.
fn has_methods(surface: &Surface, other: &Surface) -> bool {
    let mut methods = surface.methods.iter();
    other
        .methods
        .iter()
        .all(|method| methods.find(|own| own.ident == method.ident).is_some_and(|own| is_same(own, method)))
}

fn is_same(one: &Method, other: &Method) -> bool {
    // Whatever type it is, a key leads to an item of it.
    let is_key = matches!(one.step, MethodStep::Key { .. });
    one.step == other.step
        && (is_key || one.answer == other.answer)
        && one.operation == other.operation
        && one.docs == other.docs
}

fn mark(surface: &mut Surface, shared: &BTreeSet<Identifier>) {
    for method in &mut surface.methods {
        method.is_shared = shared.contains(&method.ident);
    }
}

fn structs(items: &Items) -> impl Iterator<Item = &StructItem> {
    items.values().flatten().filter_map(Item::as_struct)
}

/// What a type gives to the types that share its struct.
struct SharedParts {
    tokens: Option<TypePath>,
    marker_field: Identifier,
    methods: BTreeSet<Identifier>,
    collection_methods: BTreeSet<Identifier>,
}

impl SharedParts {
    fn new(item: &StructItem) -> Self {
        let idents = |surface: &Surface| surface.methods.iter().map(|method| method.ident.clone()).collect();
        Self {
            tokens: item.tokens.clone(),
            marker_field: marker_field(item),
            methods: idents(&item.surface),
            collection_methods: idents(&item.collection_surface),
        }
    }
}

/// The name of the field that holds the marker; no property has it.
fn marker_field(item: &StructItem) -> Identifier {
    let mut name = Identifier::joined(&["marker"]);
    while item.fields.iter().any(|field| field.ident == name) {
        name = name.marked();
    }
    name
}
