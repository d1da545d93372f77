//! The names of all modules and types, decided before anything refers to them.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::model::ids::{EnumId, NamespaceId, StructuredId, TypeDefinitionId};
use crate::select::Selection;
use crate::source::Span;

use super::hierarchy::Hierarchy;
use super::items::TypePath;
use super::scope::{Scope, Wish};
use super::{names, reserved};

/// Where every kept type lies.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    pub(crate) modules: BTreeMap<NamespaceId, String>,
    pub(crate) structured: BTreeMap<StructuredId, TypePath>,
    pub(crate) enums: BTreeMap<EnumId, TypePath>,
    pub(crate) definitions: BTreeMap<TypeDefinitionId, TypePath>,
    /// The key types, by the entity type that declares the key.
    pub(crate) keys: BTreeMap<StructuredId, TypePath>,
    /// The enumerations of a type and those that derive from it.
    pub(crate) anys: BTreeMap<StructuredId, TypePath>,
}

/// One type of a namespace that needs a name.
#[derive(Clone, Copy)]
enum Named {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
}

/// Decides the names of all modules and types.
pub(crate) fn decide(
    model: &Model,
    selection: &Selection,
    hierarchy: &Hierarchy,
    pins: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Paths {
    let by_namespace = group(model, selection);
    let mut paths = Paths { modules: modules(model, &by_namespace, pins, diagnostics), ..Paths::default() };
    let scope = Scope { reserved: &[], pins, ignore_case: false };
    for (namespace, members) in &by_namespace {
        let Some(module) = paths.modules.get(namespace).cloned() else { continue };
        let wishes: Vec<Wish> = members.iter().map(|member| wish(model, *member)).collect();
        let idents = scope.decide(&wishes, diagnostics);
        for (member, ident) in members.iter().zip(idents) {
            let path = TypePath { module: module.clone(), ident };
            match *member {
                Named::Structured(id) => paths.structured.insert(id, path),
                Named::Enum(id) => paths.enums.insert(id, path),
                Named::Definition(id) => paths.definitions.insert(id, path),
            };
        }
        let mut taken: Vec<String> = members.iter().filter_map(|member| paths.ident(*member)).collect();
        // After the types, whose names come from the schema and go first.
        let mut companions = |ids: Vec<StructuredId>, wish: fn(&Model, StructuredId) -> Wish| {
            let wishes: Vec<Wish> = ids.iter().map(|id| wish(model, *id)).collect();
            let reserved: Vec<&str> = taken.iter().map(String::as_str).collect();
            let idents = Scope { reserved: &reserved, ..scope }.decide(&wishes, diagnostics);
            taken.extend(idents.iter().cloned());
            let paths = idents.into_iter().map(|ident| TypePath { module: module.clone(), ident });
            ids.into_iter().zip(paths).collect::<Vec<_>>()
        };
        paths.keys.extend(companions(keyed(model, members), key_wish));
        paths.anys.extend(companions(polymorphic(hierarchy, members), any_wish));
    }
    paths
}

fn structured(members: &[Named]) -> impl Iterator<Item = StructuredId> {
    members.iter().filter_map(|member| match member {
        Named::Structured(id) => Some(*id),
        _ => None,
    })
}

/// The types that declare a key whose parts are all known.
fn keyed(model: &Model, members: &[Named]) -> Vec<StructuredId> {
    let is_keyed = |id: &StructuredId| {
        let key = &model.structured_type(*id).key;
        !key.is_empty() && key.iter().all(|part| part.ty.is_some())
    };
    structured(members).filter(is_keyed).collect()
}

/// The types in whose place instances of others can arrive.
fn polymorphic(hierarchy: &Hierarchy, members: &[Named]) -> Vec<StructuredId> {
    structured(members).filter(|id| hierarchy.alternatives(*id).is_some()).collect()
}

fn any_wish(model: &Model, id: StructuredId) -> Wish {
    let ty = model.structured_type(id);
    let camel = names::camel(&ty.name.name);
    let stem = camel.trim_matches('_');
    Wish {
        preferred: vec![format!("Any{stem}"), format!("Any{stem}Type")],
        schema_path: format!("{}/$Any", model.full_name(&ty.name)),
        span: Some(ty.span),
    }
}

fn key_wish(model: &Model, id: StructuredId) -> Wish {
    let ty = model.structured_type(id);
    let camel = names::camel(&ty.name.name);
    Wish {
        preferred: vec![format!("{camel}Key"), format!("{camel}EntityKey")],
        schema_path: format!("{}/$Key", model.full_name(&ty.name)),
        span: Some(ty.span),
    }
}

impl Paths {
    fn ident(&self, named: Named) -> Option<String> {
        let path = match named {
            Named::Structured(id) => self.structured.get(&id),
            Named::Enum(id) => self.enums.get(&id),
            Named::Definition(id) => self.definitions.get(&id),
        };
        path.map(|path| path.ident.clone())
    }
}

fn modules(
    model: &Model,
    by_namespace: &BTreeMap<NamespaceId, Vec<Named>>,
    pins: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<NamespaceId, String> {
    let wishes: Vec<Wish> = by_namespace
        .keys()
        .map(|id| {
            let name = &model.namespace(*id).name;
            Wish { preferred: vec![names::module(name)], schema_path: name.to_string(), span: None }
        })
        .collect();
    let scope = Scope { reserved: reserved::ROOT, pins, ignore_case: true };
    by_namespace.keys().copied().zip(scope.decide(&wishes, diagnostics)).collect()
}

fn group(model: &Model, selection: &Selection) -> BTreeMap<NamespaceId, Vec<Named>> {
    let mut groups: BTreeMap<NamespaceId, Vec<Named>> = BTreeMap::new();
    let mut add = |namespace, named| groups.entry(namespace).or_default().push(named);
    for id in selection.structured.keys() {
        let ty = model.structured_type(*id);
        add(ty.name.namespace, Named::Structured(*id));
    }
    for id in selection.enums.keys() {
        add(model.enum_type(*id).name.namespace, Named::Enum(*id));
    }
    for id in selection.definitions.keys() {
        add(model.type_definition(*id).name.namespace, Named::Definition(*id));
    }
    groups
}

fn wish(model: &Model, named: Named) -> Wish {
    let (name, span): (_, Span) = match named {
        Named::Structured(id) => {
            let ty = model.structured_type(id);
            (&ty.name, ty.span)
        }
        Named::Enum(id) => {
            let ty = model.enum_type(id);
            (&ty.name, ty.span)
        }
        Named::Definition(id) => {
            let ty = model.type_definition(id);
            (&ty.name, ty.span)
        }
    };
    Wish { preferred: vec![names::camel(&name.name)], schema_path: model.full_name(name), span: Some(span) }
}
