//! Typed indices into the arenas of a [`Model`](super::Model).

/// An index into one arena.
pub(crate) trait Id: Copy {
    /// The position in its arena.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl Id for $name {
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A namespace that at least one schema declares.
    NamespaceId,
    /// An entity type or a complex type.
    StructuredId,
    /// An enumeration type.
    EnumId,
    /// A type definition.
    TypeDefinitionId,
    /// One overload of an action or a function.
    OperationId,
    /// An entity container, its `Extends` merged in.
    ContainerId,
}

/// What is known of an item, in a list by id that is complete: a missing entry is a mistake of ours.
pub(crate) fn known<T: Copy + Default>(list: &[T], id: impl Id) -> T {
    debug_assert!(id.index() < list.len(), "the list has no entry {}", id.index());
    list.get(id.index()).copied().unwrap_or_default()
}

/// A type or an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Structured(StructuredId),
    Enum(EnumId),
    Definition(TypeDefinitionId),
    Operation(OperationId),
}
