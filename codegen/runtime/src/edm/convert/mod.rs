//! Conversions of primitive values from and to types of other crates.

#[cfg(feature = "bigdecimal")]
pub(crate) mod bigdecimal;
#[cfg(feature = "chrono")]
pub(crate) mod chrono;
#[cfg(feature = "jiff")]
pub(crate) mod jiff;
#[cfg(feature = "rust_decimal")]
pub(crate) mod rust_decimal;
pub(crate) mod std;
#[cfg(feature = "time")]
pub(crate) mod time;
#[cfg(feature = "uuid")]
pub(crate) mod uuid;
