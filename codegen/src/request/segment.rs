//! One segment of a path: a name, and what stands in parentheses behind it.

use super::text::{decode, split};
use super::{Value, text};

/// A decoded segment.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// All of it.
    pub(super) text: String,
    /// What stands before the parentheses.
    pub(super) name: String,
    /// What stands in the parentheses, one after the other: `f(a=1)(2)`.
    pub(super) groups: Vec<String>,
    /// Ends in a colon: Microsoft Graph's addressing by path begins.
    pub(super) ends_in_colon: bool,
}

impl Segment {
    /// `odd_names` are declared names with parentheses or with a colon at the end: they are not taken apart.
    fn parse(raw: &str, odd_names: &[&str]) -> Self {
        let text = decode(raw);
        if let Some((name, groups)) =
            odd_names.iter().filter_map(|name| behind(&text, name)).max_by_key(|(name, _)| name.len())
        {
            let (name, groups) = (name.to_owned(), groups.into_iter().map(str::to_owned).collect());
            return Self { text, name, groups, ends_in_colon: false };
        }
        let (text, ends_in_colon) = match text.strip_suffix(':') {
            Some(before) if !before.is_empty() => (before.to_owned(), true),
            _ => (text, false),
        };
        let (name, groups) = groups(&text).unwrap_or((text.as_str(), Vec::new()));
        let (name, groups) = (name.to_owned(), groups.into_iter().map(str::to_owned).collect());
        Self { text, name, groups, ends_in_colon }
    }

    /// Whether it is a template or an example value in angle brackets: never a name.
    pub(super) fn is_placeholder(&self) -> bool {
        placeholder(&self.text).is_some()
    }
}

/// Whether a declared name needs to be known before a segment is taken apart.
pub(super) fn is_odd(name: &str) -> bool {
    name.contains(['(', ')']) || name.ends_with(':')
}

/// The name, with its qualifier if it has one, and the groups behind it.
fn behind<'t>(text: &'t str, name: &str) -> Option<(&'t str, Vec<&'t str>)> {
    let start = text.find(name)?;
    let (qualified, rest) = text.split_at_checked(start + name.len())?;
    let is_whole = start == 0 || text.get(..start).is_some_and(|before| before.ends_with('.'));
    Some((qualified, balanced(rest)?)).filter(|_| is_whole)
}

/// The name and the balanced groups, where the text consists of just these.
fn groups(text: &str) -> Option<(&str, Vec<&str>)> {
    let open = text.find('(').filter(|open| !text.get(..*open).unwrap_or_default().contains('{'))?;
    let (name, rest) = text.split_at_checked(open)?;
    Some((name, balanced(rest)?))
}

fn balanced(mut rest: &str) -> Option<Vec<&str>> {
    let mut groups = Vec::new();
    while !rest.is_empty() {
        let close = rest.starts_with('(').then(|| closing(rest))??;
        groups.push(rest.get(1..close)?);
        rest = rest.get(close + 1..)?;
    }
    Some(groups)
}

/// Where the parenthesis closes that the text starts with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The `name=value` pairs of a group, or values without a name. A name is an identifier, or one that `is_declared` knows.
pub(super) fn pairs(group: &str, is_declared: impl Fn(&str) -> bool) -> Vec<(Option<&str>, Value)> {
    split(group, ',', true)
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((name, text)) if is_identifier(name.trim()) || is_declared(name.trim()) => {
                (Some(name.trim()), value(text.trim()))
            }
            _ => (None, value(part)),
        })
        .collect()
}

/// Whether the text can be a name: of a key property, or of a parameter.
fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '/')
}

/// Reads a value; aliases are looked up later.
pub(super) fn value(text: &str) -> Value {
    let quoted = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    if let Some(name) = placeholder(quoted.unwrap_or(text)) {
        return Value::Placeholder(name.to_owned());
    }
    match (quoted, text.strip_prefix('@')) {
        (Some(inner), _) => Value::Quoted(inner.replace("''", "'")),
        (None, Some(name)) => Value::Alias { name: name.to_owned(), value: None },
        (None, None) => Value::Bare(text.to_owned()),
    }
}

/// The name in `{name}` or `<name>`, which JSON is not.
pub(super) fn placeholder(text: &str) -> Option<&str> {
    if text.starts_with("{\"") {
        return None;
    }
    let between = |open, close| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    between('{', '}').or_else(|| between('<', '>')).map(|name: &str| name.trim_matches(['{', '}']).trim())
}

/// The segments of a line.
pub(super) fn segments(line: &text::Line, odd_names: &[&str]) -> Vec<Segment> {
    line.segments.iter().map(|raw| Segment::parse(raw, odd_names)).collect()
}
