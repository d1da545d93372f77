//! The names of all modules and types, decided before anything refers to them.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::model::ids::{EnumId, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use crate::model::{Model, OperationKind, TypeRef};
use crate::select::Selection;
use crate::source::Span;

use super::names::Identifier;
use super::scope::{NameRequest, NameScope};
use super::{names, reserved};
use crate::plan::hierarchy::Hierarchy;
use crate::plan::items::TypePath;
use crate::plan::naming::overload::overload_path;
use crate::plan::types;

/// Where every kept type lies.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    pub(crate) modules: BTreeMap<NamespaceId, Identifier>,
    pub(crate) structured: BTreeMap<StructuredId, TypePath>,
    pub(crate) enums: BTreeMap<EnumId, TypePath>,
    pub(crate) definitions: BTreeMap<TypeDefinitionId, TypePath>,
    /// The key types, by the entity type that declares the key.
    pub(crate) keys: BTreeMap<StructuredId, TypePath>,
    /// The enumerations of a type and those that derive from it.
    pub(crate) anys: BTreeMap<StructuredId, TypePath>,
    /// The parameters of actions that have any.
    pub(crate) actions: BTreeMap<OperationId, TypePath>,
    /// The tokens of a type's properties.
    pub(crate) tokens: BTreeMap<StructuredId, TypePath>,
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
    let actions = actions(model, selection);
    let by_namespace = group(model, selection, &actions);
    let mut paths = Paths { modules: modules(model, &by_namespace, pins, diagnostics), ..Paths::default() };
    let scope = NameScope { reserved: &[], pins: Some(pins), ignore_case: false };
    for (namespace, members) in &by_namespace {
        let Some(module) = paths.modules.get(namespace).cloned() else { continue };
        let name_requests: Vec<NameRequest> = members.iter().map(|member| name_request(model, *member)).collect();
        let idents = scope.decide(&name_requests, diagnostics);
        for (member, ident) in members.iter().zip(idents) {
            let path = TypePath { module: module.clone(), ident };
            match *member {
                Named::Structured(id) => paths.structured.insert(id, path),
                Named::Enum(id) => paths.enums.insert(id, path),
                Named::Definition(id) => paths.definitions.insert(id, path),
            };
        }
        let taken = members.iter().filter_map(|member| paths.ident(*member)).collect();
        let mut companions = Companions { model, scope, module, taken, diagnostics };
        paths.keys.extend(companions.decide(&keyed(model, members), key_name_request));
        paths.anys.extend(companions.decide(&polymorphic(hierarchy, members), any_name_request));
        paths.tokens.extend(companions.decide(&structured(members).collect::<Vec<_>>(), tokens_name_request));
        // Actions on one come before those on many, which are fewer.
        let (of_many, of_one): (Vec<_>, Vec<_>) =
            actions.get(namespace).into_iter().flatten().partition(|id| binds_collection(model, **id));
        paths.actions.extend(companions.decide(&of_one, action_name_request));
        paths.actions.extend(companions.decide(&of_many, action_name_request));
    }
    paths
}

/// Types of our own in the module of a namespace. They come after the types of the schema, which gives those their names.
struct Companions<'a> {
    model: &'a Model,
    scope: NameScope<'a>,
    module: Identifier,
    taken: Vec<Identifier>,
    diagnostics: &'a mut Diagnostics,
}

impl Companions<'_> {
    fn decide<I: Copy>(&mut self, ids: &[I], name_request: fn(&Model, I) -> NameRequest) -> Vec<(I, TypePath)> {
        let name_requests: Vec<NameRequest> = ids.iter().map(|id| name_request(self.model, *id)).collect();
        let reserved: Vec<&str> = self.taken.iter().map(Identifier::as_str).collect();
        let idents = NameScope { reserved: &reserved, ..self.scope }.decide(&name_requests, self.diagnostics);
        self.taken.extend(idents.iter().cloned());
        let paths = idents.into_iter().map(|ident| TypePath { module: self.module.clone(), ident });
        ids.iter().copied().zip(paths).collect()
    }
}

/// The kept actions that take parameters, by namespace.
fn actions(model: &Model, selection: &Selection) -> BTreeMap<NamespaceId, Vec<OperationId>> {
    let mut actions: BTreeMap<NamespaceId, Vec<OperationId>> = BTreeMap::new();
    for id in selection.operations.keys() {
        let operation = model.operation(*id);
        if operation.kind == OperationKind::Action && !operation.beside_binding().is_empty() {
            actions.entry(operation.name.namespace).or_default().push(*id);
        }
    }
    actions
}

