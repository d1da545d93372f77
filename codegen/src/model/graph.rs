//! What can follow a place in the graph: properties, navigation properties, bound operations, derived types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::StructuredKind;
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{AbstractType, Model, Operation, QualifiedName, StructuredType, Type};

use super::glob::glob;

/// A place in the graph that the model describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    pub(crate) ty: Type,
    pub(crate) collection: bool,
}

/// How names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Exact,
    Any,
}

impl Case {
    pub(crate) fn eq(self, a: &str, b: &str) -> bool {
        match self {
            Self::Exact => a == b,
            Self::Any => a.eq_ignore_ascii_case(b),
        }
    }
}

/// Bound operations, by what they are bound to.
#[derive(Debug, Default)]
pub(crate) struct BoundOperations(BTreeMap<Position, Vec<OperationId>>);

impl BoundOperations {
    /// Of these operations the bound ones.
    pub(crate) fn new(model: &Model, operations: impl IntoIterator<Item = OperationId>) -> Self {
        let mut by_binding: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in operations {
            if let Some(binding) = binding(model.operation(id)) {
                by_binding.entry(binding).or_default().push(id);
            }
        }
        Self(by_binding)
    }

    /// The operations bound to exactly what is at `at`.
    pub(crate) fn at(&self, at: Position) -> &[OperationId] {
        self.0.get(&at).map_or(&[], Vec::as_slice)
    }

    /// All of them, by what they are bound to.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Position, &[OperationId])> {
        self.0.iter().map(|(at, operations)| (*at, operations.as_slice()))
    }
}

/// A model with an index of its bound operations.
#[derive(Debug)]
pub(crate) struct Members<'m> {
    pub(crate) model: &'m Model,
    bound: BoundOperations,
}

