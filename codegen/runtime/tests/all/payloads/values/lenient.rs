//! Lenient decoding: what does not fit is kept, listed and given back.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::Value as Json;

use crate::runtime::internal::{At, DecodeOptions, Error, Instance, Many, Misfit, Nullable, Shape, Value, to_json};
use crate::sample::{Setting, Thing};
use crate::transport::support::{Answer, Fake, block_on, line};

fn read(text: &str) -> Instance<Thing> {
    match Thing::decode_with(text.as_bytes(), DecodeOptions::lenient()) {
        Ok(thing) => thing,
        Err(error) => panic!("{text}: {error}"),
    }
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect(text)
}

fn lines(misfits: &[Misfit<'_>]) -> Vec<String> {
    misfits.iter().map(|misfit| format!("{} {} {}", misfit.path(), misfit.expected(), misfit.json().get())).collect()
}

/// Strict decoding refuses it; lenient decoding keeps it, lists it, and gives it back by each way of encoding.
fn check(text: &str, expected: &[&str]) {
    assert!(Thing::decode(text.as_bytes()).is_err(), "{text} is read strictly");
    let thing = read(text);
    assert_eq!(lines(&thing.misfits()), expected, "{text}");
    assert_eq!(serde_json::to_string(&thing).map(|written| json(&written)).expect(text), json(text), "{text}");
    assert_eq!(json(std::str::from_utf8(&to_json(&thing).expect(text)).expect(text)), json(text), "{text}");
    let copy = thing.clone();
    assert_eq!(copy, thing, "{text}");
    assert_eq!(lines(&copy.misfits()), expected, "of a clone: {text}");
    assert_ne!(thing, Instance::<Thing>::default(), "{text}");
}

// J11, J12, J14
#[test]
fn what_does_not_fit_is_kept_and_listed() {
    check(r#"{"guid":"","id":"a"}"#, &[r#"$.guid Edm.Guid """#]);
    check(r#"{"instant":"2026-11-30T10:00:00"}"#, &[r#"$.instant Edm.DateTimeOffset "2026-11-30T10:00:00""#]);
    check(r#"{"colour":1}"#, &["$.colour Sample.Colour 1"]);
    check(r#"{"colours":3,"flag":"true"}"#, &[r#"$.flag Edm.Boolean "true""#, "$.colours Sample.Colour 3"]);
    check(r#"{"names":{"a":[1,{"b":null}]}}"#, &[r#"$.names Collection(Edm.String) {"a":[1,{"b":null}]}"#]);
    check(r#"{"parts":{"id":"a"}}"#, &[r#"$.parts Collection(Sample.Thing) {"id":"a"}"#]);
    check(r#"{"part":[1,"\u00e4\n"]}"#, &[r#"$.part Sample.Thing [1,"\u00e4\n"]"#]);
    check(
        r#"{"part":"x","parts":5,"names":true}"#,
        &[r#"$.part Sample.Thing "x""#, "$.parts Collection(Sample.Thing) 5", "$.names Collection(Edm.String) true"],
    );
    check(
        r#"{"id":{"a":1},"int32":[],"weight":{}}"#,
        &[r#"$.id Edm.String {"a":1}"#, "$.int32 Edm.Int32 []", "$.weight Sample.Weight {}"],
    );
    // All digits and escapes are the service's.
    check(r#"{"id":123456789012345678901234567890}"#, &["$.id Edm.String 123456789012345678901234567890"]);
    check(r#"{"id":1.10,"flag":-0}"#, &["$.id Edm.String 1.10", "$.flag Edm.Boolean -0"]);
    check(r#"{"int32":1.50,"byte":1e3}"#, &["$.byte Edm.Byte 1e3", "$.int32 Edm.Int32 1.50"]);
    check(r#"{"date":"\u0041"}"#, &[r#"$.date Edm.Date "\u0041""#]);
    // Types that are read as JSON.
    check(r#"{"decimal":"x","geo":[1]}"#, &[r#"$.decimal Edm.Decimal "x""#, "$.geo Edm.Geography [1]"]);
    // A null where there must not be one.
    check(r#"{"id":null}"#, &["$.id Edm.String (not nullable) null"]);
}

#[test]
fn items_that_do_not_fit_are_left_out_alone() {
    check(r#"{"names":["a",1,"b"]}"#, &["$.names[1] Edm.String 1"]);
    check(r#"{"numbers":[true,"5",null,2.5,7]}"#, &["$.numbers[0] Edm.Int64 true", "$.numbers[3] Edm.Int64 2.5"]);
    check(r#"{"holes":[null,"x",3,null]}"#, &[r#"$.holes[1] Edm.Int32 "x""#]);
    check(r#"{"parts":[1,{"id":"a"},"x"]}"#, &["$.parts[0] Sample.Thing 1", r#"$.parts[2] Sample.Thing "x""#]);
    check(r#"{"gaps":[{"id":"a"},[],null,{"id":5}]}"#, &["$.gaps[3].id Edm.String 5", "$.gaps[1] Sample.Thing []"]);
    let thing = read(r#"{"names":["a",1,"b"],"numbers":[true,"5",null,2.5,7],"holes":[null,"x",3],"gaps":[[],{}]}"#);
    assert_eq!(thing.names, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(thing.numbers, Some(vec![5, 7]));
    assert_eq!(thing.null_items("numbers"), [2]);
    assert_eq!(thing.holes, Some(vec![None, None, Some(3)]));
    assert!(thing.gaps.as_ref().unwrap()[0].is_none());
}

#[test]
fn those_below_are_listed_with_their_whole_paths() {
    check(
        r#"{"part":{"part":{"guid":""}},"parts":[null,{"id":1},{"parts":[{"part":{"names":[2]}}]}],"guid":5}"#,
        &[
            "$.guid Edm.Guid 5",
            r#"$.part.part.guid Edm.Guid """#,
            "$.parts[1].id Edm.String 1",
            "$.parts[2].parts[0].part.names[0] Edm.String 2",
        ],
    );
}

#[test]
fn a_field_that_is_set_takes_the_place_of_what_came() {
    let mut thing = read(r#"{"id":5,"guid":"","names":["a",1],"parts":[1,{"id":"a"}],"flag":"x","part":7}"#);
    thing.id = Some("b".to_owned());
    thing.names = Some(vec!["c".to_owned()]);
    thing.parts = Some(vec![Thing { id: Some("z".to_owned()), ..Thing::default() }.into()]);
    thing.part = Some(Thing::default().into());
    assert!(thing.set_null("guid", true) && thing.set_null("flag", false));
    assert_eq!(
        serde_json::to_string(&thing).unwrap(),
        r#"{"id":"b","guid":null,"part":{},"parts":[{"id":"z"}],"names":["c"]}"#
    );
    assert!(thing.misfits().is_empty(), "{:?}", thing.misfits());
    // The same, of a collection whose items were changed one by one.
    let mut thing = read(r#"{"names":["a",1]}"#);
    thing.names.as_mut().unwrap()[0] = "b".to_owned();
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"names":["b"]}"#);
}

#[test]
fn instances_that_differ_in_what_does_not_fit_are_not_equal() {
    let texts =
        [r#"{"guid":""}"#, r#"{"guid":"x"}"#, "{}", r#"{"guid":null}"#, r#"{"names":["a",1]}"#, r#"{"names":["a"]}"#];
    for a in texts {
        for b in texts {
            assert_eq!(read(a) == read(b), a == b, "{a} and {b}");
        }
    }
    assert_eq!(read(r#"{"id":{"a":1}}"#), read(r#"{ "id" : { "a" : 1 } }"#));
    assert_eq!(format!("{:?}", read(r#"{"guid":""}"#)), r#"Thing { guid: "" }"#);
}

#[test]
fn a_body_that_is_no_object_is_kept_whole() {
    for text in ["893", "[]", r#""x""#, "true", r#"[{"id":"a"}]"#] {
        check(text, &[&format!("$ Sample.Thing {text}")]);
        let nullable = Nullable::<Thing>::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap().unwrap();
        assert_eq!(nullable, read(text));
        assert_ne!(nullable, read("5"));
    }
    let mut thing = read("893");
    thing.id = Some("a".to_owned());
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"id":"a"}"#);
    assert!(thing.misfits().is_empty());
    let error = Thing::decode(b"893").unwrap_err();
    assert!(error.to_string().starts_with("$: expected Sample.Thing, found number 893"), "{error}");
}

#[test]
fn what_came_is_sent_back() {
    let setting = |text: &str| Setting::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap();
    let sent = line(|client| {
        let at: At<Setting> = client.at("s");
        at.update_with(setting(r#"{"name":5,"value":null}"#))
    });
    assert_eq!(sent, r#"PATCH s {"name":5,"value":null}"#);
    let sent = line(|client| {
        let at: At<Thing> = client.at("s");
        at.update_with(read(r#"{"names":["a",1,null],"parts":[null,{"guid":""}],"palette":[null,"green"]}"#))
    });
    assert_eq!(sent, r#"PATCH s {"parts":[null,{"guid":""}],"names":["a",1,null],"palette":[null,"green"]}"#);
}

#[test]
fn pages_keep_items_that_do_not_fit() {
    let text = r#"{"@odata.count":4,"value":[5,{"id":"a"},null,{"guid":""}]}"#;
    assert!(Many::<Thing>::decode(text.as_bytes()).is_err());
    let page = Many::<Thing>::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap();
    assert_eq!((page.len(), page.null_items()), (2, vec![2]));
    assert_eq!(lines(&page.misfits()), [r#"$.value[3].guid Edm.Guid """#, "$.value[0] Sample.Thing 5"]);
    assert_eq!(serde_json::to_value(page.clone()).unwrap(), json(text));

    let text = r#"{"value":["x",1,null,2]}"#;
    let page = Many::<Value<i64>>::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap();
    assert_eq!((page.value.as_slice(), page.null_items()), ([1, 2].as_slice(), vec![2]));
    assert_eq!(lines(&page.misfits()), [r#"$.value[0] Edm.Int64 "x""#]);
    assert_eq!(serde_json::to_value(&page).unwrap(), json(text));

    let page = Many::<Nullable<Value<i64>>>::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap();
    assert_eq!(page.value, [None, Some(1), None, Some(2)]);
    assert_eq!(serde_json::to_value(&page).unwrap(), json(text));

    // An array that is the whole body, as in an expanded property.
    let page = Many::<Thing>::decode_with(br#"[{"id":5},7]"#, DecodeOptions::lenient()).unwrap();
    assert_eq!(lines(&page.misfits()), ["$[0].id Edm.String 5", "$[1] Sample.Thing 7"]);
}

/// What no instance or page can keep is an error, which does not name a switch that would not help.
#[test]
fn what_cannot_be_kept_is_an_error() {
    fn check<S: Shape>(text: &str, expected: &str) {
        for options in [DecodeOptions::default(), DecodeOptions::lenient()] {
            let error = S::decode_with(text.as_bytes(), options).err().expect(text);
            assert!(error.to_string().starts_with(expected), "{text}: {error}");
            assert!(!error.to_string().contains("lenient"), "{text}: {error}");
        }
    }
    check::<Thing>("null", "$: expected Sample.Thing, found null");
    check::<Thing>(r#"{"id":"a","id":"b"}"#, "$.id: expected one Edm.String, found the member a second time");
    check::<Thing>(r#"{"value":{"id":"a"}}"#, "$.value: expected Sample.Thing, found it wrapped in an object");
    check::<Thing>(r#"{"id":"#, "$.id: EOF while parsing");
    check::<Many<Thing>>(r#"{"value":{}}"#, "$.value: expected Collection(Sample.Thing), found an object");
    check::<Many<Thing>>(r#"{"value":"x"}"#, "$.value: expected Collection(Sample.Thing), found ");
    check::<Many<Thing>>("5", "$: expected Collection(Sample.Thing), found ");
    check::<Many<Thing>>(r#"{"@odata.count":"x","value":[]}"#, r#"$["@odata.count"]: expected Edm.Int64"#);
    check::<Value<i64>>(r#"{"value":"x"}"#, "$.value: expected Edm.Int64, found ");
    check::<Nullable<Value<i64>>>(r#"{"value":"x"}"#, "$.value: expected Edm.Int64, found ");
    // A misfit twice is a member twice.
    let error = Thing::decode_with(br#"{"flag":1,"id":"a","flag":2}"#, DecodeOptions::lenient()).unwrap_err();
    assert_eq!(error.to_string(), "$.flag: expected one Edm.Boolean, found the member a second time");
}

#[test]
fn strict_errors_name_the_switch() {
    let advice = "; `DecodeOptions::lenient()` keeps what does not fit (`decode_options` of the client, `decode_with`)";
    for (text, message) in [
        (r#"{"guid":""}"#, r#"$.guid: expected Edm.Guid, found string """#),
        (r#"{"names":{}}"#, "$.names: expected Collection(Edm.String), found an object"),
        (r#"{"part":[]}"#, "$.part: expected Sample.Thing, found an array"),
        (r#"{"id":null}"#, "$.id: expected Edm.String (not nullable), found null"),
    ] {
        let error = Thing::decode(text.as_bytes()).unwrap_err();
        assert!(error.to_string().ends_with(advice), "{error}");
        assert!(error.to_string().starts_with(message), "{error}");
    }
    let error = Many::<Value<i64>>::decode(br#"{"value":[1,"x"]}"#).unwrap_err();
    assert_eq!(error.to_string(), format!(r#"$.value[1]: expected Edm.Int64, found string "x"{advice}"#));
}

// What lenient decoding keeps has bounds.
#[test]
fn misfits_are_capped_in_number_and_size() {
    let lenient = DecodeOptions::lenient();
    let many = |count: usize| format!(r#"{{"names":[{}1]}}"#, "1,".repeat(count - 1));
    assert_eq!(read(&many(10_000)).misfits().len(), 10_000);
    let error = Thing::decode_with(many(10_001).as_bytes(), lenient).unwrap_err();
    assert_eq!(error.path(), "$.names[10000]");
    assert!(error.to_string().contains("more than 10000 values do not fit"), "{error}");
    let more = lenient.limiting_misfits(10_001);
    assert_eq!(Thing::decode_with(many(10_001).as_bytes(), more).unwrap().misfits().len(), 10_001);
    assert!(Thing::decode_with(br#"{"id":1}"#, lenient.limiting_misfits(0)).is_err());

    let long = "x".repeat(1 << 20);
    for text in [
        format!(r#"{{"guid":"{long}"}}"#),
        format!(r#"{{"names":{{"a":"{long}"}}}}"#),
        format!(r#"{{"part":["{long}"]}}"#),
        format!(r#"{{"parts":["{long}"]}}"#),
    ] {
        let error = Thing::decode_with(text.as_bytes(), lenient).unwrap_err();
        assert!(error.to_string().contains("is kept up to 1048576 bytes"), "{error}");
    }
    // The memory of a body holds for them, too.
    let text = format!(r#"{{"names":[{}1]}}"#, "1,".repeat(5000));
    let error = Thing::decode_with(text.as_bytes(), lenient.limiting_memory(100_000)).unwrap_err();
    assert_eq!(error.memory_limit(), Some(100_000));
    let text = format!(r#"{{"names":[{}null]}}"#, "null,".repeat(5000));
    assert!(Thing::decode_with(text.as_bytes(), DecodeOptions::default().limiting_memory(100_000)).is_err());
}

// Collections within collections that leave items out take no more time than others.
#[test]
fn depth_does_not_multiply_time() {
    let wide = vec![r#"{"id":"x","names":[null,"y"]}"#; 20_000].join(",");
    let nested = |levels: usize| {
        let (open, close) = (r#"{"parts":[null,"#.repeat(levels), "]}".repeat(levels));
        format!(r#"{open}{{"parts":[null,{wide}]}}{close}"#)
    };
    let time = |text: &str| {
        let start = Instant::now();
        let thing = read(text);
        assert_eq!(serde_json::to_string(&thing).unwrap().len(), text.len());
        start.elapsed()
    };
    time(&nested(1));
    let (flat, deep) = (time(&nested(1)), time(&nested(40)));
    assert!(deep < flat * 4, "{flat:?} became {deep:?}");
}

// J14: one bad value among a hundred rows: the strict client fails with its path, the lenient one reads all rows and reports it.
#[test]
fn a_client_reads_all_rows_and_reports_the_misfit() {
    const ROWS: &str = r#"{"value":[{"id":"1"},{"id":"2","guid":""},{"id":"3"}]}"#;
    let things = |builder: crate::runtime::internal::ClientBuilder| {
        let at: At<Many<Thing>> = builder.build().unwrap().at("things");
        at
    };
    let error = block_on(things(Fake::ok([ROWS]).builder())).unwrap_err();
    let Error::Response(error) = error else { panic!("{error}") };
    assert_eq!(error.decode_error().path(), "$.value[1].guid");

    let reported = Arc::new(Mutex::new(Vec::new()));
    let builder = |fake: Fake| {
        let log = Arc::clone(&reported);
        let report = move |misfit: &Misfit<'_>| log.lock().unwrap().push(misfit.to_string());
        fake.builder().decode_options(DecodeOptions::lenient()).on_misfit(report)
    };
    let page = block_on(things(builder(Fake::ok([ROWS])))).unwrap();
    assert_eq!((page.len(), page.misfits().len()), (3, 1));
    let mut items = things(builder(Fake::ok([ROWS]))).items();
    let mut count = 0;
    while block_on(items.try_next()).unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 3);
    let one: At<Thing> = builder(Fake::new([Answer(200, &[], r#"{"flag":"x"}"#)])).build().unwrap().at("things/1");
    block_on(one).unwrap();
    assert_eq!(
        *reported.lock().unwrap(),
        [
            r#"$.value[1].guid: expected Edm.Guid, found a string ("")"#,
            r#"$.value[1].guid: expected Edm.Guid, found a string ("")"#,
            r#"$.flag: expected Edm.Boolean, found a string ("x")"#,
        ]
    );
}
