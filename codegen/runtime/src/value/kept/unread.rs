//! What came for a declared property and is not in its field: a value of another type, and nulls among items that are never null.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::value::RawValue;

use crate::edm::json::same_json;
use crate::edm::primitive::Primitive;
use crate::value::field::Ref;
use crate::value::structured::Object;

/// What came for a property and is not in its field.
#[derive(Clone, Debug)]
pub(crate) enum Unread {
    /// In place of its value: a value of another type, or a null (`None`) where the schema allows none.
    Value(Option<Box<RawValue>>),
    /// Some items of its collection.
    Items(LeftOut),
}

/// Items of an array that a collection does not hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut {
    /// Their places in the array, in order, with what was there; `None` for a null.
    pub(crate) items: Vec<(usize, Option<Box<RawValue>>)>,
    /// How many items the array had.
    pub(crate) total: usize,
    /// How many items the collection had when it was read.
    pub(crate) count: usize,
    /// A hash of these items.
    print: u64,
}

/// The index for a value that came in place of the whole object.
pub(crate) const WHOLE: usize = usize::MAX;

/// What stands at a place of an array.
pub(crate) enum Place<'a> {
    /// The item of the collection with this index.
    Item(usize),
    /// What the collection does not hold; `None` for a null.
    Unread(Option<&'a RawValue>),
}

impl LeftOut {
    /// Of a collection that was just read.
    pub(crate) fn new(items: Vec<(usize, Option<Box<RawValue>>)>, total: usize, count: usize) -> Self {
        Self { items, total, count, print: 0 }
    }

    /// The same, of the collection in a field.
    pub(crate) fn of(self, field: &Ref<'_>) -> Self {
        Self { count: count(field), print: print(field), ..self }
    }

    /// Whether the field still holds what was read. What was left out belongs to nothing else.
    pub(crate) fn is_in_force(&self, field: &Ref<'_>) -> bool {
        self.count == count(field) && self.print == print(field)
    }

    /// The array as it came.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        // An item that is null in the collection has the same place in both.
        let is_held = self.count == self.total;
        let mut left_out = self.items.iter().peekable();
        let mut index = 0;
        (0..self.total).map(move |at| match left_out.next_if(|(place, _)| *place == at) {
            Some((_, json)) => {
                index += usize::from(is_held);
                Place::Unread(json.as_deref())
            }
            None => {
                index += 1;
                Place::Item(index - 1)
            }
        })
    }

    /// The places of the items that the collection holds, in its order.
    pub(crate) fn held_places(&self) -> Vec<usize> {
        let places = self.places().enumerate();
        let is_held = self.count == self.total;
        let held = places.filter(|(_, place)| is_held || matches!(place, Place::Item(_)));
        held.map(|(at, _)| at).collect()
    }

    /// The places of nulls.
    pub(crate) fn nulls(&self) -> impl Iterator<Item = usize> + '_ {
        self.items.iter().filter(|(_, json)| json.is_none()).map(|(place, _)| *place)
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same = |a: &(usize, Option<Box<RawValue>>), b: &(usize, Option<Box<RawValue>>)| {
            a.0 == b.0 && same_raw(a.1.as_deref(), b.1.as_deref())
        };
        self.total == other.total
            && self.items.len() == other.items.len()
            && self.items.iter().zip(&other.items).all(|(a, b)| same(a, b))
    }
}

fn same_raw(a: Option<&RawValue>, b: Option<&RawValue>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_json(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl Unread {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(a), Self::Value(b)) => same_raw(a.as_deref(), b.as_deref()),
            (Self::Items(a), Self::Items(b)) => a.is_same(b),
            _ => false,
        }
    }
}

/// What came for a property and is still to be sent in its place or among its items: not once the field was set.
pub(crate) fn in_force(object: &dyn Object, index: usize) -> Option<&Unread> {
    let unread = object.side()?.unread(index)?;
    let field = object.get(index);
    let is_in_force = match unread {
        Unread::Value(_) => !field.is_present(),
        Unread::Items(items) => items.is_in_force(&field),
    };
    is_in_force.then_some(unread)
}

