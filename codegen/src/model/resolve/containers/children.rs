//! The children that each container declares, and which container it extends.

use std::collections::BTreeMap;

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::ids::known;
use crate::model::types::{Binding, Container, EntitySet, QualifiedName, Singleton, Type};
use crate::source::Span;

use crate::model::resolve::declare::{Declarations, Declared};
use crate::model::resolve::{Place, Resolver};

/// The names of a container's children, which share one scope.
#[derive(Default)]
struct Children<'a>(BTreeMap<&'a str, Span>);

impl<'a> Resolver<'a> {
    /// Resolves all containers without what they extend.
    pub(in crate::model::resolve) fn containers(&mut self, declarations: &Declarations<'a>) {
        self.extends = self.extended(declarations);
        for declared in &declarations.containers {
            let container = self.container(declared);
            self.model.containers.push(container);
        }
    }

    fn container(&mut self, declared: &Declared<'a, ast::EntityContainer<'a>>) -> Container {
        let Declared { item, place } = *declared;
        let mut children = Children::default();
        let mut container = Container {
            name: QualifiedName { namespace: place.namespace, name: item.name.value.as_ref().into() },
            entity_sets: Vec::with_capacity(item.entity_sets.len()),
            singletons: Vec::with_capacity(item.singletons.len()),
            imports: Vec::with_capacity(item.operation_imports.len()),
            meta: self.meta(place, &item.annotations).0,
            span: item.span,
        };
        for child in &item.entity_sets {
            if self.is_new_child(&mut children, &child.name) {
                container.entity_sets.push(self.entity_set(place, child));
            }
        }
        for child in &item.singletons {
            if self.is_new_child(&mut children, &child.name) {
                container.singletons.push(self.singleton(place, child));
            }
        }
        for child in &item.operation_imports {
            if self.is_new_child(&mut children, &child.name) {
                container.imports.push(self.operation_import(place, child));
            }
        }
        container
    }

    fn is_new_child(&mut self, children: &mut Children<'a>, name: &'a Text<'a>) -> bool {
        let first = *children.0.entry(&name.value).or_insert(name.span);
        let is_new = first == name.span;
        if !is_new {
            let text = format!("`{}` is declared twice in its container", name.value);
            let fault = Diagnostic::warning("duplicate-container-child", name.span, text)
                .label("declared again here")
                .also(first, "first declared here")
                .help("the first declaration is taken");
            self.faults.push(fault);
        }
        is_new
    }

    fn entity_set(&mut self, place: Place, item: &'a ast::EntitySet<'a>) -> EntitySet {
        let ty = self.entity_type(place, &item.name, &item.entity_type);
        if let Type::Structured(id) = ty {
            let resolved = self.model.structured_type(id);
            if self.is_entity(ty) && !resolved.is_abstract && !known(&self.keyed, id) && !known(&self.incomplete, id) {
                let name = self.model.full_name(&resolved.name);
                let text = format!("entity set `{}` has entities without a key", item.name.value);
                let fault = Diagnostic::warning("missing-key", item.entity_type.span, text)
                    .label(format!("`{name}` has no key"))
                    .also(resolved.span, "declared here")
                    .help("its entities cannot be addressed one by one");
                self.faults.push(fault);
            }
        }
        let (meta, extras) = self.meta(place, &item.annotations);
        if let Type::Structured(id) = ty {
            self.restrict(place, id, extras.navigation);
        }
        EntitySet {
            name: item.name.value.as_ref().into(),
            ty,
            bindings: bindings(&item.bindings),
            meta,
            span: item.span,
        }
    }

    fn singleton(&mut self, place: Place, item: &'a ast::Singleton<'a>) -> Singleton {
        let ty = self.entity_type(place, &item.name, &item.type_name);
        let (meta, extras) = self.meta(place, &item.annotations);
        if let Type::Structured(id) = ty {
            self.restrict(place, id, extras.navigation);
        }
        Singleton {
            name: item.name.value.as_ref().into(),
            ty,
            nullable: item.nullable.unwrap_or_default(),
            bindings: bindings(&item.bindings),
            meta,
            span: item.span,
        }
    }

    /// The type of the entities of a set or a singleton.
    fn entity_type(&mut self, place: Place, child: &Text<'_>, name: &'a Text<'a>) -> Type {
        let ty = self.type_named(place, name);
        if ty == Type::Unresolved || self.is_entity(ty) && matches!(ty, Type::Structured(_)) {
            return ty;
        }
        let text = format!("the type of `{}` is not an entity type", child.value);
        let fault = Diagnostic::warning("invalid-entity-type", name.span, text).label("not a declared entity type");
        if let Type::Structured(_) = ty {
            self.faults.push(fault.help("its values are read as that complex type"));
            ty
        } else {
            self.faults.push(fault.help("its values are kept as JSON"));
            Type::Unresolved
        }
    }
}

fn bindings(bindings: &[ast::NavigationPropertyBinding<'_>]) -> Vec<Binding> {
    let binding = |binding: &ast::NavigationPropertyBinding<'_>| Binding {
        path: binding.path.value.as_ref().into(),
        target: binding.target.value.as_ref().into(),
    };
    bindings.iter().map(binding).collect()
}
