//! CSDL as it is written: one struct per element of [CSDL XML 4.01], a span on everything, nothing resolved.
//!
//! Text is borrowed from the input wherever XML escapes allow it.
//! The span of an element reaches from `<` to the end of its name, the span of a text covers what is between the quotes.
//!
//! [CSDL XML 4.01]: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html

use std::borrow::Cow;

use crate::source::{Span, Spanned};

pub(crate) use super::ast_annotations::*;

/// An attribute value or a text, unescaped.
pub(crate) type Text<'s> = Spanned<Cow<'s, str>>;

/// One CSDL document (CSDL 4, element `edmx:Edmx`).
#[derive(Debug)]
pub(crate) struct Document<'s> {
    pub(crate) version: Option<Text<'s>>,
    pub(crate) references: Vec<Reference<'s>>,
    pub(crate) schemas: Vec<Schema<'s>>,
    /// Where the children of schemas and containers, and the navigation properties, lie: from `<` to the end of the end
    /// tag.
    pub(crate) extents: Vec<Span>,
}

/// CSDL 4.1: `edmx:Reference`.
#[derive(Debug)]
pub(crate) struct Reference<'s> {
    pub(crate) uri: Text<'s>,
    pub(crate) includes: Vec<Include<'s>>,
    pub(crate) include_annotations: Vec<IncludeAnnotations<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 4.2: `edmx:Include`.
#[derive(Debug)]
pub(crate) struct Include<'s> {
    pub(crate) namespace: Text<'s>,
    pub(crate) alias: Option<Text<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 4.3: `edmx:IncludeAnnotations`.
#[derive(Debug)]
pub(crate) struct IncludeAnnotations<'s> {
    pub(crate) term_namespace: Text<'s>,
    pub(crate) qualifier: Option<Text<'s>>,
    pub(crate) target_namespace: Option<Text<'s>>,
}

/// CSDL 5: `edm:Schema`.
#[derive(Debug)]
pub(crate) struct Schema<'s> {
    pub(crate) namespace: Text<'s>,
    pub(crate) alias: Option<Text<'s>>,
    pub(crate) structured_types: Vec<StructuredType<'s>>,
    pub(crate) enum_types: Vec<EnumType<'s>>,
    pub(crate) type_definitions: Vec<TypeDefinition<'s>>,
    pub(crate) operations: Vec<Operation<'s>>,
    pub(crate) terms: Vec<Term<'s>>,
    pub(crate) containers: Vec<EntityContainer<'s>>,
    /// Out-of-line `edm:Annotations` (CSDL 5.2).
    pub(crate) annotation_blocks: Vec<AnnotationBlock<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// Which of the two structured kinds an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StructuredKind {
    Entity,
    Complex,
}

/// CSDL 6: `edm:EntityType`, CSDL 9: `edm:ComplexType`.
#[derive(Debug)]
pub(crate) struct StructuredType<'s> {
    pub(crate) kind: StructuredKind,
    pub(crate) name: Text<'s>,
    pub(crate) base_type: Option<Text<'s>>,
    pub(crate) is_abstract: bool,
    pub(crate) open_type: bool,
    pub(crate) has_stream: bool,
    /// More than one is a fault that real documents have; the parser keeps all.
    pub(crate) keys: Vec<Key<'s>>,
    pub(crate) properties: Vec<Property<'s>>,
    pub(crate) navigation_properties: Vec<NavigationProperty<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 6.5: `edm:Key`.
#[derive(Debug)]
pub(crate) struct Key<'s> {
    pub(crate) property_refs: Vec<PropertyRef<'s>>,
    pub(crate) span: Span,
}

/// CSDL 6.5: `edm:PropertyRef`.
#[derive(Debug)]
pub(crate) struct PropertyRef<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) alias: Option<Text<'s>>,
}

/// The value of a `Type` attribute: a name, or `Collection(name)`.
#[derive(Clone, Debug)]
pub(crate) struct TypeName<'s> {
    /// The name as written (qualified, alias-qualified, or unqualified by mistake), without `Collection()`.
    pub(crate) name: Text<'s>,
    pub(crate) collection: bool,
}

/// A type with the facets and the nullability beside it (CSDL 7.2).
#[derive(Clone, Debug)]
pub(crate) struct TypeUse<'s> {
    pub(crate) type_name: TypeName<'s>,
    /// `None` where the attribute is absent: the default depends on the element and on `Collection()`.
    pub(crate) nullable: Option<bool>,
    pub(crate) facets: Option<Box<Facets<'s>>>,
}

