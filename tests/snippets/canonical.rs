//! A canonical form of request lines: lines that mean the same by the standard have the same form.

use std::collections::BTreeSet;

/// A line in its canonical form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Canonical {
    segments: Vec<String>,
    options: BTreeSet<(String, String)>,
}

/// The placeholder for a value in documentation: any value matches it.
const ANY: char = '\u{fffc}';

/// Percent-encoding undone; keys and parameters without quotes and parentheses, options in order and with their `$`,
/// expressions without spaces and parentheses that only group, lambda variables by one name.
pub(crate) fn canonical(target: &str, ignores_case: bool) -> Canonical {
    let (path, query) = split_query(target);
    let mut options = BTreeSet::new();
    let mut arguments = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode(name), decode(&value.replace('+', " ")));
        if let Some(parameter) = name.strip_prefix('@') {
            arguments.push((parameter.to_owned(), value));
            continue;
        }
        let is_system = name.starts_with('$') || SYSTEM.contains(&name.as_str());
        let name = name.trim_start_matches('$');
        let name = if is_system { name.to_ascii_lowercase() } else { name.to_owned() };
        let value = match name.as_str() {
            "id" if is_system => below_root(&decode(&value)),
            "search" => value,
            _ if is_system => expression(&value),
            _ => value,
        };
        let value = if ignores_case { value.to_lowercase() } else { value };
        options.insert((name, placeholders(&value)));
    }
    let mut segments = Vec::new();
    for segment in split(path, '/').into_iter().filter(|segment| !segment.is_empty()) {
        // The namespace and its alias are one (CSDL 5.1).
        let text = placeholders(&decode(segment)).replace("microsoft.graph.", "graph.");
        let text = if ignores_case { text.to_lowercase() } else { text };
        match text.split_once('(').filter(|_| text.ends_with(')')) {
            Some((name, group)) => {
                segments.push(name.to_owned());
                let group = &group[..group.len() - 1];
                let parts = group.split(',').filter(|part| !part.is_empty());
                segments.extend(parts.map(|part| unprefixed(part.trim()).replace('\'', "")));
            }
            None => segments.push(text),
        }
    }
    for (name, value) in arguments {
        let alias = format!("=@{name}");
        segments.iter_mut().for_each(|segment| *segment = segment.replace(&alias, &format!("={value}")));
    }
    Canonical { segments, options }
}

/// System query options whose `$` may be left out in 4.01.
const SYSTEM: [&str; 8] = ["select", "expand", "filter", "orderby", "top", "skip", "search", "count"];

impl Canonical {
    /// Whether the other one is this one, where a placeholder matches any value.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        let options = |of: &Self| of.options.iter().cloned().collect::<Vec<_>>();
        let mut given = other.segments.clone();
        let mut others = options(other);
        // Parameters of functions may be among the options.
        let functions: Vec<String> =
            given.iter().filter(|segment| segment.contains('=') && !self.segments.contains(segment)).cloned().collect();
        for parameter in functions {
            let (name, value) = parameter.split_once('=').unwrap();
            if self.options.iter().any(|(option, _)| option == name) {
                given.retain(|segment| *segment != parameter);
                others.push((name.to_owned(), value.to_owned()));
            }
        }
        others.sort();
        let mine = options(self);
        self.segments.len() == given.len()
            && mine.len() == others.len()
            && self.segments.iter().zip(&given).all(|(mine, other)| fits(mine, other))
            && mine.iter().zip(&others).all(|(mine, other)| mine.0 == other.0 && fits(&mine.1, &other.1))
    }
}

/// Whether a text matches the pattern, in which [`ANY`] stands for any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once(ANY) {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| fits(rest, &text[at..]))
        }),
    }
}

fn placeholders(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '<']) {
        let close = if rest[open..].starts_with('{') { '}' } else { '>' };
        let Some(end) = rest[open..].find(close) else { break };
        out.push_str(&rest[..open]);
        out.push(ANY);
        rest = rest[open + end..].trim_start_matches(close);
    }
    out + rest
}

/// The path of a URL below the service root, which is a host and a version here.
fn below_root(url: &str) -> String {
    url.split('/').skip(4).collect::<Vec<_>>().join("/")
}

/// An expression without insignificant spaces and without parentheses that only group.
fn expression(text: &str) -> String {
    let mut out = String::new();
    let mut groups = Vec::new();
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                quoted = !quoted;
                out.push(letter);
            }
            _ if quoted => out.push(letter),
            ' ' => {
                let joins = |letter: Option<char>| {
                    letter.is_some_and(|letter| letter.is_alphanumeric() || "'_-{".contains(letter))
                };
                if joins(out.chars().last()) && joins(letters.peek().copied()) || out.ends_with([')', '}']) {
                    out.push(' ');
                }
            }
            '(' => {
                let word =
                    out.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
                let is_call = !word.is_empty() && !OPERATORS.contains(&word.to_ascii_lowercase().as_str());
                groups.push(is_call);
                if is_call {
                    out.push('(');
                } else if out.ends_with(|letter: char| letter.is_alphanumeric()) {
                    out.push(' ');
                }
            }
            ')' => {
                if groups.pop().unwrap_or(true) {
                    out.push(')');
                }
            }
            letter => out.push(letter),
        }
    }
    // 4.01 lets the type of an enumeration member, the `$` of nested options and the usual direction of an order be left out.
    let out = variables(&unprefixed(&lower_calls(&out))).replace("($", "(").replace(";$", ";").replace(" asc,", ",");
    out.strip_suffix(" asc").unwrap_or(&out).to_owned()
}

