//! Expressions over the properties of items: comparison, logic, arithmetic
//! ([URL Conventions 5.1.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use std::fmt;
use std::marker::PhantomData;

use crate::edm::enums::EnumType;
use crate::edm::flags::Flags;
use crate::edm::scalar::Scalar;
use crate::query::access::Access;
use crate::query::condition::Condition;
use crate::query::index::Index;
use crate::query::operand::{Each, Given, Operand};
use crate::query::operators::prefix;
use crate::query::path::{CanReachNull, Path};
use crate::query::token::{Complex, Nav, Prop, Token};
use crate::url::address::{push_query_text, push_segment_text};
use crate::url::text::Text;

/// An expression with a value of type `V`, to be used in filters and orders.
pub struct Expr<V> {
    pub(crate) text: Box<Text>,
    pub(crate) level: Level,
    value: PhantomData<fn() -> V>,
}

/// An expression that is true or false of an item.
pub type Filter = Expr<bool>;

/// How tightly an operator binds
/// ([URL Conventions 5.1.1.15](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
///
/// Services disagree about `has` and `in`, so that these get parentheses wherever they are operands, as comparisons do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `or`.
    Or,
    /// `and`.
    And,
    /// `eq`, `lt`, `in`, `has` and the like.
    Comparison,
    /// `add`, `sub`.
    Additive,
    /// `mul`, `div`, `divby`, `mod`.
    Multiplicative,
    /// `not`, `-`.
    Unary,
    /// Literals, paths, calls, what is in parentheses.
    Primary,
}

impl<V> Expr<V> {
    #[inline]
    pub(crate) fn new(text: Box<Text>, level: Level) -> Self {
        Self { text, level, value: PhantomData }
    }
}

/// `left operator right`, of operands that bind as tightly as is said.
#[inline]
pub(crate) fn binary<L, R, V>(
    (left, left_floor): (impl Operand<L>, Level),
    operator: &str,
    (right, right_floor): (impl Operand<R>, Level),
    level: Level,
) -> Expr<V> {
    let mut text = left.begin(left_floor);
    text.url.push_str(operator);
    right.append(&mut text, right_floor);
    Expr::new(text, level)
}

#[inline]
fn compare<V>(left: impl Operand<V>, operator: &str, right: impl Operand<V>) -> Filter {
    binary((left, Level::Additive), operator, (right, Level::Additive), Level::Comparison)
}

fn compare_null<V>(left: impl Operand<V>, operator: &str) -> Filter {
    let mut text = left.begin(Level::Additive);
    text.url.push_str(operator);
    Expr::new(text, Level::Comparison)
}

/// `name(…)`.
pub(crate) fn call<V>(name: &str, arguments: impl FnOnce(&mut Text)) -> Expr<V> {
    let mut text = Text::new();
    text.url.push_str(name);
    text.url.push('(');
    arguments(&mut text);
    text.url.push(')');
    Expr::new(text, Level::Primary)
}

/// An expression as OData writes it, for what has no method: `raw::<bool>("geo.intersects(Area,geography'…')")`.
///
/// It is percent-encoded here, and put in parentheses where it is an operand.
#[must_use]
pub fn raw<V>(expression: &str) -> Expr<V> {
    let mut text = Text::new();
    text.has_lambdas = true;
    push_query_text(&mut text.url, expression);
    Expr::new(text, Level::Or)
}

/// The value that the request has under a parameter alias, `@name`, which `At::alias` gives it
/// ([URL Conventions 5.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
#[must_use]
pub fn alias<V>(name: &str) -> Expr<V> {
    let mut text = Text::new();
    text.url.push('@');
    push_query_text(&mut text.url, name.trim_start_matches('@'));
    Expr::new(text, Level::Primary)
}

/// Methods for everything that has a value in a query: properties, variables of lambdas, expressions.
macro_rules! on_expressions {
    ([$($generics:tt)*] $value:ty { $($body:tt)* }) => {
        impl<P: Path, I: Index, A: 'static, $($generics)*> Prop<P, I, $value, A> { $($body)* }
        impl<K: Token, const N: u8, $($generics)*> Each<K, N, $value> { $($body)* }
        impl<$($generics)*> Expr<$value> { $($body)* }
    };
}

pub(crate) use on_expressions;

