//! Entity containers and their children (CSDL 13).

use crate::csdl::ast::OperationKind;
use crate::source::Span;

use super::ids::OperationId;
use super::types::{QualifiedName, Type};
use super::vocab::Meta;

/// An entity container with everything that it extends.
#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) name: QualifiedName,
    pub(crate) entity_sets: Vec<EntitySet>,
    pub(crate) singletons: Vec<Singleton>,
    pub(crate) imports: Vec<OperationImport>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// An entity set.
#[derive(Clone, Debug)]
pub(crate) struct EntitySet {
    pub(crate) name: Box<str>,
    /// A structured type, or unresolved.
    pub(crate) ty: Type,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A singleton.
#[derive(Clone, Debug)]
pub(crate) struct Singleton {
    pub(crate) name: Box<str>,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A navigation property binding, as written.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) path: Box<str>,
    pub(crate) target: Box<str>,
}

/// An action import or a function import.
#[derive(Clone, Debug)]
pub(crate) struct OperationImport {
    pub(crate) kind: OperationKind,
    pub(crate) name: Box<str>,
    /// All unbound overloads of the operation that it names.
    pub(crate) operations: Vec<OperationId>,
    pub(crate) entity_set: Option<Box<str>>,
    pub(crate) meta: Meta,
    pub(crate) span: Span,
}

/// A child of a container, each kind with its position there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Child<'c> {
    EntitySet(usize, &'c EntitySet),
    Singleton(usize, &'c Singleton),
    Import(usize, &'c OperationImport),
}

impl Container {
    /// All children: entity sets, then singletons, then imports.
    pub(crate) fn children(&self) -> impl Iterator<Item = Child<'_>> {
        let sets = self.entity_sets.iter().enumerate().map(|(index, child)| Child::EntitySet(index, child));
        let singletons = self.singletons.iter().enumerate().map(|(index, child)| Child::Singleton(index, child));
        let imports = self.imports.iter().enumerate().map(|(index, child)| Child::Import(index, child));
        sets.chain(singletons).chain(imports)
    }

    /// The names of all children.
    pub(crate) fn child_names(&self) -> impl Iterator<Item = &str> {
        self.children().map(Child::name)
    }
}

impl<'c> Child<'c> {
    pub(crate) fn name(self) -> &'c str {
        match self {
            Self::EntitySet(_, child) => &child.name,
            Self::Singleton(_, child) => &child.name,
            Self::Import(_, child) => &child.name,
        }
    }

    pub(crate) fn meta(self) -> &'c Meta {
        match self {
            Self::EntitySet(_, child) => &child.meta,
            Self::Singleton(_, child) => &child.meta,
            Self::Import(_, child) => &child.meta,
        }
    }

    pub(crate) fn bindings(self) -> &'c [Binding] {
        match self {
            Self::EntitySet(_, child) => &child.bindings,
            Self::Singleton(_, child) => &child.bindings,
            Self::Import(..) => &[],
        }
    }
}
