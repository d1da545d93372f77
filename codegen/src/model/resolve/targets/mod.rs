//! Annotations: where they stand, and what their target paths lead to.

pub(super) mod annotations;
mod blocks;
mod locate;
mod paths;
mod signatures;
