//! What type definitions have of their underlying types.

use crate::edm::binary::Binary;
use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::decimal::Decimal;
use crate::edm::definition::Definition;
use crate::edm::duration::Duration;
use crate::edm::guid::Guid;
use crate::edm::scalar::Scalar;
use crate::query::filter::{Expr, Level, on_expressions};
use crate::query::index::Index;
use crate::query::operand::{Each, Given, Operand};
use crate::query::operators::{Additive, Number};
use crate::query::path::Path;
use crate::query::token::{Prop, Token};
use crate::url::text::Text;
use crate::value::argument::Argument;

/// Traits of primitive types, which type definitions over them have too.
macro_rules! kinds {
    ($($(#[$docs:meta])* $kind:ident: $($primitive:ty)*;)*) => {$(
        $(#[$docs])*
        pub trait $kind: Scalar {}

        $(impl $kind for $primitive {})*

        #[diagnostic::do_not_recommend]
        impl<D: Definition<Underlying: $kind>> $kind for D {}
    )*};
}

kinds! {
    /// Text: `Edm.String`, and type definitions over it.
    Textual: String;
    /// What has a date: `Edm.DateTimeOffset`, `Edm.Date`.
    HasDate: DateTimeOffset Date;
    /// What has a time of day: `Edm.DateTimeOffset`, `Edm.TimeOfDay`.
    HasTime: DateTimeOffset TimeOfDay;
    /// A point in time: `Edm.DateTimeOffset`.
    Instant: DateTimeOffset;
    /// A length of time: `Edm.Duration`.
    Length: Duration;
}

#[diagnostic::do_not_recommend]
impl<D: Definition<Underlying: Additive>> Additive for D {
    type Step = <D::Underlying as Additive>::StepOf<D>;
    type StepOf<V: Scalar> = <D::Underlying as Additive>::StepOf<V>;
}

#[diagnostic::do_not_recommend]
impl<D: Definition<Underlying: Number> + Additive<Step = D>> Number for D {}

on_expressions!([D: Definition] D {
    /// The same as a value of the underlying type.
    #[must_use]
    pub fn underlying(self) -> Expr<D::Underlying> {
        let Expr { text, level, .. } = Operand::<D>::expression(self);
        Expr::new(text, level)
    }
});

/// Values of the underlying type, where one of the type definition is needed.
macro_rules! values {
    ($($given:ty => $underlying:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<D: Definition<Underlying = $underlying>> Given<D> for $given {
            fn push_literal(&self, text: &mut Text) {
                Given::<$underlying>::push_literal(self, text);
            }

            fn argument(&self) -> Argument {
                Given::<$underlying>::argument(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<D: Definition<Underlying = $underlying>> Operand<D> for $given {
            fn append(self, text: &mut Text, _: Level) {
                Given::<$underlying>::push_literal(&self, text);
            }
        }
    )*};
}

values! {
    &str => String;
    String => String;
    bool => bool;
    u8 => u8;
    i8 => i8;
    i16 => i16;
    i32 => i32;
    i64 => i64;
    f32 => f32;
    f64 => f64;
    Decimal => Decimal;
    Binary => Binary;
    Date => Date;
    TimeOfDay => TimeOfDay;
    DateTimeOffset => DateTimeOffset;
    Duration => Duration;
    Guid => Guid;
}
