//! What an instance keeps beside its fields: what was undeclared, unreadable or null, and what it was when it was read.

pub(crate) mod difference;
pub(crate) mod extras;
pub(crate) mod links;
pub(crate) mod misfit;
pub(crate) mod original;
pub(crate) mod side;
pub(crate) mod touched;
pub(crate) mod unread;
