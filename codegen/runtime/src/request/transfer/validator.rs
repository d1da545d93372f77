//! By what a content is known to be the same as before.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, ETAG, HeaderName, LAST_MODIFIED};

/// A strong validator (RFC 9110, 8.8): equal ones mean equal bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Validator {
    Etag(String),
    Modified(String),
}

impl Validator {
    /// The validator of a response. A weak entity tag says that contents are about the same, which is not enough.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        if headers.contains_key(ETAG) {
            return Self::of_etag(text(headers, &ETAG)?);
        }
        // A content may change twice in a second, so that a time is a strong validator when that second was over (8.8.2.2).
        let (modified, date) = (text(headers, &LAST_MODIFIED)?, text(headers, &DATE)?);
        let since = httpdate::parse_http_date(date).ok()?.duration_since(httpdate::parse_http_date(modified).ok()?);
        since.ok().filter(|since| *since >= Duration::from_secs(1)).map(|_| Self::Modified(modified.to_owned()))
    }

    /// An entity tag, if it is a strong one.
    pub(super) fn of_etag(etag: &str) -> Option<Self> {
        let is_quoted = etag.len() > 1 && etag.starts_with('"') && etag.ends_with('"');
        is_quoted.then(|| Self::Etag(etag.to_owned()))
    }

    /// As a header says it.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Etag(text) | Self::Modified(text) => text,
        }
    }

    fn header(&self) -> HeaderName {
        match self {
            Self::Etag(_) => ETAG,
            Self::Modified(_) => LAST_MODIFIED,
        }
    }

    /// Whether a response says that its content is the same; `None` where it says nothing of it.
    pub(super) fn matches(&self, headers: &HeaderMap) -> Option<bool> {
        let name = self.header();
        headers.contains_key(&name).then(|| text(headers, &name) == Some(self.text()))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Validator};

    fn check(headers: &[(&'static str, &str)], expected: Option<&str>) {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        assert_eq!(Validator::of(&headers).as_ref().map(Validator::text), expected, "{headers:?}");
    }

    #[test]
    fn weak_validators_do_not_count() {
        let (noon, later) = ("Mon, 30 Nov 2026 12:00:00 GMT", "Mon, 30 Nov 2026 12:00:01 GMT");
        check(&[("etag", "\"a\"")], Some("\"a\""));
        check(&[("etag", "W/\"a\""), ("last-modified", noon), ("date", later)], None);
        check(&[("etag", "a")], None);
        check(&[("last-modified", noon), ("date", later)], Some(noon));
        check(&[("last-modified", noon), ("date", noon)], None);
        check(&[("last-modified", noon)], None);
    }
}
