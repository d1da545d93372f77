//! U1, U4, U9: values cannot leave their literal or their segment.

use std::fmt::Debug;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

use crate::runtime::internal::{At, Literal, Many, Nothing, Parameter, edm};
use crate::transport::support::{Fake, ROOT, block_on};

fn check(literal: impl Into<Literal>, expect: &str) {
    assert_eq!(literal.into().to_string(), expect);
}

#[test]
fn u9_every_primitive_type() {
    check("", "''");
    check("a'b", "'a''b'");
    check(true, "true");
    check(255_u8, "255");
    check(-128_i8, "-128");
    check(i16::MIN, "-32768");
    check(i32::MIN, "-2147483648");
    check(i64::MAX, "9223372036854775807");
    check(1.5_f32, "1.5");
    check(-0.25_f64, "-0.25");
    check(f64::INFINITY, "INF");
    check(f64::NEG_INFINITY, "-INF");
    check(f64::NAN, "NaN");
    check(Literal::bare("2012-12-03T07:16:23.1234567Z"), "2012-12-03T07:16:23.1234567Z");
    check(Literal::bare("01234567-89ab-cdef-0123-456789abcdef"), "01234567-89ab-cdef-0123-456789abcdef");
    check(Literal::duration("-P1DT2H3.5S"), "duration'-P1DT2H3.5S'");
    check(Literal::binary("T0RhdGE-_w=="), "binary'T0RhdGE-_w=='");
    check(Literal::enumeration("Ns.Color", "Red,Blue"), "Ns.Color'Red,Blue'");
    check(Literal::geography("SRID=4326;Point(1.5 -2)"), "geography'SRID=4326;Point(1.5 -2)'");
    check(Literal::geometry("SRID=0;Point(1 2)"), "geometry'SRID=0;Point(1 2)'");
    check(None::<i32>, "null");
    check(Some("x"), "'x'");
    check(Literal::json(&[1, 2]), "[1,2]");
}

fn check_text<E: FromStr<Err: Debug> + Parameter>(text: &str, expect: &str) {
    check(text.parse::<E>().unwrap().literal(), expect);
}