fn binds_collection(model: &Model, id: OperationId) -> bool {
    let operation = model.operation(id);
    operation.is_bound && operation.parameters.first().is_some_and(|binding| binding.ty.collection)
}

/// `MessageForward` for `forward` bound to a message, `CompaniesImport` for `import` that is bound to nothing.
fn action_name_request(model: &Model, id: OperationId) -> NameRequest {
    let operation = model.operation(id);
    let name = names::camel(&operation.name.name);
    let name = name.trim_matches('_');
    let binding = operation.parameters.first().filter(|_| operation.is_bound);
    let preferred = match binding {
        None => vec![
            names::camel(&operation.name.name),
            Identifier::joined(&[name, "Action"]),
            Identifier::joined(&[name, "Parameters"]),
        ],
        Some(binding) => {
            let schema_type = types::schema_type(model, &TypeRef { collection: false, ..binding.ty.clone() });
            let short = schema_type.rsplit('.').next().unwrap_or_default();
            let of = names::camel(short);
            let of = of.trim_matches('_');
            let of_many = binding.ty.collection.then(|| Identifier::joined(&[of, "Collection", name]));
            let last = ["Action", "Parameters"].map(|what| Identifier::joined(&[of, name, what]));
            std::iter::once(Identifier::joined(&[of, name])).chain(of_many).chain(last).collect()
        }
    };
    let schema_path = format!("{}/$Parameters", overload_path(model, operation));
    NameRequest { preferred, schema_path, span: Some(operation.span) }
}

fn structured(members: &[Named]) -> impl Iterator<Item = StructuredId> {
    members.iter().filter_map(|member| if let Named::Structured(id) = member { Some(*id) } else { None })
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
    structured(members).filter(|id| hierarchy.alternative_count(*id) > 0).collect()
}

fn any_name_request(model: &Model, id: StructuredId) -> NameRequest {
    let ty = model.structured_type(id);
    let camel = names::camel(&ty.name.name);
    let stem = camel.trim_matches('_');
    NameRequest {
        preferred: vec![Identifier::joined(&["Any", stem]), Identifier::joined(&["Any", stem, "Type"])],
        schema_path: format!("{}/$Any", model.full_name(&ty.name)),
        span: Some(ty.span),
    }
}

fn key_name_request(model: &Model, id: StructuredId) -> NameRequest {
    let ty = model.structured_type(id);
    let camel = names::camel(&ty.name.name);
    NameRequest {
        preferred: vec![Identifier::joined(&[&camel, "Key"]), Identifier::joined(&[&camel, "EntityKey"])],
        schema_path: format!("{}/$Key", model.full_name(&ty.name)),
        span: Some(ty.span),
    }
}

fn tokens_name_request(model: &Model, id: StructuredId) -> NameRequest {
    let ty = model.structured_type(id);
    let camel = names::camel(&ty.name.name);
    let stem = camel.trim_end_matches('_');
    NameRequest {
        preferred: vec![Identifier::joined(&[stem, "Fields"]), Identifier::joined(&[stem, "TypeFields"])],
        schema_path: format!("{}/$Fields", model.full_name(&ty.name)),
        span: Some(ty.span),
    }
}

impl Paths {
    fn ident(&self, named: Named) -> Option<Identifier> {
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
) -> BTreeMap<NamespaceId, Identifier> {
    let name_requests: Vec<NameRequest> = by_namespace
        .keys()
        .map(|id| {
            let name = &model.namespace(*id).name;
            NameRequest { preferred: vec![names::module(name)], schema_path: name.to_string(), span: None }
        })
        .collect();
    let scope = NameScope { reserved: reserved::ROOT, pins: Some(pins), ignore_case: true };
    by_namespace.keys().copied().zip(scope.decide(&name_requests, diagnostics)).collect()
}

fn group(
    model: &Model,
    selection: &Selection,
    actions: &BTreeMap<NamespaceId, Vec<OperationId>>,
) -> BTreeMap<NamespaceId, Vec<Named>> {
    let mut groups: BTreeMap<NamespaceId, Vec<Named>> = actions.keys().map(|id| (*id, Vec::new())).collect();
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

fn name_request(model: &Model, named: Named) -> NameRequest {
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
    NameRequest { preferred: vec![names::camel(&name.name)], schema_path: model.full_name(name), span: Some(span) }
}
