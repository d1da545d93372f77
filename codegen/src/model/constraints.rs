//! Parts of keys that a referential constraint fixes: those of an entity which is reached from the entity that they
//! repeat may be left out of URLs (URL Conventions 4.3.3).

use std::collections::{BTreeMap, BTreeSet};

use super::ids::StructuredId;
use super::{KeyPart, Model, NavigationProperty};

/// How many lists of parts one type can have: each becomes a method.
const MOST_LISTS: usize = 8;

/// A navigation property: the declaring type and the position there.
type Navigation = (StructuredId, usize);

/// The keys of which only some parts have to be given.
#[derive(Debug, Default)]
pub(crate) struct Constraints {
    /// The names of the parts that remain, by the navigation property that leads to the entities.
    free: BTreeMap<Navigation, Vec<Box<str>>>,
    /// The same, by the type that the navigation properties are declared with.
    by_target: BTreeMap<StructuredId, BTreeSet<Vec<Box<str>>>>,
}

/// All navigation properties, by declaring type and name.
type Named<'m> = BTreeMap<(StructuredId, &'m str), (usize, &'m NavigationProperty)>;

impl Constraints {
    pub(crate) fn new(model: &Model) -> Self {
        // Lineages and keys can be long, and each step takes time. No service comes near this.
        const MOST_STEPS: usize = 5_000_000;
        let mut search = Search { model, named: Named::new(), left: MOST_STEPS };
        let mut constraints = Self::default();
        let is_constrained =
            |(_, _, property): &(_, _, &NavigationProperty)| !property.referential_constraints.is_empty();
        if !navigation(model).any(|found| is_constrained(&found)) {
            return constraints;
        }
        search.named =
            navigation(model).map(|(id, index, property)| ((id, &*property.name), (index, property))).collect();
        for (id, index, property) in navigation(model).filter(|(_, _, property)| property.ty.collection) {
            if let Some((_, _, back)) = search.partner(property) {
                constraints.add(&mut search, (id, index), property, back);
            }
        }
        // One side may leave the other to name its partner.
        for (_, _, back) in navigation(model).filter(is_constrained) {
            if let Some((owner, index, property)) = search.partner(back)
                && property.ty.collection
                && property.partner.is_none()
            {
                constraints.add(&mut search, (owner, index), property, back);
            }
        }
        constraints
    }

    /// Notes which parts of the key remain behind `property`, whose partner is `back`.
    fn add(
        &mut self,
        search: &mut Search<'_>,
        at: Navigation,
        property: &NavigationProperty,
        back: &NavigationProperty,
    ) {
        let (Some(target), Some(principal)) = (property.ty.ty.structured(), back.ty.ty.structured()) else { return };
        let key = search.model.key_of(target).map_or(&[][..], |(_, key)| key);
        let principal = search.model.key_of(principal).map_or(&[][..], |(_, key)| key);
        if !search.spend(key.len() + principal.len() + back.referential_constraints.len()) {
            return;
        }
        let principal: BTreeSet<&str> = principal.iter().filter_map(property_of).collect();
        let constraints = back.referential_constraints.iter();
        let fixed = constraints.filter(|(_, referenced)| principal.contains(&**referenced));
        let fixed: BTreeSet<&str> = fixed.map(|(dependent, _)| &**dependent).collect();
        let is_free = |part: &&KeyPart| property_of(part).is_none_or(|name| !fixed.contains(name));
        let free: Vec<Box<str>> = key.iter().filter(is_free).map(|part| part.name.clone()).collect();
        // Where all parts are fixed, nothing would tell the entities of the collection apart.
        if !free.is_empty() && free.len() < key.len() {
            let lists = self.by_target.entry(target).or_default();
            if lists.len() < MOST_LISTS {
                lists.insert(free.clone());
            }
            self.free.insert(at, free);
        }
    }

    /// The names of the parts of the key that have to be given behind a navigation property; `None` where it is all of
    /// them.
    pub(crate) fn free(&self, ty: StructuredId, index: usize) -> Option<&[Box<str>]> {
        self.free.get(&(ty, index)).map(Vec::as_slice)
    }

    /// The same for all navigation properties that are declared with a type, or with one that it derives from and whose key
    /// it has; each list once.
    pub(crate) fn of_type(&self, model: &Model, id: StructuredId) -> BTreeSet<&[Box<str>]> {
        if self.by_target.is_empty() {
            return BTreeSet::new();
        }
        let keyed_by = model.structured_type(id).keyed_by;
        let same_key = |target: &StructuredId| model.structured_type(*target).keyed_by == keyed_by;
        let targets = model.lineage(id).map(|(target, _)| target).filter(same_key);
        targets.filter_map(|target| self.by_target.get(&target)).flatten().map(Vec::as_slice).collect()
    }
}

/// Looks navigation properties up along lineages.
struct Search<'m> {
    model: &'m Model,
    named: Named<'m>,
    left: usize,
}

impl<'m> Search<'m> {
    /// Takes that many steps; false where they are used up.
    fn spend(&mut self, steps: usize) -> bool {
        self.left = self.left.saturating_sub(steps);
        self.left > 0
    }

    /// The navigation property that leads back, if its name is given and it exists.
    fn partner(&mut self, property: &NavigationProperty) -> Option<(StructuredId, usize, &'m NavigationProperty)> {
        self.find(property.ty.ty.structured()?, property.partner.as_deref()?)
    }

    /// The navigation property of that name, own or inherited.
    fn find(&mut self, id: StructuredId, name: &str) -> Option<(StructuredId, usize, &'m NavigationProperty)> {
        for (id, _) in self.model.lineage(id) {
            if !self.spend(1) {
                return None;
            }
            if let Some((index, property)) = self.named.get(&(id, name)) {
                return Some((id, *index, property));
            }
        }
        None
    }
}

/// All navigation properties, each with the declaring type and the position there.
fn navigation(model: &Model) -> impl Iterator<Item = (StructuredId, usize, &NavigationProperty)> {
    model
        .structured_types()
        .flat_map(|(id, ty)| ty.navigation.iter().enumerate().map(move |(index, property)| (id, index, property)))
}

/// The property that a part of a key is, if it does not lie in a complex property.
fn property_of(part: &KeyPart) -> Option<&str> {
    match part.path.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
