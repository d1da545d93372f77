//! Navigation properties (CSDL 8).

use crate::csdl::ast;
use crate::diagnostics::Diagnostic;
use crate::model::types::{NavigationProperty, Nullability, Type, TypeRef};

use crate::model::resolve::{Place, Resolver};

impl<'a> Resolver<'a> {
    /// Resolves one.
    pub(in crate::model::resolve) fn navigation_property(
        &mut self,
        place: Place,
        property: &'a ast::NavigationProperty<'a>,
    ) -> NavigationProperty {
        let ty = self.navigation_target(place, property);
        let (meta, extras) = self.meta(place, &property.annotations);
        if let Type::Structured(id) = ty {
            self.restrict(place, id, extras.navigation);
        }
        let collection = property.type_name.collection;
        let nullable = if collection || property.nullable == Some(false) {
            Nullability::NonNullable
        } else {
            Nullability::Nullable
        };
        NavigationProperty {
            name: property.name.value.as_ref().into(),
            ty: TypeRef { ty, collection, nullable, facets: None },
            contains_target: property.contains_target,
            partner: property.partner.as_ref().map(|text| text.value.as_ref().into()),
            referential_constraints: property
                .referential_constraints
                .iter()
                .map(|constraint| {
                    (constraint.property.value.as_ref().into(), constraint.referenced_property.value.as_ref().into())
                })
                .collect(),
            on_delete: property.on_delete.as_ref().map(|on_delete| on_delete.action.value.as_ref().into()),
            meta,
            span: property.span,
        }
    }

    /// The target should be an entity type. Real services have other targets too: complex values are read as such, the rest
    /// is not.
    fn navigation_target(&mut self, place: Place, property: &'a ast::NavigationProperty<'a>) -> Type {
        let name = &property.type_name.name;
        let ty = self.type_named(place, name);
        if ty == Type::Unresolved || self.is_entity(ty) {
            return ty;
        }
        let (kept, help) = match ty {
            Type::Structured(_) => (ty, "its values are read as that complex type"),
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) | Type::Abstract(_) | Type::Unresolved => {
                (Type::Unresolved, "its values are kept as JSON")
            }
        };
        let text = format!("navigation property `{}` does not lead to an entity type", property.name.value);
        let fault =
            Diagnostic::warning("invalid-navigation-type", name.span, text).label("not an entity type").help(help);
        self.faults.push(fault);
        kept
    }
}
