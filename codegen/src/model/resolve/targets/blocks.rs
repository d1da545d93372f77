//! Out-of-line annotations (CSDL 5.2) and those of schemas.

use crate::csdl::ast::{Annotation, AnnotationBlock};
use crate::diagnostics::Diagnostic;
use crate::model::extents::{Annotates, Start};
use crate::model::ids::Id;
use crate::model::terms::{self, Annotated, Extras};
use crate::model::types::Type;

use super::locate::{Element, Located, TargetScope};
use crate::model::names::names_in;
use crate::model::resolve::declare::Declarations;
use crate::model::resolve::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// Applies the annotations of schemas and all out-of-line annotations, and merges what containers extend.
    ///
    /// Containers are merged in between, so that annotations of an inherited child where it is declared come with
    /// it, and those where it is inherited can be found.
    pub(in crate::model::resolve) fn annotation_blocks(&mut self, declarations: &Declarations<'a>) {
        let mut inherited = Vec::new();
        for declared in &declarations.schemas {
            let namespace = Element::Namespace(declared.place.namespace);
            self.annotate(declared.place, &[namespace], &declared.item.annotations);
            for block in &declared.item.annotation_blocks {
                if !self.block(declared.place, block, false) {
                    inherited.push((declared.place, block));
                }
            }
        }
        self.merge_extended();
        for (place, block) in inherited {
            self.block(place, block, true);
        }
        if self.effort.is_spent() {
            let text = "the documents refer to their content more often than can be followed";
            let fault = Diagnostic::warning("too-many-references", None, text)
                .help("further annotations and operation imports are left out; generate from fewer documents");
            self.faults.push(fault);
        }
    }

    /// Applies one block; false where its target may come from an extended container.
    fn block(&mut self, place: Place, block: &'a AnnotationBlock<'a>, merged: bool) -> bool {
        let located = self.locate(place, &block.target, merged);
        self.note_annotated(block, &located);
        match located {
            // What has a qualifier holds under circumstances that we know nothing of.
            Located::Elements(_) if block.qualifier.is_some() => {}
            Located::Elements(elements) => self.annotate(place, &elements, &block.annotations),
            Located::Elsewhere => {}
            Located::Extended => return false,
            Located::Missing { segment, scope } => self.missing_target(block, segment, scope),
        }
        true
    }

    /// Remembers which parts of the model a block is about.
    fn note_annotated(&mut self, block: &AnnotationBlock<'_>, located: &Located<'_>) {
        let annotates = match located {
            Located::Elements(elements) => {
                let declared: Option<Vec<Start>> =
                    elements.iter().map(|element| element.declared(&self.model)).collect();
                declared.map_or(Annotates::Schema, Annotates::Parts)
            }
            Located::Missing { scope, .. } => Annotates::Parts(scope.declared(&self.model).into_iter().collect()),
            Located::Elsewhere | Located::Extended => Annotates::Parts(Vec::new()),
        };
        self.model.extents.annotate(block.target.span, annotates);
    }

    fn annotate(&mut self, place: Place, elements: &[Element], annotations: &'a [Annotation<'a>]) {
        // Text is copied to each element.
        let bytes = |annotation: &Annotation<'_>| annotation.span.end.saturating_sub(annotation.span.start) as usize;
        let cost = annotations.iter().map(bytes).sum();
        for (index, element) in elements.iter().enumerate() {
            if annotations.is_empty() || !self.effort.spend(cost) {
                return;
            }
            let Some(meta) = element.meta(&mut self.model) else { continue };
            let annotated =
                Annotated { names: &self.names, faults: &mut self.faults, document: place.document, quiet: index > 0 };
            let extras = terms::apply(annotated, annotations, meta);
            self.extras(place, *element, &extras);
        }
    }

    fn extras(&mut self, place: Place, element: Element, extras: &Extras<'a>) {
        if let Element::Parameter(id, index) = element
            && extras.optional
        {
            let operation = self.model.operations.get_mut(id.index());
            if let Some(parameter) = operation.and_then(|operation| operation.parameters.get_mut(index)) {
                parameter.is_optional = true;
            }
        }
        if let Element::Namespace(id) = element
            && let (Some(default), Some(namespace)) =
                (extras.default_namespace, self.model.namespaces.get_mut(id.index()))
        {
            namespace.is_default = default;
        }
        if let (Some(value), Type::Structured(ty)) = (extras.navigation, self.entity_type_of(element)) {
            self.restrict(place, ty, Some(value));
        }
    }

    /// The type whose navigation properties `NavigationRestrictions` on the element speak of.
    fn entity_type_of(&self, element: Element) -> Type {
        let ty = match element {
            Element::Structured(id) => Some(Type::Structured(id)),
            Element::Navigation(id, index) => {
                self.model.structured_type(id).navigation.get(index).map(|property| property.ty.ty)
            }
            Element::EntitySet(id, index) => self.model.container(id).entity_sets.get(index).map(|child| child.ty),
            Element::Singleton(id, index) => self.model.container(id).singletons.get(index).map(|child| child.ty),
            Element::Namespace(_)
            | Element::Property(..)
            | Element::Enum(_)
            | Element::Member(..)
            | Element::Definition(_)
            | Element::Operation(_)
            | Element::Parameter(..)
            | Element::Returns(_)
            | Element::Container(_)
            | Element::Import(..) => None,
        };
        ty.unwrap_or(Type::Unresolved)
    }

    fn missing_target(&mut self, block: &AnnotationBlock<'_>, segment: &str, scope: TargetScope) {
        let target = &block.target;
        let text = format!("annotation target `{}` does not exist", target.value);
        let fault = Diagnostic::warning("unresolved-target", target.span, text).label(match scope {
            TargetScope::Overloads => format!("no overload of `{segment}` has these parameter types"),
            TargetScope::Namespace(_)
            | TargetScope::Structured(_)
            | TargetScope::Enum(_)
            | TargetScope::Operation
            | TargetScope::Container(_) => {
                format!("no `{segment}` there")
            }
        });
        let suggestions = &mut self.faults.suggestions;
        let fault = match scope {
            TargetScope::Namespace(id) => {
                let types = names_in(&self.names.types, id);
                let others = names_in(&self.names.operations, id).chain(names_in(&self.names.containers, id));
                suggestions.add(fault, segment, types.chain(others))
            }
            TargetScope::Structured(id) => {
                let ty = self.model.structured_type(id);
                let properties = ty.properties.iter().map(|property| &*property.name);
                let navigation = ty.navigation.iter().map(|property| &*property.name);
                suggestions.add(fault, segment, properties.chain(navigation))
            }
            TargetScope::Enum(id) => {
                suggestions.add(fault, segment, self.model.enum_type(id).members.iter().map(|member| &*member.name))
            }
            TargetScope::Container(id) => suggestions.add(fault, segment, self.model.container(id).child_names()),
            TargetScope::Operation | TargetScope::Overloads => fault,
        };
        self.faults.push(fault.help("its annotations are left out"));
    }
}
