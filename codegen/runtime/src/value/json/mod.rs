//! JSON to values and back.

pub(crate) mod budget;
pub(crate) mod control;
pub(crate) mod decode;
pub(crate) mod decode_any;
pub(crate) mod decode_error;
pub(crate) mod decode_items;
pub(crate) mod decode_key;
pub(crate) mod decode_options;
pub(crate) mod encode;
pub(crate) mod lenient;
pub(crate) mod order;
pub(crate) mod settle;
pub(crate) mod style;
pub(crate) mod writer;
