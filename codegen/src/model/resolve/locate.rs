//! What the target path of out-of-line annotations leads to (§14.2.2).

use crate::csdl::ast::Text;
use crate::model::ids::{ContainerId, EnumId, Id, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use crate::model::types::Model;
use crate::model::vocab::Meta;

use super::type_names::in_namespace;
use super::{Place, Resolver};
use crate::model::names::Prefix;

/// A model element that holds a [`Meta`].
#[derive(Clone, Copy, Debug)]
pub(super) enum Element {
    Namespace(NamespaceId),
    Structured(StructuredId),
    Property(StructuredId, usize),
    Navigation(StructuredId, usize),
    Enum(EnumId),
    Member(EnumId, usize),
    Definition(TypeDefinitionId),
    Operation(OperationId),
    Parameter(OperationId, usize),
    Returns(OperationId),
    Container(ContainerId),
    EntitySet(ContainerId, usize),
    Singleton(ContainerId, usize),
    Import(ContainerId, usize),
}

/// Where a target path leads.
#[derive(Debug)]
pub(super) enum Located<'a> {
    Elements(Vec<Element>),
    /// To something that the model does not keep: a term, an annotation, a member in one context only.
    Elsewhere,
    /// Into a container that extends another, which is merged in later.
    Extended,
    /// Nowhere: this segment does not exist there.
    Missing {
        segment: &'a str,
        scope: TargetScope,
    },
}

/// Where a segment was looked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum TargetScope {
    Namespace(NamespaceId),
    Structured(StructuredId),
    Enum(EnumId),
    Operation,
    /// The operation exists, but not with these parameter types.
    Overloads,
    Container(ContainerId),
}

impl Element {
    /// What is known of the element.
    pub(super) fn meta(self, model: &mut Model) -> Option<&mut Meta> {
        Some(match self {
            Self::Namespace(id) => &mut model.namespaces.get_mut(id.index())?.meta,
            Self::Structured(id) => &mut model.structured.get_mut(id.index())?.meta,
            Self::Property(id, at) => &mut model.structured.get_mut(id.index())?.properties.get_mut(at)?.meta,
            Self::Navigation(id, at) => &mut model.structured.get_mut(id.index())?.navigation.get_mut(at)?.meta,
            Self::Enum(id) => &mut model.enums.get_mut(id.index())?.meta,
            Self::Member(id, at) => &mut model.enums.get_mut(id.index())?.members.get_mut(at)?.meta,
            Self::Definition(id) => &mut model.type_definitions.get_mut(id.index())?.meta,
            Self::Operation(id) => &mut model.operations.get_mut(id.index())?.meta,
            Self::Parameter(id, at) => &mut model.operations.get_mut(id.index())?.parameters.get_mut(at)?.meta,
            Self::Returns(id) => &mut model.operations.get_mut(id.index())?.returns_meta,
            Self::Container(id) => &mut model.containers.get_mut(id.index())?.meta,
            Self::EntitySet(id, at) => &mut model.containers.get_mut(id.index())?.entity_sets.get_mut(at)?.meta,
            Self::Singleton(id, at) => &mut model.containers.get_mut(id.index())?.singletons.get_mut(at)?.meta,
            Self::Import(id, at) => &mut model.containers.get_mut(id.index())?.imports.get_mut(at)?.meta,
        })
    }
}

impl<'a> Resolver<'a> {
    /// Follows a target path. `merged`: containers hold what they extend.
    pub(super) fn locate(&mut self, place: Place, target: &'a Text<'a>, merged: bool) -> Located<'a> {
        let path: &'a str = target.value.trim().trim_end_matches('/');
        if path.contains("/@") {
            return Located::Elsewhere;
        }
        let (first, rest) = match path.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let (name, parameters) = match first.split_once('(') {
            Some((name, parameters)) => (name.trim_end(), Some(parameters)),
            None => (first, None),
        };
        if rest.is_none()
            && !self.is_declared(name, place)
            && let Prefix::Given(id) = self.names.prefix(place.document, name).prefix
        {
            return Located::Elements(vec![Element::Namespace(id)]);
        }
        let Some((prefix, simple)) = name.rsplit_once('.') else {
            return Located::Missing { segment: first, scope: TargetScope::Namespace(place.namespace) };
        };
        let Some((namespace, _)) = in_namespace(&self.names, &mut self.faults, place, prefix, target) else {
            return Located::Elsewhere;
        };
        let steps: Vec<&'a str> = rest.map(|rest| rest.split('/').collect()).unwrap_or_default();
        match parameters {
            Some(parameters) => self.overload(place, (namespace, simple), parameters, &steps),
            None => self.named(place, (namespace, simple), &steps, merged),
        }
    }

    /// Whether a qualified name is that of a schema child, rather than a namespace.
    fn is_declared(&self, name: &str, place: Place) -> bool {
        let Some((prefix, simple)) = name.rsplit_once('.') else { return false };
        let Prefix::Given(id) = self.names.prefix(place.document, prefix).prefix else { return false };
        self.names.symbol(id, simple).is_some()
            || self.names.container(id, simple).is_some()
            || !self.names.overloads(id, simple).is_empty()
    }
}
