//! What a set of CSDL documents means: every reference a typed id, every annotation that we understand a field.

pub(crate) use crate::csdl::ast::{OperationKind, StructuredKind};
use crate::source::Span;

pub(crate) use super::container::{Binding, Child, Container, EntitySet, OperationImport, Singleton};
pub(crate) use super::edm::{AbstractType, Nature, Primitive, RustType};
use super::ids::{ContainerId, EnumId, Id, NamespaceId, OperationId, StructuredId, TypeDefinitionId};
use super::vocab::Meta;

/// The meaning of all documents together.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) namespaces: Vec<Namespace>,
    pub(crate) structured: Vec<StructuredType>,
    pub(crate) enums: Vec<EnumType>,
    pub(crate) type_definitions: Vec<TypeDefinition>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) containers: Vec<Container>,
}

/// A namespace, whichever documents declare it.
#[derive(Debug)]
pub(crate) struct Namespace {
    pub(crate) name: Box<str>,
    /// The aliases that some document gives it (schema or include), sorted.
    pub(crate) aliases: Vec<Box<str>>,
    /// `Core.DefaultNamespace`: its bound operations and casts need no qualification (U7).
    pub(crate) is_default: bool,
    pub(crate) meta: Meta,
}

/// A namespace-qualified name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct QualifiedName {
    pub(crate) namespace: NamespaceId,
    pub(crate) name: Box<str>,
}

/// An entity type or a complex type.
#[derive(Debug)]
pub(crate) struct StructuredType {
    pub(crate) kind: StructuredKind,
    pub(crate) name: QualifiedName,
    pub(crate) base: Option<StructuredId>,
    /// Direct subtypes, in id order.
    pub(crate) derived: Vec<StructuredId>,
    /// The nearest ancestor from which anything is inherited: it has members, keys or bound operations of its own.
    pub(crate) inherits_from: Option<StructuredId>,
    /// The type that declares its key: itself or the nearest ancestor that has one.
    pub(crate) keyed_by: Option<StructuredId>,
    pub(crate) is_abstract: bool,
    /// Own or inherited.
    pub(crate) is_open: bool,
    /// Own or inherited.
    pub(crate) has_stream: bool,
    /// Declared here; inherited keys are found by [`Model::key_of`].
    pub(crate) key: Vec<KeyPart>,
    pub(crate) properties: Vec<Property>,
    pub(crate) navigation: Vec<NavigationProperty>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// One part of an entity key.
#[derive(Clone, Debug)]
pub(crate) struct KeyPart {
    /// The path to the property, one step a segment.
    pub(crate) path: Vec<Box<str>>,
    /// The name in a key predicate: the alias, or else the property.
    pub(crate) name: Box<str>,
    /// The type of the property; `None` where the path leads nowhere (warned about).
    pub(crate) ty: Option<TypeRef>,
}

/// A structural property.
#[derive(Debug)]
pub(crate) struct Property {
    pub(crate) name: Box<str>,
    pub(crate) ty: TypeRef,
    pub(crate) default_value: Option<Box<str>>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A navigation property. Its target is an entity type, or (by the faults of real services) unresolved.
#[derive(Debug)]
pub(crate) struct NavigationProperty {
    pub(crate) name: Box<str>,
    pub(crate) ty: TypeRef,
    pub(crate) contains_target: bool,
    pub(crate) partner: Option<Box<str>>,
    /// Pairs of dependent and principal property.
    pub(crate) referential_constraints: Vec<(Box<str>, Box<str>)>,
    pub(crate) on_delete: Option<Box<str>>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TypeRef {
    pub(crate) ty: Type,
    pub(crate) collection: bool,
    pub(crate) nullable: Nullability,
    pub(crate) facets: Option<Box<Facets>>,
}

/// Whether null may stand for the value, or (for collections) for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nullability {
    /// `Nullable="true"`, or its default for a single value.
    Nullable,
    /// `Nullable="false"`.
    NonNullable,
    /// A collection without the attribute: a client can assume nothing (§7.2.1).
    Unspecified,
}

/// A resolved type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Primitive(Primitive),
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
    /// `Edm.Untyped`, `Edm.PrimitiveType`, `Edm.ComplexType`, `Edm.EntityType`, …: see [`AbstractType`].
    Abstract(AbstractType),
    /// No document declares it (warned about); any JSON value is kept.
    Unresolved,
}

impl Type {
    /// The entity type or complex type; `None` for any other.
    pub(crate) fn structured(self) -> Option<StructuredId> {
        if let Self::Structured(id) = self { Some(id) } else { None }
    }
}

/// Type facets, checked and parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facets {
    /// `None` where absent or `max`.
    pub(crate) max_length: Option<u64>,
    pub(crate) precision: Option<u64>,
    pub(crate) scale: Option<Scale>,
    pub(crate) srid: Option<Box<str>>,
    pub(crate) unicode: Option<bool>,
}

