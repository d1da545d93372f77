//! CSDL 12, 13: operations and the entity container.

use super::document::push;
use crate::csdl::ast::Annotation;
use crate::csdl::ast::{
    EntityContainer, EntitySet, NavigationPropertyBinding, Operation, OperationImport, OperationKind, Parameter,
    ReturnType, Singleton,
};
use crate::csdl::cursor::{Cursor, Start};
use crate::csdl::names::{Attr, Element};
use crate::diagnostics::{Diagnostic, quoted};

impl<'s> Cursor<'s, '_> {
    /// CSDL 12.1: `edm:Action`, CSDL 12.3: `edm:Function`.
    ///
    /// `None` where a parameter or the return type cannot be read: the rest would be another operation.
    pub(crate) fn operation(&mut self, start: Start) -> Option<Operation<'s>> {
        let is_action = start.element == Element::Action;
        let mut operation = Operation {
            kind: if is_action { OperationKind::Action } else { OperationKind::Function },
            name: self.name(start),
            is_bound: self.flag(Attr::IsBound),
            is_composable: self.flag(Attr::IsComposable),
            entity_set_path: self.optional(Attr::EntitySetPath),
            parameters: Vec::new(),
            return_type: None,
            annotations: Vec::new(),
            span: start.span,
        };
        let mut readable = true;
        while let Some(child) = self.child(start.element) {
            match child.element {
                Element::Parameter => {
                    operation.parameters.push(self.parameter(child));
                    readable &= child.complete;
                }
                Element::ReturnType => {
                    let return_type = self.return_type(child);
                    readable &= child.complete;
                    if let Some(first) = &operation.return_type {
                        let span = first.span;
                        self.repeated(start.element, child, span, "the first one is used");
                    } else {
                        operation.return_type = Some(return_type);
                    }
                }
                _ => self.annotate(child, &mut operation.annotations),
            }
        }
        if !is_action && operation.return_type.is_none() {
            self.warn(|| {
                Diagnostic::warning("missing-element", start.span, "`Function` lacks the element `ReturnType`")
                    .label("read as if it returned nothing")
            });
        }
        if !readable {
            self.warn(|| {
                let message = format!("operation {} is left out", quoted(&operation.name.value));
                Diagnostic::warning("unreadable-operation", operation.name.span, message)
                    .label("the type of a parameter or of the result is missing")
            });
        }
        readable.then_some(operation)
    }

    /// CSDL 12.9: `edm:Parameter`.
    fn parameter(&mut self, start: Start) -> Parameter<'s> {
        Parameter { name: self.name(start), type_use: self.type_use(start), annotations: self.annotations(start) }
    }

    /// CSDL 12.8: `edm:ReturnType`.
    fn return_type(&mut self, start: Start) -> ReturnType<'s> {
        ReturnType { type_use: self.type_use(start), annotations: self.annotations(start), span: start.span }
    }

    /// CSDL 13.1: `edm:EntityContainer`.
    pub(crate) fn entity_container(&mut self, start: Start) -> EntityContainer<'s> {
        let mut container = EntityContainer {
            name: self.name(start),
            extends: self.optional(Attr::Extends),
            entity_sets: Vec::new(),
            singletons: Vec::new(),
            operation_imports: Vec::new(),
            annotations: Vec::new(),
            span: start.span,
        };
        while let Some(child) = self.child(Element::EntityContainer) {
            match child.element {
                Element::EntitySet => {
                    let item = self.entity_set(child);
                    push(&mut container.entity_sets, child, item);
                }
                Element::Singleton => {
                    let item = self.singleton(child);
                    push(&mut container.singletons, child, item);
                }
                Element::ActionImport => {
                    let item = self.operation_import(child, OperationKind::Action, Attr::Action);
                    push(&mut container.operation_imports, child, item);
                }
                Element::FunctionImport => {
                    let item = self.operation_import(child, OperationKind::Function, Attr::Function);
                    push(&mut container.operation_imports, child, item);
                }
                _ => {
                    self.annotate(child, &mut container.annotations);
                    continue;
                }
            }
            self.note_extent(child);
        }
        container
    }

    /// CSDL 13.2: `edm:EntitySet`.
    fn entity_set(&mut self, start: Start) -> EntitySet<'s> {
        let name = self.name(start);
        let entity_type = self.demand(start, Attr::EntityType);
        let include_in_service_document = self.optional_flag(Attr::IncludeInServiceDocument);
        let (bindings, annotations) = self.bindings(start);
        EntitySet { name, entity_type, include_in_service_document, bindings, annotations, span: start.span }
    }

    /// CSDL 13.3: `edm:Singleton`.
    fn singleton(&mut self, start: Start) -> Singleton<'s> {
        let name = self.name(start);
        let type_name = self.demand(start, Attr::Type);
        let nullable = self.optional_flag(Attr::Nullable);
        let (bindings, annotations) = self.bindings(start);
        Singleton { name, type_name, nullable, bindings, annotations, span: start.span }
    }

    /// CSDL 13.4: `edm:NavigationPropertyBinding`, and the annotations beside.
    fn bindings(&mut self, start: Start) -> (Vec<NavigationPropertyBinding<'s>>, Vec<Annotation<'s>>) {
        let (mut bindings, mut annotations) = (Vec::new(), Vec::new());
        while let Some(child) = self.child(start.element) {
            if child.element != Element::NavigationPropertyBinding {
                self.annotate(child, &mut annotations);
                continue;
            }
            let binding = NavigationPropertyBinding {
                path: self.demand(child, Attr::Path),
                target: self.demand(child, Attr::Target),
                annotations: self.annotations(child),
            };
            push(&mut bindings, child, binding);
        }
        (bindings, annotations)
    }

    /// CSDL 13.5: `edm:ActionImport`, CSDL 13.6: `edm:FunctionImport`.
    fn operation_import(&mut self, start: Start, kind: OperationKind, operation: Attr) -> OperationImport<'s> {
        OperationImport {
            kind,
            name: self.name(start),
            operation: self.demand(start, operation),
            entity_set: self.optional(Attr::EntitySet),
            include_in_service_document: self.optional_flag(Attr::IncludeInServiceDocument),
            annotations: self.annotations(start),
            span: start.span,
        }
    }
}
