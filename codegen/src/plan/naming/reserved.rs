//! Names that the runtime or the emitted frame already uses, by scope.
//!
//! A test in package `tests` holds these lists equal to the source.

use crate::request::query_option::{AppliesTo, QueryOption};

/// Methods of every position `At<S>`, and those of its traits that a method would hide, beside those that set query options.
const POSITION_METHODS: &[&str] = &[
    "action",
    "alias",
    "anonymous",
    "attempt_timeout",
    "call_action",
    "cast",
    "clone",
    "delete",
    "download",
    "filter",
    "fmt",
    "function",
    "header",
    "if_match",
    "if_none_match",
    "into_future",
    "into_request",
    "link",
    "not_null",
    "optional",
    "order_by",
    "prefer",
    "project",
    "property",
    "query_option",
    "raw_value",
    "read_as",
    "reference",
    "replace",
    "retry",
    "save",
    "segment",
    "send",
    "send_content",
    "set",
    "timeout",
    "unlink",
    "update",
    "update_with",
    "upload",
    "upsert",
    "url",
    "with_policy",
];

/// Further methods of positions of collections.
const COLLECTION_METHODS: &[&str] = &[
    "append",
    "by_instance",
    "by_key",
    "by_ref",
    "changes",
    "changes_since",
    "count_only",
    "create",
    "create_media",
    "items",
    "pages",
    "references",
    "replace_all",
    "unlink_entity",
];

/// Methods of every position.
pub(crate) fn position_methods() -> Vec<&'static str> {
    let options = QueryOption::ALL.iter().filter(|option| option.applies_to() == AppliesTo::Resource);
    POSITION_METHODS.iter().chain(options.flat_map(|option| option.methods())).copied().collect()
}

/// Methods of positions of collections.
pub(crate) fn collection_methods() -> Vec<&'static str> {
    let options = QueryOption::ALL.iter().flat_map(|option| option.methods());
    POSITION_METHODS.iter().chain(COLLECTION_METHODS).chain(options).copied().collect()
}

/// Methods of `Client`.
pub(crate) const CLIENT_METHODS: &[&str] = &[
    "action",
    "anonymous",
    "as_ref",
    "at",
    "batch",
    "builder",
    "clone",
    "entity",
    "fmt",
    "from",
    "function",
    "link",
    "path",
    "result_of",
    "resume_operation",
    "service_root",
    "upload",
];

/// Cargo features that every crate has, or may be given.
pub(crate) const FEATURES: &[&str] = &[
    "azure",
    "bigdecimal",
    "chrono",
    "default",
    "full",
    "jiff",
    "native-tls",
    "reqwest",
    "rust_decimal",
    "rustls-aws-lc",
    "rustls-ring",
    "testing",
    "time",
    "tokio",
    "tracing",
    "uuid",
];

/// What the crate root holds beside the modules of the namespaces.
pub(crate) const ROOT: &[&str] =
    &["bytes", "edm", "http", "lib", "main", "operations", "query", "runtime", "service", "testing"];