on_expressions!([V: Scalar] V {
    /// `eq`: equal to the other.
    #[must_use]
    #[inline]
    pub fn eq(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20eq%20", other)
    }

    /// `ne`: not equal to the other.
    #[must_use]
    #[inline]
    pub fn ne(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20ne%20", other)
    }

    /// `gt`: greater than the other.
    #[must_use]
    #[inline]
    pub fn gt(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20gt%20", other)
    }

    /// `ge`: greater than the other, or equal to it.
    #[must_use]
    #[inline]
    pub fn ge(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20ge%20", other)
    }

    /// `lt`: less than the other.
    #[must_use]
    #[inline]
    pub fn lt(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20lt%20", other)
    }

    /// `le`: less than the other, or equal to it.
    #[must_use]
    #[inline]
    pub fn le(self, other: impl Operand<V>) -> Filter {
        compare(self, "%20le%20", other)
    }

    /// `in`: equal to one of the others. Without others, the condition is false.
    #[must_use]
    pub fn in_<G: Given<V>>(self, others: impl IntoIterator<Item = G>) -> Filter {
        let mut text = Operand::<V>::begin(self, Level::Primary);
        let start = text.url.len();
        for other in others {
            text.url.push_str(if text.url.len() == start { "%20in%20(" } else { "," });
            other.push_literal(&mut text);
        }
        if text.url.len() == start {
            return false.expression();
        }
        text.url.push(')');
        Expr::new(text, Level::Comparison)
    }

    /// The same, as a value of another type: for what the metadata does not tell. The query says nothing of it.
    #[must_use]
    pub fn read_as<U: Scalar>(self) -> Expr<U> {
        let Expr { text, level, .. } = Operand::<V>::expression(self);
        Expr::new(text, level)
    }

    /// `cast`: the value converted to another primitive type.
    #[must_use]
    pub fn cast_to<U: Scalar>(self) -> Expr<U> {
        call("cast", |text| {
            Operand::<V>::append(self, text, Level::Or);
            text.url.push(',');
            push_segment_text(&mut text.url, U::EDM);
        })
    }
});

impl<P: Path, I: Index, V: Scalar, A: Access> Prop<P, I, V, A> {
    /// `eq null`: there is no value.
    #[must_use]
    pub fn is_null(self) -> Filter
    where
        P: CanReachNull<A>,
    {
        compare_null::<V>(self, "%20eq%20null")
    }

    /// `ne null`: there is a value.
    #[must_use]
    pub fn is_not_null(self) -> Filter
    where
        P: CanReachNull<A>,
    {
        compare_null::<V>(self, "%20ne%20null")
    }
}

impl<V> Expr<V> {
    /// `eq null`: there is no value.
    #[must_use]
    pub fn is_null(self) -> Filter {
        compare_null::<V>(self, "%20eq%20null")
    }

    /// `ne null`: there is a value.
    #[must_use]
    pub fn is_not_null(self) -> Filter {
        compare_null::<V>(self, "%20ne%20null")
    }
}

macro_rules! null_of_structured {
    ($($token:ident)*) => {$(
        impl<P: Path, I: Index, T: 'static, A: 'static> $token<P, I, T, A> {
            /// `eq null`: there is no value.
            #[must_use]
            pub fn is_null(self) -> Filter {
                path_and::<Self>("%20eq%20null")
            }

            /// `ne null`: there is a value.
            #[must_use]
            pub fn is_not_null(self) -> Filter {
                path_and::<Self>("%20ne%20null")
            }
        }
    )*};
}

null_of_structured!(Complex Nav);

fn path_and<K: Token>(comparison: &str) -> Filter {
    let mut text = Text::new();
    text.scopes |= <K::Path as Path>::SCOPE;
    K::push(&mut text.url);
    text.url.push_str(comparison);
    Expr::new(text, Level::Comparison)
}

on_expressions!([E: EnumType] Flags<E> {
    /// `has`: all of these members are set.
    #[must_use]
    pub fn has(self, members: impl Operand<Flags<E>>) -> Filter {
        binary::<Flags<E>, Flags<E>, _>((self, Level::Primary), "%20has%20", (members, Level::Primary), Level::Comparison)
    }
});

on_expressions!([] bool {
    /// `and`: both are true.
    #[must_use]
    #[inline]
    pub fn and(self, other: impl Condition) -> Filter {
        binary::<bool, bool, _>((self, Level::And), "%20and%20", (other, Level::And), Level::And)
    }

    /// `or`: one of both is true.
    #[must_use]
    pub fn or(self, other: impl Condition) -> Filter {
        binary::<bool, bool, _>((self, Level::Or), "%20or%20", (other, Level::Or), Level::Or)
    }

    /// `not`: this is false.
    #[must_use]
    #[allow(clippy::should_implement_trait, reason = "it is implemented too, and needs no import like this")]
    pub fn not(self) -> Filter {
        prefix("not%20", self)
    }
});

impl<V> Clone for Expr<V> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.level)
    }
}

/// The expression as it stands in a URL.
impl<V> fmt::Display for Expr<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text.url)
    }
}

impl<V> fmt::Debug for Expr<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.text.url).finish()
    }
}
