//! Fields of scalars: primitive values, enumeration members, values of type definitions.

use std::any::Any;
use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::edm::primitive::Primitive;
use crate::edm::scalar::Scalar;
use crate::url::literal::Literal;
use crate::value::field::take;

/// How a value that was found fits a scalar type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The type writes it in the same form.
    Exact,
    /// The type writes the same value in another form: a number for a string, say.
    Recast,
}

/// A field that holds at most one scalar.
pub trait ScalarField: Any {
    /// Takes the value out of another field, if that one has the same type.
    fn take(&mut self, from: &mut dyn Any) -> bool;
    /// The qualified name of the type.
    fn edm(&self) -> &'static str;
    /// Fills the field; `None` where the value is not of its type.
    fn set(&mut self, found: &Primitive<'_>) -> Option<Fit>;
    /// The value, if there is one.
    fn value(&self) -> Option<Primitive<'_>>;
    /// The value, if it is a string: what most values are, without the way through a [`Primitive`].
    fn text(&self) -> Option<&str>;
    /// The value as a URL writes it, if there is one.
    fn literal(&self) -> Option<Literal>;
    /// Whether both hold equal values.
    fn same(&self, other: Option<Primitive<'_>>) -> bool;
}

/// A field that holds a collection of scalars.
pub trait ScalarsField: Any {
    /// Takes the value out of another field, if that one has the same type.
    fn take(&mut self, from: &mut dyn Any) -> bool;
    /// The qualified name of the items' type.
    fn edm(&self) -> &'static str;
    /// Whether items are read as JSON text.
    fn json(&self) -> bool;
    /// Makes the field an empty collection, and tells how many bytes an item has.
    fn start(&mut self) -> usize;
    /// Adds an item; `None` where the value is not of the items' type.
    fn push(&mut self, found: &Primitive<'_>) -> Option<Fit>;
    /// Adds a null; `false` where items cannot be null.
    fn push_null(&mut self) -> bool;
    /// The number of items, if the field holds a collection.
    fn count(&self) -> Option<usize>;
    /// An item; `None` for a null.
    fn item(&self, index: usize) -> Option<Primitive<'_>>;
    /// Whether an item equals a value.
    fn same_item(&self, index: usize, other: Option<Primitive<'_>>) -> bool;
}

// What follows is compiled anew for each type of field that a program reads: no closures, no `?`, no methods of `Option`, each of
// which would be a function more for each of them.

/// Decodes one scalar and tells how it fits.
fn fit<S: Scalar>(found: &Primitive<'_>) -> Option<(S, Fit)> {
    match S::decode(found) {
        Some(value) => {
            let fit = if found.kind() == value.encode().kind() { Fit::Exact } else { Fit::Recast };
            Some((value, fit))
        }
        None => None,
    }
}

/// Whether a value equals what another field of the same type holds.
fn same<S: Scalar>(value: Option<&S>, other: Option<Primitive<'_>>) -> bool {
    match (value, other) {
        (Some(value), Some(other)) => match S::decode(&other) {
            Some(other) => *value == other,
            None => false,
        },
        (None, None) => true,
        _ => false,
    }
}

impl<S: Scalar> ScalarField for Option<S> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn edm(&self) -> &'static str {
        S::EDM
    }

    fn set(&mut self, found: &Primitive<'_>) -> Option<Fit> {
        match fit(found) {
            Some((value, fit)) => {
                *self = Some(value);
                Some(fit)
            }
            None => None,
        }
    }

    #[allow(clippy::manual_map, reason = "a function more for each type of field")]
    fn value(&self) -> Option<Primitive<'_>> {
        match self {
            Some(value) => Some(value.encode()),
            None => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Some(value) => match value.encode() {
                Primitive::Text(Cow::Borrowed(text)) => Some(text),
                _ => None,
            },
            None => None,
        }
    }

    #[allow(clippy::manual_map, reason = "a function more for each type of field")]
    fn literal(&self) -> Option<Literal> {
        match self {
            Some(value) => Some(value.to_literal()),
            None => None,
        }
    }

    fn same(&self, other: Option<Primitive<'_>>) -> bool {
        same(self.as_ref(), other)
    }
}

impl<S: Scalar> ScalarsField for Option<Vec<S>> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn edm(&self) -> &'static str {
        S::EDM
    }

    fn json(&self) -> bool {
        S::JSON
    }

    fn start(&mut self) -> usize {
        *self = Some(Vec::new());
        size_of::<S>()
    }

    fn push(&mut self, found: &Primitive<'_>) -> Option<Fit> {
        let (value, fit) = fit(found)?;
        self.get_or_insert_default().push(value);
        Some(fit)
    }

    fn push_null(&mut self) -> bool {
        // A type that takes null reads JSON.
        S::TAKES_NULL && self.push(&Primitive::Json(RawValue::NULL)).is_some()
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn item(&self, index: usize) -> Option<Primitive<'_>> {
        self.as_ref()?.get(index).map(S::encode)
    }

    fn same_item(&self, index: usize, other: Option<Primitive<'_>>) -> bool {
        same(self.as_ref().and_then(|items| items.get(index)), other)
    }
}

impl<S: Scalar> ScalarsField for Option<Vec<Option<S>>> {
    fn take(&mut self, from: &mut dyn Any) -> bool {
        take(self, from)
    }

    fn edm(&self) -> &'static str {
        S::EDM
    }

    fn json(&self) -> bool {
        S::JSON
    }

    fn start(&mut self) -> usize {
        *self = Some(Vec::new());
        size_of::<Option<S>>()
    }

    fn push(&mut self, found: &Primitive<'_>) -> Option<Fit> {
        let (value, fit) = fit(found)?;
        self.get_or_insert_default().push(Some(value));
        Some(fit)
    }

    fn push_null(&mut self) -> bool {
        self.get_or_insert_default().push(None);
        true
    }

    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    fn item(&self, index: usize) -> Option<Primitive<'_>> {
        self.as_ref()?.get(index)?.as_ref().map(S::encode)
    }

    fn same_item(&self, index: usize, other: Option<Primitive<'_>>) -> bool {
        let item = self.as_ref().and_then(|items| items.get(index)?.as_ref());
        same(item, other)
    }
}
