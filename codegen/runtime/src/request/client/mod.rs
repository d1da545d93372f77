//! The client: its settings and how it is built.

pub(crate) mod builder;
pub(crate) mod connection;
pub(crate) mod parse;
pub(crate) mod sending;
pub(crate) mod values;
