//! Properties and navigation properties, each name once along a lineage.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::ids::{Id, StructuredId, known};
use crate::model::types::{Property, StructuredType};
use crate::source::Span;

use crate::model::resolve::declare::{Declarations, Declared};
use crate::model::resolve::{Place, Resolver};

/// A step of the walk over all types, subtypes inside their base types.
enum WalkStep {
    Enter(StructuredId),
    Leave { names: usize },
}

/// The member names of the type under the walk and of its ancestors.
#[derive(Default)]
struct Lineage<'a> {
    members: BTreeMap<&'a str, (StructuredId, Span)>,
    /// In the order of their coming.
    names: Vec<&'a str>,
}

impl<'a> Resolver<'a> {
    /// Fills the properties of all types.
    pub(in crate::model::resolve) fn members(&mut self, declarations: &Declarations<'a>) {
        let mut lineage = Lineage::default();
        for (index, _) in declarations.structured.iter().enumerate() {
            let root = StructuredId(index as u32);
            if self.model.structured_type(root).base.is_some() {
                continue;
            }
            let mut steps = vec![WalkStep::Enter(root)];
            while let Some(step) = steps.pop() {
                match step {
                    WalkStep::Leave { names } => lineage.leave(names),
                    WalkStep::Enter(id) => {
                        steps.push(WalkStep::Leave { names: lineage.names.len() });
                        steps.extend(self.model.structured_type(id).derived.iter().rev().copied().map(WalkStep::Enter));
                        if let Some(declared) = declarations.structured.get(id.index()) {
                            self.members_of(id, declared, &mut lineage);
                        }
                    }
                }
            }
        }
    }

    fn members_of(
        &mut self,
        id: StructuredId,
        declared: &Declared<'a, ast::StructuredType<'a>>,
        lineage: &mut Lineage<'a>,
    ) {
        let mut properties = Vec::with_capacity(declared.item.properties.len());
        for property in &declared.item.properties {
            if self.is_new(id, &property.name, lineage) {
                properties.push(self.property(declared.place, property));
            }
        }
        let mut navigation = Vec::with_capacity(declared.item.navigation_properties.len());
        for property in &declared.item.navigation_properties {
            if self.is_new(id, &property.name, lineage) {
                navigation.push(self.navigation_property(declared.place, property));
            }
        }
        if let Some(ty) = self.model.structured.get_mut(id.index()) {
            ty.properties = properties;
            ty.navigation = navigation;
        }
    }

    /// Whether neither the type nor an ancestor has a member of that name yet.
    fn is_new(&mut self, id: StructuredId, name: &'a Text<'a>, lineage: &mut Lineage<'a>) -> bool {
        let (owner, first) = match lineage.members.entry(&name.value) {
            Entry::Vacant(entry) => {
                entry.insert((id, name.span));
                lineage.names.push(&name.value);
                return true;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let fault = if owner == id {
            let text = format!("property `{}` is declared twice", name.value);
            Diagnostic::warning("duplicate-property", name.span, text).help("the first declaration is taken")
        } else {
            let owner = self.model.full_name(&self.model.structured_type(owner).name);
            let text = format!("property `{}` is inherited from `{owner}` already", name.value);
            Diagnostic::warning("redeclared-property", name.span, text).help("the inherited property is taken")
        };
        self.faults.push(fault.label("declared again here").also(first, "first declared here"));
        false
    }

    fn property(&mut self, place: Place, property: &'a ast::Property<'a>) -> Property {
        let ty = self.type_use(place, &property.type_use);
        if self.is_entity(ty.ty) {
            let name = &property.type_use.type_name.name;
            let text = format!("property `{}` has an entity type", property.name.value);
            let fault = Diagnostic::warning("property-of-entity-type", name.span, text)
                .label("an entity type")
                .help("only a navigation property may lead to entities; it is read as a complex value");
            self.faults.push(fault);
        }
        let (meta, _) = self.meta(place, &property.annotations);
        Property {
            name: property.name.value.as_ref().into(),
            ty,
            default_value: property.default_value.as_ref().map(|text| text.value.as_ref().into()),
            meta,
            span: property.span,
        }
    }

    /// The member of that name, own or inherited; `None` also where the effort is used up.
    pub(in crate::model::resolve) fn member(&mut self, id: StructuredId, name: &str) -> Found {
        let mut at = Some(id);
        while let Some(id) = at {
            let ty = self.model.structured_type(id);
            if !self.effort.spend(ty.properties.len() + ty.navigation.len()) {
                return Found::Unknown;
            }
            if let Some(member) = own_member(ty, name) {
                return Found::Member(id, member);
            }
            at = ty.base;
        }
        if known(&self.incomplete, id) { Found::Unknown } else { Found::Nothing }
    }
}

/// What a name means in a structured type.
#[derive(Clone, Copy, Debug)]
pub(in crate::model::resolve) enum Found {
    Member(StructuredId, MemberPosition),
    Nothing,
    /// An ancestor is not given.
    Unknown,
}

/// A position in the members of one type.
#[derive(Clone, Copy, Debug)]
pub(in crate::model::resolve) enum MemberPosition {
    Property(usize),
    Navigation(usize),
}

fn own_member(ty: &StructuredType, name: &str) -> Option<MemberPosition> {
    let property = ty.properties.iter().position(|property| &*property.name == name).map(MemberPosition::Property);
    property
        .or_else(|| ty.navigation.iter().position(|property| &*property.name == name).map(MemberPosition::Navigation))
}

impl Lineage<'_> {
    /// Forgets the names beyond the first so many.
    fn leave(&mut self, names: usize) {
        for name in self.names.drain(names.min(self.names.len())..) {
            self.members.remove(name);
        }
    }
}
