//! Links and foreign texts as messages show them: on one line, without secrets.

use std::fmt;

use super::address::{is_http, scheme};
use super::printable::Printable;

/// How many characters of a foreign text a message shows.
pub(crate) const EXCERPT: usize = 200;

/// A link that may be malformed, as a message shows it: without query and fragment, and nothing of one that may name a user.
pub(crate) struct ShownLink<'a>(pub(crate) &'a str);

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
pub(crate) fn without_query(link: &str) -> &str {
    link.split(['?', '#']).next().unwrap_or_default()
}

/// The beginning of a foreign text, as one line.
pub(crate) struct Excerpt<'a>(pub(crate) &'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(EXCERPT) {
            Some((end, _)) => write!(f, "{}…", Printable(self.0.get(..end).unwrap_or_default())),
            None => Printable(self.0).fmt(f),
        }
    }
}
