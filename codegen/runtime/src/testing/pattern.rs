//! Which requests an expectation is for.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderName, Method};
use serde_json::Value;

use super::asked::Asked;
use super::difference;
use super::place::Template;
use super::redact;
use crate::http::secret;

/// Which requests an expectation is for.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) method: Method,
    pub(super) path: Template,
    /// The query of the position, decoded, and whether it has to be the request's.
    pub(super) query: Vec<(String, String)>,
    pub(super) is_query_exact: bool,
    /// Query options that the request needs to have.
    pub(super) options: Vec<(String, String)>,
    /// Headers that the request needs to have.
    pub(super) headers: Vec<(String, String)>,
    /// The body of the request that was given.
    pub(super) own_body: Bytes,
    /// The body that the request needs to have.
    pub(super) body: Option<Bytes>,
    /// By which the next link of a fake's page is known.
    pub(super) page: Option<String>,
}

/// What a test double knows of the requests that come to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Whether it knows a service root.
    pub(super) roots: bool,
    /// Whether it has made next links.
    pub(super) pages: bool,
}

/// How a request compares with an expectation.
pub(super) struct Comparison {
    /// What differs, a line each. Nothing differs where it is empty.
    pub(super) differences: Vec<String>,
    /// The higher, the nearer.
    pub(super) nearness: usize,
}

/// The query option that tells the pages of a fake apart.
pub(super) const PAGE_OPTION: &str = "$skiptoken";

/// What the values of that option begin with.
pub(super) const PAGE_MARK: &str = "fake-page-";

impl Pattern {
    pub(super) fn new(method: Method, path: Template) -> Self {
        Self {
            method,
            path,
            query: Vec::new(),
            is_query_exact: false,
            options: Vec::new(),
            headers: Vec::new(),
            own_body: Bytes::new(),
            body: None,
            page: None,
        }
    }

    pub(super) fn compare(&self, asked: &Asked, known: Known) -> Comparison {
        let mut differences = Vec::new();
        if self.method != asked.method {
            differences.push(format!("method: expected {}, found {}", self.method, asked.method));
        }
        let query = asked.query();
        let page =
            query.iter().find(|(name, value)| known.pages && name == PAGE_OPTION && value.starts_with(PAGE_MARK));
        let (segments, is_whole) = self.path.compare(&asked.place, known.roots);
        match (&self.page, page) {
            (Some(expected), Some((_, found))) if expected == found => {}
            (None, None) if is_whole => {}
            (None, None) => {
                differences.push(format!("path: expected `{}`, found `{}`", self.path.text, asked.path()));
            }
            (Some(_), _) => differences.push("path: expected the next link of a page of the fake".to_owned()),
            (None, Some(_)) => differences.push("path: found the next link of a page of the fake".to_owned()),
        }
        self.compare_query(&query, &mut differences);
        for (name, value) in &self.headers {
            self.compare_header(asked, name, value, &mut differences);
        }
        if let Some(body) = &self.body {
            difference::bodies(body, &asked.body, &mut differences);
        }
        let is_method = usize::from(self.method == asked.method);
        let whole = usize::from(is_whole && self.page.is_none());
        let nearness = 1000 * whole + 20 * segments + 10 * is_method + 9_usize.saturating_sub(differences.len());
        Comparison { differences, nearness }
    }

    fn compare_query(&self, found: &[(String, String)], differences: &mut Vec<String>) {
        let mut expected = self.options.clone();
        if self.is_query_exact {
            expected.extend(self.query.iter().filter(|option| !self.options.contains(option)).cloned());
        }
        for (name, value) in &expected {
            let values: Vec<_> = found.iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect();
            if values.contains(&value) {
                continue;
            }
            let value = shown_value(name, value);
            match values.first() {
                Some(found) => {
                    let found = shown_value(name, found);
                    differences.push(format!("query option `{name}`: expected `{value}`, found `{found}`"));
                }
                None => differences.push(format!("query option `{name}`: expected `{value}`, found none")),
            }
        }
        if !self.is_query_exact {
            return;
        }
        let unknown: Vec<_> = found.iter().filter(|(name, _)| !expected.iter().any(|(it, _)| it == name)).collect();
        for (name, value) in &unknown {
            differences.push(format!("query option `{name}`: expected none, found `{}`", shown_value(name, value)));
        }
        let is_repeated = found.len() > expected.len() && unknown.is_empty();
        if is_repeated {
            differences.push(format!("query: expected {} options, found {}", expected.len(), found.len()));
        }
    }

    fn compare_header(&self, asked: &Asked, name: &str, value: &str, differences: &mut Vec<String>) {
        let mut values = asked.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        if values.any(|found| found == value) {
            return;
        }
        let is_secret = HeaderName::try_from(name).is_ok_and(|name| secret::is_secret(&name));
        let shown = |text: &str| if is_secret { redact::REDACTED.to_owned() } else { redact::text(text) };
        let found = asked.headers.get(name).map(|value| shown(&String::from_utf8_lossy(value.as_bytes())));
        let found = found.map_or_else(|| "none".to_owned(), |found| format!("`{found}`"));
        differences.push(format!("header `{name}`: expected `{}`, found {found}", shown(value)));
    }

    /// The expectation on one line.
    pub(super) fn shown(&self) -> String {
        let mut shown = format!("{} {}", self.method, redact::url(&self.path.text));
        if let Some(page) = &self.page {
            _ = write!(shown, " (the next link {page})");
        }
        let query: Vec<_> = if self.is_query_exact { self.query.iter().collect() } else { Vec::new() };
        let own = self.options.iter().filter(|option| !query.contains(option));
        let options: Vec<_> = query.iter().copied().chain(own).collect();
        if self.is_query_exact && options.is_empty() {
            shown.push_str(" without a query");
        }
        for (index, (name, value)) in options.iter().enumerate() {
            let and = if index == 0 { " with " } else { " and " };
            _ = write!(shown, "{and}`{name}={}`", shown_value(name, value));
        }
        for (name, _) in &self.headers {
            _ = write!(shown, ", with the header `{name}`");
        }
        if self.body.as_ref().is_some_and(|body| !body.is_empty()) {
            shown.push_str(", with a body");
        }
        shown
    }
}

fn shown_value(name: &str, value: &str) -> String {
    if redact::is_secret_option(name) { redact::REDACTED.to_owned() } else { redact::text(value) }
}

/// JSON of which a caller gave the bytes, if it is any.
pub(super) fn parsed(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok()
}
