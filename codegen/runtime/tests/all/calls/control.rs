//! Control information of collections: what cannot be read is an error, not lost.

use crate::runtime::internal::{Error, Expanded, Many, Page, Shape, Value};
use crate::transport::support::{Fake, block_on};

fn decode(members: &str) -> Result<Page<i64>, String> {
    let body = format!(r#"{{{members},"value":[1]}}"#);
    Many::<Value<i64>>::decode(body.as_bytes()).map_err(|error| error.to_string())
}

fn refused(members: &str, expect: &str) {
    assert_eq!(decode(members).unwrap_err(), expect, "{members}");
}

// J7: a next link is a URL, so a string (JSON Format 4.5.5).
#[test]
fn links_that_are_no_strings() {
    refused(r#""@odata.nextLink":5"#, r#"$["@odata.nextLink"]: expected a URL, found a number (5)"#);
    refused(r#""@nextLink":true"#, r#"$["@nextLink"]: expected a URL, found a boolean (true)"#);
    refused(r#""@odata.nextLink":["n"]"#, r#"$["@odata.nextLink"]: expected a URL, found an array"#);
    refused(r#""@odata.nextLink":{"u":"n"}"#, r#"$["@odata.nextLink"]: expected a URL, found an object"#);
    refused(r#""@odata.deltaLink":{}"#, r#"$["@odata.deltaLink"]: expected a URL, found an object"#);
    refused(r#""@odata.context":7"#, r#"$["@odata.context"]: expected a URL, found a number (7)"#);
}

// JSON Format 4.5.4: a count is a number, or a string with IEEE754Compatible=true.
#[test]
fn counts_that_are_no_numbers() {
    for count in ["5", r#""5""#] {
        assert_eq!(decode(&format!(r#""@odata.count":{count}"#)).unwrap().count, Some(5));
        assert_eq!(decode(&format!(r#""@count":{count}"#)).unwrap().count, Some(5));
    }
    assert_eq!(decode(r#""@odata.count":9223372036854775807"#).unwrap().count, Some(i64::MAX));
    refused(r#""@odata.count":"many""#, r#"$["@odata.count"]: expected Edm.Int64, found a string ("many")"#);
    refused(r#""@odata.count":1.5"#, r#"$["@odata.count"]: expected Edm.Int64, found a number (1.5)"#);
    refused(r#""@odata.count":[5]"#, r#"$["@odata.count"]: expected Edm.Int64, found an array"#);
    refused(r#""@odata.count":true"#, r#"$["@odata.count"]: expected Edm.Int64, found a boolean (true)"#);
    refused(
        r#""@odata.count":9223372036854775808"#,
        r#"$["@odata.count"]: expected Edm.Int64, found a number (9223372036854775808)"#,
    );
    assert!(decode(r#""@odata.count":"""#).is_err());
}

// A null is what services write that write every member of their objects.
#[test]
fn a_null_is_what_is_absent() {
    let page = decode(r#""@odata.nextLink":null,"@odata.deltaLink":null,"@odata.count":null,"@odata.context":null"#);
    let page = page.unwrap();
    assert_eq!((page.next_link, page.delta_link, page.count, page.context), (None, None, None, None));
    assert_eq!(page.extras.len(), 4);
    let page = decode(r#""@nextLink":null,"@odata.nextLink":"n""#).unwrap();
    assert_eq!(page.next_link.as_deref(), Some("n"));
}

#[test]
fn two_links_under_two_names() {
    refused(
        r#""@odata.nextLink":"a","@nextLink":"b""#,
        r#"$["@nextLink"]: expected a URL, found a second one, under its other name"#,
    );
}

#[test]
fn control_information_of_properties_is_another_matter() {
    let page =
        decode(r#""tags@odata.nextLink":5,"nextLink":5,"@odata.nextlink":5,"@x.nextLink":5,"@odata.x":5"#).unwrap();
    assert_eq!((page.next_link, page.extras.len()), (None, 5));
}

#[test]
fn the_error_says_what_was_asked() {
    let fake = Fake::ok([r#"{"value":[1],"@odata.nextLink":5}"#]);
    let mut items = fake.client().at::<Many<Value<i64>>>("numbers").items();
    let error = block_on(items.try_next()).unwrap_err();
    assert!(matches!(error, Error::Response(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.starts_with("GET https://example.com/odata/numbers: 200 OK") && text.contains("nextLink"), "{text}");
    assert_eq!(block_on(items.try_next()).unwrap(), None);
}

// An expanded collection that is an object with control information of its own is read by the same rules.
#[test]
fn expanded_collections() {
    let json = r#"{"value":[1],"@odata.count":"x"}"#.to_owned();
    let expanded: Expanded<Many<Value<i64>>> = serde_json::value::RawValue::from_string(json).unwrap().into();
    assert!(expanded.decode().unwrap_err().to_string().contains("@odata.count"));
}
