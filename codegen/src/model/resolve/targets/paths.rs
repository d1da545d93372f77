//! Target paths, once their first segment is known.

use crate::model::Child;
use crate::model::ids::{ContainerId, EnumId, Id, NamespaceId, OperationId, StructuredId};
use crate::model::types::{StructuredType, Type};

use super::locate::{Element, Located, TargetScope};
use crate::model::names::{Prefix, Symbol};
use crate::model::resolve::types::members::{Found, MemberPosition};
use crate::model::resolve::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// A schema child without parentheses. One name may be that of a type, of operations and of a container: the
    /// first of them in which the path leads somewhere is meant.
    pub(in crate::model::resolve) fn named(
        &mut self,
        place: Place,
        (namespace, name): (NamespaceId, &'a str),
        steps: &[&'a str],
        merged: bool,
    ) -> Located<'a> {
        let mut located = None;
        if let Some(symbol) = self.names.symbol(namespace, name) {
            located = Some(match symbol {
                Symbol::Structured(id) => self.in_type(place, id, steps),
                Symbol::Enum(id) => self.in_enum(id, steps),
                Symbol::Definition(id) => match steps {
                    [] => Located::Elements(vec![Element::Definition(id)]),
                    _ => Located::Elsewhere,
                },
            });
        }
        let Some(overloads) = self.overloads(namespace, name) else { return Located::Elsewhere };
        if !overloads.is_empty() && leads_nowhere(located.as_ref()) {
            located = Some(self.in_operations(&overloads, steps));
        }
        if let Some(id) = self.names.container(namespace, name)
            && leads_nowhere(located.as_ref())
        {
            located = Some(self.in_container(place, id, steps, merged));
        }
        if leads_nowhere(located.as_ref()) && self.names.terms.contains(&(namespace, name)) {
            located = Some(Located::Elsewhere);
        }
        located.unwrap_or(Located::Missing { segment: name, scope: TargetScope::Namespace(namespace) })
    }

    fn in_type(&mut self, place: Place, id: StructuredId, steps: &[&'a str]) -> Located<'a> {
        let mut at = id;
        let mut nested = false;
        for (index, step) in steps.iter().enumerate() {
            let last = index + 1 == steps.len();
            let (owner, member) = match self.member(at, step) {
                Found::Member(owner, member) => (owner, member),
                Found::Nothing | Found::Unknown if step.contains('.') => match self.cast(place, step) {
                    Some(derived) if !last => {
                        at = derived;
                        continue;
                    }
                    _ => return Located::Elsewhere,
                },
                Found::Nothing if !self.model.structured_type(at).is_open => {
                    return Located::Missing { segment: step, scope: TargetScope::Structured(at) };
                }
                Found::Nothing | Found::Unknown => return Located::Elsewhere,
            };
            if last {
                // An annotation of a member in one context only (nested, or of a subtype) must not hold everywhere.
                return if nested || owner != at {
                    Located::Elsewhere
                } else {
                    Located::Elements(vec![element(owner, member)])
                };
            }
            match member_type(self.model.structured_type(owner), member) {
                Some(Type::Structured(next)) => at = next,
                _ => return Located::Elsewhere,
            }
            nested = true;
        }
        Located::Elements(vec![Element::Structured(id)])
    }

    /// The structured type that a cast segment names.
    pub(in crate::model::resolve) fn cast(&self, place: Place, name: &str) -> Option<StructuredId> {
        let is_type = |namespace, simple: &str| self.names.symbol(namespace, simple).is_some();
        let (prefix, simple) = self.names.divide(place.document, name, is_type)?;
        let Prefix::Given(namespace) = self.names.prefix(place.document, prefix).prefix else { return None };
        match self.names.symbol(namespace, simple)? {
            Symbol::Structured(id) => Some(id),
            Symbol::Enum(_) | Symbol::Definition(_) => None,
        }
    }

    /// All overloads of that name; `None` where the effort is used up.
    pub(in crate::model::resolve) fn overloads(
        &mut self,
        namespace: NamespaceId,
        name: &str,
    ) -> Option<Vec<OperationId>> {
        let overloads = self.names.overloads(namespace, name);
        self.effort.spend(size_of_val(overloads)).then(|| overloads.to_vec())
    }

    fn in_enum(&mut self, id: EnumId, steps: &[&'a str]) -> Located<'a> {
        let [step, rest @ ..] = steps else { return Located::Elements(vec![Element::Enum(id)]) };
        let members = &self.model.enum_type(id).members;
        if !rest.is_empty() || !self.effort.spend(members.len()) {
            return Located::Elsewhere;
        }
        match members.iter().position(|member| *member.name == **step) {
            Some(index) => Located::Elements(vec![Element::Member(id, index)]),
            None => Located::Missing { segment: step, scope: TargetScope::Enum(id) },
        }
    }

    /// All the given overloads, or what the path leads to in each that has it.
    pub(in crate::model::resolve) fn in_operations(
        &mut self,
        overloads: &[OperationId],
        steps: &[&'a str],
    ) -> Located<'a> {
        let [step, rest @ ..] = steps else {
            return Located::Elements(overloads.iter().copied().map(Element::Operation).collect());
        };
        let mut found = Vec::new();
        for &id in overloads {
            let operation = self.model.operation(id);
            if *step == "$ReturnType" {
                found.extend(operation.returns.as_ref().map(|_| Element::Returns(id)));
            } else if self.effort.spend(operation.parameters.len()) {
                let position = operation.parameters.iter().position(|parameter| *parameter.name == **step);
                found.extend(position.map(|index| Element::Parameter(id, index)));
            }
        }
        match found.as_slice() {
            [] => Located::Missing { segment: step, scope: TargetScope::Operation },
            _ if rest.is_empty() => Located::Elements(found),
            _ => Located::Elsewhere,
        }
    }

    fn in_container(&mut self, place: Place, id: ContainerId, steps: &[&'a str], merged: bool) -> Located<'a> {
        let [step, rest @ ..] = steps else { return Located::Elements(vec![Element::Container(id)]) };
        let container = self.model.container(id);
        let children = container.entity_sets.len() + container.singletons.len() + container.imports.len();
        if !self.effort.spend(children) {
            return Located::Elsewhere;
        }
        let child = container.children().find(|child| child.name() == *step);
        let (element, ty) = if let Some(child) = child {
            match child {
                Child::EntitySet(index, set) => (Element::EntitySet(id, index), Some(set.ty)),
                Child::Singleton(index, singleton) => (Element::Singleton(id, index), Some(singleton.ty)),
                Child::Import(index, _) => (Element::Import(id, index), None),
            }
        } else {
            let index = id.index();
            return if !merged && self.extends.get(index).is_some_and(Option::is_some) {
                Located::Extended
            } else if self.partial.contains(&index) {
                Located::Elsewhere
            } else {
                Located::Missing { segment: step, scope: TargetScope::Container(id) }
            };
        };
        match ty {
            _ if rest.is_empty() => Located::Elements(vec![element]),
            Some(Type::Structured(ty)) => match self.in_type(place, ty, rest) {
                Located::Elements(_) => Located::Elsewhere,
                located @ (Located::Elsewhere | Located::Extended | Located::Missing { .. }) => located,
            },
            _ => Located::Elsewhere,
        }
    }
}

fn leads_nowhere(located: Option<&Located<'_>>) -> bool {
    matches!(located, None | Some(Located::Missing { .. }))
}

fn element(owner: StructuredId, member: MemberPosition) -> Element {
    match member {
        MemberPosition::Property(index) => Element::Property(owner, index),
        MemberPosition::Navigation(index) => Element::Navigation(owner, index),
    }
}

fn member_type(ty: &StructuredType, member: MemberPosition) -> Option<Type> {
    match member {
        MemberPosition::Property(index) => ty.properties.get(index).map(|property| property.ty.ty),
        MemberPosition::Navigation(index) => ty.navigation.get(index).map(|property| property.ty.ty),
    }
}
