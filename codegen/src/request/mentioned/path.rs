//! Paths of names.

use crate::diagnostics::suggest;
use crate::model::describe::type_name;
use crate::model::graph::Case;
use crate::model::ids::StructuredId;
use crate::model::{Primitive, Type};

use super::{Place, Position, Read, Reader, ResolveError, primitive};

/// Where a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathUse {
    /// In an expression, where a collection leads on by a lambda expression only.
    Expression,
    /// In `$select` and `$expand`, where paths lead through collections.
    List,
}

impl Reader<'_, '_> {
    /// What is at the end of a path; `None` where no type describes it.
    pub(super) fn path(&mut self, names: &[&str], using: PathUse) -> Read<Option<Place>> {
        let Some((first, rest)) = names.split_first() else { return Ok(None) };
        let variable = self.variables.iter().rev().find(|(name, _)| name == first).map(|(_, place)| *place);
        let (mut place, names) = match (variable, *first) {
            (Some(place), _) => (place, rest),
            (None, "$it") => (self.item, rest),
            (None, "$this") => (self.variables.last().map_or(self.item, |(_, place)| *place), rest),
            (None, "$root") => (None, rest),
            (None, first) if first.starts_with('@') => (None, rest),
            (None, first) if self.variables.is_empty() && self.is_computed(first) => {
                self.untyped(format!("`{first}` is computed by the request"));
                (None, rest)
            }
            (None, _) => (self.item, names),
        };
        // What a function gives may be declared as a text although it has properties.
        if let (Some(Position { ty, collection: false }), [name, ..]) = (place.filter(|_| variable.is_none()), names)
            && !matches!(ty, Type::Structured(_) | Type::Abstract(_) | Type::Unresolved)
        {
            self.untyped(format!("`{name}` names nothing of {}", type_name(self.members.model, ty)));
            return Ok(None);
        }
        for name in names {
            let Some(at) = place else { return Ok(None) };
            place = self.step(at, name, using)?;
        }
        Ok(place)
    }

    fn is_computed(&self, name: &str) -> bool {
        let is_declared = self.item.and_then(|item| item.ty.structured()).is_some_and(|id| {
            self.members.navigation(id, name, Case::Any).is_some()
                || self.members.property(id, name, Case::Any).is_some()
        });
        !is_declared && (self.is_transformed || self.computed.iter().any(|computed| computed == name))
    }

    /// One name further.
    fn step(&mut self, place: Place, name: &str, using: PathUse) -> Read<Option<Place>> {
        let Position { ty, collection } = place;
        if name == "$count" && collection {
            return Ok(Some(primitive(Primitive::Int64)));
        }
        // Annotations, `$ref`, `$value` and `*` name nothing of the type.
        if name.starts_with(['@', '$']) || name == "*" {
            return Ok(None);
        }
        match ty {
            Type::Structured(id) => self.member(place, id, name, using),
            Type::Abstract(_) | Type::Unresolved => Ok(None),
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) => {
                let ty = type_name(self.members.model, ty);
                Err(ResolveError::new(None, format!("{ty} has no properties, so not `{name}`")))
            }
        }
    }

    fn member(&mut self, place: Place, id: StructuredId, name: &str, using: PathUse) -> Read<Option<Place>> {
        let (members, model) = (self.members, self.members.model);
        let Position { collection, .. } = place;
        if name.contains('.') {
            return self.qualified(place, id, name);
        }
        if collection && using == PathUse::Expression {
            let message = format!("`{name}` follows a collection, which leads on by `/any(x:x/{name} …)` only");
            return Err(ResolveError::new(None, message));
        }
        for case in [Case::Exact, Case::Any] {
            let ty = if let Some((of, index)) = members.navigation(id, name, case) {
                self.mentioned.navigation.insert((of, index));
                model.structured_type(of).navigation.get(index).map(|property| &property.ty)
            } else if let Some((of, index)) = members.property(id, name, case) {
                model.structured_type(of).properties.get(index).map(|property| &property.ty)
            } else {
                None
            };
            if let Some(ty) = ty {
                let at = Position { ty: ty.ty, collection: ty.collection || collection };
                return Ok(Some(at));
            }
        }
        let ty = model.structured_type(id);
        let owner = model.full_name(&ty.name);
        if let Some(derived) = members.descendants(id).into_iter().skip(1).find(|id| members.declares(*id, name)) {
            let derived = model.full_name(&model.structured_type(derived).name);
            self.untyped(format!("`{name}` belongs to {derived}, and the line has no cast"));
            return Ok(None);
        }
        // Each search compares the name with all others.
        if ty.is_open && self.has_reasons_enough() {
            return Ok(None);
        }
        let names = members.names_after(Position { ty: Type::Structured(id), collection: false }, name);
        let error =
            ResolveError::new(None, format!("{owner} has no `{name}`")).near(name, names.iter().map(|name| &**name));
        if !ty.is_open {
            return Err(error);
        }
        let hint = error.nearest.first().map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        self.untyped(format!("`{name}` is not declared by {owner}, which is open{hint}"));
        if error.nearest.iter().any(|near| suggest::is_slip(name, near)) {
            self.mentioned.undeclared.push(error);
        }
        Ok(None)
    }

    /// A cast, or an operation by its qualified name.
    fn qualified(&mut self, place: Place, id: StructuredId, name: &str) -> Read<Option<Place>> {
        let (members, model) = (self.members, self.members.model);
        for case in [Case::Exact, Case::Any] {
            let mut types = members.descendants(id).into_iter();
            if let Some(ty) = types.find(|ty| members.means(name, &model.structured_type(*ty).name, case)) {
                self.mentioned.casts.insert(ty);
                return Ok(Some(Position { ty: Type::Structured(ty), ..place }));
            }
            let bound =
                [false, true].map(|collection| members.bound_at(Position { ty: Type::Structured(id), collection }));
            let mut bound = bound.iter().flatten();
            if name.ends_with(".*") || bound.any(|(_, id)| members.means(name, &model.operation(*id).name, case)) {
                self.untyped(format!("`{name}` is not a property"));
                return Ok(None);
            }
        }
        let names = members.names_after(Position { ty: Type::Structured(id), collection: false }, name);
        let message = format!("{} has no `{name}`", model.full_name(&model.structured_type(id).name));
        Err(ResolveError::new(None, message).near(name, names.iter().map(|name| &**name)))
    }
}
