//! What differs between two bodies.

use std::collections::BTreeSet;

use serde_json::Value;

use super::pattern::parsed;
use super::redact;
use crate::url::shown::Excerpt;

/// The most differences of a body that are named.
const MOST: usize = 10;

/// Adds what differs between an expected body and one that was found, which are compared as JSON where both are.
pub(super) fn bodies(expected: &[u8], found: &[u8], differences: &mut Vec<String>) {
    if expected == found {
        return;
    }
    let (Some(mut left), Some(mut right)) = (parsed(expected), parsed(found)) else {
        let (expected, found) = (shown_body(expected), shown_body(found));
        differences.push(format!("body: expected {expected}, found {found}"));
        return;
    };
    let is_equal = left == right;
    redact::json(&mut left);
    redact::json(&mut right);
    let mut places = Vec::new();
    values("$", &left, &right, &mut places);
    if places.is_empty() && !is_equal {
        places.push("what is not shown, because it is a secret, differs".to_owned());
    }
    let rest = places.len().saturating_sub(MOST);
    differences.extend(places.into_iter().take(MOST).map(|place| format!("body: {place}")));
    if rest > 0 {
        differences.push(format!("body: {rest} more differences"));
    }
}

fn values(path: &str, expected: &Value, found: &Value, places: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(left), Value::Object(right)) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for name in names {
                let path = format!("{path}.{name}");
                match (left.get(name), right.get(name)) {
                    (Some(left), Some(right)) => values(&path, left, right, places),
                    (Some(left), None) => places.push(format!("`{path}`: expected {}, found nothing", shown(left))),
                    (None, Some(right)) => places.push(format!("`{path}`: expected nothing, found {}", shown(right))),
                    (None, None) => {}
                }
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                values(&format!("{path}[{index}]"), left, right, places);
            }
            if left.len() != right.len() {
                places.push(format!("`{path}`: expected {} items, found {}", left.len(), right.len()));
            }
        }
        (left, right) if left == right => {}
        (left, right) => places.push(format!("`{path}`: expected {}, found {}", shown(left), shown(right))),
    }
}

fn shown(value: &Value) -> String {
    Excerpt(&value.to_string()).to_string()
}

fn shown_body(body: &[u8]) -> String {
    if body.is_empty() {
        return "none".to_owned();
    }
    match (parsed(body), std::str::from_utf8(body)) {
        (Some(mut json), _) => {
            redact::json(&mut json);
            shown(&json)
        }
        (None, Ok(_)) => format!("a text of {} bytes that is not JSON", body.len()),
        (None, Err(_)) => format!("{} bytes that are not text", body.len()),
    }
}
