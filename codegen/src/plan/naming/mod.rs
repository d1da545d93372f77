//! Every name of the output: from schema names to Rust identifiers, a whole scope at a time.

mod case;
pub(crate) mod constants;
mod keywords;
pub(crate) mod names;
pub(crate) mod overload;
pub(crate) mod paths;
pub(crate) mod reserved;
pub(crate) mod scope;
mod words;
