//! Bodies that nobody meant well, and arbitrary ones: an error or a bounded cost, never a panic.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::runtime::internal::{DecodeOptions, Flags, Instance, Shape};
use crate::sample::{Colour, Thing};

/// Numbers that look random and are the same in every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of.get(self.roll(of.len())).copied().unwrap_or_default()
    }
}

const NAMES: &[&str] = &[
    "id",
    "flag",
    "byte",
    "sbyte",
    "int16",
    "int32",
    "int64",
    "single",
    "double",
    "decimal",
    "binary",
    "date",
    "time",
    "instant",
    "duration",
    "guid",
    "geo",
    "untyped",
    "any",
    "colour",
    "colours",
    "weight",
    "part",
    "parts",
    "gaps",
    "names",
    "numbers",
    "holes",
    "decimals",
    "palette",
    "one",
    "many",
    "unknown",
    "@odata.type",
    "@type",
    "id@odata.type",
    "",
    "value",
    "ä\u{1F600}",
    "\\u0069d",
];

const LEAVES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "127",
    "128",
    "255",
    "256",
    "32768",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "-9223372036854775809",
    "0.1",
    "-0.0",
    "5.0",
    "1e2",
    "1e400",
    "1e-400",
    "123456789.123456789123456789",
    "3.4028236e38",
    "\"\"",
    "\"5\"",
    "\"-7\"",
    "\"INF\"",
    "\"NaN\"",
    "\"red\"",
    "\"mauve\"",
    "\"red,green\"",
    "\"3\"",
    "\"AA==\"",
    "\"2026-11-23\"",
    "\"12:30:00.0000001\"",
    "\"9999-12-31T23:59:59.9999999Z\"",
    "\"P1DT2H\"",
    "\"f89dee73-af9f-4cd4-b330-db93c25ff3c7\"",
    "\"\\ud83d\\ude00\"",
    "\"a\\u0000b\"",
    "\"#Sample.Thing\"",
    "{\"type\":\"Point\",\"coordinates\":[8.5,47]}",
];

fn value(dice: &mut Dice, depth: usize, out: &mut String) {
    match dice.roll(if depth > 4 { 6 } else { 10 }) {
        0..6 => out.push_str(dice.one(LEAVES)),
        6 | 7 => {
            out.push('[');
            for index in 0..dice.roll(4) {
                out.push_str(if index > 0 { " , " } else { "" });
                value(dice, depth + 1, out);
            }
            out.push(']');
        }
        _ => object(dice, depth + 1, out),
    }
}

fn object(dice: &mut Dice, depth: usize, out: &mut String) {
    out.push('{');
    for index in 0..dice.roll(6) {
        out.push_str(if index > 0 { "," } else { "" });
        write!(out, "\"{}\": ", dice.one(NAMES)).unwrap();
        value(dice, depth, out);
    }
    out.push('}');
}

