//! Slices of small schemas, and the request lines of the corpus.

mod corpus;
mod slices;

use crate::request::tests::{SERVICE, document, model};
