//! What a server reads in a request is what was meant, whatever characters it is made of: a small parser of URLs on one side,
//! hostile text on the other.

use crate::runtime::internal::{At, Client, Key, Literal, Many, Nothing};
use crate::transport::support::{Fake, ROOT, block_on};

/// One segment of a path as a server reads it.
#[derive(Debug, PartialEq)]
struct Segment {
    name: String,
    /// What stands in parentheses, by name; a single key has none.
    arguments: Vec<(String, String)>,
}

fn segment(name: &str, arguments: &[(&str, &str)]) -> Segment {
    let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Segment { name: name.to_owned(), arguments }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The path below the root and the query options, split before anything is decoded (URL Conventions 2).
fn parse(url: &str) -> (Vec<Segment>, Vec<(String, String)>) {
    assert!(url.bytes().all(|byte| byte.is_ascii_graphic()) && !url.contains('#'), "{url}");
    let below = url.strip_prefix(ROOT).unwrap_or_else(|| panic!("{url} is not below the root"));
    let (path, query) = below.split_once('?').unwrap_or((below, ""));
    let segments = path.split('/').map(|raw| {
        let text = decoded(raw);
        assert!(!matches!(text.as_str(), "" | "." | ".."), "{url} loses a segment");
        split_arguments(&text)
    });
    let options = query.split('&').filter(|option| !option.is_empty()).map(|option| {
        assert!(!option.contains('+'), "{url} means a space by +");
        let (name, value) = option.split_once('=').unwrap();
        (decoded(name), decoded(value))
    });
    (segments.collect(), options.collect())
}

/// `name('key')`, `name(a='b',c=1)`. A segment that does not end in a parenthesis is a name, or a key.
fn split_arguments(text: &str) -> Segment {
    let Some((name, inner)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return segment(text, &[]);
    };
    let mut arguments = Vec::new();
    let mut rest = inner;
    while !rest.is_empty() {
        let (argument, after) = match rest.find(['=', '\'']) {
            Some(at) if rest[at..].starts_with('=') => (&rest[..at], &rest[at + 1..]),
            _ => ("", rest),
        };
        let (value, after) = literal(after);
        arguments.push((argument.to_owned(), value));
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    Segment { name: name.to_owned(), arguments }
}

/// The value of the literal in front of a text, and what follows it.
fn literal(text: &str) -> (String, &str) {
    let Some(mut rest) = text.strip_prefix('\'') else {
        let end = text.find(',').unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut value = String::new();
    loop {
        let end = rest.find('\'').expect("a literal ends");
        value.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('\'') {
            Some(after) => {
                value.push('\'');
                rest = after;
            }
            None => return (value, rest),
        }
    }
}

fn sent(
    client: Client,
    fake: &Fake,
    position: impl Fn(&Client) -> At<Nothing>,
) -> (Vec<Segment>, Vec<(String, String)>) {
    block_on(position(&client)).unwrap();
    parse(&fake.url())
}

fn standard(position: impl Fn(&Client) -> At<Nothing>) -> (Vec<Segment>, Vec<(String, String)>) {
    let fake = Fake::ok([""]);
    sent(fake.client(), &fake, position)
}

fn graph(position: impl Fn(&Client) -> At<Nothing>) -> (Vec<Segment>, Vec<(String, String)>) {
    let fake = Fake::ok([""]);
    sent(fake.graph(), &fake, position)
}

/// Texts that are known to break URLs.
const KNOWN: &[&str] = &[
    "",
    ".",
    "..",
    "%2e",
    "%2e%2e",
    "../..",
    "'",
    "''",
    "')",
    "a'b",
    "',b='",
    "a/b",
    "a\\b",
    "?",
    "#",
    "&",
    "=",
    "+",
    "%",
    "%25",
    "%zz",
    " ",
    "a b",
    "\0",
    "\r\nHost: x",
    "é",
    "日本",
    "\u{202e}",
    "😀",
    "$count",
    "$value",
    "@p",
    ";",
    ",",
    "(",
    ")",
    "{}",
    "[]",
    "<>",
    "\"",
    "`",
    "^",
    "|",
    "~",
    "*",
    "!",
    ":",
    "http://x/",
];

/// Those, and many made of what these are made of.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = KNOWN.iter().copied().map(String::from).collect();
    let mut state = 1_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..500 {
        let parts = 1 + next() % 5;
        texts.push((0..parts).map(|_| KNOWN[next() % KNOWN.len()]).collect());
    }
    texts
}

fn users(client: &Client) -> At<Many<Nothing>> {
    client.at("users")
}

// U1, U4
#[test]
fn keys_are_read_as_they_were_meant() {
    for text in hostile() {
        let (path, query) = standard(|c| users(c).by_key(&text).segment("name"));
        assert_eq!(path, [segment("users", &[("", &text)]), segment("name", &[])]);
        assert!(query.is_empty());

        let key = Key::named([("a", Literal::string(text.as_str())), ("b", Literal::from(1))]);
        let (path, _) = standard(|c| users(c).by_key(key.clone()).segment("name"));
        assert_eq!(path, [segment("users", &[("a", &text), ("b", "1")]), segment("name", &[])]);
    }
}

// U3, U4
#[test]
fn keys_in_segments_are_read_as_they_were_meant() {
    for text in hostile() {
        let fake = Fake::ok([""]);
        block_on(users(&fake.graph()).by_key(&text).segment::<Nothing>("name")).unwrap();
        let url = fake.url();
        let path = url.strip_prefix(ROOT).unwrap().strip_suffix("/name").unwrap();
        let read = match path.strip_prefix("users/") {
            Some(key) => {
                assert!(!key.contains(['/', '?', '#']), "{url}");
                decoded(key)
            }
            // One that no segment can carry keeps its parentheses.
            None => parse(&url).0.remove(0).arguments.remove(0).1,
        };
        assert_eq!(read, text);
    }
}

// U1
#[test]
fn parameters_are_read_as_they_were_meant() {
    for text in hostile() {
        let parameters = [("p", Literal::string(text.as_str())), ("q", Literal::from(true))];
        let (path, _) = graph(|c| c.function::<Nothing>("f", &parameters).segment("name"));
        assert_eq!(path, [segment("f", &[("p", &text), ("q", "true")]), segment("name", &[])]);
    }
}

// U6, P7
#[test]
fn aliases_and_options_are_read_as_they_were_meant() {
    for text in hostile() {
        let parameter = [("p", Literal::json(&[&text]))];
        let (path, query) = graph(|c| c.function::<Nothing>("f", &parameter).query_option("q", &text));
        assert_eq!(path, [segment("f", &[("p", "@p")])]);
        let json = serde_json::to_string(&[&text]).unwrap();
        assert_eq!(query, [("@p".to_owned(), json), ("q".to_owned(), text)]);
    }
}

// U14, U4
#[test]
fn segments_are_read_as_they_were_meant_or_refused() {
    for text in hostile() {
        let fake = Fake::ok([""]);
        match block_on(fake.client().at::<Nothing>(&text).segment::<Nothing>("name")) {
            Ok(()) => {
                let url = fake.url();
                let raw: Vec<&str> = url.strip_prefix(ROOT).unwrap().split('/').collect();
                assert_eq!((raw.len(), decoded(raw[0])), (2, text));
            }
            Err(_) => assert!(matches!(decoded_loosely(&text).as_str(), "" | "." | ".."), "{text:?} was refused"),
        }
    }
}

fn decoded_loosely(text: &str) -> String {
    text.to_ascii_lowercase().replace("%2e", ".")
}
