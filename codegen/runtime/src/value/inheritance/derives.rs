//! Which types derive from which, for the compiler.

use crate::value::structured::Structured;

/// A structured type that derives from another one (`BaseType`). Implemented by emitted code only.
pub trait Derives: Structured {
    /// The type from which it derives directly.
    type Base: Structured;
}

/// A structured type that is a `B`, or derives from it. `D` says by how many steps, and is never named.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `{B}`, and does not derive from it",
    label = "the navigation property leads to a `{B}`",
    note = "an entity is linked where the schema lets it be: its type has to be the navigation property's, or one that derives from it"
)]
pub trait IsA<B, D> {}

/// The type itself.
#[derive(Debug)]
pub enum Itself {}

/// The type from which the type derives, or one further up.
#[derive(Debug)]
pub enum Inherited<D> {
    #[doc(hidden)]
    Never(std::convert::Infallible, std::marker::PhantomData<D>),
}

impl<T: Structured> IsA<T, Itself> for T {}

#[diagnostic::do_not_recommend]
impl<T: Derives<Base: IsA<B, D>>, B, D> IsA<B, Inherited<D>> for T {}