/// Members of enumerations without their types: `'red'` of `Ns.Color'red'`.
fn unprefixed(text: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        if letter == '\'' {
            let start = out.rfind(|letter: char| !letter.is_alphanumeric() && letter != '.').map_or(0, |at| at + 1);
            if !quoted && out.get(start..).is_some_and(|prefix| prefix.contains('.')) {
                out.truncate(start);
            }
            quoted = !quoted;
        }
        out.push(letter);
    }
    out
}

const OPERATORS: [&str; 10] = ["not", "and", "or", "eq", "ne", "lt", "le", "gt", "ge", "in"];

/// Names of functions and `not` in lower case, as 4.01 lets them be.
fn lower_calls(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            word.push(letter);
            continue;
        }
        let is_lower = letter == '(' || word.eq_ignore_ascii_case("not");
        out.push_str(&if is_lower { word.to_ascii_lowercase() } else { word });
        word = String::new();
        out.push(letter);
    }
    out + &word
}

/// Lambda variables by one name.
fn variables(text: &str) -> String {
    for quantifier in ["any(", "all("] {
        let Some((before, after)) = text.split_once(quantifier) else { continue };
        let Some((variable, predicate)) = after.split_once(':') else { continue };
        if !variable.chars().all(char::is_alphanumeric) || variable.is_empty() {
            continue;
        }
        let mut renamed = String::new();
        let mut word = String::new();
        for letter in predicate.chars().chain([' ']) {
            if letter.is_alphanumeric() {
                word.push(letter);
                continue;
            }
            let is_name = !renamed.ends_with(['/', '\'']);
            renamed.push_str(if is_name && word == variable { "?" } else { &word });
            word = String::new();
            renamed.push(letter);
        }
        return format!("{before}{quantifier}?:{}", renamed.trim_end());
    }
    text.to_owned()
}

fn split_query(target: &str) -> (&str, &str) {
    let mut parts = split(target, '?').into_iter();
    let path = parts.next().unwrap_or_default();
    (path, target.get(path.len() + 1..).unwrap_or_default())
}

/// Splits outside of parentheses and braces.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0usize;
    let parts = text.split(|letter| {
        match letter {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter == separator
    });
    parts.collect()
}

pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        match after.get(..2).filter(|_| *first == b'%').and_then(hex) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn lines_that_mean_the_same() {
    let check = |documented: &str, sent: &str, expected: bool| {
        let is_same = canonical(documented, false).matches(&canonical(sent, false));
        assert_eq!(
            is_same,
            expected,
            "{documented}\n{sent}\n{:?}\n{:?}",
            canonical(documented, false),
            canonical(sent, false)
        );
    };
    check("/users/{id | name}/x", "/users/%7Bid%20%7C%20name%7D/x", true);
    check("/users('a')/f()", "/users/a/f", true);
    check("/users/a/x", "/users/b/x", false);
    check("/f(a='x',b=1)", "/f(a='x',b=1)", true);
    check("/f?token=latest", "/f(token='latest')", true);
    check("/u?$top=5&$select=a, b", "/u?$select=a,b&$top=5", true);
    check("/u?select=a", "/u?$select=a", true);
    check("/u?$filter=a eq 1 and NOT(b eq 2)", "/u?$filter=a%20eq%201%20and%20not%20(b%20eq%202)", true);
    check("/u?$filter=startsWith(a,'x')", "/u?$filter=startswith(a,'x')", true);
    check("/u?$filter=d/any(c:c+eq+'Unified')", "/u?$filter=d/any(d:d%20eq%20'Unified')", true);
    check("/u?$filter=s/Any(ep: ep/id eq '{x}')", "/u?$filter=s/any(s:s/id%20eq%20'%7Bx%7D')", true);
    check("/f(on='x')", "/f(on=Ns.kind'x')", true);
    check("/u?$filter=a eq 'x'", "/u?$filter=a%20eq%20Ns.kind'x'", true);
    check("/u?$orderBy=a asc,b desc", "/u?$orderby=a,b%20desc", true);
    check("/u?expand=a(select=b)", "/u?$expand=a($select=b)", true);
    check("/r/$ref?$id=https://h.example/v1/u/{x}", "/r/$ref?$id=http://127.0.0.1:1/s5/u/%257Bx%257D", true);
    check("/u?$filter=a eq 1", "/u?$filter=a%20eq%202", false);
    check("/u?$filter=(a eq 'x' and b/id eq 'y')", "/u?$filter=a%20eq%20'x'%20and%20b/id%20eq%20'y'", true);
}
