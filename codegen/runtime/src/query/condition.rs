//! What a filter takes, and what Rust would take for it.

use std::cmp::Ordering;

use crate::query::filter::{Expr, Filter};
use crate::query::index::Index;
use crate::query::operand::{Each, Operand};
use crate::query::path::Path;
use crate::query::token::{Prop, Token};

/// A condition on an item: a property of type `bool`, or an expression with that value. A `bool` of Rust says nothing of items.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on items",
    label = "neither a property of type `bool`, nor an expression with that value",
    note = "comparisons are methods: `p.name.eq(\"Ada\")` for `==`, `ne`, `lt`, `le`, `gt`, `ge` for the others",
    note = "conditions are joined by `.and(…)` and `.or(…)`, or by `&`, `|` and `!`, in place of `&&` and `||`"
)]
pub trait Condition: Operand<bool> {}

impl<P: Path, I: Index, A: 'static> Condition for Prop<P, I, bool, A> {}
impl<K: Token, const N: u8> Condition for Each<K, N, bool> {}
impl Condition for Filter {}

/// Comparison by operators of Rust, which give a `bool` where a condition is needed. They compile, so that the message is that of
/// [`Condition`], which says what to write; a program that uses them is not built.
macro_rules! no_operators {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)* R> PartialEq<R> for $type {
            fn eq(&self, _: &R) -> bool {
                const { assert!(ARE_VALUES, "properties are compared by `.eq(…)`, not by `==`") }
                false
            }
        }

        impl<$($generics)* R> PartialOrd<R> for $type {
            fn partial_cmp(&self, _: &R) -> Option<Ordering> {
                const { assert!(ARE_VALUES, "properties are compared by `.lt(…)` and the like, not by `<`") }
                None
            }
        }
    )*};
}

/// No value of a property is known to the program.
const ARE_VALUES: bool = false;

no_operators! {
    [P, I, T, A,] Prop<P, I, T, A>;
    [K, const N: u8, V,] Each<K, N, V>;
    [V,] Expr<V>;
}
