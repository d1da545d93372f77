//! Request lines as text: what stands where, before anything is looked up.

use super::query_option::QueryOption;

/// A request line taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(super) method: String,
    pub(super) has_host: bool,
    /// Without empty segments, still encoded.
    pub(super) segments: Vec<String>,
    /// Decoded.
    pub(super) query: Vec<(String, String)>,
}

/// The method and the URL, where the line starts with a method: letters in upper case before a space.
pub(crate) fn split_method(line: &str) -> Option<(&str, &str)> {
    let (method, url) = line.trim().split_once(char::is_whitespace)?;
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    is_method.then(|| (method, url.trim_start()))
}

/// Whether the text starts with a scheme that OData requests use.
pub(crate) fn has_scheme(url: &str) -> bool {
    after_scheme(url).is_some()
}

fn after_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")).then_some(rest)
}

/// Takes a line apart; what stands before the service root's path is cut off where the line starts with it.
pub(super) fn parse(line: &str, service_root: Option<&str>) -> Line {
    let line = line.trim();
    let (method, url) = split_method(line).unwrap_or(("GET", line));
    let url = [" HTTP/1.1", " HTTP/1.0", " HTTP/2"].iter().find_map(|end| url.strip_suffix(end)).unwrap_or(url);
    let (mut path, query) = match split(url, '?', false).first() {
        Some(path) => (*path, url.get(path.len() + 1..).unwrap_or_default()),
        None => (url, ""),
    };
    let mut has_host = false;
    if let Some(below) = service_root.and_then(|root| below_root(path, root)) {
        path = below;
    } else if let Some(rest) = after_scheme(path) {
        has_host = true;
        path = rest.split_once('/').map_or("", |(_, path)| path);
    }
    let segments = split(path, '/', false).into_iter().filter(|segment| !segment.is_empty()).map(str::to_owned);
    Line { method: method.to_owned(), has_host, segments: segments.collect(), query: parse_query(query) }
}

/// The path below the service root, which is written in full or from its path on.
fn below_root<'u>(url: &'u str, root: &str) -> Option<&'u str> {
    let root = root.trim_end_matches('/');
    let root_path = after_scheme(root).and_then(|rest| rest.split_once('/')).map(|(_, path)| format!("/{path}"));
    let below = |root: &str| url.strip_prefix(root).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    below(root).or_else(|| below(&root_path?))
}

fn parse_query(query: &str) -> Vec<(String, String)> {
    split(query, '&', false)
        .into_iter()
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name);
            // In a URL `+` is a plus sign, but documentation writes it for spaces in the expressions of system query options.
            let is_system = name.starts_with('$') || QueryOption::from_name(&name).is_some();
            let is_plus_space = is_system && !value.contains(' ') && !value.contains("%20");
            let value = if is_plus_space { decode(&value.replace('+', " ")) } else { decode(value) };
            (name, value)
        })
        .collect()
}

/// Splits where the separator stands outside of parentheses, braces and quoted text. A quote counts inside of
/// parentheses only, unless `quotes` says that it counts everywhere. Unbalanced text is split everywhere.
pub(crate) fn split(text: &str, separator: char, quotes: bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' if quotes || quoted || depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ if letter == separator && depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    if depth > 0 || quoted {
        return text.split(separator).collect();
    }
    parts.extend(text.get(start..));
    parts
}

/// Percent-decodes; text that is not an escape stays as it is.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = match (first, after) {
            (b'%', [high, low, rest @ ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| (high << 4 | low, rest)),
            _ => None,
        };
        let (byte, remaining) = escape.unwrap_or((*first, after));
        bytes.push(byte);
        rest = remaining;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{decode, parse};

    fn check(line: &str, root: Option<&str>, expected: Expect) {
        let line = parse(line, root);
        let query: Vec<String> = line.query.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let host = if line.has_host { "host " } else { "" };
        expected.assert_eq(&format!("{} {host}{} ? {}", line.method, line.segments.join(" | "), query.join(" & ")));
    }

    #[test]
    fn lines_are_taken_apart() {
        check("GET /users/{id | name}/x?$top=5&a=b", None, expect!["GET users | {id | name} | x ? $top = 5 & a = b"]);
        check("/me", None, expect!["GET me ? "]);
        check("POST https://h.example/v1.0/me/ HTTP/1.1", None, expect!["POST host v1.0 | me ? "]);
        check("GET /f(a='x/y?z',b={c/d})/e", None, expect!["GET f(a='x/y?z',b={c/d}) | e ? "]);
        check("GET /P('O''Neil/x')", None, expect!["GET P('O''Neil/x') ? "]);
        check("GET /p/(a/b", None, expect!["GET p | (a | b ? "]);
        check("GET /p/O'Neil/b", None, expect!["GET p | O'Neil | b ? "]);
    }

    #[test]
    fn the_service_root_is_cut_off() {
        let root = Some("https://h.example/beta/");
        check("GET https://h.example/beta/me", root, expect!["GET me ? "]);
        check("GET /beta/me", root, expect!["GET me ? "]);
        check("GET /betas/me", root, expect!["GET betas | me ? "]);
        check("GET https://other.example/beta/me", root, expect!["GET host beta | me ? "]);
    }

    // P7
    #[test]
    fn plus_is_a_space_only_in_expressions_without_spaces() {
        check("GET /p?$filter=a+eq+1&b=c+d", None, expect!["GET p ? $filter = a eq 1 & b = c+d"]);
        check("GET /p?filter=a+eq+1", None, expect!["GET p ? filter = a eq 1"]);
        check("GET /p?$filter=a eq '+1'", None, expect!["GET p ? $filter = a eq '+1'"]);
        check("GET /p?$filter=a%20eq%20'%2B'", None, expect!["GET p ? $filter = a eq '+'"]);
    }

    #[test]
    fn escapes_are_decoded_and_other_percent_signs_stay() {
        assert_eq!(decode("a%20b%2Fc%c3%a4%"), "a b/cä%");
        assert_eq!(decode("%zz%4"), "%zz%4");
    }
}
