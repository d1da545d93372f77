//! Percent-encoding, URL origins, and the resolution of links. Text that is already a URL is never
//! re-encoded: it is cut, joined and compared as text.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is encoded in text that goes into one path segment: all but RFC 3986's unreserved characters and
/// those of its segment characters that mean nothing to servers inside a name, a literal or a key.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'*')
    .remove(b',')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// What is encoded in the value of a query option: all but RFC 3986's query characters without `&` and `+`.
const QUERY_VALUE: &AsciiSet = &SEGMENT.remove(b'(').remove(b')').remove(b';').remove(b'/').remove(b'?');

/// What is encoded in the name of a query option, which ends at the first `=`.
const QUERY_NAME: &AsciiSet = &QUERY_VALUE.add(b'=');

/// What no HTTP request line may hold, encoded in text that is a URL already but for these characters.
const ILLEGAL_IN_QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');
const ILLEGAL_IN_PATH: &AsciiSet = &ILLEGAL_IN_QUERY.add(b'`').add(b'{').add(b'}');

/// Whether text means itself in any part of a URL, as most names and values do.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| PLAIN.get(usize::from(byte)) == Some(&true))
}

/// For each ASCII character, whether it is one of those.
static PLAIN: [bool; 128] = {
    let mut plain = [false; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-';
        byte += 1;
    }
    plain
};

/// Appends `text` so that it stays inside one path segment.
pub(crate) fn push_segment_text(url: &mut String, text: &str) {
    if is_plain(text) {
        return url.push_str(text);
    }
    url.extend(utf8_percent_encode(text, SEGMENT));
}

/// Appends text that is part of the value of a query option already: what stands in quotes stays there, whatever
/// characters it holds.
pub(crate) fn push_query_text(url: &mut String, text: &str) {
    for (index, part) in text.split('\'').enumerate() {
        if index > 0 {
            url.push('\'');
        }
        url.extend(utf8_percent_encode(part, if index % 2 == 0 { QUERY_VALUE } else { SEGMENT }));
    }
}

/// Appends `name=value` to a query, with the `&` that parts it from what stands there already.
pub(crate) fn push_query_option(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, QUERY_NAME));
    query.push('=');
    query.extend(utf8_percent_encode(value, QUERY_VALUE));
}

/// Encodes what a request line cannot hold and leaves every other character as it is.
pub(crate) fn encode_illegal(reference: &str) -> String {
    let (path, query) = split_query(reference);
    let mut encoded = utf8_percent_encode(path, ILLEGAL_IN_PATH).to_string();
    if let Some(query) = query {
        encoded.push('?');
        encoded.extend(utf8_percent_encode(query, ILLEGAL_IN_QUERY));
    }
    encoded
}

/// The text before and after the first `?`.
pub(crate) fn split_query(reference: &str) -> (&str, Option<&str>) {
    match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    }
}

/// The scheme in front of a reference (RFC 3986, 3.1), without its colon.
pub(crate) fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let valid = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// Whether a scheme is one that requests are sent by.
pub(crate) fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Resolves `reference` against `base` (RFC 3986, 5.2) without touching a character of either.
pub(crate) fn resolve(base: &Uri, reference: &str) -> String {
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let scheme = base.scheme_str().unwrap_or_default();
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let authority = base.authority().map_or("", http::uri::Authority::as_str);
    let (path, query) = split_query(reference);
    let path = match path {
        "" if query.is_none() => return base.to_string(),
        "" => base.path().to_owned(),
        path if path.starts_with('/') => without_dot_segments(path),
        path => without_dot_segments(&match base.path().rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{path}"),
            None => format!("/{path}"),
        }),
    };
    match query {
        Some(query) => format!("{scheme}://{authority}{path}?{query}"),
        None => format!("{scheme}://{authority}{path}"),
    }
}