impl<'m> Members<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        Self { model, bound: BoundOperations::new(model, model.all_operations().map(|(id, _)| id)) }
    }

    /// The operations bound to what is at `at`, each with how far up the lineage its binding type is; nearest first.
    pub(crate) fn bound_at(&self, at: Position) -> Vec<(usize, OperationId)> {
        let mut types = vec![at.ty];
        if let Type::Structured(id) = at.ty {
            types.extend(self.model.lineage(id).skip(1).map(|(id, _)| Type::Structured(id)));
            types.push(Type::Abstract(match self.model.structured_type(id).kind {
                StructuredKind::Entity => AbstractType::EntityType,
                StructuredKind::Complex => AbstractType::ComplexType,
            }));
        }
        let mut operations = Vec::new();
        for (distance, ty) in types.into_iter().enumerate() {
            let bound = self.bound_to(Position { ty, collection: at.collection });
            operations.extend(bound.iter().map(|id| (distance, *id)));
        }
        operations
    }

    /// The operations bound to exactly what is at `at`.
    pub(crate) fn bound_to(&self, at: Position) -> &[OperationId] {
        self.bound.at(at)
    }

    /// Whether the type itself declares a property or navigation property of that name.
    pub(crate) fn declares(&self, id: StructuredId, name: &str) -> bool {
        let ty = self.model.structured_type(id);
        ty.navigation.iter().any(|property| *property.name == *name)
            || ty.properties.iter().any(|property| *property.name == *name)
    }

    /// The navigation property of that name, own or inherited: the declaring type and the position there.
    pub(crate) fn navigation(&self, id: StructuredId, name: &str, case: Case) -> Option<(StructuredId, usize)> {
        navigation(self.model, id, name, case)
    }

    /// The structural property of that name, own or inherited: the declaring type and the position there.
    pub(crate) fn property(&self, id: StructuredId, name: &str, case: Case) -> Option<(StructuredId, usize)> {
        self.model.lineage(id).find_map(|(id, ty)| {
            ty.properties.iter().position(|property| case.eq(&property.name, name)).map(|index| (id, index))
        })
    }

    /// The type and all that derive from it, itself first, nearest first.
    pub(crate) fn descendants(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut all = vec![id];
        let mut next = 0;
        while let Some(id) = all.get(next) {
            all.extend(&self.model.structured_type(*id).derived);
            next += 1;
        }
        all
    }

    /// The types that a cast can lead to: the type itself and all that derive from it.
    pub(crate) fn casts_of(&self, ty: Type) -> Vec<StructuredId> {
        let is_entity = |(id, ty): (StructuredId, &StructuredType)| (ty.kind == StructuredKind::Entity).then_some(id);
        match ty {
            Type::Structured(id) => self.descendants(id),
            Type::Abstract(AbstractType::EntityType) => self.model.structured_types().filter_map(is_entity).collect(),
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) | Type::Unresolved => {
                Vec::new()
            }
        }
    }

    /// Whether a name, qualified by namespace or alias, means this one.
    pub(crate) fn means(&self, written: &str, of: &QualifiedName, case: Case) -> bool {
        // The simple name may have dots of its own.
        let Some((qualifier, short)) =
            written.len().checked_sub(of.name.len()).and_then(|at| written.split_at_checked(at))
        else {
            return false;
        };
        let Some(qualifier) = qualifier.strip_suffix('.') else { return false };
        let namespace = self.model.namespace(of.namespace);
        case.eq(short, &of.name)
            && (case.eq(qualifier, &namespace.name) || namespace.aliases.iter().any(|alias| case.eq(qualifier, alias)))
    }

    /// Whether a pattern matches the name, qualified by namespace or alias.
    pub(crate) fn matches(&self, pattern: &str, of: &QualifiedName) -> bool {
        let namespace = self.model.namespace(of.namespace);
        let mut qualifiers = std::iter::once(&namespace.name).chain(&namespace.aliases);
        qualifiers.any(|qualifier| glob(pattern, &format!("{qualifier}.{}", of.name)))
    }

    /// The names that may follow `at`, for suggestions in place of `written`: qualified ones of operations and derived
    /// types if it has a dot, otherwise those of members and operations.
    pub(crate) fn names_after(&self, at: Position, written: &str) -> Vec<Cow<'m, str>> {
        if written.contains('.') { self.qualified_names_after(at) } else { self.simple_names_after(at) }
    }

    fn qualified_names_after(&self, at: Position) -> Vec<Cow<'m, str>> {
        let operations = self.bound_at(at).into_iter().map(|(_, id)| &self.model.operation(id).name);
        let is_other = |id: &StructuredId| Type::Structured(*id) != at.ty;
        let types = self.casts_of(at.ty).into_iter().filter(is_other).map(|id| &self.model.structured_type(id).name);
        operations.chain(types).map(|name| Cow::Owned(self.model.full_name(name))).collect()
    }

    fn simple_names_after(&self, at: Position) -> Vec<Cow<'m, str>> {
        let mut names: Vec<&str> =
            self.bound_at(at).into_iter().map(|(_, id)| &*self.model.operation(id).name.name).collect();
        if let (Type::Structured(id), false) = (at.ty, at.collection) {
            for (_, ty) in self.model.lineage(id) {
                names.extend(ty.navigation.iter().map(|property| &*property.name));
                names.extend(ty.properties.iter().map(|property| &*property.name));
            }
        }
        names.into_iter().map(Cow::Borrowed).collect()
    }
}

/// The navigation property of that name, own or inherited: the declaring type and the position there.
pub(crate) fn navigation(model: &Model, id: StructuredId, name: &str, case: Case) -> Option<(StructuredId, usize)> {
    model.lineage(id).find_map(|(id, ty)| {
        ty.navigation.iter().position(|property| case.eq(&property.name, name)).map(|index| (id, index))
    })
}

/// What a bound operation is bound to.
pub(crate) fn binding(operation: &Operation) -> Option<Position> {
    let first = operation.parameters.first().filter(|_| operation.is_bound)?;
    Some(Position { ty: first.ty.ty, collection: first.ty.collection })
}
