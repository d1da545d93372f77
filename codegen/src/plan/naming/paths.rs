//! The names of all modules and types, decided before anything refers to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::model::ids::{EnumId, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use crate::model::{Model, Operation, OperationKind, describe};
use crate::select::Selection;
use crate::source::Span;

use super::names::Identifier;
use super::scope::{NameRequest, NameScope};
use super::{names, reserved};
use crate::plan::hierarchy::Hierarchy;
use crate::plan::items::TypePath;
use crate::plan::naming::overload::overload_path;

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
    /// The names of types that may share a struct, by the type.
    pub(crate) shared: BTreeMap<TypePath, SharedNames>,
}

/// One type of a namespace that needs a name.
#[derive(Clone, Copy)]
enum Named {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
}

/// The names that a type gets where it shares a struct with others.
#[derive(Clone, Debug)]
pub(crate) struct SharedNames {
    /// Of the struct, where the type can be the first of those that share it.
    pub(crate) structure: Option<TypePath>,
    /// Of what tells the type from the others.
    pub(crate) marker: TypePath,
}

/// Decides the names of all modules and types: those of whole namespaces, so that no name depends on what else is kept.
pub(crate) fn decide(
    model: &Model,
    selection: &Selection,
    hierarchy: &Hierarchy,
    pins: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Paths {
    let by_namespace = group(model);
    let kept = kept_namespaces(model, selection);
    let mut paths = Paths { modules: modules(model, &by_namespace, &kept, pins, diagnostics), ..Paths::default() };
    let scope = NameScope { reserved: &[], pins: Some(pins), ignore_case: false };
    let sharing = Sharing::new(model);
    for (namespace, members) in &by_namespace {
        let Some(module) = paths.modules.get(namespace).cloned() else { continue };
        let mut naming =
            Naming { model, selection, scope, module, stems: BTreeMap::new(), taken: Vec::new(), diagnostics };
        naming.types(&members.types, &mut paths);
        let structured: Vec<StructuredId> = structured(&members.types).collect();
        let is_kept = |id: &StructuredId| selection.structured.contains_key(id);
        paths.keys.extend(naming.companions(&keyed(model, &structured), key_name_request));
        let with_any = naming.companions(&polymorphic(model, &structured), any_name_request);
        paths.anys.extend(with_any.into_iter().filter(|(id, _)| hierarchy.alternative_count(*id) > 0));
        paths.tokens.extend(naming.companions(&structured, tokens_name_request));
        // Actions on one come before those on many, which are fewer.
        let (of_many, of_one): (Vec<_>, Vec<_>) = members.actions.iter().partition(|id| binds_collection(model, **id));
        paths.actions.extend(naming.actions(&of_one));
        paths.actions.extend(naming.actions(&of_many));
        let structures = naming.companions(&sharing.heads(&structured), structure_name_request);
        let structures: BTreeMap<StructuredId, TypePath> = structures.into_iter().collect();
        for (id, marker) in naming.companions(&sharing.all(&structured), marker_name_request) {
            if let Some(path) = paths.structured.get(&id).filter(|_| is_kept(&id)) {
                let names = SharedNames { structure: structures.get(&id).cloned(), marker };
                paths.shared.insert(path.clone(), names);
            }
        }
    }
    paths
}

/// What a namespace declares that gets a name in its module.
#[derive(Default)]
struct Members {
    types: Vec<Named>,
    /// The actions that take parameters.
    actions: Vec<OperationId>,
}

/// Decides the names in the module of one namespace, first those of its types, then those of types of our own.
struct Naming<'a> {
    model: &'a Model,
    selection: &'a Selection,
    scope: NameScope<'a>,
    module: Identifier,
    /// The names of the structured types in upper camel case, which others begin with.
    stems: BTreeMap<StructuredId, Identifier>,
    taken: Vec<Identifier>,
    diagnostics: &'a mut Diagnostics,
}

