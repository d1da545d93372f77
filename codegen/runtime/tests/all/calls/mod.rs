//! Requests and their answers.

mod control;
mod literal;
mod paging;
mod requests;
mod server_side;
mod shop;
mod update;
pub(crate) mod write;
