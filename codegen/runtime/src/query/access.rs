//! What may be done with a property: whether it can be null, and when it can be set.

use crate::edm::scalar::Scalar;
use crate::value::shape::{Element, Nullable, Shape, Value};
use crate::value::structured::Structured;

/// What may be done with a property, as a type.
pub trait Access: 'static {
    /// What is at the property, if `S` is at it where it is not null.
    type Shape<S: Shape>: Shape;
    /// What an item of the property is, if it is a value of the type `S` where it is not null.
    type Item<S: Scalar>: Element;
    /// The same of a structured type.
    type Object<T: Structured>: Element;
}

/// The property can be null, and set at any time.
#[derive(Clone, Copy, Debug)]
pub struct Optional;

/// The property is never null (`Nullable="false"`), and can be set at any time.
#[derive(Clone, Copy, Debug)]
pub struct Required;

/// The items of the property, a collection, can be null.
#[derive(Clone, Copy, Debug)]
pub struct NullItems<A = Optional>(A);

/// The property can be set when its owner is created, and never afterwards: a part of the key, or `Core.Immutable`.
#[derive(Clone, Copy, Debug)]
pub struct Fixed<A = Optional>(A);

/// The property is set by the service alone: `Core.Computed`, or `Core.Permissions` that grant no writing.
#[derive(Clone, Copy, Debug)]
pub struct Computed<A = Optional>(A);

impl Access for Optional {
    type Shape<S: Shape> = Nullable<S>;
    type Item<S: Scalar> = Value<S>;
    type Object<T: Structured> = T;
}

impl Access for Required {
    type Shape<S: Shape> = S;
    type Item<S: Scalar> = Value<S>;
    type Object<T: Structured> = T;
}

impl<A: Access> Access for NullItems<A> {
    type Shape<S: Shape> = A::Shape<S>;
    type Item<S: Scalar> = Nullable<Value<S>>;
    type Object<T: Structured> = Nullable<T>;
}

impl<A: Access> Access for Fixed<A> {
    type Shape<S: Shape> = A::Shape<S>;
    type Item<S: Scalar> = A::Item<S>;
    type Object<T: Structured> = A::Object<T>;
}

impl<A: Access> Access for Computed<A> {
    type Shape<S: Shape> = A::Shape<S>;
    type Item<S: Scalar> = A::Item<S>;
    type Object<T: Structured> = A::Object<T>;
}

/// The property can be null.
#[diagnostic::on_unimplemented(
    message = "the property is never null",
    label = "the schema declares it with `Nullable=\"false\"`, so null can neither be sent nor found"
)]
pub trait CanBeNull: Access {}

impl CanBeNull for Optional {}
impl<A: CanBeNull> CanBeNull for Fixed<A> {}
impl<A: CanBeNull> CanBeNull for Computed<A> {}

/// The property is never null.
#[diagnostic::on_unimplemented(
    message = "the property can be null",
    label = "the schema lets it be null, so it needs an `Option`"
)]
pub trait NeverNull: Access {}

impl NeverNull for Required {}
impl<A: NeverNull> NeverNull for Fixed<A> {}
impl<A: NeverNull> NeverNull for Computed<A> {}

/// The property can be changed.
#[diagnostic::on_unimplemented(
    message = "the property cannot be changed",
    label = "`Fixed` is set once, when the entity is created (a part of its key, or `Core.Immutable`); `Computed` is set by the service alone"
)]
pub trait CanBeSet: Access {}

impl CanBeSet for Optional {}
impl CanBeSet for Required {}
#[diagnostic::do_not_recommend]
impl<A: CanBeSet> CanBeSet for NullItems<A> {}
