//! CSDL 4 and 5: `edmx:Edmx`, `edmx:Reference`, `edm:Schema`.

use crate::csdl::ast::{Document, Include, IncludeAnnotations, Reference, Schema};
use crate::csdl::cursor::{Cursor, Start};
use crate::csdl::names::{Attr, Element};
use crate::diagnostics::{Diagnostic, Severity, quoted};

impl<'s> Cursor<'s, '_> {
    /// CSDL 4: `edmx:Edmx`.
    pub(crate) fn edmx(&mut self, start: Start, document: &mut Document<'s>) {
        document.version = self.optional(Attr::Version);
        self.check_version(start, document);
        let mut services: Option<Start> = None;
        while let Some(child) = self.child(Element::Edmx) {
            if child.element == Element::Reference {
                let reference = self.reference(child);
                push(&mut document.references, child, reference);
                continue;
            }
            if let Some(first) = services {
                self.repeated(Element::Edmx, child, first.span, "its schemas are read too");
            }
            services = Some(child);
            if child.element == Element::Runtime {
                self.runtime(child, document);
            } else {
                self.data_services(child, document);
            }
        }
        if services.is_none() {
            self.warn(|| {
                Diagnostic::warning("missing-element", start.span, "`Edmx` lacks the element `DataServices`")
                    .label("this document declares nothing")
            });
        }
    }

    fn check_version(&mut self, start: Start, document: &Document<'s>) {
        match &document.version {
            Some(version) if matches!(&*version.value, "4.0" | "4.01") => {}
            Some(version) => self.warn(|| {
                let message = format!("`Version` is {}", quoted(&version.value));
                Diagnostic::warning("edmx-version", version.span, message).label("read as `4.01`")
            }),
            None => self.warn(|| {
                Diagnostic::warning("edmx-version", start.span, "`Edmx` lacks the attribute `Version`")
                    .label("read as `4.01`")
            }),
        }
    }

    /// Entity Framework's wrapper around schemas.
    fn runtime(&mut self, start: Start, document: &mut Document<'s>) {
        self.warn(|| {
            Diagnostic::warning("missing-element", start.span, "`Runtime` in place of `DataServices`")
                .label("the schemas in its `ConceptualModels` are read")
        });
        while let Some(child) = self.child(Element::Runtime) {
            self.data_services(child, document);
        }
    }

    /// CSDL 4: `edmx:DataServices`.
    fn data_services(&mut self, start: Start, document: &mut Document<'s>) {
        while let Some(child) = self.child(start.element) {
            document.schemas.extend(self.schema(child));
        }
    }

    /// CSDL 4.1: `edmx:Reference`.
    fn reference(&mut self, start: Start) -> Reference<'s> {
        let mut reference = Reference {
            uri: self.demand(start, Attr::Uri),
            includes: Vec::new(),
            include_annotations: Vec::new(),
            annotations: Vec::new(),
        };
        while let Some(child) = self.child(Element::Reference) {
            match child.element {
                Element::Include => {
                    let include = self.include(child);
                    push(&mut reference.includes, child, include);
                }
                Element::IncludeAnnotations => {
                    let include = self.include_annotations(child);
                    push(&mut reference.include_annotations, child, include);
                }
                _ => self.annotate(child, &mut reference.annotations),
            }
        }
        reference
    }

    /// CSDL 4.2: `edmx:Include`.
    fn include(&mut self, start: Start) -> Include<'s> {
        Include {
            namespace: self.namespace(start, Attr::Namespace),
            alias: self.optional_identifier(start, Attr::Alias),
            annotations: self.annotations(start),
        }
    }

    /// CSDL 4.3: `edmx:IncludeAnnotations`.
    fn include_annotations(&mut self, start: Start) -> IncludeAnnotations<'s> {
        let include = IncludeAnnotations {
            term_namespace: self.demand(start, Attr::TermNamespace),
            qualifier: self.optional(Attr::Qualifier),
            target_namespace: self.optional(Attr::TargetNamespace),
        };
        self.finish(start.element);
        include
    }

    /// CSDL 5: `edm:Schema`; `None` where it lacks a namespace, so that nothing can refer to it.
    pub(crate) fn schema(&mut self, start: Start) -> Option<Schema<'s>> {
        let is_tag_broken = self.reader.is_tag_broken;
        let mut schema = Schema {
            namespace: self.namespace(start, Attr::Namespace),
            alias: self.optional_identifier(start, Attr::Alias),
            structured_types: Vec::new(),
            enum_types: Vec::new(),
            type_definitions: Vec::new(),
            operations: Vec::new(),
            terms: Vec::new(),
            containers: Vec::new(),
            annotation_blocks: Vec::new(),
            annotations: Vec::new(),
        };
        while let Some(child) = self.child(Element::Schema) {
            self.schema_child(child, &mut schema);
            if child.element != Element::Annotation {
                self.note_extent(child);
            }
        }
        if schema.namespace.span != start.span {
            return Some(schema);
        }
        if !is_tag_broken {
            let severity = if declares_nothing(&schema) { Severity::Warning } else { Severity::Error };
            let message = "`Schema` lacks the attribute `Namespace`".to_owned();
            self.reader.diagnostics.push_with(severity, || {
                Diagnostic::new(severity, "missing-attribute", Some(start.span), message).label("left out of the model")
            });
        }
        None
    }

    fn schema_child(&mut self, child: Start, schema: &mut Schema<'s>) {
        match child.element {
            Element::EntityType | Element::ComplexType => {
                let item = self.structured_type(child);
                push(&mut schema.structured_types, child, item);
            }
            Element::EnumType => {
                let item = self.enum_type(child);
                push(&mut schema.enum_types, child, item);
            }
            Element::TypeDefinition => {
                let item = self.type_definition(child);
                push(&mut schema.type_definitions, child, item);
            }
            Element::Action | Element::Function => {
                if let Some(item) = self.operation(child) {
                    push(&mut schema.operations, child, item);
                }
            }
            Element::Term => {
                let item = self.term(child);
                push(&mut schema.terms, child, item);
            }
            Element::EntityContainer => {
                let item = self.entity_container(child);
                push(&mut schema.containers, child, item);
            }
            Element::Annotations => {
                let item = self.annotation_block(child);
                push(&mut schema.annotation_blocks, child, item);
            }
            _ => self.annotate(child, &mut schema.annotations),
        }
    }
}

/// Whether a schema holds annotations at most.
fn declares_nothing(schema: &Schema<'_>) -> bool {
    schema.structured_types.is_empty()
        && schema.enum_types.is_empty()
        && schema.type_definitions.is_empty()
        && schema.operations.is_empty()
        && schema.terms.is_empty()
        && schema.containers.is_empty()
}

/// Keeps the item of an element, unless the element lacks an attribute that the model needs.
pub(crate) fn push<T>(list: &mut Vec<T>, start: Start, item: T) {
    if start.complete {
        list.push(item);
    }
}