/// CSDL 7.2 type facets, as written; present only where at least one attribute is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facets<'s> {
    /// A number or `max`.
    pub(crate) max_length: Option<Text<'s>>,
    pub(crate) precision: Option<Text<'s>>,
    /// A number, `variable` or `floating`.
    pub(crate) scale: Option<Text<'s>>,
    /// A number or `variable`.
    pub(crate) srid: Option<Text<'s>>,
    pub(crate) unicode: Option<bool>,
}

/// CSDL 7: `edm:Property`.
#[derive(Debug)]
pub(crate) struct Property<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) type_use: TypeUse<'s>,
    pub(crate) default_value: Option<Text<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 8: `edm:NavigationProperty`.
#[derive(Debug)]
pub(crate) struct NavigationProperty<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) type_name: TypeName<'s>,
    pub(crate) nullable: Option<bool>,
    pub(crate) partner: Option<Text<'s>>,
    pub(crate) contains_target: bool,
    pub(crate) referential_constraints: Vec<ReferentialConstraint<'s>>,
    pub(crate) on_delete: Option<OnDelete<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 8.5: `edm:ReferentialConstraint`.
#[derive(Debug)]
pub(crate) struct ReferentialConstraint<'s> {
    pub(crate) property: Text<'s>,
    pub(crate) referenced_property: Text<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 8.6: `edm:OnDelete`.
#[derive(Debug)]
pub(crate) struct OnDelete<'s> {
    pub(crate) action: Text<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 10: `edm:EnumType`.
#[derive(Debug)]
pub(crate) struct EnumType<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) underlying_type: Option<Text<'s>>,
    pub(crate) is_flags: bool,
    pub(crate) members: Vec<Member<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 10.3: `edm:Member`.
#[derive(Debug)]
pub(crate) struct Member<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) value: Option<Text<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 11: `edm:TypeDefinition`.
#[derive(Debug)]
pub(crate) struct TypeDefinition<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) underlying_type: Text<'s>,
    pub(crate) facets: Option<Box<Facets<'s>>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// Whether an operation is an action or a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OperationKind {
    Action,
    Function,
}

/// CSDL 12.1: `edm:Action`, CSDL 12.3: `edm:Function`.
#[derive(Debug)]
pub(crate) struct Operation<'s> {
    pub(crate) kind: OperationKind,
    pub(crate) name: Text<'s>,
    pub(crate) is_bound: bool,
    pub(crate) is_composable: bool,
    pub(crate) entity_set_path: Option<Text<'s>>,
    pub(crate) parameters: Vec<Parameter<'s>>,
    pub(crate) return_type: Option<ReturnType<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 12.9: `edm:Parameter`.
#[derive(Debug)]
pub(crate) struct Parameter<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) type_use: TypeUse<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 12.8: `edm:ReturnType`.
#[derive(Debug)]
pub(crate) struct ReturnType<'s> {
    pub(crate) type_use: TypeUse<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 13.1: `edm:EntityContainer`.
#[derive(Debug)]
pub(crate) struct EntityContainer<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) extends: Option<Text<'s>>,
    pub(crate) entity_sets: Vec<EntitySet<'s>>,
    pub(crate) singletons: Vec<Singleton<'s>>,
    pub(crate) operation_imports: Vec<OperationImport<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 13.2: `edm:EntitySet`.
#[derive(Debug)]
pub(crate) struct EntitySet<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) entity_type: Text<'s>,
    pub(crate) include_in_service_document: Option<bool>,
    pub(crate) bindings: Vec<NavigationPropertyBinding<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 13.3: `edm:Singleton`.
#[derive(Debug)]
pub(crate) struct Singleton<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) type_name: Text<'s>,
    pub(crate) nullable: Option<bool>,
    pub(crate) bindings: Vec<NavigationPropertyBinding<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// CSDL 13.4: `edm:NavigationPropertyBinding`.
#[derive(Debug)]
pub(crate) struct NavigationPropertyBinding<'s> {
    pub(crate) path: Text<'s>,
    pub(crate) target: Text<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 13.5: `edm:ActionImport`, CSDL 13.6: `edm:FunctionImport`.
#[derive(Debug)]
pub(crate) struct OperationImport<'s> {
    pub(crate) kind: OperationKind,
    pub(crate) name: Text<'s>,
    /// The value of `Action` or `Function`.
    pub(crate) operation: Text<'s>,
    pub(crate) entity_set: Option<Text<'s>>,
    pub(crate) include_in_service_document: Option<bool>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}
