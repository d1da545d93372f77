//! Type definitions (CSDL 11), followed through chains of them to a primitive type.

use crate::csdl::ast;
use crate::diagnostics::Diagnostic;
use crate::model::ids::Id;
use crate::model::types::{AbstractType, Nullability, QualifiedName, Type, TypeDefinition, TypeRef};

use super::facets;
use crate::model::resolve::declare::Declarations;
use crate::model::resolve::{Resolver, chains};

impl<'a> Resolver<'a> {
    /// Resolves all type definitions.
    pub(in crate::model::resolve) fn type_definitions(&mut self, declarations: &Declarations<'a>) {
        let mut next = Vec::with_capacity(declarations.definitions.len());
        for declared in &declarations.definitions {
            let ty = self.underlying(declared.place, declared.item);
            next.push(if let Type::Definition(id) = ty { Some(id.index()) } else { None });
            let facets = declared.item.facets.as_deref().and_then(|facets| facets::read(facets, &mut self.faults));
            let (meta, _) = self.meta(declared.place, &declared.item.annotations);
            self.model.type_definitions.push(TypeDefinition {
                name: QualifiedName {
                    namespace: declared.place.namespace,
                    name: declared.item.name.value.as_ref().into(),
                },
                underlying: TypeRef { ty, collection: false, nullable: Nullability::Nullable, facets },
                meta,
                span: declared.item.span,
            });
        }
        for cycle in chains::cycles(&next) {
            self.cyclic_definition(declarations, &cycle);
            for member in cycle {
                if let Some(next) = next.get_mut(member) {
                    *next = None;
                }
                if let Some(definition) = self.model.type_definitions.get_mut(member) {
                    definition.underlying.ty = Type::Unresolved;
                }
            }
        }
        for index in chains::successors_first(&next) {
            let followed = next.get(index).copied().flatten().and_then(|next| self.model.type_definitions.get(next));
            let Some(underlying) = followed.map(|definition| definition.underlying.clone()) else { continue };
            if let Some(definition) = self.model.type_definitions.get_mut(index) {
                let own = definition.underlying.facets.take();
                let facets = facets::overlay(own, underlying.facets.as_deref());
                definition.underlying = TypeRef { facets, ..underlying };
            }
        }
    }

    fn underlying(&mut self, place: crate::model::resolve::Place, item: &'a ast::TypeDefinition<'a>) -> Type {
        let ty = self.type_named(place, &item.underlying_type);
        match ty {
            Type::Primitive(_)
            | Type::Definition(_)
            | Type::Unresolved
            | Type::Abstract(AbstractType::Untyped | AbstractType::PrimitiveType) => ty,
            Type::Structured(_)
            | Type::Enum(_)
            | Type::Abstract(
                AbstractType::ComplexType
                | AbstractType::EntityType
                | AbstractType::AnnotationPath
                | AbstractType::AnyPropertyPath
                | AbstractType::ModelElementPath
                | AbstractType::NavigationPropertyPath
                | AbstractType::PropertyPath,
            ) => {
                let name = &item.underlying_type;
                let text = format!("`{}` cannot underlie a type definition", name.value);
                let fault = Diagnostic::warning("invalid-underlying-type", name.span, text)
                    .label("expected a primitive type")
                    .help("values of the type definition are kept as JSON");
                self.faults.push(fault);
                Type::Unresolved
            }
        }
    }

    fn cyclic_definition(&mut self, declarations: &Declarations<'a>, cycle: &[usize]) {
        const SHOWN: usize = 5;
        let mut members = cycle.iter().filter_map(|index| declarations.definitions.get(*index));
        let Some(first) = members.next() else { return };
        let text = format!("type definition `{}` underlies itself", first.item.name.value);
        let mut fault = Diagnostic::error("cyclic-type-definition", first.item.underlying_type.span, text)
            .label("this type leads back here");
        for member in members.take(SHOWN) {
            let text = format!("by way of `{}`", member.item.name.value);
            fault = fault.also(member.item.underlying_type.span, text);
        }
        self.faults.push(fault.help("let one of them be based on a primitive type"));
    }
}
