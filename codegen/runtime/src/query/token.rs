//! Properties as tokens: values without content, whose types say where the property is found.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::query::access::Optional;
use crate::query::index::Index;
use crate::query::path::{Named, Path, Step, Through, Tokens};
use crate::value::structured::Structured;

/// A property in a query.
pub trait Token: Copy + 'static {
    /// Where the property is found.
    type Path: Path;
    /// What may be done with it.
    type Access;
    /// Its name in the schema.
    const NAME: &'static str;

    #[doc(hidden)]
    fn push(url: &mut String);

    #[doc(hidden)]
    fn names() -> Vec<&'static str>;
}

macro_rules! tokens {
    ($($(#[$docs:meta])* $token:ident)*) => {$(
        $(#[$docs])*
        ///
        /// The property is the one with index `I` among those of the type at `P`; its type is `T`, and what may be done
        /// with it is `A`.
        pub enum $token<P, I, T, A = Optional> {
            /// The one value that there is, for emitted code: a variant, since that costs rustc half of what an associated
            /// constant costs, and a service has tens of thousands of properties.
            Token,
            #[doc(hidden)]
            Never(Infallible, PhantomData<fn() -> (P, I, T, A)>),
        }

        impl<P, I, T, A> Clone for $token<P, I, T, A> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<P, I, T, A> Copy for $token<P, I, T, A> {}

        impl<P: Path, I: Index, T: 'static, A: 'static> Token for $token<P, I, T, A> {
            type Path = P;
            type Access = A;
            const NAME: &'static str = Named::<P, I>::NAME;

            #[inline]
            fn push(url: &mut String) {
                P::push(url);
                Named::<P, I>::push(url);
            }

            fn names() -> Vec<&'static str> {
                let mut names = Vec::new();
                P::names(&mut names);
                names.push(Self::NAME);
                names
            }
        }

        impl<P: Path, I: Index, T: 'static, A: 'static> fmt::Debug for $token<P, I, T, A> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut path = String::new();
                Self::push(&mut path);
                f.debug_tuple(stringify!($token)).field(&path).finish()
            }
        }
    )*};
}

tokens! {
    /// A property with a primitive value, a member of an enumeration or a value of a type definition.
    Prop
    /// A property with a collection of such values.
    Props
    /// A property with a complex value. It dereferences to the properties of that value.
    Complex
    /// A property with a collection of complex values.
    Complexes
    /// A stream property, whose bytes are at a place of its own: `.property(|p| p.photo).download()`.
    StreamProp
    /// A navigation property that leads to one entity. It dereferences to the properties of that entity.
    Nav
    /// A navigation property that leads to many entities.
    Navs
}

impl<P: Path, I: Index, T: Structured, A> Deref for Complex<P, I, T, A> {
    type Target = T::Fields<Step<P, I, T>>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        Tokens::ALL
    }
}

impl<P: Path, I: Index, T: Structured, A> Deref for Nav<P, I, T, A> {
    type Target = T::Fields<Through<P, I, T>>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        Tokens::ALL
    }
}
