//! Expressions over collections: lambdas, counts, sets
//! ([URL Conventions 5.1.1.13](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use std::fmt;

use crate::edm::scalar::Scalar;
use crate::query::condition::Condition;
use crate::query::filter::{Expr, Filter, Level, call};
use crate::query::index::Index;
use crate::query::operand::Each;
use crate::query::path::{Item, Path, Variable, push_variable};
use crate::query::token::{Complexes, Navs, Props, Token};
use crate::url::literal::Literal;
use crate::url::request_error::RequestError;
use crate::url::text::Text;
use crate::value::parameter::Parameter;

/// A property with many values.
pub trait Collection: Token {
    /// One of the values, in a lambda.
    type Element<const N: u8>: Copy;

    #[doc(hidden)]
    fn element<const N: u8>() -> Self::Element<N>;
}

impl<P: Path, I: Index, V: Scalar, A: 'static> Collection for Props<P, I, V, A> {
    type Element<const N: u8> = Each<Self, N, V>;

    fn element<const N: u8>() -> Self::Element<N> {
        Each::NEW
    }
}

macro_rules! of_structured {
    ($($token:ident)*) => {$(
        impl<P: Path, I: Index, T: crate::Structured, A: 'static> Collection for $token<P, I, T, A> {
            type Element<const N: u8> = Item<Variable<Self, T, N>>;

            fn element<const N: u8>() -> Self::Element<N> {
                Item::NEW
            }
        }
    )*};
}

of_structured!(Complexes Navs);

fn path<K: Token>(end: &str) -> Box<Text> {
    let mut text = Text::new();
    text.scopes |= <K::Path as Path>::SCOPE;
    K::push(&mut text.url);
    text.url.push_str(end);
    text
}

fn lambda<K: Collection, const N: u8, O: Condition>(operator: &str, of: impl FnOnce(K::Element<N>) -> O) -> Filter {
    let mut text = path::<K>(operator);
    let start = text.url.len();
    push_variable::<K, N>(&mut text.url);
    text.url.push(':');
    let body = of(K::element()).begin(Level::Or);
    if body.has_lambdas && binds(&body.url, text.url.get(start..).unwrap_or_default()) {
        text.fail(RequestError::new(format!(
            "a lambda over `{}` stands in another one with the same variable; give one of them a variable of its own by \
             `renamed::<1>()`",
            K::NAME
        )));
    }
    text.append(body, false);
    text.has_lambdas = true;
    text.url.push(')');
    Expr::new(text, Level::Primary)
}

/// Whether a lambda in the text has this variable, which its colon follows. Parentheses of literals are encoded.
fn binds(url: &str, variable: &str) -> bool {
    url.split('(').skip(1).any(|inside| inside.starts_with(variable))
}

/// A collection whose lambdas have a variable of their own, so that they can stand in others over the same collection.
#[derive(Clone, Copy)]
pub struct Renamed<K, const N: u8>(K);

impl<K: Token, const N: u8> fmt::Debug for Renamed<K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Renamed").field(&K::NAME).field(&N).finish()
    }
}

impl<K: Collection, const N: u8> Renamed<K, N> {
    /// `any`: the condition is true of at least one item.
    #[must_use]
    pub fn any<O: Condition>(self, condition: impl FnOnce(K::Element<N>) -> O) -> Filter {
        lambda::<K, N, O>("/any(", condition)
    }

    /// `all`: the condition is true of every item.
    #[must_use]
    pub fn all<O: Condition>(self, condition: impl FnOnce(K::Element<N>) -> O) -> Filter {
        lambda::<K, N, O>("/all(", condition)
    }
}

macro_rules! collections {
    ($($token:ident $bound:ident)*) => {$(
        impl<P: Path, I: Index, T: $bound, A: 'static> $token<P, I, T, A> {
            /// `any`: the condition is true of at least one item.
            #[must_use]
            pub fn any<O: Condition>(self, condition: impl FnOnce(<Self as Collection>::Element<0>) -> O) -> Filter {
                lambda::<Self, 0, O>("/any(", condition)
            }

            /// `all`: the condition is true of every item.
            #[must_use]
            pub fn all<O: Condition>(self, condition: impl FnOnce(<Self as Collection>::Element<0>) -> O) -> Filter {
                lambda::<Self, 0, O>("/all(", condition)
            }

            /// `any()`: there are items.
            #[must_use]
            pub fn has_items(self) -> Filter {
                Expr::new(path::<Self>("/any()"), Level::Primary)
            }

            /// `$count`: the number of items.
            #[must_use]
            pub fn count(self) -> Expr<i64> {
                Expr::new(path::<Self>("/$count"), Level::Primary)
            }

            /// The collection, with a variable of its own in lambdas: needed where one over it stands in another one.
            #[must_use]
            pub fn renamed<const N: u8>(self) -> Renamed<Self, N> {
                Renamed(self)
            }
        }
    )*};
}

use crate::Structured;

collections!(Props Scalar Complexes Structured Navs Structured);

impl<P: Path, I: Index, V: Scalar, A: 'static> Props<P, I, V, A> {
    /// `hassubset`: all of these values are in the collection.
    #[must_use]
    pub fn has_subset(self, values: impl IntoIterator<Item = V>) -> Filter {
        contains::<Self, V>("hassubset", values)
    }

    /// `hassubsequence`: these values are in the collection, in this order.
    #[must_use]
    pub fn has_subsequence(self, values: impl IntoIterator<Item = V>) -> Filter {
        contains::<Self, V>("hassubsequence", values)
    }
}

fn contains<K: Token, V: Scalar>(function: &str, values: impl IntoIterator<Item = V>) -> Filter {
    let values: Literal = values.into_iter().collect::<Vec<V>>().literal();
    call(function, |text| {
        text.append(path::<K>(","), false);
        text.literal(&values);
    })
}
