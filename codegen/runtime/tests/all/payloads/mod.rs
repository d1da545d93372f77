//! Structured values and JSON.

mod compose;
pub(crate) mod derived;
mod hostile;
mod json;
mod memory;
mod open_types;
mod properties;
mod shapes;
mod sharing;
pub(crate) mod values;
