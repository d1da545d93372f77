//! Structured values and JSON.

mod compose;
mod derived;
mod hostile;
mod json;
mod memory;
mod open_types;
mod properties;
mod shapes;
mod sharing;
mod values;