/// The Scale facet (§7.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Fixed(u64),
    Variable,
    Floating,
}

/// An enumeration type.
#[derive(Debug)]
pub(crate) struct EnumType {
    pub(crate) name: QualifiedName,
    pub(crate) underlying: Primitive,
    pub(crate) is_flags: bool,
    pub(crate) members: Vec<EnumMember>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A member of an enumeration type, its value computed where implicit (§10.3).
#[derive(Debug)]
pub(crate) struct EnumMember {
    pub(crate) name: Box<str>,
    pub(crate) value: i64,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A type definition.
#[derive(Debug)]
pub(crate) struct TypeDefinition {
    pub(crate) name: QualifiedName,
    /// A primitive type (4.01: or another definition's, followed to its end), with facets.
    pub(crate) underlying: TypeRef,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// One overload of an action or a function.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) kind: OperationKind,
    pub(crate) name: QualifiedName,
    /// Bound operations have the binding parameter first in `parameters`.
    pub(crate) is_bound: bool,
    pub(crate) is_composable: bool,
    pub(crate) entity_set_path: Option<Box<str>>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returns: Option<TypeRef>,
    /// The annotations of the return type.
    pub(crate) returns_meta: Meta,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

impl Operation {
    /// The parameters that a caller gives.
    pub(crate) fn beside_binding(&self) -> &[Parameter] {
        self.parameters.get(usize::from(self.is_bound)..).unwrap_or_default()
    }
}

/// A parameter of an operation.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Box<str>,
    pub(crate) ty: TypeRef,
    /// `Core.OptionalParameter`.
    pub(crate) is_optional: bool,
    pub(crate) meta: Meta,
}

/// Read access to one arena; ids are only made by the resolver, so they are always in range.
macro_rules! arena {
    ($($method:ident: $field:ident[$id:ty] -> $item:ty),* $(,)?) => {
        #[allow(clippy::indexing_slicing, reason = "the resolver makes ids, and only for items that it pushed")]
        impl Model {$(
            pub(crate) fn $method(&self, id: $id) -> &$item {
                &self.$field[id.index()]
            }
        )*}
    };
}

arena! {
    namespace: namespaces[NamespaceId] -> Namespace,
    structured_type: structured[StructuredId] -> StructuredType,
    enum_type: enums[EnumId] -> EnumType,
    type_definition: type_definitions[TypeDefinitionId] -> TypeDefinition,
    operation: operations[OperationId] -> Operation,
    container: containers[ContainerId] -> Container,
}

/// The ids of an arena with its items.
macro_rules! walk {
    ($($method:ident: $field:ident -> ($id:ident, $item:ty)),* $(,)?) => {
        impl Model {$(
            pub(crate) fn $method(&self) -> impl Iterator<Item = ($id, &$item)> {
                (0u32..).map($id).zip(&self.$field)
            }
        )*}
    };
}

walk! {
    structured_types: structured -> (StructuredId, StructuredType),
    enum_types: enums -> (EnumId, EnumType),
    definitions: type_definitions -> (TypeDefinitionId, TypeDefinition),
    all_operations: operations -> (OperationId, Operation),
}

impl Model {
    /// `Namespace.Name`.
    pub(crate) fn full_name(&self, name: &QualifiedName) -> String {
        format!("{}.{}", self.namespace(name.namespace).name, name.name)
    }

    /// The type, then those of its ancestors from which it inherits anything, nearest first. Types that add nothing are left
    /// out, so that a walk takes no longer than what it finds: to walk all of a long chain for each of its types is quadratic.
    pub(crate) fn lineage(&self, id: StructuredId) -> impl Iterator<Item = (StructuredId, &StructuredType)> {
        std::iter::successors(Some(id), |id| self.structured_type(*id).inherits_from)
            .map(|id| (id, self.structured_type(id)))
    }

    /// The type that declares the key of `id`, and the key: its own, or the nearest inherited one.
    pub(crate) fn key_of(&self, id: StructuredId) -> Option<(StructuredId, &[KeyPart])> {
        let keyed_by = self.structured_type(id).keyed_by?;
        Some((keyed_by, &self.structured_type(keyed_by).key))
    }

    /// All structured types, each after its base type.
    pub(crate) fn bases_first(&self) -> Vec<StructuredId> {
        let roots = self.structured_types().filter(|(_, ty)| ty.base.is_none()).map(|(id, _)| id);
        let mut order: Vec<StructuredId> = roots.collect();
        let mut next = 0;
        while let Some(id) = order.get(next) {
            order.extend_from_slice(&self.structured_type(*id).derived);
            next += 1;
        }
        order
    }
}
