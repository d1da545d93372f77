//! Names that the runtime or the emitted frame already uses, by scope.
//!
//! A test in package `tests` holds these lists equal to the source.

/// Methods of every position `At<S>`, whatever is there, and those of its traits that a method would hide.
pub(crate) const POSITION_METHODS: &[&str] = &[
    "action",
    "alias",
    "cast",
    "clone",
    "compute",
    "delete",
    "download",
    "expand",
    "expand_raw",
    "fmt",
    "function",
    "header",
    "if_match",
    "if_none_match",
    "into_future",
    "link",
    "not_null",
    "prefer",
    "project",
    "property",
    "query_option",
    "raw_value",
    "read_as",
    "reference",
    "replace",
    "segment",
    "select",
    "select_raw",
    "send",
    "set",
    "unlink",
    "update",
    "update_with",
    "upload",
    "upsert",
    "url",
];

/// Methods of positions of collections, beside those.
pub(crate) const COLLECTION_METHODS: &[&str] = &[
    "action",
    "alias",
    "append",
    "apply",
    "by_key",
    "cast",
    "clone",
    "compute",
    "count",
    "count_only",
    "create",
    "create_media",
    "delete",
    "download",
    "expand",
    "expand_raw",
    "filter",
    "filter_raw",
    "fmt",
    "function",
    "header",
    "if_match",
    "if_none_match",
    "into_future",
    "items",
    "link",
    "not_null",
    "order_by",
    "order_by_raw",
    "pages",
    "prefer",
    "project",
    "property",
    "query_option",
    "raw_value",
    "read_as",
    "reference",
    "references",
    "replace",
    "replace_all",
    "search",
    "segment",
    "select",
    "select_raw",
    "send",
    "set",
    "skip",
    "top",
    "unlink",
    "unlink_entity",
    "update",
    "update_with",
    "upload",
    "upsert",
    "url",
];

/// Methods of `Client`.
pub(crate) const CLIENT_METHODS: &[&str] =
    &["action", "at", "builder", "clone", "fmt", "from", "function", "link", "path", "service_root"];

/// Cargo features that every crate has, or may be given.
pub(crate) const FEATURES: &[&str] =
    &["bigdecimal", "chrono", "default", "full", "jiff", "reqwest", "rust_decimal", "time", "uuid"];

/// What the crate root holds beside the modules of the namespaces.
pub(crate) const ROOT: &[&str] = &["edm", "lib", "main", "operations", "runtime", "service"];
