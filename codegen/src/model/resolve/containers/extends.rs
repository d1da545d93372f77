//! `Extends` (CSDL 13.1): a container holds all that the one which it extends holds.

use std::collections::BTreeSet;

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::ids::Id;
use crate::model::types::{Binding, Child, Container, EntitySet};

use crate::model::resolve::declare::{Declarations, Declared};
use crate::model::resolve::types::type_names::in_namespace;
use crate::model::resolve::{Resolver, chains};

impl<'a> Resolver<'a> {
    /// Which container each one extends, without cycles.
    pub(in crate::model::resolve) fn extended(&mut self, declarations: &Declarations<'a>) -> Vec<Option<usize>> {
        let mut extends: Vec<_> = declarations.containers.iter().map(|declared| self.extended_by(declared)).collect();
        let is_partial = |index: &usize| {
            let declared = declarations.containers.get(*index);
            declared.is_some_and(|declared| declared.item.extends.is_some())
                && extends.get(*index).is_some_and(Option::is_none)
        };
        self.partial = (0..extends.len()).filter(is_partial).collect();
        for cycle in chains::cycles(&extends) {
            let mut members = cycle.iter().filter_map(|index| declarations.containers.get(*index));
            let Some(first) = members.next() else { continue };
            let text = format!("entity container `{}` extends itself", first.item.name.value);
            let mut fault = Diagnostic::error("cyclic-extends", extends_span(first.item), text)
                .label("this container leads back here");
            for member in members.take(5) {
                fault = fault.also(extends_span(member.item), format!("by way of `{}`", member.item.name.value));
            }
            self.faults.push(fault.help("remove one of these `Extends` attributes"));
            if let Some(extends) = cycle.first().and_then(|first| extends.get_mut(*first)) {
                *extends = None;
            }
        }
        extends
    }

    fn extended_by(&mut self, declared: &Declared<'a, ast::EntityContainer<'a>>) -> Option<usize> {
        let name: &'a Text<'a> = declared.item.extends.as_ref()?;
        let place = declared.place;
        let is_container = |namespace, simple: &str| self.names.container(namespace, simple).is_some();
        let (namespace, simple) = match self.names.divide(place.document, &name.value, is_container) {
            Some((prefix, simple)) => (in_namespace(&self.names, &mut self.faults, place, prefix, name)?.0, simple),
            None => (place.namespace, &*name.value),
        };
        let found = self.names.container(namespace, simple);
        if found.is_none() {
            let text = format!("there is no entity container `{}`", name.value);
            let fault = Diagnostic::warning("unresolved-container", name.span, text).label("extended here");
            let fault = self.faults.suggest_in(fault, &self.names.containers, namespace, simple);
            self.faults.push(fault.help("the container is taken to extend nothing"));
        }
        found.map(Id::index)
    }

    /// Copies into each container what it extends.
    pub(in crate::model::resolve) fn merge_extended(&mut self) {
        // Long chains of containers multiply their content; no real service comes near this.
        const BYTES: usize = 100_000_000;
        let mut copied = 0;
        for index in chains::successors_first(&self.extends) {
            let Some(base) = self.extends.get(index).copied().flatten() else { continue };
            let Some([base, container]) = pair(&mut self.model.containers, base, index) else { continue };
            copied += weight(base);
            if copied > BYTES {
                let text = "entity containers extend each other too often";
                let fault = Diagnostic::error("too-many-extends", container.span, text)
                    .label("with this one, too many children are inherited")
                    .help("extend fewer containers, or generate from fewer documents");
                self.faults.push(fault);
                return;
            }
            merge(container, base);
        }
    }
}

fn extends_span(item: &ast::EntityContainer<'_>) -> crate::source::Span {
    item.extends.as_ref().map_or(item.span, |name| name.span)
}

/// Both items, the first only to be read.
fn pair<T>(items: &mut [T], first: usize, second: usize) -> Option<[&mut T; 2]> {
    items.get_disjoint_mut([first, second]).ok()
}

/// About how many bytes the children take.
fn weight(container: &Container) -> usize {
    let bindings = container.children().flat_map(Child::bindings);
    let bindings = bindings.map(|binding| size_of::<Binding>() + binding.path.len() + binding.target.len());
    let children = container.children().map(|child| size_of::<EntitySet>() + child.meta().get().weight());
    children.sum::<usize>() + bindings.sum::<usize>()
}

/// The container's own children come first, and hide inherited ones of the same name.
fn merge(container: &mut Container, base: &Container) {
    let own: BTreeSet<Box<str>> = container.child_names().map(Into::into).collect();
    container.entity_sets.extend(base.entity_sets.iter().filter(|child| !own.contains(&child.name)).cloned());
    container.singletons.extend(base.singletons.iter().filter(|child| !own.contains(&child.name)).cloned());
    container.imports.extend(base.imports.iter().filter(|child| !own.contains(&child.name)).cloned());
}
