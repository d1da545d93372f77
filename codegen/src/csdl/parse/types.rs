//! CSDL 6 to 11: structured types, enumerations, type definitions.

use super::document::push;
use crate::csdl::ast::{
    EnumType, Key, Member, NavigationProperty, OnDelete, Property, PropertyRef, ReferentialConstraint, StructuredKind,
    StructuredType, TypeDefinition,
};
use crate::csdl::cursor::{Cursor, Start};
use crate::csdl::names::{Attr, Element};
use crate::diagnostics::Diagnostic;

impl<'s> Cursor<'s, '_> {
    /// CSDL 6: `edm:EntityType`, CSDL 9: `edm:ComplexType`.
    pub(crate) fn structured_type(&mut self, start: Start) -> StructuredType<'s> {
        let is_entity = start.element == Element::EntityType;
        let mut item = StructuredType {
            kind: if is_entity { StructuredKind::Entity } else { StructuredKind::Complex },
            name: self.name(start),
            base_type: self.optional(Attr::BaseType),
            is_abstract: self.flag(Attr::Abstract),
            open_type: self.flag(Attr::OpenType),
            has_stream: self.flag(Attr::HasStream),
            keys: Vec::new(),
            properties: Vec::new(),
            navigation_properties: Vec::new(),
            annotations: Vec::new(),
            span: start.span,
        };
        while let Some(child) = self.child(start.element) {
            match child.element {
                Element::Key => {
                    if let Some(first) = item.keys.first() {
                        self.repeated(start.element, child, first.span, "the first key is used");
                    }
                    item.keys.push(self.key(child));
                }
                Element::Property => {
                    let property = self.property(child);
                    push(&mut item.properties, child, property);
                }
                Element::NavigationProperty => {
                    let property = self.navigation_property(child);
                    push(&mut item.navigation_properties, child, property);
                    self.note_extent(child);
                }
                _ => self.annotate(child, &mut item.annotations),
            }
        }
        item
    }

    /// CSDL 6.5: `edm:Key`.
    fn key(&mut self, start: Start) -> Key<'s> {
        let mut key = Key { property_refs: Vec::new(), span: start.span };
        while let Some(child) = self.child(Element::Key) {
            let reference = PropertyRef {
                name: self.demand(child, Attr::Name),
                alias: self.optional_identifier(child, Attr::Alias),
            };
            self.finish(Element::PropertyRef);
            push(&mut key.property_refs, child, reference);
        }
        if key.property_refs.is_empty() {
            self.warn(|| {
                Diagnostic::warning("missing-element", start.span, "`Key` lacks the element `PropertyRef`")
                    .label("an empty key is ignored")
            });
        }
        key
    }

    /// CSDL 7: `edm:Property`.
    fn property(&mut self, start: Start) -> Property<'s> {
        Property {
            name: self.name(start),
            type_use: self.type_use(start),
            default_value: self.take(Attr::DefaultValue),
            annotations: self.annotations(start),
            span: start.span,
        }
    }

    /// CSDL 8: `edm:NavigationProperty`.
    fn navigation_property(&mut self, start: Start) -> NavigationProperty<'s> {
        let mut property = NavigationProperty {
            name: self.name(start),
            type_name: self.type_name(start),
            nullable: self.optional_flag(Attr::Nullable),
            partner: self.optional(Attr::Partner),
            contains_target: self.flag(Attr::ContainsTarget),
            referential_constraints: Vec::new(),
            on_delete: None,
            annotations: Vec::new(),
            span: start.span,
        };
        while let Some(child) = self.child(Element::NavigationProperty) {
            match child.element {
                Element::ReferentialConstraint => {
                    let constraint = ReferentialConstraint {
                        property: self.demand(child, Attr::Property),
                        referenced_property: self.demand(child, Attr::ReferencedProperty),
                        annotations: self.annotations(child),
                    };
                    push(&mut property.referential_constraints, child, constraint);
                }
                Element::OnDelete => {
                    let on_delete =
                        OnDelete { action: self.demand(child, Attr::Action), annotations: self.annotations(child) };
                    if let Some(first) = &property.on_delete {
                        let span = first.action.span;
                        self.repeated(start.element, child, span, "the first one is used");
                    } else if child.complete {
                        property.on_delete = Some(on_delete);
                    }
                }
                _ => self.annotate(child, &mut property.annotations),
            }
        }
        property
    }

    /// CSDL 10: `edm:EnumType`.
    pub(crate) fn enum_type(&mut self, start: Start) -> EnumType<'s> {
        let mut item = EnumType {
            name: self.name(start),
            underlying_type: self.optional(Attr::UnderlyingType),
            is_flags: self.flag(Attr::IsFlags),
            members: Vec::new(),
            annotations: Vec::new(),
            span: start.span,
        };
        while let Some(child) = self.child(Element::EnumType) {
            if child.element != Element::Member {
                self.annotate(child, &mut item.annotations);
                continue;
            }
            let member = Member {
                name: self.name(child),
                value: self.optional_integer(Attr::Value),
                annotations: self.annotations(child),
                span: child.span,
            };
            push(&mut item.members, child, member);
        }
        item
    }

    /// CSDL 11: `edm:TypeDefinition`.
    pub(crate) fn type_definition(&mut self, start: Start) -> TypeDefinition<'s> {
        TypeDefinition {
            name: self.name(start),
            underlying_type: self.demand(start, Attr::UnderlyingType),
            facets: self.facets(),
            annotations: self.annotations(start),
            span: start.span,
        }
    }
}
