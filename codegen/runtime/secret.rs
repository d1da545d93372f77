//! What must not show in texts that may be logged: secrets in headers, links and bodies.

use std::fmt;

use http::header::HeaderValue;
use http::{HeaderMap, HeaderName};

use super::printable::Printable;
use super::url::{is_http, scheme};

/// How many characters of a foreign text a message shows.
pub(super) const EXCERPT: usize = 200;

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
pub(super) fn is_secret(name: &HeaderName) -> bool {
    name.as_str().split(['-', '_', '.']).any(|part| SECRET.contains(&part))
}

/// Marks what `Debug` must not show of the headers of a response: secrets, and what may be a URL with a query or a user.
pub(super) fn mark(headers: &mut HeaderMap) {
    for (name, value) in headers {
        if is_secret(name) || holds_any(value, b"?@") {
            value.set_sensitive(true);
        }
    }
}

fn holds_any(value: &HeaderValue, bytes: &[u8]) -> bool {
    value.as_bytes().iter().any(|byte| bytes.contains(byte))
}

/// A link that may be malformed, as a message shows it: without query and fragment, and nothing of one that may name a user.
pub(super) struct ShownLink<'a>(pub(super) &'a str);

impl fmt::Display for ShownLink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(link) = self;
        if !link.contains(['@', '\u{FF20}', '\u{FE6B}']) && !link.contains("%40") {
            return Excerpt(without_query(link)).fmt(f);
        }
        // Parsers disagree about where a user ends, so that nothing behind the scheme is shown.
        let scheme = scheme(link).filter(|scheme| is_http(scheme));
        f.write_str(scheme.unwrap_or_default())?;
        f.write_str(if scheme.is_some() { ":…" } else { "…" })
    }
}

/// A link up to its query or fragment.
pub(super) fn without_query(link: &str) -> &str {
    link.split(['?', '#']).next().unwrap_or_default()
}

/// The beginning of a foreign text, as one line.
pub(super) struct Excerpt<'a>(pub(super) &'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(EXCERPT) {
            Some((end, _)) => write!(f, "{}…", Printable(self.0.get(..end).unwrap_or_default())),
            None => Printable(self.0).fmt(f),
        }
    }
}
