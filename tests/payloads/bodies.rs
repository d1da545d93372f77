//! The rows of a file of bodies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use serde_json::value::RawValue;

/// A row: its members as JSON text.
pub(crate) struct Row(BTreeMap<String, Box<RawValue>>);

impl Row {
    pub(crate) fn text(&self, member: &str) -> Option<String> {
        self.0.get(member).and_then(|raw| serde_json::from_str(raw.get()).ok())
    }

    /// The body exactly as it was received, on one line.
    pub(crate) fn body(&self) -> &str {
        self.0.get("body").expect("a row has a body").get()
    }

    pub(crate) fn value(&self) -> Value {
        serde_json::from_str(self.body()).expect("a body is JSON")
    }
}

pub(crate) fn rows(root: &Path, file: &str) -> Vec<Row> {
    let text = fs::read_to_string(root.join("payloads").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    text.lines().map(|line| Row(serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}: {error}")))).collect()
}

/// The names of types that a body mentions.
pub(crate) fn mentioned(body: &Value, names: &mut BTreeSet<String>) {
    match body {
        Value::Array(items) => items.iter().for_each(|item| mentioned(item, names)),
        Value::Object(members) => {
            for (name, value) in members {
                if let (true, Some(text)) = (name.ends_with("@odata.type") || name.ends_with("@type"), value.as_str()) {
                    names.insert(type_name(text).to_owned());
                }
                mentioned(value, names);
            }
        }
        _ => {}
    }
}

/// The name without a URL and `#` before it, and without `Collection()`.
pub(crate) fn type_name(text: &str) -> &str {
    let name = text.rsplit('#').next().unwrap_or_default();
    name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')')).unwrap_or(name)
}
