//! Where a property is found, as a type: from the type that a query is about, a property at a time.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::query::access::CanBeNull;
use crate::query::filter::{Filter, call};
use crate::query::index::Index;
use crate::query::token::Token;
use crate::url::address::push_segment_text;
use crate::value::structured::Structured;

/// A place in a query whose properties can be named: it is written as the prefix of their names.
///
/// Implemented by the types of the runtime only; they have no values.
pub trait Path: 'static {
    /// The type whose properties continue the path.
    type Type: Structured;
    /// Where the path begins.
    type Base: Path;
    /// The level of nesting in `$expand` whose items the path begins at, as a bit.
    const SCOPE: u32;
    /// The number of lambda variables between this place and where the path begins.
    const LAMBDAS: u8 = 0;

    /// Appends the place and a slash, as URL text; nothing where the path begins.
    fn push(url: &mut String);

    /// Appends the names of the properties on the way, without type casts.
    fn names(names: &mut Vec<&'static str>);
}

/// The properties of a structured type, as tokens at a place: what the emitted struct `{Type}Fields` is.
pub trait Tokens: Sized + 'static {
    /// All tokens. They hold nothing but their types. An [`Item`] gives those of its own type.
    #[doc(hidden)]
    const ALL: &'static Self;
}

/// The tokens of a type without properties, and of types that are written by hand.
#[derive(Clone, Copy, Debug)]
pub struct NoFields;

impl Tokens for NoFields {
    const ALL: &'static Self = &Self;
}

/// What a type is of, where it holds nothing of it.
pub(crate) type Marker<T> = PhantomData<fn() -> T>;

/// The items of the request itself.
#[derive(Debug)]
pub struct Root<T>(PhantomData<fn() -> T>);

/// The items of a navigation property that is expanded at `B`.
#[derive(Debug)]
pub struct Nested<B, T>(PhantomData<fn() -> (B, T)>);

/// The items of the request, seen from within `$expand`: `$it`.
#[derive(Debug)]
pub struct It<T>(PhantomData<fn() -> T>);

/// The property of index `I` of what is at `P`, which is of type `T`.
#[derive(Debug)]
pub struct Step<P, I, T>(Marker<(P, I, T)>);

/// As [`Step`], for a navigation property.
#[derive(Debug)]
pub struct Through<P, I, T>(Marker<(P, I, T)>);

/// What is at `P`, as an instance of the derived type `T`.
#[derive(Debug)]
pub struct Cast<P, T>(PhantomData<fn() -> (P, T)>);

/// The variable of a lambda over the collection `K`, whose items are of type `T`. `N` tells variables over one collection apart.
#[derive(Debug)]
pub struct Variable<K, T, const N: u8>(PhantomData<fn() -> (K, T)>);

impl<T: Structured> Path for Root<T> {
    type Type = T;
    type Base = Self;
    const SCOPE: u32 = 1;

    #[inline]
    fn push(_: &mut String) {}

    fn names(_: &mut Vec<&'static str>) {}
}

impl<B: Path, T: Structured> Path for Nested<B, T> {
    type Type = T;
    type Base = Self;
    const SCOPE: u32 = B::SCOPE << 1;

    #[inline]
    fn push(_: &mut String) {}

    fn names(_: &mut Vec<&'static str>) {}
}

impl<T: Structured> Path for It<T> {
    type Type = T;
    type Base = Self;
    const SCOPE: u32 = 0;

    fn push(url: &mut String) {
        url.push_str("$it/");
    }

    fn names(_: &mut Vec<&'static str>) {}
}

macro_rules! steps {
    ($($step:ident)*) => {$(
        impl<P: Path, I: Index, T: Structured> Path for $step<P, I, T> {
            type Type = T;
            type Base = P::Base;
            const SCOPE: u32 = P::SCOPE;
            const LAMBDAS: u8 = P::LAMBDAS;

            fn push(url: &mut String) {
                P::push(url);
                Named::<P, I>::push(url);
                url.push('/');
            }

            fn names(names: &mut Vec<&'static str>) {
                P::names(names);
                names.push(Named::<P, I>::NAME);
            }
        }

        impl<P, I, T, A> CanReachNull<A> for $step<P, I, T> {}
    )*};
}

steps!(Step Through);

impl<P: Path, T: Structured> Path for Cast<P, T> {
    type Type = T;
    type Base = P::Base;
    const SCOPE: u32 = P::SCOPE;
    const LAMBDAS: u8 = P::LAMBDAS;

    fn push(url: &mut String) {
        P::push(url);
        push_segment_text(url, T::TYPE.name);
        url.push('/');
    }

