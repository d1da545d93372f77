//! Request methods: entity sets, singletons, imports, navigation properties, bound functions and actions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Unqualified;
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{
    Access, Child, EntitySet, Meta, Operation, OperationImport, OperationKind, Parameter, Singleton, Type,
};
use crate::source::Span;

use super::Lowering;
use super::actions::is_nullable;
use super::claims::{Claim, segment_request};
use crate::plan::items::{
    Block, Docs, Method, MethodStep, ParameterItem, Presence, Shape, ShapeKind, Surface, code, words,
};
use crate::plan::naming::names::Identifier;
use crate::plan::naming::overload::overload_path;
use crate::plan::naming::scope::{NameRequest, NameScope, Numbers};
use crate::plan::naming::{names, reserved};
use crate::plan::{docs, types};

/// Where a request line begins, as the docs show it.
#[derive(Clone, Copy)]
pub(super) enum PathStart {
    /// At the service root.
    Root,
    /// At whatever position the method is called on.
    Below,
}

impl PathStart {
    fn prefix(self) -> &'static str {
        match self {
            PathStart::Root => "/",
            PathStart::Below => "…/",
        }
    }
}

/// What a segment addresses.
pub(super) struct SegmentTarget<'a> {
    pub(super) name: &'a str,
    pub(super) meta: &'a Meta,
    pub(super) span: Span,
}

/// What an operation is called by: its own name, or that of an import.
struct Call<'a> {
    name_request: NameRequest,
    place: PathStart,
    segment: String,
    parameters: &'a [Parameter],
    meta: &'a Meta,
}

/// A method whose name is not decided yet.
#[derive(Clone)]
pub(crate) struct MethodDraft {
    pub(crate) name_request: Arc<NameRequest>,
    pub(crate) docs: Arc<Docs>,
    pub(crate) step: MethodStep,
    pub(crate) answer: Shape,
    pub(crate) operation: Option<String>,
}