/// The items that the collection of a property does not hold, as long as it holds the others.
pub(crate) fn left_out(object: &dyn Object, index: usize) -> Option<&LeftOut> {
    match in_force(object, index)? {
        Unread::Items(items) => Some(items),
        Unread::Value(_) => None,
    }
}

/// The value of another type that came for a property, as long as its field is empty.
pub(crate) fn raw(object: &dyn Object, index: usize) -> Option<&RawValue> {
    match in_force(object, index)? {
        Unread::Value(json) => json.as_deref(),
        Unread::Items(_) => None,
    }
}

/// What came in place of the object, as long as nothing was set in it.
pub(crate) fn whole(object: &dyn Object) -> Option<&RawValue> {
    let side =
        object.side().filter(|side| side.has_unread() && side.extras.is_empty() && side.annotations.is_empty())?;
    let Unread::Value(json) = side.unread(WHOLE)? else { return None };
    let mut properties = 0..object.info().properties.len();
    if properties.any(|index| object.get(index).is_present()) { None } else { json.as_deref() }
}

/// Whether two objects have the same unread values for a property.
pub(crate) fn is_same(a: &dyn Object, b: &dyn Object, index: usize) -> bool {
    match (in_force(a, index), in_force(b, index)) {
        (None, None) => true,
        (Some(a), Some(b)) => a.is_same(b),
        _ => false,
    }
}

fn count(field: &Ref<'_>) -> usize {
    let count = match field {
        Ref::Scalars(items) => items.count(),
        Ref::Objects(items) => items.count(),
        Ref::None | Ref::Scalar(_) | Ref::Object(_) => None,
    };
    count.unwrap_or_default()
}

/// A hash of the items of a collection: of structured ones the primitive values alone, so that each value is looked at
/// once however deep collections are nested.
fn print(field: &Ref<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match field {
        Ref::Objects(items) => {
            for object in (0..items.count().unwrap_or_default()).map(|at| items.item(at)) {
                object.is_some().hash(&mut hasher);
                object.into_iter().for_each(|object| feed_object(object, &mut hasher));
            }
        }
        field => feed_field(field, &mut hasher),
    }
    hasher.finish()
}

fn feed_object(object: &dyn Object, hasher: &mut DefaultHasher) {
    for index in object.touched().indices(object.info().properties.len()) {
        let field = object.get(index);
        if field.is_present() {
            index.hash(hasher);
            feed_field(&field, hasher);
        }
    }
}

fn feed_field(field: &Ref<'_>, hasher: &mut DefaultHasher) {
    match field {
        Ref::Scalar(field) => feed(field.value(), hasher),
        Ref::Scalars(items) => (0..items.count().unwrap_or_default()).for_each(|at| feed(items.item(at), hasher)),
        Ref::Objects(_) => count(field).hash(hasher),
        Ref::None | Ref::Object(_) => {}
    }
}

fn feed(value: Option<Primitive<'_>>, hasher: &mut DefaultHasher) {
    match value {
        None => 0.hash(hasher),
        Some(Primitive::Boolean(value)) => (1, value).hash(hasher),
        Some(Primitive::Signed(value) | Primitive::Long(value)) => (2, value).hash(hasher),
        Some(Primitive::Unsigned(value)) => (3, value).hash(hasher),
        Some(Primitive::Single(value)) => (4, value.to_bits()).hash(hasher),
        Some(Primitive::Double(value)) => (5, value.to_bits()).hash(hasher),
        Some(Primitive::Text(value)) => (6, value).hash(hasher),
        Some(Primitive::Bytes(value) | Primitive::Members(value)) => (7, value).hash(hasher),
        Some(Primitive::Json(value) | Primitive::Decimal(value) | Primitive::Collection(value, _)) => {
            (8, value.get()).hash(hasher)
        }
    }
}