/// A value that is true to its type, for each property of [`Thing`].
fn true_value(dice: &mut Dice, name: &str, depth: usize, out: &mut String) {
    let leaf = |dice: &mut Dice, of: &[&'static str]| dice.one(of);
    let text = match name {
        "id" => leaf(dice, &["\"\"", "\"x\"", "\"\\\"\\\\\\n\\u00e4\""]),
        "flag" => leaf(dice, &["true", "false", "null"]),
        "byte" => leaf(dice, &["0", "255", "5.0", "null"]),
        "sbyte" => leaf(dice, &["-128", "127"]),
        "int16" | "int32" => leaf(dice, &["-32768", "32767", "1e2", "null"]),
        "int64" => {
            leaf(dice, &["-9223372036854775808", "9223372036854775807", "\"9223372036854775807\"", "\"0\"", "7.0"])
        }
        "single" => leaf(dice, &["0.1", "1", "\"INF\"", "\"-INF\"", "\"NaN\"", "3.4e38", "-0.0", "16777217"]),
        "double" | "weight" => leaf(dice, &["0.1", "-7", "\"NaN\"", "1e308", "5e-324", "18446744073709551615", "null"]),
        "decimal" => leaf(dice, &["1.50", "-0.00", "\"1e2\"", "79228162514264337593543950335.000001", "null"]),
        "binary" => leaf(dice, &["\"\"", "\"-_8=\"", "\"+/8\""]),
        "date" => leaf(dice, &["\"0000-01-01\"", "\"9999-12-31\"", "\"-0044-03-15\""]),
        "time" => leaf(dice, &["\"00:00\"", "\"23:59:59.9999999\""]),
        "instant" => {
            leaf(dice, &["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"2026-11-23T10:00-11:30\""])
        }
        "duration" => leaf(dice, &["\"P1DT2H\"", "\"-PT0.0000001S\"", "\"PT36H\""]),
        "guid" => leaf(dice, &["\"f89dee73-af9f-4cd4-b330-db93c25ff3c7\"", "\"F89DEE73-AF9F-4CD4-B330-DB93C25FF3C7\""]),
        "geo" => "{\"coordinates\":[8.5,47.0],\"type\":\"Point\"}",
        "colour" => leaf(dice, &["\"red\"", "\"mauve\"", "\"\"", "null"]),
        "colours" => leaf(dice, &["\"red\"", "\"red, green\"", "\"3\"", "\"sun\""]),
        "names" => leaf(dice, &["[]", "[\"\",\"x\"]", "null"]),
        "numbers" => leaf(dice, &["[]", "[1,\"2\",3.0]"]),
        "holes" => leaf(dice, &["[null,1,null]", "[]"]),
        "decimals" => leaf(dice, &["[1.50,\"2.0\"]"]),
        "palette" => leaf(dice, &["[\"red\",\"mauve\"]"]),
        "part" if depth < 4 => return thing(dice, depth + 1, out),
        "parts" | "gaps" | "many" if depth < 4 => {
            out.push('[');
            for index in 0..dice.roll(3) {
                out.push_str(if index > 0 { "," } else { "" });
                thing(dice, depth + 1, out);
            }
            return out.push(']');
        }
        "one" | "untyped" | "unknown" | "x@odata.y" => return value_without_twins(dice, out),
        _ => "null",
    };
    out.push_str(text);
}

fn value_without_twins(dice: &mut Dice, out: &mut String) {
    let text = dice.one(&["{\"a\":[1,{\"b\":null}],\"c\":1.50}", "[]", "[[1e2]]", "\"x\"", "-0.0", "{}"]);
    out.push_str(text);
}

fn thing(dice: &mut Dice, depth: usize, out: &mut String) {
    out.push('{');
    let names = NAMES.iter().filter(|name| !name.is_empty() && !name.contains(['@', '\\']) && **name != "any");
    let mut names: Vec<&str> = names.copied().chain(["x@odata.y", "@odata.etag"]).collect();
    for index in 0..dice.roll(8) {
        let name = names.swap_remove(dice.roll(names.len()));
        out.push_str(if index > 0 { "," } else { "" });
        write!(out, "\"{name}\":").unwrap();
        true_value(dice, name, depth, out);
    }
    out.push('}');
}

/// Everything that can be done with a value, and J11.
fn exercise(text: &str, thing: &Instance<Thing>) {
    let encoded = serde_json::to_string(thing).unwrap();
    let again = |text: &str| serde_json::from_str::<serde_json::Value>(text);
    // A number beyond the range of a float is not a value of serde_json's.
    if let Ok(body) = again(text) {
        assert_eq!(again(&encoded).unwrap(), body, "{text}");
    }
    let copy = thing.clone();
    let has_nan = encoded.contains("\"NaN\"");
    assert!(has_nan || copy == *thing, "{text}");
    assert_eq!(format!("{copy:?}"), format!("{thing:?}"));
    assert_eq!(serde_json::to_string(&copy).unwrap(), encoded);
}

#[test]
fn arbitrary_json_is_decoded_or_refused_at_a_place() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut decoded, mut kept) = (0, 0);
    for _ in 0..20_000 {
        let mut text = String::new();
        object(&mut dice, 0, &mut text);
        let strict = Thing::decode(text.as_bytes());
        match &strict {
            Ok(thing) => {
                decoded += 1;
                exercise(&text, thing);
            }
            // J12
            Err(error) => assert!(error.path().starts_with('$'), "{error}"),
        }
        // J14: what lenient decoding refuses comes twice, or is the whole of something that is wrapped, or no JSON.
        match (strict, Thing::decode_with(text.as_bytes(), DecodeOptions::lenient())) {
            (Ok(strict), Ok(thing)) => assert!(strict == thing || text.contains("NaN"), "{text}"),
            (Err(_), Ok(thing)) => {
                kept += 1;
                assert!(!thing.misfits().is_empty(), "{text}");
                exercise(&text, &thing);
            }
            (_, Err(error)) => {
                let refused = error.expected().is_none() || error.to_string().contains("a second time");
                assert!(refused || error.path() == "$.value", "{error}: {text}");
            }
        }
    }
    assert!(decoded > 2_000, "{decoded} of the bodies were true to the type");
    assert!(kept > 2_000, "{kept} of the bodies were kept although they did not fit");
}

#[test]
fn arbitrary_values_survive() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let mut text = String::new();
        thing(&mut dice, 0, &mut text);
        match Thing::decode_with(text.as_bytes(), DecodeOptions::default().tolerating_null()) {
            Ok(thing) => exercise(&text, &thing),
            Err(error) => panic!("{error}\n{text}"),
        }
    }
}