    fn names(names: &mut Vec<&'static str>) {
        P::names(names);
    }
}

impl<K: Token, T: Structured, const N: u8> Path for Variable<K, T, N> {
    type Type = T;
    type Base = Self;
    const SCOPE: u32 = 0;
    const LAMBDAS: u8 = <K::Path as Path>::LAMBDAS + 1;

    fn push(url: &mut String) {
        push_variable::<K, N>(url);
        url.push('/');
    }

    fn names(_: &mut Vec<&'static str>) {}
}

/// Appends the name of the variable of a lambda over `K`: the first letter of the collection's name, with the
/// depth where lambdas nest.
pub(crate) fn push_variable<K: Token, const N: u8>(url: &mut String) {
    let letter = K::NAME.chars().find(char::is_ascii_alphabetic).unwrap_or('x').to_ascii_lowercase();
    for _ in 0..=N {
        url.push(letter);
    }
    let depth = <K::Path as Path>::LAMBDAS + 1;
    if depth > 1 {
        url.push_str(&depth.to_string());
    }
}

/// A place at which a property with the access `A` can be null: also any property of what can be absent itself.
pub trait CanReachNull<A> {}

impl<T, A: CanBeNull> CanReachNull<A> for Root<T> {}
impl<B, T, A: CanBeNull> CanReachNull<A> for Nested<B, T> {}
impl<T, A: CanBeNull> CanReachNull<A> for It<T> {}
impl<K, T, const N: u8, A: CanBeNull> CanReachNull<A> for Variable<K, T, N> {}
impl<P, T, A> CanReachNull<A> for Cast<P, T> {}

/// The property of index `I` of what is at `P`.
pub(crate) struct Named<P, I>(PhantomData<fn() -> (P, I)>);

impl<P: Path, I: Index> Named<P, I> {
    pub(crate) const NAME: &'static str = <P::Type as Structured>::TYPE.properties[I::INDEX];
    const IS_PLAIN: bool = is_plain(Self::NAME.as_bytes());

    #[inline]
    pub(crate) fn push(url: &mut String) {
        if Self::IS_PLAIN {
            url.push_str(Self::NAME);
        } else {
            push_segment_text(url, Self::NAME);
        }
    }
}

/// Whether a name means itself in a URL.
const fn is_plain(mut name: &[u8]) -> bool {
    while let [first, rest @ ..] = name {
        if !first.is_ascii_alphanumeric() && *first != b'_' {
            return false;
        }
        name = rest;
    }
    true
}

/// One of the items that a query is about, in the closures that describe it: its properties, as the fields of the emitted struct.
pub struct Item<P>(PhantomData<fn() -> P>);

impl<P> Item<P> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<P: Path> Item<P> {
    /// The item as an instance of a derived type, whose properties can be named then
    /// ([URL Conventions 5.1.1.15](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    ///
    /// That `U` derives from the type of the item is checked when the program is built.
    #[must_use]
    pub fn cast<U: Structured>(self) -> Item<Cast<P, U>> {
        const {
            assert!(
                U::TYPE.derives_from(<P::Type as Structured>::TYPE),
                "the type does not derive from that of the item"
            )
        }
        Item::NEW
    }

    /// Whether the item is an instance of a derived type: `isof(Ns.Type)`
    /// ([URL Conventions 5.1.1.10.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    #[must_use]
    pub fn is_of<U: Structured>(self) -> Filter {
        call("isof", |text| {
            text.scopes |= P::SCOPE;
            let start = text.url.len();
            P::push(&mut text.url);
            if text.url.len() > start {
                text.url.pop();
                text.url.push(',');
            }
            push_segment_text(&mut text.url, U::TYPE.name);
        })
    }
}

impl<T: Structured> Item<Root<T>> {
    /// The item of the request where it is spoken of within `$expand`: `$it`
    /// ([URL Conventions 5.1.1.14.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    #[must_use]
    pub fn it(self) -> Item<It<T>> {
        Item::NEW
    }
}

impl<P: Path> Deref for Item<P> {
    type Target = <P::Type as Structured>::Fields<P>;

    #[inline]
    fn deref(&self) -> &Self::Target {
        Tokens::ALL
    }
}

/// For code that makes queries by itself: closures are given their items.
impl<P> Default for Item<P> {
    fn default() -> Self {
        Self::NEW
    }
}

impl<P> Clone for Item<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Item<P> {}

impl<P: Path> fmt::Debug for Item<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Item").field(&<P::Type as Structured>::TYPE.name).finish()
    }
}
