//! Decoding and encoding of structured values.

use serde_json::Value as Json;

use crate::runtime::internal::{DecodeOptions, Expanded, Instance, Many, Shape};
use crate::sample::{RegistrationCount, Thing};

mod expanded;
mod lenient;
mod null_items;
mod styles;

fn decode(text: &str) -> Instance<Thing> {
    match Thing::decode(text.as_bytes()) {
        Ok(thing) => thing,
        Err(error) => panic!("{text}: {error}"),
    }
}

/// J11: decode then encode gives the same JSON value, by each way of doing it, and so does a
/// clone, which is equal.
fn check_identity(text: &str) {
    let expected: Json = serde_json::from_str(text).expect(text);
    let thing = decode(text);
    let copy = thing.clone();
    let written = serde_json::to_string(&copy).expect(text);
    let read: Json = serde_json::from_str(&written).expect(text);
    assert_eq!(read, expected, "{text} became {written}");
    assert_eq!(serde_json::to_value(&thing).expect(text), expected, "by value: {text}");
    let from_value: Instance<Thing> = serde_json::from_value(expected.clone()).expect(text);
    assert_eq!(serde_json::to_value(&from_value).expect(text), expected, "from value: {text}");
    let from_reader: Instance<Thing> = serde_json::from_reader(text.as_bytes()).expect(text);
    if !text.contains("NaN") {
        assert_eq!(from_reader, decode(&written), "{text}");
        assert_eq!(copy, thing, "{text}");
    }
}

/// What an error says without the advice behind it.
pub(crate) fn fault(error: impl std::fmt::Display) -> String {
    let text = error.to_string();
    text.split("; `DecodeOptions::lenient()` keeps").next().unwrap_or_default().to_owned()
}

pub(super) fn check_error(text: &str, message: &str) {
    match Thing::decode(text.as_bytes()) {
        Ok(thing) => panic!("{text} was read as {thing:?}"),
        Err(error) => assert_eq!(fault(error), message, "{text}"),
    }
}

#[test]
fn identity() {
    for text in [
        // J10, J11: absent, null and value are three things; nothing is invented.
        r#"{}"#,
        r#"{"flag":null,"part":null,"parts":null,"names":null,"untyped":null,"decimal":null}"#,
        r#"{"names":[],"parts":[],"holes":[],"part":{}}"#,
        // J8: order; items that are null.
        r#"{"names":["b","a","b"],"holes":[1,null,2],"gaps":[null,{"id":"x"},null,{}]}"#,
        // J6: numbers as strings stay strings.
        r#"{"int64":"9223372036854775807","decimal":"1.10"}"#,
        r#"{"int64":-9223372036854775808,"decimal":1.10,"numbers":["1",2,"3"]}"#,
        r#"{"decimals":["1.50",2.0,3,"-0.1e5"]}"#,
        // Numbers without fraction where floats are declared, and the reverse.
        r#"{"double":0,"single":1,"weight":3,"int32":5.0}"#,
        r#"{"double":0.0,"single":0.5,"weight":3.0}"#,
        r#"{"double":9007199254740993,"single":16777217}"#,
        r#"{"double":1e300,"single":0.10000000149011612,"double2":123456789012345678901234567890}"#,
        r#"{"double":18446744073709551615,"single":0.1}"#,
        r#"{"double":0.1234567890123456,"weight":-1.7976931348623157e308}"#,
        // J5
        r#"{"double":"INF","single":"-INF","weight":"NaN"}"#,
        r#"{"flag":true,"byte":255,"sbyte":-128,"int16":-32768,"int32":2147483647}"#,
        // G12
        r#"{"instant":"0001-01-01T00:00:00Z"}"#,
        r#"{"instant":"9999-12-31T23:59:59.9999999Z","duration":"P1DT2H"}"#,
        r#"{"instant":"2026-11-23T10:00:00.1234567+02:00","date":"2024-02-29","time":"23:59:59.9999999"}"#,
        r#"{"guid":"89D5BB53-52C0-4F41-8E1D-4F1B31A0D2F4","binary":"-_8=","duration":"-PT0.000001S"}"#,
        r#"{"binary":"+/8","geo":{"type":"Point","coordinates":[1.0,2]}}"#,
        r#"{"untyped":[1,{"a":null}],"any":5.0}"#,
        // G6, S4: unknown members and combinations of flags.
        r#"{"colour":"mauve","colours":"red,mauve","palette":["red","","7"]}"#,
        r#"{"colour":"unknownFutureValue","colours":"red, green"}"#,
        r#"{"colours":"3"}"#,
        // P4, J4: undeclared properties and annotations, in any place.
        r##"{"id":"1","@odata.type":"#Sample.Thing","new":{"a":[1,null]},"new@x.y":1,"@odata.etag":"W/\"1\""}"##,
        r#"{"part@odata.navigationLink":"a","@type":"Sample.Thing","x":12345678901234567890,"y":1.0}"#,
        r#"{"one":{"one":null,"x":[1.50]},"many":[{},{"id":"a"}],"many@odata.nextLink":"n"}"#,
        r#"{"one":null,"many":[]}"#,
        r#"{"part":{"part":{"parts":[{"z":1,"id":"\u00e4\n\ud83d\ude00"}]}}}"#,
    ] {
        check_identity(text);
    }
}

