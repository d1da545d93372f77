//! Content that goes in parts: upload sessions, downloads that resume, multipart bodies.

mod content;
pub(crate) mod download;
#[cfg(feature = "tokio")]
mod file;
pub(crate) mod multipart;
mod patience;
mod ranges;
mod receiving;
mod sending;
pub(crate) mod session;
pub(crate) mod upload;
mod validator;
mod window;
