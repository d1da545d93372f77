//! Annotations into [`Meta`], wherever they stand.

use crate::csdl::ast::{Annotation, Expression};
use crate::model::ids::{Id, StructuredId};
use crate::model::terms::{self, Annotated, Extras};
use crate::model::types::Type;
use crate::model::vocab::{Capabilities, Meta};

use crate::model::resolve::types::members::{Found, MemberPosition};
use crate::model::resolve::{Place, Resolver};

/// `Capabilities.NavigationRestrictions` on entities of that type.
#[derive(Debug)]
pub(in crate::model::resolve) struct Restriction<'a> {
    place: Place,
    ty: StructuredId,
    value: &'a Expression<'a>,
}

impl<'a> Resolver<'a> {
    /// What the annotations inside an element say.
    pub(in crate::model::resolve) fn meta(
        &mut self,
        place: Place,
        annotations: &'a [Annotation<'a>],
    ) -> (Meta, Extras<'a>) {
        let mut meta = Meta::default();
        let extras = if annotations.is_empty() {
            Extras::default()
        } else {
            let annotated =
                Annotated { names: &self.names, faults: &mut self.faults, document: place.document, quiet: false };
            terms::apply(annotated, annotations, &mut meta)
        };
        (meta, extras)
    }

    /// Remembers `NavigationRestrictions` for [`Self::navigation_restrictions`].
    pub(in crate::model::resolve) fn restrict(
        &mut self,
        place: Place,
        ty: StructuredId,
        value: Option<&'a Expression<'a>>,
    ) {
        self.restrictions.extend(value.map(|value| Restriction { place, ty, value }));
    }

    /// Applies `NavigationRestrictions` to the navigation properties that they name, after what is declared on these
    /// directly.
    pub(in crate::model::resolve) fn navigation_restrictions(&mut self) {
        for Restriction { place, ty, value } in std::mem::take(&mut self.restrictions) {
            let annotated =
                Annotated { names: &self.names, faults: &mut self.faults, document: place.document, quiet: false };
            for (path, capabilities) in terms::navigation_restrictions(annotated, value) {
                self.restrict_navigation(place, ty, path, capabilities);
            }
        }
    }

    fn restrict_navigation(&mut self, place: Place, ty: StructuredId, path: &str, capabilities: Capabilities) {
        let Some((owner, index)) = self.restricted(place, ty, path) else { return };
        let owner = self.model.structured.get_mut(owner.index());
        if let Some(property) = owner.and_then(|owner| owner.navigation.get_mut(index)) {
            property.meta.make().capabilities.complete(capabilities);
        }
    }

    /// The navigation property at the end of a path through complex properties and type casts. A path through
    /// another navigation property speaks of that context alone, which the model does not hold.
    fn restricted(&mut self, place: Place, ty: StructuredId, path: &str) -> Option<(StructuredId, usize)> {
        let mut at = ty;
        let mut steps = path.split('/').peekable();
        while let Some(step) = steps.next() {
            let Found::Member(owner, member) = self.member(at, step) else {
                at = self.cast(place, step)?;
                continue;
            };
            match member {
                MemberPosition::Navigation(index) => return steps.peek().is_none().then_some((owner, index)),
                MemberPosition::Property(index) => {
                    let Type::Structured(next) = self.model.structured_type(owner).properties.get(index)?.ty.ty else {
                        return None;
                    };
                    at = next;
                }
            }
        }
        None
    }
}
