//! One overload in a target path: `Ns.Op(Ns.T,Collection(Edm.String))`.

use crate::csdl::ast::OperationKind;
use crate::model::edm;
use crate::model::ids::{Id, NamespaceId, OperationId};
use crate::model::types::Type;

use super::locate::{Located, TargetScope};
use crate::model::names::Prefix;
use crate::model::resolve::overloads::TypeKey;
use crate::model::resolve::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// The overloads of that name and those parameter types, and what the path leads to in them.
    pub(in crate::model::resolve) fn overload(
        &mut self,
        place: Place,
        (namespace, name): (NamespaceId, &'a str),
        parameters: &'a str,
        steps: &[&'a str],
    ) -> Located<'a> {
        let Some(overloads) = self.overloads(namespace, name) else { return Located::Elsewhere };
        let scope = if overloads.is_empty() { TargetScope::Namespace(namespace) } else { TargetScope::Overloads };
        let missing = Located::Missing { segment: name, scope };
        let Some(wanted) = parameters.strip_suffix(')').and_then(|list| self.signature(place, list)) else {
            return missing;
        };
        let matching = self.matching(&overloads, &wanted);
        if !matching.is_empty() {
            return self.in_operations(&matching, steps);
        }
        if wanted.iter().any(TypeKey::is_unresolved) { Located::Elsewhere } else { missing }
    }

    /// The types of a comma-separated list; `None` where one is left out.
    fn signature(&self, place: Place, list: &'a str) -> Option<Vec<TypeKey<'a>>> {
        if list.trim().is_empty() {
            return Some(Vec::new());
        }
        list.split(',').map(|written| self.parameter(place, written.trim())).collect()
    }

    fn parameter(&self, place: Place, written: &'a str) -> Option<TypeKey<'a>> {
        let item = written.strip_prefix("Collection(").map(|item| item.strip_suffix(')'));
        let (name, collection) = match item {
            Some(item) => (item?.trim(), true),
            None => (written, false),
        };
        let ty = self.silently_named(place, name).unwrap_or(Type::Unresolved);
        let ty = self.without_defined_streams(ty, collection);
        (!name.is_empty()).then(|| TypeKey::of(ty, collection, name))
    }

    fn silently_named(&self, place: Place, name: &str) -> Option<Type> {
        let is_type = |namespace, simple: &str| self.names.symbol(namespace, simple).is_some();
        match self.names.divide(place.document, name, is_type)? {
            ("Edm", simple) => edm::built_in(simple),
            (prefix, simple) => match self.names.prefix(place.document, prefix).prefix {
                Prefix::Given(namespace) => self.names.symbol(namespace, simple).map(Into::into),
                Prefix::Missing { .. } | Prefix::Unknown => None,
            },
        }
    }

    /// The standard names a function by all its parameter types and an action by that of its binding parameter
    /// alone, if it has one. Real services name functions like actions, too.
    fn matching(&mut self, overloads: &[OperationId], wanted: &[TypeKey<'a>]) -> Vec<OperationId> {
        if !self.effort.spend(overloads.len() * (wanted.len() + 1)) {
            return overloads.to_vec();
        }
        let signature = |id: &OperationId| self.signatures.get(id.index()).map_or(&[][..], Vec::as_slice);
        let by_binding = |id: &OperationId| {
            let bound = self.model.operation(*id).is_bound;
            signature(id).get(..usize::from(bound)) == Some(wanted)
        };
        let is_action = |id: &OperationId| self.model.operation(*id).kind == OperationKind::Action;
        let exact = |id: &&OperationId| signature(id) == wanted || is_action(id) && by_binding(id);
        let found: Vec<_> = overloads.iter().filter(exact).copied().collect();
        if found.is_empty() { overloads.iter().filter(|id| by_binding(id)).copied().collect() } else { found }
    }
}
