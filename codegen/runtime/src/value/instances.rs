//! Shapes by what they are made of: one instance, or many.

use crate::value::shape::{Many, Maybe, Nullable};
use crate::value::structured::Structured;

/// A shape that is one instance of a structured type, or a collection of them.
pub trait Instances {
    /// The type of the instance, or of the items.
    type Item: Structured;
    /// The same shape with instances of another type.
    type Cast<U: Structured>;
    #[doc(hidden)]
    const IS_COLLECTION: bool;
}

impl<T: Structured> Instances for T {
    type Item = T;
    type Cast<U: Structured> = U;
    const IS_COLLECTION: bool = false;
}

impl<T: Structured> Instances for Nullable<T> {
    type Item = T;
    type Cast<U: Structured> = Nullable<U>;
    const IS_COLLECTION: bool = false;
}

impl<T: Structured> Instances for Many<T> {
    type Item = T;
    type Cast<U: Structured> = Many<U>;
    const IS_COLLECTION: bool = true;
}

/// A shape that is one instance of a structured type, or null, or nothing.
pub trait OneInstance {
    /// The type of the instance.
    type Type: Structured;
}

impl<T: Structured> OneInstance for T {
    type Type = T;
}

impl<T: Structured> OneInstance for Nullable<T> {
    type Type = T;
}

impl<T: Structured> OneInstance for Maybe<T> {
    type Type = T;
}

/// The shape of a collection: [`Many`].
#[diagnostic::on_unimplemented(
    message = "there is one `{Self}` at this position, and `filter` and `order_by` are for collections",
    label = "this position does not lead to a collection",
    note = "a single entity takes `select` and `expand`; to filter the related entities that come with it: \
            `.expand(|p| p.reports.filter(|r| r.name.eq(\"Ada\")))`"
)]
pub trait IsMany {}

impl<E> IsMany for Many<E> {}