#[test]
fn u9_types_that_keep_their_text() {
    check_text::<edm::Date>("9999-12-31", "9999-12-31");
    check_text::<edm::TimeOfDay>("07:59:59.999", "07:59:59.999");
    check_text::<edm::DateTimeOffset>("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    check_text::<edm::Duration>("P1DT2H", "duration'P1DT2H'");
    check_text::<edm::Decimal>("-12345678901234567890.10", "-12345678901234567890.10");
    check_text::<edm::Guid>("01234567-89ab-cdef-0123-456789abcdef", "01234567-89ab-cdef-0123-456789abcdef");
}

#[test]
fn u2_u3_keys_of_other_types() {
    let id: edm::Guid = "01234567-89ab-cdef-0123-456789abcdef".parse().unwrap();
    for (client, expect) in [(Fake::client as fn(&Fake) -> _, "users({})"), (Fake::graph, "users/{}")] {
        let fake = Fake::ok([""]);
        let users: At<Many<Nothing>> = client(&fake).at("users");
        block_on(users.by_key(id.clone())).unwrap();
        assert_eq!(requested(&fake), expect.replace("{}", "01234567-89ab-cdef-0123-456789abcdef"));
    }
}

#[test]
fn text_that_no_literal_can_express_is_refused() {
    let enumeration = |name: &str| Literal::enumeration(name.to_owned(), "A");
    for literal in [
        Literal::bare(""),
        Literal::bare("1)/x"),
        Literal::bare("1 or 1 eq 1"),
        Literal::duration("PT1H' or '"),
        Literal::binary("a+/"),
        enumeration("Ns.E'x"),
    ] {
        let fake = Fake::ok([""]);
        let call: At<Nothing> = fake.client().function("f", &[("p", literal.clone())]);
        assert!(matches!(block_on(call), Err(crate::runtime::internal::Error::Request(_))), "{literal:?}");
        assert!(literal.to_string().starts_with('<'));
    }
}

/// Strings of up to three of the characters that mean something to a URL, and some famous attacks.
fn nasty() -> impl Iterator<Item = String> {
    const ALPHABET: [&str; 30] = [
        "'", "/", "\\", ".", "..", "%", "%2e", "%2F", "%27", "?", "#", "&", "=", "+", " ", ";", ",", "(", ")", "@",
        ":", "$", "*", "!", "\0", "\n", "\u{7f}", "é", "\u{202e}", "😀",
    ];
    let pairs = ALPHABET.iter().flat_map(|a| ALPHABET.iter().map(move |b| format!("{a}{b}")));
    let triples = ALPHABET.iter().flat_map(|a| ALPHABET.iter().map(move |b| format!("{a}x{b}")));
    const ATTACKS: [&str; 7] =
        ["", "') or true eq (true", "../../admin", "..%2f..%2f", "//evil.example", "a' or '1' eq '1", "<>\"{}|^`[]"];
    ALPHABET.iter().chain(&ATTACKS).map(ToString::to_string).chain(pairs).chain(triples)
}

/// The path below the service root of the one request, after a URL parser has had its way with it.
fn requested(fake: &Fake) -> String {
    let url = fake.url();
    let parsed = url::Url::parse(&url).unwrap();
    assert_eq!(parsed.as_str(), url, "a URL parser changes it");
    assert_eq!((parsed.query(), parsed.fragment()), (None, None), "{url}");
    url.strip_prefix(ROOT).unwrap().to_owned()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// What a server takes for the value of the string literal `text`.
fn parse_string(text: &str) -> String {
    let inner = text.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap();
    assert!(!inner.replace("''", "").contains('\''), "the literal ends early: {text}");
    inner.replace("''", "'")
}

#[test]
fn u4_a_server_reads_back_parameters() {
    for value in nasty() {
        let fake = Fake::ok([""]);
        let call: At<Nothing> = fake.client().function("f", &[("p", Literal::string(&value)), ("q", Literal::from(1))]);
        block_on(call).unwrap();
        let path = requested(&fake);
        let literal = path.strip_prefix("f(p=").unwrap().strip_suffix(",q=1)").unwrap();
        assert!(!literal.contains(['/', '?', '#', '&', '+', '(', ')', ';']), "{path}");
        assert_eq!(parse_string(&decode(literal)), value);
    }
}

#[test]
fn u4_a_server_reads_back_keys() {
    for value in nasty() {
        let fake = Fake::ok(["", ""]);
        let users: At<Many<Nothing>> = fake.client().at("users");
        block_on(users.by_key(&value).segment::<Nothing>("x")).unwrap();
        let path = requested(&fake);
        let literal = path.strip_prefix("users(").unwrap().strip_suffix(")/x").unwrap();
        assert_eq!(parse_string(&decode(literal)), value);
    }
}

#[test]
fn u4_a_server_reads_back_key_segments() {
    for value in nasty() {
        let fake = Fake::ok([""]);
        let users: At<Many<Nothing>> = fake.graph().at("users");
        block_on(users.by_key(&value).segment::<Nothing>("x")).unwrap();
        let path = requested(&fake);
        let read = match path.split('/').collect::<Vec<_>>()[..] {
            ["users", segment, "x"] => decode(segment),
            [segment, "x"] => parse_string(&decode(segment.strip_prefix("users(").unwrap().strip_suffix(')').unwrap())),
            _ => panic!("{value:?} escaped: {path}"),
        };
        assert_eq!(read, value);
    }
}

#[test]
fn u4_a_server_reads_back_query_options() {
    for value in nasty() {
        let fake = Fake::ok([""]);
        block_on(fake.client().at::<Nothing>("x").query_option("$filter", &value).query_option("z", "1")).unwrap();
        let url = fake.url();
        let query = url.strip_prefix("https://example.com/odata/x?").unwrap();
        let [("$filter", read), ("z", "1")] =
            query.split('&').map(|o| o.split_once('=').unwrap()).collect::<Vec<_>>()[..]
        else {
            panic!("{value:?} escaped: {url}")
        };
        assert!(!read.contains(['+', '#', ' ']), "{url}");
        assert_eq!(decode(read), value);
        let parsed = url::Url::parse(&url).unwrap();
        assert_eq!(parsed.as_str().replace("%27", "'"), url.replace("%27", "'"));
    }
}

#[test]
fn u4_segments_hold_nasty_names() {
    for value in nasty().filter(|value| !matches!(value.replace("%2e", ".").as_str(), "" | "." | "..")) {
        let fake = Fake::ok([""]);
        block_on(fake.client().at::<Nothing>(&value)).unwrap();
        let path = requested(&fake);
        assert!(!path.contains('/'), "{path}");
        assert_eq!(decode(&path), value);
    }
}
