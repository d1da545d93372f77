//! What can stand in an expression: values, properties, expressions.

use crate::edm::decimal::Decimal;
use crate::edm::enums::EnumType;
use crate::edm::flags::Flags;
use crate::edm::primitive::Primitive;
use crate::edm::scalar::Scalar;
use crate::query::filter::{Expr, Level};
use crate::query::index::Index;
use crate::query::path::{Path, push_variable};
use crate::query::token::{Prop, Token};
use crate::url::text::Text;
use crate::value::argument::Argument;
use crate::value::parameter::Parameter;

/// A value where one of type `V` is needed: a `V`, text for a `String`, an integer for a wider number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of type `{V}`",
    label = "a value of type `{V}` is needed here, as the property's type says"
)]
pub trait Given<V> {
    #[doc(hidden)]
    fn push_literal(&self, text: &mut Text);

    #[doc(hidden)]
    fn argument(&self) -> Argument;
}

impl<V: Scalar> Given<V> for V {
    fn push_literal(&self, text: &mut Text) {
        match self.encode() {
            Primitive::Boolean(true) => text.url.push_str("true"),
            Primitive::Boolean(false) => text.url.push_str("false"),
            Primitive::Text(value) if V::EDM == String::EDM => text.string(&value),
            _ => text.literal(&self.to_literal()),
        }
    }

    fn argument(&self) -> Argument {
        Parameter::argument(self)
    }
}

impl<V: Scalar> Given<V> for &V {
    fn push_literal(&self, text: &mut Text) {
        Given::<V>::push_literal(*self, text);
    }

    fn argument(&self) -> Argument {
        Parameter::argument(*self)
    }
}

impl Given<String> for &str {
    #[inline]
    fn push_literal(&self, text: &mut Text) {
        text.string(self);
    }

    fn argument(&self) -> Argument {
        Argument::of(*self)
    }
}

impl<E: EnumType> Given<Flags<E>> for E {
    fn push_literal(&self, text: &mut Text) {
        text.literal(&self.to_literal());
    }

    fn argument(&self) -> Argument {
        Parameter::argument(self)
    }
}

macro_rules! narrower {
    ($($narrow:ty => $wide:ty)*) => {$(
        impl Given<$wide> for $narrow {
            fn push_literal(&self, text: &mut Text) {
                text.literal(&self.to_literal());
            }

            fn argument(&self) -> Argument {
                Parameter::argument(self)
            }
        }
    )*};
}

narrower! {
    i16 => f32
    i32 => f64
    i64 => Decimal
}

/// What can be compared with a property of type `V`: a value of that type, another property of it, an expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand where a value of type `{V}` is needed",
    label = "neither a `{V}`, nor a property or an expression of this type"
)]
pub trait Operand<V>: Sized {
    /// Appends the operand, in parentheses if it binds less tightly than `floor`.
    #[doc(hidden)]
    fn append(self, text: &mut Text, floor: Level);

    /// The operand, as the beginning of a longer text.
    #[doc(hidden)]
    #[inline]
    fn begin(self, floor: Level) -> Box<Text> {
        let mut text = Text::new();
        self.append(&mut text, floor);
        text
    }

    /// The operand as an expression.
    #[doc(hidden)]
    fn expression(self) -> Expr<V> {
        Expr::new(self.begin(Level::Or), Level::Primary)
    }
}

macro_rules! values {
    ($([$($generics:tt)*] $given:ty => $value:ty;)*) => {$(
        impl<$($generics)*> Operand<$value> for $given {
            #[inline]
            fn append(self, text: &mut Text, _: Level) {
                Given::<$value>::push_literal(&self, text);
            }
        }
    )*};
}

values! {
    [V: Scalar] V => V;
    [V: Scalar] &V => V;
    [] &str => String;
    [E: EnumType] E => Flags<E>;
    [] i16 => f32;
    [] i32 => f64;
    [] i64 => Decimal;
}

impl<P: Path, I: Index, V: 'static, A: 'static> Operand<V> for Prop<P, I, V, A> {
    #[inline]
    fn append(self, text: &mut Text, _: Level) {
        Self::push(&mut text.url);
        text.scopes |= P::SCOPE;
    }
}

impl<K: Token, const N: u8, V> Operand<V> for Each<K, N, V> {
    fn append(self, text: &mut Text, _: Level) {
        push_variable::<K, N>(&mut text.url);
    }
}

impl<V> Operand<V> for Expr<V> {
    fn append(self, text: &mut Text, floor: Level) {
        let in_parentheses = self.level < floor;
        text.append(self.text, in_parentheses);
    }

    fn begin(self, floor: Level) -> Box<Text> {
        let mut text = self.text;
        if self.level < floor {
            text.url.insert(0, '(');
            text.url.push(')');
        }
        text
    }

    fn expression(self) -> Self {
        self
    }
}

/// The variable of a lambda over the collection `K` of values of type `V`. `N` tells variables over one collection apart.
pub struct Each<K, const N: u8, V>(std::marker::PhantomData<fn() -> (K, V)>);

impl<K, const N: u8, V> Each<K, N, V> {
    pub(crate) const NEW: Self = Self(std::marker::PhantomData);
}

impl<K, const N: u8, V> Clone for Each<K, N, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, const N: u8, V> Copy for Each<K, N, V> {}

impl<K: Token, const N: u8, V> std::fmt::Debug for Each<K, N, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Each").field(&K::NAME).finish()
    }
}
