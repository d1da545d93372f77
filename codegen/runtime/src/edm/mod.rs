//! The primitive types of the Entity Data Model.

pub(crate) mod binary;
pub(crate) mod conversion;
pub(crate) mod convert;
pub(crate) mod date;
pub(crate) mod date_time;
pub(crate) mod decimal;
pub(crate) mod definition;
pub(crate) mod duration;
pub(crate) mod enums;
pub(crate) mod flags;
pub(crate) mod geo;
pub(crate) mod guid;
pub(crate) mod json;
pub(crate) mod literal;
pub(crate) mod primitive;
pub(crate) mod scalar;
pub(crate) mod text;
pub(crate) mod untyped;

// Few programs look into more than a few of these types: their functions are `#[inline]`, to be compiled where they are used.
pub use self::binary::Binary;
pub use self::conversion::{ConversionError, ConversionErrorKind};
pub use self::date::{Date, TimeOfDay};
pub use self::date_time::DateTimeOffset;
pub use self::decimal::Decimal;
pub use self::duration::Duration;
pub use self::geo::{Geo, GeoShape, Position};
pub use self::guid::Guid;
pub use self::text::InvalidLiteral;
pub use self::untyped::{PrimitiveValue, Stream, Untyped};
