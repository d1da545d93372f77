//! What has changed in a collection: the stream of changes, and where it goes on.

pub(crate) mod changes;
pub(crate) mod cursor;
