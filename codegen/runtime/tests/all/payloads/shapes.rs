//! What requests answer with: pages, single values, nothing.

use serde_json::Value as Json;

use super::values::{check_error, fault};
use crate::runtime::internal::{Many, Nothing, Nullable, Shape, Value};
use crate::sample::{Colour, Setting, Thing, Weight};

fn check_shape_error<S: Shape>(text: &str, message: &str) {
    match S::decode(text.as_bytes()) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => assert_eq!(fault(error), message, "{text}"),
    }
}

#[test]
fn pages() {
    // J1, J2, J6: 4.0 and 4.01 control information, counts as numbers and strings.
    for body in [
        r#"{"@odata.count":7,"@odata.nextLink":"n?x=%20","value":[{"id":"a"},{}],"@odata.context":"c"}"#,
        r#"{"@count":"7","@nextLink":"n?x=%20","value":[{"id":"a"},{}],"@context":"c"}"#,
    ] {
        let page = Many::<Thing>::decode(body.as_bytes()).unwrap();
        assert_eq!(page.count, Some(7));
        assert_eq!(page.next_link.as_deref(), Some("n?x=%20"));
        assert_eq!(page.context.as_deref(), Some("c"));
        assert_eq!(page.iter().filter(|thing| thing.id.is_some()).count(), 1);
        assert_eq!((&page).into_iter().count(), page.clone().into_iter().count());
        let expected: Json = serde_json::from_str(body).unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), expected);
    }
    // G5
    let delta = r#"{"value":[{"id":"a","@removed":{"reason":"deleted"}}],"@odata.deltaLink":"d"}"#;
    let page = Many::<Thing>::decode(delta.as_bytes()).unwrap();
    assert_eq!(page.delta_link.as_deref(), Some("d"));
    assert!(page[0].annotations().get("@removed").is_some());
    // J1: no metadata at all, and a bare array.
    assert_eq!(Many::<Thing>::decode(b"[{},{}]").unwrap().len(), 2);
    assert_eq!(Many::<Value<i64>>::decode(br#"{"value":[1,"2"]}"#).unwrap().value, [1, 2]);
    let colours = Many::<Nullable<Value<Colour>>>::decode(br#"{"value":["red",null]}"#).unwrap();
    assert_eq!(colours.value, [Some(Colour::Red), None]);
    let things = Many::<Nullable<Thing>>::decode(br#"{"value":[null,{}]}"#).unwrap();
    assert!(things[0].is_none() && things[1].is_some());
}

#[test]
fn page_errors() {
    let check = check_shape_error::<Many<Thing>>;
    check("{}", "$: expected Collection(Sample.Thing), found an object without the member `value`");
    check(r#"{"value":null}"#, "$.value: expected Collection(Sample.Thing), found null");
    check(r#"{"value":{}}"#, "$.value: expected Collection(Sample.Thing), found an object");
    check(r#"{"value":[{},{},{},{"instant":5}]}"#, "$.value[3].instant: expected Edm.DateTimeOffset, found number 5");
    check(
        r#"{"value":[],"value":[]}"#,
        "$.value: expected one Collection(Sample.Thing), found the member a second time",
    );
    check(r#"{"x":1,"value":[],"x":1}"#, "$.x: expected one member of this name, found the member a second time");
    check("null", "$.value: expected Collection(Sample.Thing), found null");
    check("5", "$: expected Collection(Sample.Thing), found number 5");
}

// J15
#[test]
fn single_values() {
    let body = br#"{"@odata.context":"c","value":5}"#;
    assert_eq!(Value::<i64>::decode(body).unwrap(), 5);
    assert_eq!(Value::<Weight>::decode(b"1.5").unwrap(), Weight(1.5));
    assert_eq!(Value::<String>::decode(b"\xEF\xBB\xBF\"x\"").unwrap(), "x");
    assert_eq!(Value::<Colour>::decode(br#"{"value":"green"}"#).unwrap(), Colour::Green);
    let decimal = "12345678901234567890.10";
    let decode = Value::<crate::runtime::internal::edm::Decimal>::decode;
    assert_eq!(decode(decimal.as_bytes()).unwrap().as_str(), decimal);
    check_shape_error::<Value<i64>>(r#"{"value":null}"#, "$.value: expected Edm.Int64, found null");
    check_shape_error::<Value<i64>>(r#"{"value":"x"}"#, r#"$.value: expected Edm.Int64, found string "x""#);
}

#[test]
fn nullable_and_nothing() {
    // P11
    assert_eq!(Nullable::<Value<i64>>::decode(br#"{"value":null}"#).unwrap(), None);
    assert_eq!(Nullable::<Value<i64>>::decode(b"").unwrap(), None);
    assert_eq!(Nullable::<Value<i64>>::decode(b"5").unwrap(), Some(5));
    assert_eq!(Nullable::<Thing>::decode(b"null").unwrap(), None);
    assert!(Nullable::<Thing>::decode(b"{}").unwrap().is_some());
    assert_eq!(Nullable::<Thing>::no_content(), Some(None));
    assert_eq!(Thing::no_content(), None);
    assert_eq!(Nothing::no_content(), Some(()));
    assert!(Nothing::decode(b"anything").is_ok());
}

#[test]
fn a_wrapped_entity_is_an_error() {
    // G13
    check_error(
        r#"{"value":{"id":"a"}}"#,
        "$.value: expected Sample.Thing, found it wrapped in an object with the member `value`",
    );
    check_error(r#"{"@odata.context":"c","value":[{"id":"a"}]}"#, "$.value: expected Sample.Thing, found a collection");
    // Beside declared properties, or where it is declared, `value` is a property.
    assert!(Thing::decode(br#"{"id":"a","value":{}}"#).is_ok());
    assert!(Setting::decode(br#"{"value":{"id":"a"}}"#).is_ok());
}