impl Lowering<'_> {
    /// Methods of a single value: navigation properties, bound operations.
    pub(crate) fn surface(&mut self, id: StructuredId, position: Shape) -> Surface {
        let mut claims = self.navigation_claims(id);
        claims.extend(self.operation_claims(id, false));
        Surface { position, methods: self.name_methods(claims, &reserved::position_methods()), features: Vec::new() }
    }

    /// Methods of a collection: its items by key, operations bound to it.
    pub(crate) fn collection_surface(&mut self, id: StructuredId, position: Shape) -> Surface {
        let mut claims: Vec<Claim> = self.key_drafts(id).into_iter().map(Claim::of).collect();
        claims.extend(self.operation_claims(id, true));
        Surface { position, methods: self.name_methods(claims, &reserved::collection_methods()), features: Vec::new() }
    }

    /// Methods of primitive, enumeration and untyped positions.
    pub(crate) fn value_surfaces(&mut self) -> Vec<Surface> {
        let mut by_position: BTreeMap<Shape, Vec<Claim>> = BTreeMap::new();
        for (at, operations) in self.bound.others().filter(|(at, _)| self.is_kept(at.ty)) {
            let value = types::value(&self.paths, self.model, at.ty);
            let kind =
                if at.collection { ShapeKind::Many { value, nullable_items: false } } else { ShapeKind::One(value) };
            let claims = operations.iter().map(|operation| {
                if self.selection.operations.contains_key(operation) {
                    Claim::of(self.operation_draft(*operation))
                } else {
                    Claim::left_out(self.operation_request(*operation))
                }
            });
            by_position.entry(Shape { kind, nullable: false }).or_default().extend(claims);
        }
        by_position
            .into_iter()
            .filter(|(_, claims)| claims.iter().any(|claim| claim.draft.is_some()))
            .map(|(position, claims)| Surface {
                methods: self.name_methods(claims, &reserved_at(&position)),
                position,
                features: Vec::new(),
            })
            .collect()
    }

    /// Whether the slice keeps a type, as it keeps all built-in types.
    fn is_kept(&self, ty: Type) -> bool {
        match ty {
            Type::Structured(id) => self.selection.structured.contains_key(&id),
            Type::Enum(id) => self.selection.enums.contains_key(&id),
            Type::Definition(id) => self.selection.definitions.contains_key(&id),
            Type::Primitive(_) | Type::Abstract(_) | Type::Unresolved => true,
        }
    }

    /// Methods of the client: what the container holds.
    pub(crate) fn entry_methods(&mut self) -> Vec<Method> {
        let Some(id) = self.selection.container else { return Vec::new() };
        let container = self.model.container(id);
        let path = self.model.full_name(&container.name);
        let mut claims = Vec::new();
        for child in container.children() {
            let is_kept = self.selection.keeps(child);
            match child {
                Child::Import(_, import) => {
                    for operation in &import.operations {
                        claims.push(if is_kept {
                            Claim::of(self.import_draft(&path, import, *operation))
                        } else {
                            Claim::left_out(self.import_request(&path, import, *operation))
                        });
                    }
                }
                Child::EntitySet(_, set) if is_kept => claims.push(Claim::of(self.entity_set_draft(&path, set))),
                Child::Singleton(_, singleton) if is_kept => {
                    claims.push(Claim::of(self.singleton_draft(&path, singleton)));
                }
                Child::EntitySet(..) | Child::Singleton(..) => {
                    claims.push(Claim::left_out(segment_request(
                        format!("{path}/{}", child.name()),
                        child.name(),
                        None,
                    )));
                }
            }
        }
        self.name_methods(claims, reserved::CLIENT_METHODS)
    }

    fn name_methods(&mut self, claims: Vec<Claim>, reserved: &[&str]) -> Vec<Method> {
        let name_requests: Vec<&NameRequest> = claims.iter().map(|claim| &*claim.name_request).collect();
        let scope = NameScope { reserved, pins: Some(&self.config.names), ignore_case: false };
        let idents = scope.decide(&name_requests, self.diagnostics);
        let mut methods: Vec<Method> = claims
            .into_iter()
            .zip(idents)
            .filter_map(|(claim, ident)| {
                let MethodDraft { docs, step, answer, operation, .. } = claim.draft?;
                Some(Method { ident, docs, step, answer, operation, features: Vec::new(), is_shared: false })
            })
            .collect();
        methods.sort_by(|a, b| a.ident.cmp(&b.ident));
        methods
    }

    fn entity_set_draft(&self, container: &str, set: &EntitySet) -> MethodDraft {
        let value = types::value(&self.paths, self.model, set.ty);
        let answer = Shape { kind: ShapeKind::Many { value, nullable_items: false }, nullable: false };
        let element = SegmentTarget { name: &set.name, meta: &set.meta, span: set.span };
        segment_draft(format!("{container}/{}", set.name), PathStart::Root, element, answer)
    }

    fn singleton_draft(&self, container: &str, singleton: &Singleton) -> MethodDraft {
        let value = types::value(&self.paths, self.model, singleton.ty);
        // A position is never null; a nullable singleton answers 204, which its type tells.
        let answer = Shape { kind: ShapeKind::One(value), nullable: false };
        let element = SegmentTarget { name: &singleton.name, meta: &singleton.meta, span: singleton.span };
        segment_draft(format!("{container}/{}", singleton.name), PathStart::Root, element, answer)
    }

    pub(super) fn operation_draft(&self, id: OperationId) -> MethodDraft {
        let operation = self.model.operation(id);
        let full_name = self.model.full_name(&operation.name);
        let segment = if self.is_unqualified(operation, &full_name) {
            operation.name.name.to_string()
        } else {
            full_name.clone()
        };
        let call = Call {
            name_request: self.operation_request(id),
            place: PathStart::Below,
            segment,
            parameters: operation.beside_binding(),
            meta: &operation.meta,
        };
        self.call_draft(id, operation, call)
    }

    fn import_draft(&self, container: &str, import: &OperationImport, id: OperationId) -> MethodDraft {
        let operation = self.model.operation(id);
        let call = Call {
            name_request: self.import_request(container, import, id),
            place: PathStart::Root,
            segment: import.name.to_string(),
            parameters: &operation.parameters,
            meta: if import.meta.0.is_some() { &import.meta } else { &operation.meta },
        };
        self.call_draft(id, operation, call)
    }

    fn call_draft(&self, id: OperationId, operation: &Operation, call: Call<'_>) -> MethodDraft {
        let Call { name_request, place, segment, parameters, meta } = call;
        let line = self.request_line(operation.kind, place, &segment, parameters);
        let mut docs = docs::method_docs(meta, line, &[Access::Call, Access::Read]);
        let step = match operation.kind {
            OperationKind::Action => MethodStep::Action { segment, parameters: self.actions.get(&id).cloned() },
            OperationKind::Function => {
                docs.blocks.extend(parameter_docs(parameters));
                MethodStep::Function { segment, parameters: self.parameter_items(operation, parameters) }
            }
        };
        let returns = operation.returns.as_ref();
        let name = || self.model.full_name(&operation.name);
        let nullable_items = returns.is_some_and(|ty| types::nullable_items(ty, self.config, name));
        let answer = types::shape(&self.paths, self.model, returns, nullable_items);
        MethodDraft {
            name_request: Arc::new(name_request),
            docs: Arc::new(docs),
            step,
            answer,
            operation: Some(overload_path(self.model, operation)),
        }
    }

    fn request_line(&self, kind: OperationKind, place: PathStart, segment: &str, parameters: &[Parameter]) -> String {
        let prefix = place.prefix();
        let arguments: Vec<String> = parameters.iter().map(|p| format!("{0}={{{0}}}", p.name)).collect();
        match kind {
            OperationKind::Action => format!("POST {prefix}{segment}"),
            OperationKind::Function if parameters.is_empty() && !self.config.service.empty_parentheses => {
                format!("GET {prefix}{segment}")
            }
            OperationKind::Function => format!("GET {prefix}{segment}({})", arguments.join(",")),
        }
    }

    pub(crate) fn parameter_items(&self, operation: &Operation, parameters: &[Parameter]) -> Vec<ParameterItem> {
        let path = |parameter: &Parameter| format!("{}/{}", self.model.full_name(&operation.name), parameter.name);
        let mut items: Vec<ParameterItem> = parameters
            .iter()
            .map(|parameter| ParameterItem {
                ident: names::snake(&parameter.name),
                wire: parameter.name.to_string(),
                value: types::value(&self.paths, self.model, parameter.ty.ty),
                collection: parameter.ty.collection,
                nullable_items: types::nullable_items(&parameter.ty, self.config, || path(parameter)),
                presence: presence_in_function(parameter),
            })
            .collect();
        tell_apart(&mut items);
        items
    }

    /// U7, and what the profile says otherwise.
    fn is_unqualified(&self, operation: &Operation, full_name: &str) -> bool {
        let namespace = self.model.namespace(operation.name.namespace);
        match &self.config.service.unqualified_operations {
            Unqualified::Standard => namespace.is_default,
            Unqualified::All => true,
            Unqualified::Only(names) => {
                namespace.is_default || names.iter().any(|name| *name == *namespace.name || name == full_name)
            }
        }
    }
}