impl Naming<'_> {
    fn types(&mut self, types: &[Named], paths: &mut Paths) {
        let (model, selection) = (self.model, self.selection);
        let name_requests: Vec<NameRequest> = types
            .iter()
            .map(|named| NameRequest { is_kept: named.is_kept(selection), ..name_request(model, *named) })
            .collect();
        let idents = self.decide(&name_requests);
        for ((named, ident), name_request) in types.iter().zip(idents).zip(&name_requests) {
            let is_preferred = name_request.preferred.contains(&ident);
            let stem = if is_preferred { Some(&ident) } else { name_request.preferred.first() };
            if let (Named::Structured(id), Some(stem)) = (named, stem) {
                self.stems.insert(*id, stem.clone());
            }
            let path = TypePath { module: self.module.clone(), ident };
            match *named {
                _ if !named.is_kept(selection) => None,
                Named::Structured(id) => paths.structured.insert(id, path),
                Named::Enum(id) => paths.enums.insert(id, path),
                Named::Definition(id) => paths.definitions.insert(id, path),
            };
        }
    }

    /// The names of types of our own, one for each of these types; of those that are kept.
    fn companions(
        &mut self,
        ids: &[StructuredId],
        name_request: fn(&Model, StructuredId, &str) -> NameRequest,
    ) -> Vec<(StructuredId, TypePath)> {
        let is_kept = |id: &StructuredId| self.selection.structured.contains_key(id);
        let stem = |id: &StructuredId| self.stems.get(id).map_or("", Identifier::as_str);
        let request =
            |id: &StructuredId| NameRequest { is_kept: is_kept(id), ..name_request(self.model, *id, stem(id)) };
        let name_requests: Vec<NameRequest> = ids.iter().map(request).collect();
        let paths = self.decide_paths(&name_requests);
        ids.iter().copied().zip(paths).filter(|(id, _)| self.selection.structured.contains_key(id)).collect()
    }

    /// The names of the parameters of these actions; of those that are kept.
    fn actions(&mut self, ids: &[OperationId]) -> Vec<(OperationId, TypePath)> {
        let kept = &self.selection.operations;
        let request =
            |id: &OperationId| NameRequest { is_kept: kept.contains_key(id), ..action_name_request(self.model, *id) };
        let name_requests: Vec<NameRequest> = ids.iter().map(request).collect();
        let paths = self.decide_paths(&name_requests);
        ids.iter().copied().zip(paths).filter(|(id, _)| kept.contains_key(id)).collect()
    }

    fn decide_paths(&mut self, name_requests: &[NameRequest]) -> Vec<TypePath> {
        let idents = self.decide(name_requests);
        idents.into_iter().map(|ident| TypePath { module: self.module.clone(), ident }).collect()
    }

    /// Names that come after those that were decided before.
    fn decide(&mut self, name_requests: &[NameRequest]) -> Vec<Identifier> {
        let reserved: Vec<&str> = self.taken.iter().map(Identifier::as_str).collect();
        let idents = NameScope { reserved: &reserved, ..self.scope }.decide(name_requests, self.diagnostics);
        self.taken.extend(idents.iter().cloned());
        idents
    }
}

/// The types that can share a struct with the type from which they derive, as they declare no property and no key.
struct Sharing {
    /// By type: it can be the first of those that share a struct.
    heads: BTreeSet<StructuredId>,
    others: BTreeSet<StructuredId>,
}

impl Sharing {
    fn new(model: &Model) -> Self {
        let (mut heads, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (id, ty) in model.structured_types() {
            if let (Some(base), true) = (ty.base, ty.properties.is_empty() && ty.key.is_empty()) {
                heads.insert(base);
                others.insert(id);
            }
        }
        Self { heads, others }
    }

    fn heads(&self, ids: &[StructuredId]) -> Vec<StructuredId> {
        ids.iter().copied().filter(|id| self.heads.contains(id)).collect()
    }

    fn all(&self, ids: &[StructuredId]) -> Vec<StructuredId> {
        ids.iter().copied().filter(|id| self.heads.contains(id) || self.others.contains(id)).collect()
    }
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
            let of = names::camel(&describe::simple_name(model, binding.ty.ty));
            let of = of.trim_matches('_');
            let of_many = binding.ty.collection.then(|| Identifier::joined(&[of, "Collection", name]));
            let last = ["Action", "Parameters"].map(|what| Identifier::joined(&[of, name, what]));
            std::iter::once(Identifier::joined(&[of, name])).chain(of_many).chain(last).collect()
        }
    };
    let schema_path = format!("{}/$Parameters", overload_path(model, operation));
    NameRequest::new(preferred, schema_path, Some(operation.span))
}

fn structured(members: &[Named]) -> impl Iterator<Item = StructuredId> {
    members.iter().filter_map(|member| if let Named::Structured(id) = member { Some(*id) } else { None })
}

/// The types that declare a key whose parts are all known.
fn keyed(model: &Model, ids: &[StructuredId]) -> Vec<StructuredId> {
    let is_keyed = |id: &StructuredId| {
        let key = &model.structured_type(*id).key;
        !key.is_empty() && key.iter().all(|part| part.ty.is_some())
    };
    ids.iter().copied().filter(is_keyed).collect()
}

/// The types from which others derive.
fn polymorphic(model: &Model, ids: &[StructuredId]) -> Vec<StructuredId> {
    ids.iter().copied().filter(|id| !model.structured_type(*id).derived.is_empty()).collect()
}

fn any_name_request(model: &Model, id: StructuredId, camel: &str) -> NameRequest {
    let stem = camel.trim_matches('_');
    let preferred = vec![Identifier::joined(&["Any", stem]), Identifier::joined(&["Any", stem, "Type"])];
    companion(model, id, preferred, "Any")
}

