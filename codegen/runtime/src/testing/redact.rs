//! What is a secret in a request or a response, by its name.

use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::http::secret;
use crate::url::address::{is_http, scheme, split_query};

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "redacted";

/// Query options that are a credential, or a part of one, and whose names do not say so.
const SECRET_OPTIONS: [&str; 5] = ["sig", "code", "assertion", "tempauth", "prooftoken"];

/// Members of JSON that are a credential.
const SECRET_MEMBERS: [&str; 9] = [
    "accesstoken",
    "clientassertion",
    "clientsecret",
    "devicecode",
    "idtoken",
    "password",
    "refreshtoken",
    "secret",
    "secrettext",
];

/// Whether the value of a query option is a secret.
pub(super) fn is_secret_option(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if name.starts_with('$') || name.starts_with('@') {
        return false;
    }
    let is_header = |name: &str| HeaderName::try_from(name).is_ok_and(|name| secret::is_secret(&name));
    SECRET_OPTIONS.contains(&name.as_str()) || is_header(&name) || is_secret_member(&name)
}

/// Whether the value of a JSON member is a secret.
pub(super) fn is_secret_member(name: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    SECRET_MEMBERS.contains(&letters.as_str())
}

/// A URL with another text in place of the values of its query that are secrets; the rest is as it was.
pub(super) fn url(url: &str) -> String {
    let (path, Some(query)) = split_query(url) else { return url.to_owned() };
    let (query, fragment) = query.split_once('#').map_or((query, None), |(query, rest)| (query, Some(rest)));
    let mut redacted = format!("{path}?");
    for (index, option) in query.split('&').enumerate() {
        if index > 0 {
            redacted.push('&');
        }
        match option.split_once('=') {
            Some((name, _)) if is_secret_option(&percent_decode_str(name).decode_utf8_lossy()) => {
                redacted.push_str(name);
                redacted.push('=');
                redacted.push_str(REDACTED);
            }
            _ => redacted.push_str(option),
        }
    }
    if let Some(fragment) = fragment {
        redacted.push('#');
        redacted.push_str(fragment);
    }
    redacted
}

/// A text that may be a URL, as [`url`] does it.
pub(super) fn text(text: &str) -> String {
    if scheme(text).is_some_and(is_http) { url(text) } else { text.to_owned() }
}

/// JSON with another text in place of strings that are secrets.
pub(super) fn json(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if is_secret_member(name) => *text = REDACTED.to_owned(),
                    member => json(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(json),
        Value::String(found) => *found = text(found),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Headers that are not secrets, in the order of their names; values that are URLs as [`url`] does it.
pub(super) fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = headers
        .iter()
        .filter(|(name, _)| !secret::is_secret(name))
        .map(|(name, value)| (name.to_string(), text(&String::from_utf8_lossy(value.as_bytes()))))
        .collect();
    // The values of one name stay in their order.
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    kept
}