fn reserved_at(position: &Shape) -> Vec<&'static str> {
    match position.kind {
        ShapeKind::Many { .. } => reserved::collection_methods(),
        ShapeKind::One(_) | ShapeKind::Nothing => reserved::position_methods(),
    }
}

pub(super) fn segment_draft(
    schema_path: String,
    place: PathStart,
    element: SegmentTarget<'_>,
    answer: Shape,
) -> MethodDraft {
    let SegmentTarget { name, meta, span } = element;
    let name_request = Arc::new(segment_request(schema_path, name, Some(span)));
    let accesses = [Access::Read, Access::Insert, Access::Update, Access::Delete];
    let docs = docs::method_docs(meta, format!("GET {}{name}", place.prefix()), &accesses);
    MethodDraft {
        name_request,
        docs: Arc::new(docs),
        step: MethodStep::Segment(name.to_owned()),
        answer,
        operation: None,
    }
}

/// Numbers parameters of one name. Callers pass them by position, so that a number needs no warning.
pub(crate) fn tell_apart(items: &mut [ParameterItem]) {
    let (respelled, others): (Vec<_>, Vec<_>) =
        items.iter_mut().map(|item| (names::other_snake(&item.wire), item)).partition(|(other, _)| other.is_some());
    // By the table of words alone, no two names become the same.
    let mut written: BTreeSet<Identifier> = others.into_iter().map(|(_, item)| item.ident.clone()).collect();
    for (other, item) in respelled {
        if let Some(other) = other.filter(|_| !written.insert(item.ident.clone())) {
            item.ident = other;
        }
    }
    let mut taken: BTreeSet<Identifier> = BTreeSet::new();
    let mut numbers = Numbers::default();
    for item in items {
        if taken.contains(&item.ident) {
            item.ident = numbers.first_free(&item.ident, &item.ident, |name| taken.contains(name));
        }
        taken.insert(item.ident.clone());
    }
}

fn presence_in_function(parameter: &Parameter) -> Presence {
    match (parameter.is_optional, is_nullable(parameter)) {
        (true, true) => Presence::OptionalOrNull,
        (true, false) => Presence::Optional,
        (false, true) => Presence::Nullable,
        (false, false) => Presence::Required,
    }
}

fn parameter_docs(parameters: &[Parameter]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for parameter in parameters {
        let described = docs::running_text(docs::docs(&parameter.meta));
        if described.is_empty() {
            continue;
        }
        if blocks.is_empty() {
            blocks.push(Block::Heading("Parameters"));
        }
        let name = [code(&*parameter.name), words(": ")];
        blocks.push(Block::Item(name.into_iter().chain(described).collect()));
    }
    blocks
}