fn key_name_request(model: &Model, id: StructuredId, camel: &str) -> NameRequest {
    let preferred = vec![Identifier::joined(&[camel, "Key"]), Identifier::joined(&[camel, "EntityKey"])];
    companion(model, id, preferred, "Key")
}

fn tokens_name_request(model: &Model, id: StructuredId, camel: &str) -> NameRequest {
    let stem = camel.trim_end_matches('_');
    let preferred = vec![Identifier::joined(&[stem, "Fields"]), Identifier::joined(&[stem, "TypeFields"])];
    companion(model, id, preferred, "Fields")
}

/// `DeviceProperties`, or where that is taken, `DeviceStructProperties`.
fn structure_name_request(model: &Model, id: StructuredId, camel: &str) -> NameRequest {
    let stem = camel.trim_end_matches('_');
    let preferred = vec![Identifier::joined(&[stem, "Properties"]), Identifier::joined(&[stem, "StructProperties"])];
    companion(model, id, preferred, "Properties")
}

fn marker_name_request(model: &Model, id: StructuredId, camel: &str) -> NameRequest {
    let stem = camel.trim_end_matches('_');
    let preferred = vec![Identifier::joined(&[stem, "Type"]), Identifier::joined(&[stem, "StructType"])];
    companion(model, id, preferred, "Type")
}

fn companion(model: &Model, id: StructuredId, preferred: Vec<Identifier>, what: &str) -> NameRequest {
    let ty = model.structured_type(id);
    NameRequest::new(preferred, format!("{}/${what}", model.full_name(&ty.name)), Some(ty.span))
}

impl Named {
    fn is_kept(self, selection: &Selection) -> bool {
        match self {
            Self::Structured(id) => selection.structured.contains_key(&id),
            Self::Enum(id) => selection.enums.contains_key(&id),
            Self::Definition(id) => selection.definitions.contains_key(&id),
        }
    }
}

/// The modules of the namespaces that are kept.
fn modules(
    model: &Model,
    by_namespace: &BTreeMap<NamespaceId, Members>,
    kept: &BTreeSet<NamespaceId>,
    pins: &BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<NamespaceId, Identifier> {
    let request = |id: &NamespaceId| {
        let name = &model.namespace(*id).name;
        let request = NameRequest::new(vec![names::module(name)], name.to_string(), None);
        NameRequest { is_kept: kept.contains(id), ..request }
    };
    let name_requests: Vec<NameRequest> = by_namespace.keys().map(request).collect();
    let scope = NameScope { reserved: reserved::ROOT, pins: Some(pins), ignore_case: true };
    let modules = by_namespace.keys().copied().zip(scope.decide(&name_requests, diagnostics));
    modules.filter(|(id, _)| kept.contains(id)).collect()
}

/// The namespaces of kept types, and of kept actions that take parameters.
fn kept_namespaces(model: &Model, selection: &Selection) -> BTreeSet<NamespaceId> {
    let structured = selection.structured.keys().map(|id| model.structured_type(*id).name.namespace);
    let enums = selection.enums.keys().map(|id| model.enum_type(*id).name.namespace);
    let definitions = selection.definitions.keys().map(|id| model.type_definition(*id).name.namespace);
    let operations = selection.operations.keys().map(|id| model.operation(*id));
    let actions = operations.filter(|operation| takes_parameters(operation)).map(|action| action.name.namespace);
    structured.chain(enums).chain(definitions).chain(actions).collect()
}

/// Whether an operation is an action that takes parameters, which become a type.
fn takes_parameters(operation: &Operation) -> bool {
    operation.kind == OperationKind::Action && !operation.beside_binding().is_empty()
}

/// All types, and all actions that take parameters, by namespace.
fn group(model: &Model) -> BTreeMap<NamespaceId, Members> {
    let mut groups: BTreeMap<NamespaceId, Members> = BTreeMap::new();
    for (id, ty) in model.structured_types() {
        groups.entry(ty.name.namespace).or_default().types.push(Named::Structured(id));
    }
    for (id, ty) in model.enum_types() {
        groups.entry(ty.name.namespace).or_default().types.push(Named::Enum(id));
    }
    for (id, ty) in model.definitions() {
        groups.entry(ty.name.namespace).or_default().types.push(Named::Definition(id));
    }
    for (id, operation) in model.all_operations().filter(|(_, operation)| takes_parameters(operation)) {
        groups.entry(operation.name.namespace).or_default().actions.push(id);
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
    let request = NameRequest::new(vec![names::camel(&name.name)], model.full_name(name), Some(span));
    request.or_as_written(names::other_camel(&name.name))
}
