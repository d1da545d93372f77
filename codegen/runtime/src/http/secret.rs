//! Headers that must not show in texts that may be logged.

use http::header::HeaderValue;
use http::{HeaderMap, HeaderName};

/// The parts of the names of headers that carry secrets: `Authorization`, `Set-Cookie`, `X-Api-Key`, `X-Auth-Token`.
const SECRET: [&str; 13] = [
    "apikey",
    "auth",
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "jwt",
    "key",
    "password",
    "secret",
    "session",
    "signature",
    "token",
];

/// Whether a header of this name is taken for a secret.
pub(crate) fn is_secret(name: &HeaderName) -> bool {
    name.as_str().split(['-', '_', '.']).any(|part| SECRET.contains(&part))
}

/// Marks what `Debug` must not show of the headers of a response: secrets, and what may be a URL with a query or a user.
pub(crate) fn mark(headers: &mut HeaderMap) {
    for (name, value) in headers {
        if is_secret(name) || holds_any(value, b"?@") {
            value.set_sensitive(true);
        }
    }
}

fn holds_any(value: &HeaderValue, bytes: &[u8]) -> bool {
    value.as_bytes().iter().any(|byte| bytes.contains(byte))
}
