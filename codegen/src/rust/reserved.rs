//! Names that the runtime or the emitted frame already uses, by scope.
//!
//! A test in package `tests` holds these lists equal to the runtime's source.

/// Methods of every position `At<S>`, whatever is there, and those of its traits that a method would hide.
pub(crate) const POSITION_METHODS: &[&str] = &[
    "action",
    "cast",
    "clone",
    "fmt",
    "function",
    "header",
    "into_future",
    "new",
    "outgoing",
    "query_option",
    "read_as",
    "segment",
    "send",
];

/// Methods of positions of collections, beside those.
pub(crate) const COLLECTION_METHODS: &[&str] = &[
    "action",
    "by_key",
    "cast",
    "clone",
    "fmt",
    "function",
    "header",
    "into_future",
    "items",
    "new",
    "outgoing",
    "pages",
    "query_option",
    "read_as",
    "segment",
    "send",
];

/// Methods of `Client`.
pub(crate) const CLIENT_METHODS: &[&str] =
    &["action", "at", "builder", "clone", "fmt", "function", "link", "path", "service_root", "target"];

/// What the crate root holds beside the modules of the namespaces.
pub(crate) const ROOT: &[&str] = &["edm", "lib", "main", "operations", "runtime", "service"];