#[test]
fn errors() {
    // J12: path and Edm type.
    for (text, message) in [
        (r#"{"flag":"true"}"#, r#"$.flag: expected Edm.Boolean, found string "true""#),
        (r#"{"id":5}"#, "$.id: expected Edm.String, found number 5"),
        (r#"{"byte":256}"#, "$.byte: expected Edm.Byte, found number 256"),
        (r#"{"byte":-1}"#, "$.byte: expected Edm.Byte, found number -1"),
        (r#"{"int32":1.5}"#, "$.int32: expected Edm.Int32, found number 1.5"),
        (r#"{"int32":"1"}"#, r#"$.int32: expected Edm.Int32, found string "1""#),
        (r#"{"int64":9223372036854775808}"#, "$.int64: expected Edm.Int64, found number 9223372036854775808"),
        (r#"{"int64":"+5"}"#, r#"$.int64: expected Edm.Int64, found string "+5""#),
        (r#"{"single":1e39}"#, "$.single: expected Edm.Single, found number 1e39"),
        (r#"{"double":"1"}"#, r#"$.double: expected Edm.Double, found string "1""#),
        (r#"{"decimal":"x"}"#, r#"$.decimal: expected Edm.Decimal, found a string ("x")"#),
        (r#"{"date":"2026-02-29"}"#, r#"$.date: expected Edm.Date, found string "2026-02-29""#),
        (r#"{"instant":"null"}"#, r#"$.instant: expected Edm.DateTimeOffset, found string "null""#),
        (r#"{"geo":[1]}"#, "$.geo: expected Edm.Geography, found an array"),
        (r#"{"colour":1}"#, "$.colour: expected Sample.Colour, found number 1"),
        (r#"{"weight":{}}"#, "$.weight: expected Sample.Weight, found an object"),
        (r#"{"part":[]}"#, "$.part: expected Sample.Thing, found an array"),
        (r#"{"part":"x"}"#, r#"$.part: expected Sample.Thing, found string "x""#),
        (r#"{"parts":{}}"#, "$.parts: expected Collection(Sample.Thing), found an object"),
        (r#"{"names":"x"}"#, r#"$.names: expected Collection(Edm.String), found string "x""#),
        (r#"{"names":["a",1]}"#, "$.names[1]: expected Edm.String, found number 1"),
        (
            r#"{"parts":[{},{"part":{"numbers":[1,true]}}]}"#,
            "$.parts[1].part.numbers[1]: expected Edm.Int64, found boolean true",
        ),
        (r#"{"id":null}"#, "$.id: expected Edm.String (not nullable), found null"),
        (r#"{"id":"a","id":"b"}"#, "$.id: expected one Edm.String, found the member a second time"),
        (r#"{"flag":true,"id":"a","id":"b"}"#, "$.id: expected one Edm.String, found the member a second time"),
        (r#"{"int32":null,"id":"a","int32":2}"#, "$.int32: expected one Edm.Int32, found the member a second time"),
        (r#"{"int32":1,"flag":true,"int32":2}"#, "$.int32: expected one Edm.Int32, found the member a second time"),
        (
            r#"{"names":[],"id":"a","names":[]}"#,
            "$.names: expected one Collection(Edm.String), found the member a second time",
        ),
        (r#"{"x":1,"x":2}"#, "$.x: expected one member of this name, found the member a second time"),
        (
            r#"{"@odata.id":1,"@odata.id":2}"#,
            r#"$["@odata.id"]: expected one member of this name, found the member a second time"#,
        ),
        (r#"[]"#, "$: expected Sample.Thing, found an array"),
        (r#"null"#, "$: expected Sample.Thing, found null"),
        (r#"{"id":"a"#, "$.id: EOF while parsing a string at line 1 column 8"),
        (r#"{"x":[1"#, "$.x: EOF while parsing a list at line 1 column 7"),
        (r#"{} {}"#, "$: trailing characters at line 1 column 4"),
        (r#""#, "$: EOF while parsing a value at line 1 column 0"),
    ] {
        check_error(text, message);
    }
}

#[test]
fn errors_by_serde_name_the_path() {
    let error = serde_json::from_str::<Instance<Thing>>(r#"{"part":{"id":5}}"#).unwrap_err();
    let message = "$.part.id: expected Edm.String, found number 5";
    assert_eq!(fault(error), message);
}

#[test]
fn long_strings_are_cut_in_errors() {
    let text = format!(r#"{{"int32":"{}"}}"#, "ä".repeat(1000));
    let message = format!("$.int32: expected Edm.Int32, found string \"{}\"…", "ä".repeat(60));
    check_error(&text, &message);
}

#[test]
fn nulls_can_be_tolerated() {
    // J10
    let options = DecodeOptions::default().tolerating_null();
    let text = r#"{"id":null}"#;
    let thing = Thing::decode_with(text.as_bytes(), options).unwrap();
    assert!(thing.is_null("id"));
    assert_eq!(serde_json::to_string(&thing).unwrap(), text);
}

#[test]
fn nulls_can_be_set_and_values_win() {
    let mut thing = Instance::from(Thing::default());
    assert!(thing.set_null("flag", true) && !thing.set_null("nonsense", true));
    assert_eq!(thing.nulls().collect::<Vec<_>>(), ["flag"]);
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"flag":null}"#);
    thing.flag = Some(true);
    assert!(!thing.is_null("flag"));
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"flag":true}"#);
    thing.flag = None;
    thing.set_null("flag", false);
    assert_eq!(serde_json::to_string(&thing).unwrap(), "{}");
}

#[test]
fn forms_go_with_the_value_that_came() {
    let mut thing = decode(r#"{"int64":"5","double":3,"single":0.10000000149011612}"#);
    thing.int64 = Some(6);
    thing.double = Some(4.5);
    thing.single = Some(0.25);
    let text = r#"{"int64":"6","single":0.25,"double":4.5}"#;
    assert_eq!(serde_json::to_string(&thing).unwrap(), text);
}

#[test]
fn control_information() {
    // J2, J3, P12
    for (text, name) in [
        (r##"{"@odata.type":"#Ns.T"}"##, "Ns.T"),
        (r#"{"@odata.type":"Ns.T"}"#, "Ns.T"),
        (r##"{"@type":"#Ns.T"}"##, "Ns.T"),
        (r##"{"@odata.type":"https://host/$metadata#Ns.T"}"##, "Ns.T"),
        (r#"{}"#, "Sample.Thing"),
    ] {
        assert_eq!(decode(text).type_name(), name, "{text}");
    }
    let thing = decode(r#"{"@etag":"W/\"1\"","part@odata.mediaEtag":"m"}"#);
    assert_eq!(thing.etag().as_deref(), Some("W/\"1\""));
    assert_eq!(thing.control_of("part", "mediaEtag").map(|raw| raw.get()), Some("\"m\""));
    assert!(thing.control("mediaEtag").is_none());
}

#[test]
fn equality_is_of_values() {
    let same = [
        (r#"{"decimal":1.5}"#, r#"{"decimal":1.50}"#),
        (r#"{"x":[1, 2],"y":1}"#, r#"{"y":1,"x":[1,2]}"#),
        (r#"{"instant":"2026-01-01T00:00:00Z"}"#, r#"{"instant":"2026-01-01T01:00:00+01:00"}"#),
        (r#"{"int64":"5"}"#, r#"{"int64":5}"#),
    ];
    for (a, b) in same {
        assert_eq!(decode(a), decode(b));
    }
    let different = [
        (r#"{"flag":null}"#, r#"{}"#),
        (r#"{"names":[]}"#, r#"{}"#),
        (r#"{"names":["a"]}"#, r#"{"names":["a","a"]}"#),
        (r#"{"parts":[{"id":"a"}]}"#, r#"{"parts":[{"id":"b"}]}"#),
        (r#"{"gaps":[null]}"#, r#"{"gaps":[{}]}"#),
        (r#"{"holes":[null]}"#, r#"{"holes":[0]}"#),
        (r#"{"x":1}"#, r#"{"x":2}"#),
        (r#"{"x":1}"#, r#"{}"#),
        (r#"{"@odata.etag":"1"}"#, r#"{}"#),
    ];
    for (a, b) in different {
        assert_ne!(decode(a), decode(b));
    }
}

#[test]
fn debug_shows_what_is_there() {
    let thing = decode(r#"{"id":"a","int32":5,"flag":null,"names":["x"],"part":{"x":[1]},"holes":[null]}"#);
    let shown = "Thing { id: \"a\", flag: null, int32: 5, part: Thing { x: [1] }, \
                 names: [\"x\"], holes: [null] }";
    assert_eq!(format!("{thing:?}"), shown);
}

#[test]
fn depth_is_bounded() {
    let nest = |open: &str, close: &str, n: usize| format!("{}{}", open.repeat(n), close.repeat(n));
    let typed = nest(r#"{"part":"#, "}", 10_000);
    assert!(Thing::decode(typed.as_bytes()).unwrap_err().to_string().contains("recursion limit"));
    // An undeclared member is skipped over without recursion, and kept.
    check_identity(&format!(r#"{{"x":{}}}"#, nest("[", "]", 100)));
    let deep = format!(r#"{{"x":{}}}"#, nest("[", "]", 10_000));
    assert_eq!(serde_json::to_string(&decode(&deep)).unwrap(), deep);
}

#[test]
fn many_duplicates_are_found_quickly() {
    let members: Vec<String> = (0..50_000).map(|n| format!(r#""x{n}":{n}"#)).collect();
    assert_eq!(decode(&format!("{{{}}}", members.join(","))).extras().len(), 50_000);
    let text = format!("{{{},\"x77\":0}}", members.join(","));
    check_error(&text, "$.x77: expected one member of this name, found the member a second time");
}

#[test]
fn seed_response() {
    // G2
    let body = r##"{
        "@odata.context": "https://graph.microsoft.com/beta/$metadata#Collection(x)",
        "value": [{
            "@odata.type": "#microsoft.graph.credentialUserRegistrationCount",
            "id": "33aa6e95-1e5a-4bb4-9b36-6a7d6b1a2f4e",
            "totalUserCount": 23123,
            "userRegistrationCounts": [
                {"@odata.type": "microsoft.graph.userRegistrationCount"},
                {"registrationStatus": "mfaRegistered", "registrationCount": "23423"},
                {"registrationstatus": "registered", "count": 5}
            ]
        }]
    }"##;
    let page = Many::<RegistrationCount>::decode(body.as_bytes()).unwrap();
    let row = &page[0];
    assert_eq!(row.total_user_count, Some(23123));
    assert_eq!(row.type_name(), "microsoft.graph.credentialUserRegistrationCount");
    let counts = row.user_registration_counts.as_deref().unwrap();
    assert_eq!(counts[0].type_name(), "microsoft.graph.userRegistrationCount");
    assert!(counts[0].registration_status.is_none());
    assert_eq!(counts[1].registration_count, Some(23423));
    assert_eq!(counts[2].extras().text("registrationstatus").as_deref(), Some("registered"));
    let expected: Json = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), expected);
}

#[test]
fn expanded_values_are_read_on_demand() {
    let thing = decode(r#"{"one":{"id":"a","one":{"int32":"x"}},"many":[{"id":"b"},{"id":5}]}"#);
    let one = thing.one.as_ref().unwrap().decode().unwrap();
    assert_eq!(one.id.as_deref(), Some("a"));
    let error = one.one.as_ref().unwrap().decode().unwrap_err();
    assert_eq!(fault(error), r#"$.int32: expected Edm.Int32, found string "x""#);
    let error = thing.many.as_ref().unwrap().decode().unwrap_err();
    assert_eq!(fault(error), "$[1].id: expected Edm.String, found number 5");

    let mut parent = Instance::from(Thing::default());
    parent.one = Some(Expanded::of(&one).unwrap());
    let text = r#"{"one":{"id":"a","one":{"int32":"x"}}}"#;
    assert_eq!(serde_json::to_string(&parent).unwrap(), text);
    assert_eq!(parent, decode(text));
}

#[test]
fn values_can_cross_threads_and_cost_three_words_more() {
    fn check<T: Send + Sync + 'static>(_: &T) {}
    check(&decode("{}"));
    check(&Many::<Thing>::decode(br#"{"value":[]}"#).unwrap());
    assert_eq!(size_of::<Instance<Thing>>(), size_of::<Thing>() + 3 * size_of::<u64>());
}

#[test]
fn malformed_text_is_an_error() {
    let error = Thing::decode(b"{\"id\":\"\xFF\"}").unwrap_err().to_string();
    assert_eq!(error, "$: invalid utf-8 sequence of 1 bytes from index 7");
}