/// `path` with `.` and `..` followed (RFC 3986, 5.2.4).
fn without_dot_segments(path: &str) -> String {
    let mut kept = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// A path with `.` and `..` followed, encoded or not, as browsers do.
pub(crate) fn without_encoded_dot_segments(path: &str) -> String {
    let plain: Vec<String> = path
        .split('/')
        .map(|segment| match is_dot_segment(segment) {
            true => segment.replace("%2e", ".").replace("%2E", "."),
            false => segment.to_owned(),
        })
        .collect();
    without_dot_segments(&plain.join("/"))
}

/// Whether a path holds a segment that some HTTP stacks fold away: `.` or `..`, encoded or not.
pub(crate) fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(is_dot_segment)
}

/// Whether a segment is `.` or `..`, encoded or not.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    fn after_dot(text: &str) -> Option<&str> {
        [".", "%2e", "%2E"].into_iter().find_map(|dot| text.strip_prefix(dot))
    }
    after_dot(segment).is_some_and(|rest| rest.is_empty() || after_dot(rest) == Some(""))
}

/// Scheme, host and port of a URL: the unit in which trust is given (RFC 6454).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) secure: bool,
    host: String,
    port: u16,
}

impl Origin {
    /// The origin of an absolute `http` or `https` URI.
    pub(crate) fn of(uri: &Uri) -> Option<Self> {
        Self::of_parts(uri.scheme_str()?, uri.host()?, uri.port_u16())
    }

    /// The origin of an absolute URI which the readers of RFC 3986 and those of the URL standard find alike.
    pub(crate) fn unanimous(uri: &Uri) -> Option<Self> {
        let authority = uri.authority()?;
        // User information before the host is refused.
        let port = authority.as_str().strip_prefix(authority.host())?;
        let host = authority.host();
        if is_port(port) && means_itself(host) && is_decodable(host) { Self::of(uri) } else { None }
    }

    /// The origin that is found in these places; without a port, it has that of its scheme.
    pub(crate) fn of_parts(scheme: &str, host: &str, port: Option<u16>) -> Option<Self> {
        let (secure, default) = match scheme {
            "https" => (true, 443),
            "http" => (false, 80),
            _ => return None,
        };
        Some(Self { secure, host: host.to_ascii_lowercase(), port: port.unwrap_or(default) })
    }

    /// Whether what is sent there stays within this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let name = self.host.as_str();
        if let Some(address) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            return address.parse().is_ok_and(|address: Ipv6Addr| address.is_loopback());
        }
        name == "localhost"
            || name.ends_with(".localhost")
            || name.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
    }

    /// The port, 0 included, which no server can have.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The host: a name in lower case, or an IP address, that of version 6 in brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// Whether the URL standard leaves a host as it is, but for case. It decodes `%`, writes addresses of version 6 in one form, and
/// takes every host that ends in a number for an address of version 4, in octal and hexadecimal too.
fn means_itself(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        let is_canonical = |parsed: Ipv6Addr| parsed.to_string().eq_ignore_ascii_case(address);
        return !address.contains('.') && address.parse().is_ok_and(is_canonical);
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte);
    !host.is_empty() && host.bytes().all(is_plain) && (!ends_in_number(host) || host.parse::<Ipv4Addr>().is_ok())
}

/// Whether the labels of a host that are Punycode can be decoded. The URL parser of reqwest decides it; a transport of the caller's own
/// gets such a host as it is.
#[cfg(feature = "__reqwest")]
fn is_decodable(host: &str) -> bool {
    let is_same = |url: reqwest::Url| url.host_str().is_some_and(|known| known.eq_ignore_ascii_case(host));
    !host.to_ascii_lowercase().contains("xn--") || reqwest::Url::parse(&format!("https://{host}/")).is_ok_and(is_same)
}

#[cfg(not(feature = "__reqwest"))]
fn is_decodable(_: &str) -> bool {
    true
}

/// Whether the text behind a host is a port, or nothing. Behind the first colon of `a:[b]c:1`, parsers find different hosts.
fn is_port(text: &str) -> bool {
    match text.strip_prefix(':') {
        Some(digits) => {
            digits.is_empty() || digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.parse::<u16>().is_ok()
        }
        None => text.is_empty(),
    }
}

/// Whether the last label of a host is a number to the URL standard.
fn ends_in_number(host: &str) -> bool {
    let last = host.strip_suffix('.').unwrap_or(host).rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, default) = if self.secure { ("https", 443) } else { ("http", 80) };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == default { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
