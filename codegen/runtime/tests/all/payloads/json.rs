//! JSON as `to_json` writes it.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::time::Duration;

use serde::Serialize;

use crate::runtime::internal::{Many, Shape, to_json};
use crate::sample::Thing;

/// What is written is what serde_json writes.
fn check<T: Serialize + ?Sized>(value: &T) {
    let expected = serde_json::to_string(value).expect("the value can be written");
    let written = to_json(value).expect("the value can be written");
    assert_eq!(String::from_utf8_lossy(&written), expected);
}

#[test]
fn strings_are_escaped_wherever_they_need_it() {
    for length in 0..40 {
        let plain: String = ('A'..='z').filter(|c| *c != '\\').cycle().take(length).collect();
        check(&plain);
        for special in ["\"", "\\", "\n", "\u{0}", "\u{1f}", " ", "\u{7f}", "é", "\u{2028}", "🦀", "!", "#", "[", "]"]
        {
            for at in 0..=length {
                let mut text = plain.clone();
                text.insert_str(at, special);
                check(&text);
            }
        }
    }
}

#[test]
fn instances_and_pages() {
    let texts = [
        r#"{}"#,
        r##"{"@odata.type":"#Sample.Thing","id":"a\"b","flag":true,"int32":-5,"double":0.1,"extra":{"a":[1, 2]}}"##,
        r#"{"parts":[{"id":"x"},{}],"gaps":[null],"names":["\u0000",""],"colours":"red,green","colour":"mauve","flag":null}"#,
        r#"{"double":"INF","int64":"5","untyped":{"b": 1.50},"names@x":null,"one":{"id":"x"}}"#,
    ];
    for text in texts {
        check(&Thing::decode(text.as_bytes()).expect(text));
    }
    let page = format!(r#"{{"@odata.count": 4,"value":[{}]}}"#, texts.join(","));
    check(&Many::<Thing>::decode(page.as_bytes()).expect("the page is true to the schema"));
}

#[test]
fn other_values() {
    check(&(1, '"', "a", [0_u8; 2], None::<()>, Some(())));
    check(&(0..5, Duration::from_millis(5)));
    check(&[Bound::Included(0.1_f32), Bound::Unbounded]);
    check(&[Ok(i64::MIN), Err("a")]);
    check(&BTreeMap::from([(1, "a"), (2, "b")]));
    check(&BTreeMap::from([("a", serde_json::value::RawValue::from_string("[1,  2]".to_owned()).unwrap())]));
    check(&[f64::NAN, -0.0, 1e21]);
    to_json(&BTreeMap::from([((1, 2), 3)])).unwrap_err();
}
