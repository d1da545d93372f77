//! Where requests lead: paths as they are compared.

use percent_encoding::percent_decode_str;

use super::asked::below_root;
use crate::url::address::split_query;

/// Where a request leads, without its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Scheme and authority, if it is not below a service root.
    pub(super) origin: Option<String>,
    /// The segments of the path, decoded.
    pub(super) segments: Vec<String>,
}

impl Place {
    pub(super) fn of(url: &str, roots: &[String]) -> Self {
        let (origin, path) = match below_root(url, roots) {
            Some(path) => (None, path),
            None => {
                let (origin, path) = split_origin(url);
                (Some(origin.to_ascii_lowercase()), path)
            }
        };
        let path = split_query(path).0;
        let decoded = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
        Self { origin, segments: segments(path).map(decoded).collect() }
    }
}

/// The segments of a path, without what is empty at its ends.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').filter(move |_| !path.is_empty())
}

/// Scheme with authority, and what stands behind.
fn split_origin(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(authority..).and_then(|rest| rest.find(['/', '?'])).map_or(url.len(), |at| authority + at);
    url.split_at_checked(end).unwrap_or((url, ""))
}

/// The options of a query with names and values decoded, in their order.
pub(super) fn decoded_query(query: &str) -> Vec<(String, String)> {
    let options = query.split('&').filter(|option| !option.is_empty());
    options
        .map(|option| {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// Text of a query, in which services read `+` as a space.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// A path as it is expected, which may have places that hold anything.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) origin: Option<String>,
    segments: Vec<Segment>,
    /// As the caller wrote it.
    pub(super) text: String,
}

#[derive(Clone, Debug)]
struct Segment {
    /// What stands between places that hold anything; one alone has no such place.
    literals: Vec<String>,
}

impl Template {
    /// The place to which a URL leads, and no other one.
    pub(super) fn exact(place: &Place) -> Self {
        let segments = place.segments.iter().map(|segment| Segment { literals: vec![segment.clone()] }).collect();
        let path = format!("/{}", place.segments.join("/"));
        let text = format!("{}{path}", place.origin.as_deref().unwrap_or_default());
        Self { origin: place.origin.clone(), segments, text }
    }

    /// A path below the service root, or an absolute URL, in which `{…}` stands for any text within a segment.
    pub(super) fn parse(text: &str) -> Self {
        let path = split_query(text).0;
        let (origin, path) = match path.contains("://") {
            true => {
                let (origin, path) = split_origin(path);
                (Some(origin.to_ascii_lowercase()), path)
            }
            false => (None, path),
        };
        Self { origin, segments: segments(path).map(Segment::parse).collect(), text: text.to_owned() }
    }

    /// How many segments are as expected, from the first one on, and whether all of them are.
    pub(super) fn compare(&self, place: &Place, knows_roots: bool) -> (usize, bool) {
        let mut found = place.segments.as_slice();
        // Where no client has said what its service root is, a path may have any beginning.
        let is_suffix = !knows_roots && self.origin.is_none() && found.len() > self.segments.len();
        if is_suffix {
            found = found.get(found.len() - self.segments.len()..).unwrap_or_default();
        }
        let is_same_origin = self.origin == place.origin || (!knows_roots && self.origin.is_none());
        let matching = self.segments.iter().zip(found).take_while(|(segment, found)| segment.fits(found)).count();
        let is_whole = matching == self.segments.len() && matching == found.len() && is_same_origin;
        (matching, is_whole)
    }
}

impl Segment {
    fn parse(text: &str) -> Self {
        let mut literals = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{')
            && let Some((_, after)) = behind.split_once('}')
        {
            literals.push(before);
            rest = after;
        }
        literals.push(rest);
        let decoded = literals.iter().map(|literal| percent_decode_str(literal).decode_utf8_lossy().into_owned());
        Self { literals: decoded.collect() }
    }

    /// Whether a segment holds these literals, with at least one character between each two.
    fn fits(&self, segment: &str) -> bool {
        let [first, middle @ .., last] = self.literals.as_slice() else {
            return self.literals.first().is_some_and(|only| only == segment);
        };
        let Some(inner) = segment.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
            return false;
        };
        let mut rest = inner;
        for literal in middle {
            let mut characters = rest.chars();
            if characters.next().is_none() {
                return false;
            }
            match characters.as_str().split_once(literal.as_str()) {
                Some((_, behind)) => rest = behind,
                None => return false,
            }
        }
        !rest.is_empty()
    }
}
