//! Values of other crates where a literal is expected.

use crate::edm::scalar::Scalar;
use crate::query::filter::Level;
use crate::query::operand::{Given, Operand};
use crate::request::key::{EntityKey, Key};
use crate::url::literal::Literal;
use crate::url::text::Text;
use crate::value::argument::Argument;
use crate::value::parameter::Parameter;

/// Types whose values become ones of a primitive type.
macro_rules! become_primitive {
    ($($(#[$feature:meta])? $foreign:ty => $primitive:ident;)*) => {$(
        $(#[$feature])?
        impl Given<crate::edm::$primitive> for $foreign {
            fn push_literal(&self, text: &mut Text) {
                text.literal(&Literal::from(*self));
            }

            fn argument(&self) -> Argument {
                Parameter::argument(&crate::edm::$primitive::from(*self))
            }
        }

        $(#[$feature])?
        impl Operand<crate::edm::$primitive> for $foreign {
            fn append(self, text: &mut Text, _: Level) {
                Given::<crate::edm::$primitive>::push_literal(&self, text);
            }
        }

        $(#[$feature])?
        impl From<$foreign> for Literal {
            fn from(value: $foreign) -> Self {
                crate::edm::$primitive::from(value).to_literal()
            }
        }

        $(#[$feature])?
        impl Parameter for $foreign {
            fn literal(&self) -> Literal {
                Literal::from(*self)
            }

            fn argument(&self) -> Argument {
                Parameter::argument(&crate::edm::$primitive::from(*self))
            }
        }

        $(#[$feature])?
        impl EntityKey for $foreign {
            fn to_key(&self) -> Key {
                Key::single(*self)
            }
        }
    )*};
}

become_primitive! {
    std::time::SystemTime => DateTimeOffset;
    std::time::Duration => Duration;
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::Utc> => DateTimeOffset;
    #[cfg(feature = "chrono")] chrono::DateTime<chrono::FixedOffset> => DateTimeOffset;
    #[cfg(feature = "chrono")] chrono::NaiveDate => Date;
    #[cfg(feature = "chrono")] chrono::NaiveTime => TimeOfDay;
    #[cfg(feature = "chrono")] chrono::TimeDelta => Duration;
    #[cfg(feature = "jiff")] jiff::Timestamp => DateTimeOffset;
    #[cfg(feature = "jiff")] jiff::civil::Date => Date;
    #[cfg(feature = "jiff")] jiff::civil::Time => TimeOfDay;
    #[cfg(feature = "jiff")] jiff::SignedDuration => Duration;
    #[cfg(feature = "time")] time::OffsetDateTime => DateTimeOffset;
    #[cfg(feature = "time")] time::UtcDateTime => DateTimeOffset;
    #[cfg(feature = "time")] time::Date => Date;
    #[cfg(feature = "time")] time::Time => TimeOfDay;
    #[cfg(feature = "time")] time::Duration => Duration;
    #[cfg(feature = "uuid")] uuid::Uuid => Guid;
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal => Decimal;
}
