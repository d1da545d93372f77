//! No value leaves its literal: a server that decodes and parses finds what was meant (U1, U4, P7).

use percent_encoding::percent_decode_str;

use crate::queries::sample::people;
use crate::runtime::internal::{At, Nothing};
use crate::transport::support::Fake;

/// A generator of numbers, for values that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn ascii(&mut self) -> String {
        (0..self.next(4)).map(|_| self.next(128) as u8 as char).collect()
    }

    fn text(&mut self) -> String {
        const PARTS: [&str; 30] = [
            "'",
            "''",
            "/",
            "..",
            ".",
            "%27",
            "%2e",
            "%",
            ";",
            ")",
            "(",
            "&",
            "=",
            "+",
            " ",
            "#",
            "?",
            ",",
            "$filter",
            " or 1 eq 1",
            "\\",
            "\"",
            "\0",
            "\r\n",
            "\u{7f}",
            "ö",
            "\u{2028}",
            "😀",
            "a",
            "$it/",
        ];
        (0..self.next(8)).map(|_| PARTS[self.next(PARTS.len())]).collect()
    }
}

/// The URL as it is sent.
fn sent<S>(at: &At<S>) -> String {
    at.url().unwrap()
}

/// The options of a query as a server finds them (URL Conventions 2): parted at `&`, then decoded.
fn options(url: &str) -> Vec<(String, String)> {
    let (_, query) = url.split_once('?').unwrap();
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    query
        .split('&')
        .map(|option| option.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

/// The string literal at the start of a text, and what follows it.
fn literal(text: &str) -> (String, &str) {
    let mut rest = text.strip_prefix('\'').unwrap();
    let mut value = String::new();
    loop {
        let (part, after) = rest.split_once('\'').unwrap();
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return (value, after),
        }
    }
}

/// Only characters that RFC 3986 lets stand in a query.
fn is_legal(url: &str) -> bool {
    url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*,;=:@/?%".contains(&byte))
}

#[test]
fn a_string_stays_in_its_literal() {
    let mut numbers = Numbers(7);
    for _ in 0..20_000 {
        let (one, two) = (numbers.text(), numbers.text());
        let at = people().top(1).filter(|p| p.name.eq(one.as_str()).or(p.nick.contains(two.as_str())));
        let url = sent(&at);
        assert!(is_legal(&url), "{url}");
        let options = options(&url);
        let [(top, _), (name, value)] = options.as_slice() else { panic!("{url}") };
        assert_eq!((top.as_str(), name.as_str()), ("$top", "$filter"));
        let (found, rest) = literal(value.strip_prefix("name eq ").unwrap());
        assert_eq!(found, one, "{url}");
        let (found, rest) = literal(rest.strip_prefix(" or contains(nick,").unwrap());
        assert_eq!((found, rest), (two, ")"), "{url}");
    }
}

// U13
#[test]
fn a_string_within_expand_stays_in_its_literal() {
    let mut numbers = Numbers(11);
    for _ in 0..20_000 {
        let text = numbers.text();
        let at = people().expand(|p| {
            let inner =
                p.reports.expand(|r| r.manager.select(|m| m.id).select_raw("x")).filter(|r| r.name.ne(text.as_str()));
            inner.top(2).filter(|r| r.active)
        });
        let url = sent(&at);
        assert!(is_legal(&url), "{url}");
        // Even a server that parts options before it decodes them finds them.
        let (_, encoded) = url.split_once("$filter=").unwrap();
        assert_eq!(encoded.split(';').count(), 2, "{url}");
        assert_eq!(encoded.matches(')').count(), 1, "{url}");
        let options = options(&url);
        let [(name, value)] = options.as_slice() else { panic!("{url}") };
        assert_eq!(name, "$expand");
        let value = value.strip_prefix("reports($expand=manager($select=id,x);$filter=name ne ").unwrap();
        let (found, rest) = literal(value);
        assert_eq!((found, rest), (text, " and active;$top=2)"), "{url}");
    }
}

#[test]
fn what_has_an_address_can_be_requested() {
    let mut numbers = Numbers(13);
    let client = Fake::default().client();
    for _ in 0..20_000 {
        let (raw, name, value) = (numbers.ascii() + &numbers.text(), numbers.ascii(), numbers.text());
        let at = client.path::<Nothing>(&raw).segment::<Nothing>(&name).query_option(&value, &name);
        let Ok(address) = at.url() else { continue };
        let url: http::Uri = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(url.to_string(), address);
        assert!(address.starts_with(client.service_root()));
    }
    let error = client.at::<Nothing>(&"a".repeat(66_000)).url().unwrap_err();
    assert!(error.to_string().starts_with("the request's URL has 66026 bytes, and one has at most 65534"), "{error}");
}
