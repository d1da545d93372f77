//! Erased access to the fields of a structured type: what lets one decoder, one encoder, one
//! clone and one comparison serve all types.

use std::any::Any;
use std::mem;

use crate::edm::scalar::Scalar;
use crate::value::field_scalar::{ScalarField, ScalarsField};
use crate::value::instance::Instance;
use crate::value::structured::{Object, Structured, TypeInfo};

/// A field of a structured type that can be filled from JSON.
///
/// Emitted code never names the variants: [`Field::slot`] chooses.
#[allow(missing_debug_implementations)]
pub enum Slot<'a> {
    /// No such property.
    None,
    /// A primitive value, an enumeration member, a value of a type definition.
    Scalar(&'a mut dyn ScalarField),
    /// The same, read as JSON text ([`Scalar::JSON`]).
    Json(&'a mut dyn ScalarField),
    /// A collection of such values.
    Scalars(&'a mut dyn ScalarsField),
    /// A complex value.
    Object(&'a mut dyn ObjectField),
    /// A collection of those.
    Objects(&'a mut dyn ObjectsField),
}

/// A field of a structured type that can be written to JSON; the counterpart of [`Slot`].
#[allow(missing_debug_implementations)]
pub enum Ref<'a> {
    /// No such property.
    None,
    /// A primitive value, an enumeration member, a value of a type definition.
    Scalar(&'a dyn ScalarField),
    /// A collection of such values.
    Scalars(&'a dyn ScalarsField),
    /// A complex value.
    Object(&'a dyn ObjectField),
    /// A collection of those.
    Objects(&'a dyn ObjectsField),
}

/// The types that a field of a structured type can have.
///
/// | property | field |
/// |---|---|
/// | primitive, enumeration, type definition | `Option<S>` |
/// | complex | `Option<Box<Instance<T>>>` |
/// | navigation property | `Option<Expanded<T>>`, `Option<Expanded<Many<T>>>` |
/// | collection | `Option<Vec<S>>`, `Option<Vec<Instance<T>>>` |
/// | collection with nullable items | `Option<Vec<Option<S>>>`, `Option<Vec<Option<Instance<T>>>>` |
pub trait Field {
    /// The field, to be filled.
    fn slot(&mut self) -> Slot<'_>;
    /// The field, to be read.
    fn get(&self) -> Ref<'_>;
}

/// A field that holds at most one structured value.
pub trait ObjectField: Any {
    /// Takes the value out of another field, if that one has the same type.
    fn take(&mut self, from: &mut dyn Any) -> bool;
    /// The declared type.
    fn info(&self) -> &'static TypeInfo;
    /// Puts an empty value there and gives access to it.
    fn fill(&mut self) -> &mut dyn Object;
    /// The value, if there is one.
    fn value(&self) -> Option<&dyn Object>;
}

/// A field that holds a collection of structured values.
pub trait ObjectsField: Any {
    /// Takes the value out of another field, if that one has the same type.
    fn take(&mut self, from: &mut dyn Any) -> bool;
    /// The declared type of the items.
    fn info(&self) -> &'static TypeInfo;
    /// Makes the field an empty collection, and tells how many bytes an item has.
    fn start(&mut self) -> usize;
    /// Adds an empty item and gives access to it.
    fn push(&mut self) -> &mut dyn Object;
    /// Makes the last item null; takes it out and gives `false` where items cannot be null.
    fn nullify_last(&mut self) -> bool;
    /// The number of items, if the field holds a collection.
    fn count(&self) -> Option<usize>;
    /// An item; `None` for a null.
    fn item(&self, index: usize) -> Option<&dyn Object>;
}

/// Moves a value from a field to another one of the same type.
pub(crate) fn take<F: Any + Default>(to: &mut F, from: &mut dyn Any) -> bool {
    match from.downcast_mut() {
        Some(from) => {
            *to = mem::take(from);
            true
        }
        None => false,
    }
}

impl<T: Structured> ObjectField for Option<Box<Instance<T>>> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn info(&self) -> &'static TypeInfo {
        T::TYPE
    }

    fn fill(&mut self) -> &mut dyn Object {
        &mut **self.insert(Box::default())
    }

    fn value(&self) -> Option<&dyn Object> {
        match self {
            Some(value) => Some(&**value),
            None => None,
        }
    }
}

/// Adds an item and gives access to it, as `Vec::push_mut` does since Rust 1.95.
#[allow(clippy::indexing_slicing, reason = "an item was just put there")]
#[inline]
pub(crate) fn pushed<T>(items: &mut Vec<T>, item: T) -> &mut T {
    let index = items.len();
    items.push(item);
    &mut items[index]
}

impl<T: Structured> ObjectsField for Option<Vec<Instance<T>>> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn info(&self) -> &'static TypeInfo {
        T::TYPE
    }

    fn start(&mut self) -> usize {
        *self = Some(Vec::new());
        size_of::<Instance<T>>()
    }

    fn push(&mut self) -> &mut dyn Object {
        pushed::<Instance<T>>(self.get_or_insert_default(), Instance::default())
    }

    fn nullify_last(&mut self) -> bool {
        if let Some(items) = self {
            items.pop();
        }
        false
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn item(&self, index: usize) -> Option<&dyn Object> {
        self.as_ref()?.get(index).map(|item| item as &dyn Object)
    }
}

impl<T: Structured> ObjectsField for Option<Vec<Option<Instance<T>>>> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn info(&self) -> &'static TypeInfo {
        T::TYPE
    }

    fn start(&mut self) -> usize {
        *self = Some(Vec::new());
        size_of::<Option<Instance<T>>>()
    }

    fn push(&mut self) -> &mut dyn Object {
        pushed(self.get_or_insert_default(), None).insert(Instance::default())
    }

    fn nullify_last(&mut self) -> bool {
        if let Some(last) = self.as_mut().and_then(|items| items.last_mut()) {
            *last = None;
        }
        true
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn item(&self, index: usize) -> Option<&dyn Object> {
        let item = self.as_ref()?.get(index)?.as_ref();
        item.map(|item| item as &dyn Object)
    }
}

impl<S: Scalar> Field for Option<S> {
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        if S::JSON { Slot::Json(self) } else { Slot::Scalar(self) }
    }

    #[inline]
    fn get(&self) -> Ref<'_> {
        Ref::Scalar(self)
    }
}

macro_rules! field {
    ($bound:ident $param:ident: $type:ty => $variant:ident) => {
        impl<$param: $bound> Field for $type {
            #[inline]
            fn slot(&mut self) -> Slot<'_> {
                Slot::$variant(self)
            }

            #[inline]
            fn get(&self) -> Ref<'_> {
                Ref::$variant(self)
            }
        }
    };
}

field!(Scalar S: Option<Vec<S>> => Scalars);
field!(Scalar S: Option<Vec<Option<S>>> => Scalars);
field!(Structured T: Option<Box<Instance<T>>> => Object);
field!(Structured T: Option<Vec<Instance<T>>> => Objects);
field!(Structured T: Option<Vec<Option<Instance<T>>>> => Objects);