/// One value of each JSON type, and numbers at and beyond the ends of ranges.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "256",
    "32768",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "1.5",
    "1e39",
    "1e999",
    "\"\"",
    "\"x\"",
    "\"256\"",
    "\"9223372036854775808\"",
    "[]",
    "[null]",
    "[[]]",
    "[1e999]",
    "{}",
    "{\"x\":1}",
];

// J12
#[test]
fn each_property_takes_or_refuses_each_value_at_its_place() {
    let (mut taken, mut refused) = (0, 0);
    for name in NAMES.iter().filter(|name| !name.is_empty() && !name.contains(['@', '\\'])) {
        for value in VALUES {
            let text = format!("{{\"{name}\":{value}}}");
            match Thing::decode(text.as_bytes()) {
                Ok(thing) => {
                    taken += 1;
                    exercise(&text, &thing);
                }
                Err(error) => {
                    refused += 1;
                    assert!(error.path().starts_with(&format!("$.{name}")), "{text}: {error}");
                }
            }
            let twice = format!("{{\"{name}\":{value},\"id\":\"a\",\"{name}\":{value}}}");
            assert!(Thing::decode(twice.as_bytes()).is_err(), "{twice}");
        }
    }
    assert!(taken > 150 && refused > 350, "{taken} {refused}");
}

#[test]
fn no_cut_and_no_flipped_byte_panics() {
    let text = r#"{"id":"ä","parts":[{"int64":"5","one":{"a":[1]}}],"x@y":{},"extra":[1.5e3],"decimal":1.50}"#;
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        assert!(Thing::decode(&bytes[..at]).is_err());
        for byte in [0, b'"', b'{', b'}', b',', b'\\', b'9', 0x80, 0xFF] {
            let mut changed = bytes.to_vec();
            changed[at] = byte;
            _ = Thing::decode(&changed);
        }
    }
}

#[test]
fn nesting_is_refused_or_costs_no_stack() {
    const LEVELS: usize = 10_000;
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS)).into_bytes()
    };
    for body in [
        nested("{\"part\":", "{}", "}"),
        nested("{\"parts\":[", "", "]}"),
        nested("{\"gaps\":[{\"part\":", "null", "}]}"),
        nested("[", "", "]"),
    ] {
        assert!(Thing::decode(&body).is_err());
    }
    for name in ["unknown", "untyped", "one", "@odata.x"] {
        let array = nested("[", "", "]");
        let body = format!("{{\"{name}\":{}}}", String::from_utf8(array).unwrap());
        if let Ok(thing) = Thing::decode(body.as_bytes()) {
            assert_eq!(serde_json::to_string(&thing).unwrap(), body);
            assert_eq!(thing, thing.clone());
            assert!(format!("{thing:?}").len() > LEVELS);
            assert!(thing.one.as_ref().is_none_or(|one| one.decode().is_err()));
        }
    }
}

#[test]
fn the_deepest_value_that_is_read_needs_little_stack() {
    let body = format!("{}{{}}{}", "{\"part\":".repeat(126), "}".repeat(126));
    let work = move || {
        let thing = Thing::decode(body.as_bytes()).unwrap();
        exercise(&body, &thing);
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn long_strings_cost_their_length() {
    let (longest, long) = ("x".repeat(100 << 20), "x".repeat(1 << 20));
    let start = Instant::now();
    for (name, text) in [("id", &longest), ("unknown", &longest), ("colour", &long), ("untyped", &long)] {
        let body = format!("{{\"{name}\":\"{text}\"}}");
        let thing = Thing::decode(body.as_bytes()).unwrap();
        assert_eq!(serde_json::to_vec(&thing).unwrap().len(), body.len());
    }
    for name in ["int64", "instant", "decimal", "binary", "duration", "part"] {
        let text = if name == "instant" { &longest } else { &long };
        let body = format!("{{\"{name}\":\"{text}!\"}}");
        let error = Thing::decode(body.as_bytes()).unwrap_err();
        assert!(error.to_string().len() < 500, "errors show no more than the beginning");
    }
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}

// To look for each name of one set in the other would be 10,000,000,000 comparisons.
#[test]
fn sets_of_100_000_members_are_compared_in_a_moment() {
    let names: Vec<String> = (0..100_000).map(|n| format!("member{n:06}")).collect();
    let set = |names: &[&str]| Flags::<Colour>::from_text(&names.join(", "));
    let forward: Vec<&str> = names.iter().map(String::as_str).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let start = Instant::now();
    assert!(set(&forward) == set(&backward));
    assert!(set(&forward) == set(&[&forward[..], &forward[..9]].concat()), "a name that comes twice counts once");
    assert!(set(&forward) != set(&forward[1..]));
    assert!(set(&forward[1..]) != set(&forward));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
