//! Values of primitive types.

mod conversions;
mod json;
mod values;
