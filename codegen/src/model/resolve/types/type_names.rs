//! From the name of a type to the type.

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::edm::{self, Primitive};
use crate::model::ids::NamespaceId;
use crate::model::types::{AbstractType, Nullability, Type, TypeRef};

use super::facets;
use crate::model::faults::Missing;
use crate::model::names::{Prefix, Resolved};
use crate::model::resolve::{Faults, Names, Place, Resolver};

impl<'a> Resolver<'a> {
    /// The type of that name; what is wrong with it is counted.
    pub(in crate::model::resolve) fn type_named(&mut self, place: Place, name: &'a Text<'a>) -> Type {
        type_named(&self.names, &mut self.faults, place, name)
    }

    /// A use of a type, with the nullability that holds where the attribute is absent (CSDL 7.2.1, 12.8, 12.9):
    /// true for a single value; nothing can be assumed of the items of a collection, save that entities in a
    /// collection are never null.
    pub(in crate::model::resolve) fn type_use(&mut self, place: Place, type_use: &'a ast::TypeUse<'a>) -> TypeRef {
        let collection = type_use.type_name.collection;
        let ty = self.type_of_use(place, &type_use.type_name);
        let nullable = match type_use.nullable {
            _ if collection && self.is_entity(ty) => Nullability::NonNullable,
            Some(true) => Nullability::Nullable,
            Some(false) => Nullability::NonNullable,
            None if collection => Nullability::Unspecified,
            None => Nullability::Nullable,
        };
        let facets = type_use.facets.as_deref().and_then(|facets| facets::read(facets, &mut self.faults));
        TypeRef { ty, collection, nullable, facets }
    }

    /// The type of a value or of an item.
    fn type_of_use(&mut self, place: Place, used: &'a ast::TypeName<'a>) -> Type {
        let named = self.type_named(place, &used.name);
        let ty = self.without_defined_streams(named, used.collection);
        if used.collection && ty != named {
            let text = format!("a collection holds values of `{}`, which are streams", used.name.value);
            let fault = Diagnostic::warning("collection-of-streams", used.name.span, text)
                .label("streams cannot be used in collections")
                .help("its items are taken for strings, such as URLs: bytes cannot be downloaded from an item of a collection");
            self.faults.push(fault);
        }
        ty
    }

    /// `Edm.Stream` for what is defined as it, since both are read by themselves; a string for an item of a collection, which cannot be a
    /// stream (CSDL 3.3).
    pub(in crate::model::resolve) fn without_defined_streams(&self, ty: Type, collection: bool) -> Type {
        let underlying = if let Type::Definition(id) = ty { self.model.type_definition(id).underlying.ty } else { ty };
        match underlying {
            Type::Primitive(Primitive::Stream) if collection => Type::Primitive(Primitive::String),
            Type::Primitive(Primitive::Stream) => underlying,
            Type::Primitive(_)
            | Type::Structured(_)
            | Type::Enum(_)
            | Type::Definition(_)
            | Type::Abstract(_)
            | Type::Unresolved => ty,
        }
    }

    /// Whether values of the type are entities.
    pub(in crate::model::resolve) fn is_entity(&self, ty: Type) -> bool {
        match ty {
            Type::Structured(id) => self.model.structured_type(id).kind == ast::StructuredKind::Entity,
            Type::Abstract(AbstractType::EntityType) => true,
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) | Type::Unresolved => false,
        }
    }
}

fn type_named<'a>(names: &Names<'a>, faults: &mut Faults<'a>, place: Place, name: &'a Text<'a>) -> Type {
    let written = name.value.as_ref();
    let is_type = |namespace, simple: &str| names.symbol(namespace, simple).is_some();
    let Some((prefix, simple)) = names.divide(place.document, written, is_type) else {
        return unqualified(names, faults, place, name);
    };
    if prefix == "Edm" {
        return edm::built_in(simple).unwrap_or_else(|| {
            faults.tally(Missing::Type, prefix, simple, name.span);
            Type::Unresolved
        });
    }
    match in_namespace(names, faults, place, prefix, name) {
        Some((namespace, full)) => names.symbol(namespace, simple).map_or_else(
            || {
                faults.tally(Missing::Type, full, simple, name.span);
                Type::Unresolved
            },
            Type::from,
        ),
        None => Type::Unresolved,
    }
}

/// The namespace that the prefix of a name means, with its full name; where it is not given, that is counted.
pub(in crate::model::resolve) fn in_namespace<'a>(
    names: &Names<'a>,
    faults: &mut Faults<'a>,
    place: Place,
    prefix: &'a str,
    name: &'a Text<'a>,
) -> Option<(NamespaceId, &'a str)> {
    let Resolved { prefix: resolved, foreign } = names.prefix(place.document, prefix);
    if foreign {
        faults.tally(Missing::Alias, prefix, "", name.span);
    }
    match resolved {
        Prefix::Given(id) => Some((id, names.full_name(place.document, prefix))),
        Prefix::Missing { uri, namespace } => {
            faults.tally(Missing::Document, &uri.value, namespace, name.span);
            None
        }
        Prefix::Unknown => {
            faults.tally(Missing::Namespace, prefix, "", name.span);
            None
        }
    }
}

/// Tolerated: a type of the same schema or of `Edm`, its namespace forgotten.
fn unqualified<'a>(names: &Names<'a>, faults: &mut Faults<'a>, place: Place, name: &'a Text<'a>) -> Type {
    let found = names.symbol(place.namespace, &name.value).map(Type::from).or_else(|| edm::built_in(&name.value));
    let (missing, ty) = match found {
        Some(ty) => (Missing::Qualifier, ty),
        None => (Missing::Type, Type::Unresolved),
    };
    faults.tally(missing, "", &name.value, name.span);
    ty
}
