//! What the target path of out-of-line annotations leads to (CSDL 14.2.2).

use crate::csdl::ast::Text;
use crate::model::extents::{Start, start};
use crate::model::ids::{ContainerId, EnumId, Id as _, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use crate::model::types::Model;
use crate::model::vocab::Meta;

use crate::model::names::Prefix;
use crate::model::resolve::types::type_names::in_namespace;
use crate::model::resolve::{Place, Resolver};

/// A model element that holds a [`Meta`].
#[derive(Clone, Copy, Debug)]
pub(in crate::model::resolve) enum Element {
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
pub(in crate::model::resolve) enum Located<'a> {
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
pub(in crate::model::resolve) enum TargetScope {
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
    pub(in crate::model::resolve) fn meta(self, model: &mut Model) -> Option<&mut Meta> {
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

impl Element {
    /// Where the part begins that a slice keeps or leaves out with the element; `None` for a whole namespace.
    pub(in crate::model::resolve) fn declared(self, model: &Model) -> Option<Start> {
        let span = match self {
            Self::Namespace(_) => return None,
            Self::Structured(id) | Self::Property(id, _) => model.structured_type(id).span,
            Self::Navigation(id, at) => model.structured_type(id).navigation.get(at)?.span,
            Self::Enum(id) | Self::Member(id, _) => model.enum_type(id).span,
            Self::Definition(id) => model.type_definition(id).span,
            Self::Operation(id) | Self::Parameter(id, _) | Self::Returns(id) => model.operation(id).span,
            Self::Container(id) => model.container(id).span,
            Self::EntitySet(id, at) => model.container(id).entity_sets.get(at)?.span,
            Self::Singleton(id, at) => model.container(id).singletons.get(at)?.span,
            Self::Import(id, at) => model.container(id).imports.get(at)?.span,
        };
        Some(start(span))
    }
}

impl TargetScope {
    /// Where the part begins in which a segment was looked for.
    pub(in crate::model::resolve) fn declared(self, model: &Model) -> Option<Start> {
        match self {
            Self::Structured(id) => Some(start(model.structured_type(id).span)),
            Self::Enum(id) => Some(start(model.enum_type(id).span)),
            Self::Container(id) => Some(start(model.container(id).span)),
            Self::Namespace(_) | Self::Operation | Self::Overloads => None,
        }
    }
}

impl<'a> Resolver<'a> {
    /// Follows a target path. `merged`: containers hold what they extend.
    pub(in crate::model::resolve) fn locate(
        &mut self,
        place: Place,
        target: &'a Text<'a>,
        merged: bool,
    ) -> Located<'a> {
        let path: &'a str = target.value.trim().trim_end_matches('/');
        if path.contains("/@") {
            return Located::Elsewhere;
        }
        let (first, rest) = match path.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let (name, parameters) = self.call_in(place, first);
        if rest.is_none()
            && !self.is_declared(name, place)
            && let Prefix::Given(id) = self.names.prefix(place.document, name).prefix
        {
            return Located::Elements(vec![Element::Namespace(id)]);
        }
        let Some((prefix, simple)) = self.divide(place, name) else {
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

    /// The name and the list of parameter types behind it. A name may have parentheses of its own, so that the longest one
    /// that is declared is taken.
    fn call_in(&self, place: Place, segment: &'a str) -> (&'a str, Option<&'a str>) {
        const MOST_PARENTHESES: usize = 4;
        let Some((name, parameters)) = segment.split_once('(') else { return (segment, None) };
        if self.is_declared(segment, place) {
            return (segment, None);
        }
        let mut divided =
            segment.rmatch_indices('(').take(MOST_PARENTHESES).filter_map(|(at, _)| segment.split_at_checked(at));
        match divided.find(|(name, _)| self.is_declared(name.trim_end(), place)) {
            Some((name, parameters)) => (name.trim_end(), parameters.get(1..)),
            None => (name.trim_end(), Some(parameters)),
        }
    }

    fn divide(&self, place: Place, name: &'a str) -> Option<(&'a str, &'a str)> {
        self.names.divide(place.document, name, |namespace, simple| {
            self.names.declares(namespace, simple) || self.names.terms.contains(&(namespace, simple))
        })
    }

    /// Whether a qualified name is that of a schema child, rather than a namespace.
    fn is_declared(&self, name: &'a str, place: Place) -> bool {
        let Some((prefix, simple)) = self.divide(place, name) else { return false };
        let Prefix::Given(id) = self.names.prefix(place.document, prefix).prefix else { return false };
        self.names.declares(id, simple)
    }
}
