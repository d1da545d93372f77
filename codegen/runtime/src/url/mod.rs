//! Text of URLs: escaping, literals, joining.

pub(crate) mod address;
pub(crate) mod literal;
pub(crate) mod printable;
pub(crate) mod request_error;
pub(crate) mod shown;
pub(crate) mod text;
