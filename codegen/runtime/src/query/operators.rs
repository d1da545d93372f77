//! Expressions by the operators of Rust: arithmetic and logic
//! ([URL Conventions 5.1.1.1 and 5.1.1.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use std::ops;

use crate::edm::date::Date;
use crate::edm::date_time::DateTimeOffset;
use crate::edm::decimal::Decimal;
use crate::edm::duration::Duration;
use crate::edm::scalar::Scalar;
use crate::query::condition::Condition;
use crate::query::filter::{Expr, Filter, Level, binary, on_expressions};
use crate::query::index::Index;
use crate::query::operand::{Each, Operand};
use crate::query::path::Path;
use crate::query::token::{Prop, Token};
use crate::url::text::Text;

/// The operator in front of its operand.
pub(crate) fn prefix<V>(operator: &str, operand: impl Operand<V>) -> Expr<V> {
    let mut text = Text::new();
    text.url.push_str(operator);
    operand.append(&mut text, Level::Primary);
    Expr::new(text, Level::Unary)
}

/// What can be added to and subtracted from.
pub trait Additive: Scalar {
    /// What is added.
    type Step: Scalar;
    /// What is added to a type definition `V` over it.
    type StepOf<V: Scalar>: Scalar;
}

/// What can be multiplied and divided: numbers.
pub trait Number: Additive<Step = Self> {}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Additive for $number {
            type Step = Self;
            type StepOf<V: Scalar> = V;
        }

        impl Number for $number {}
    )*};
}

numbers!(u8 i8 i16 i32 i64 f32 f64 Decimal);

macro_rules! times {
    ($($time:ty)*) => {$(
        impl Additive for $time {
            type Step = Duration;
            type StepOf<V: Scalar> = Duration;
        }
    )*};
}

times!(Date DateTimeOffset Duration);

/// Arithmetic by the operators of Rust.
macro_rules! arithmetic {
    ($($trait:ident $method:ident $bound:ident $level:ident $operator:literal)*) => {$(
        arithmetic!(@ [P: Path, I: Index, A: 'static,] Prop<P, I, V, A>, $trait $method $bound $level $operator);
        arithmetic!(@ [K: Token, const N: u8,] Each<K, N, V>, $trait $method $bound $level $operator);
        arithmetic!(@ [] Expr<V>, $trait $method $bound $level $operator);
    )*};
    (@ [$($generics:tt)*] $type:ty, $trait:ident $method:ident $bound:ident $level:ident $operator:literal) => {
        impl<$($generics)* V: $bound, O: Operand<V::Step>> ops::$trait<O> for $type {
            type Output = Expr<V>;

            fn $method(self, other: O) -> Expr<V> {
                binary::<V, V::Step, V>((self, Level::$level), $operator, (other, Level::Unary), Level::$level)
            }
        }
    };
}

arithmetic! {
    Add add Additive Additive "%20add%20"
    Sub sub Additive Additive "%20sub%20"
    Mul mul Number Multiplicative "%20mul%20"
    Div div Number Multiplicative "%20div%20"
    Rem rem Number Multiplicative "%20mod%20"
}

macro_rules! negation {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)* V: Additive> ops::Neg for $type {
            type Output = Expr<V>;

            fn neg(self) -> Expr<V> {
                prefix("-", self)
            }
        }
    )*};
}

negation! {
    [P: Path, I: Index, A: 'static,] Prop<P, I, V, A>;
    [K: Token, const N: u8,] Each<K, N, V>;
    [] Expr<V>;
}

on_expressions!([V: Number] V {
    /// `divby`: divided with a fraction, where `/` of integers gives an integer
    /// ([URL Conventions 5.1.1.2.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    #[must_use]
    pub fn div_by(self, other: impl Operand<V>) -> Expr<Decimal> {
        binary::<V, V, _>((self, Level::Multiplicative), "%20divby%20", (other, Level::Unary), Level::Multiplicative)
    }
});

/// Logic by the operators of Rust.
macro_rules! logic {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> ops::Not for $type {
            type Output = Filter;

            fn not(self) -> Filter {
                prefix("not%20", self)
            }
        }

        impl<$($generics)* O: Condition> ops::BitAnd<O> for $type {
            type Output = Filter;

            fn bitand(self, other: O) -> Filter {
                self.and(other)
            }
        }

        impl<$($generics)* O: Condition> ops::BitOr<O> for $type {
            type Output = Filter;

            fn bitor(self, other: O) -> Filter {
                self.or(other)
            }
        }
    )*};
}

logic! {
    [P: Path, I: Index, A: 'static,] Prop<P, I, bool, A>;
    [K: Token, const N: u8,] Each<K, N, bool>;
    [] Filter;
}
