//! Nulls among the items of collections that say nothing of them.

use serde_json::Value as Json;

use crate::nullable::{Bar, Cx, T};
use crate::runtime::internal::{
    Any, At, DecodeOptions, Expanded, Field, Instance, Many, Page, Ref, Shape, Slot, Structured, TypeInfo, Value,
};
use crate::sample::{Colour, Thing, structured};
use crate::transport::support::{Fake, block_on};

structured!(Never, "Sample.Never", TypeInfo { non_nullable: &["tags", "things"], ..TypeInfo::EMPTY }, {
    0 tags "tags": Vec<String>,
    1 things "things": Vec<Instance<Thing>>,
});

fn read(text: &str) -> Instance<Thing> {
    Thing::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect(text)
}

/// An untouched collection is encoded as it came.
fn check(text: &str, property: &str, places: &[usize]) {
    let thing = read(text);
    assert_eq!(thing.null_items(property), places, "{text}");
    assert_eq!(serde_json::to_value(&thing).expect(text), json(text), "{text}");
    let copy = thing.clone();
    assert_eq!(copy, thing, "{text}");
    assert_eq!(serde_json::to_value(&copy).expect(text), json(text), "of a clone: {text}");
    let by_serde: Instance<Thing> = serde_json::from_str(text).expect(text);
    assert_eq!(serde_json::to_value(&by_serde).expect(text), json(text), "by serde: {text}");
    assert!(thing.misfits().is_empty(), "{text}");
}

// J8, J11, J13
#[test]
fn are_left_out_and_given_back() {
    check(r#"{"names":["a",null]}"#, "names", &[1]);
    check(r#"{"names":[null]}"#, "names", &[0]);
    check(r#"{"names":[null,null,"a",null]}"#, "names", &[0, 1, 3]);
    check(r#"{"numbers":[1,null,"2",null,3.0]}"#, "numbers", &[1, 3]);
    check(r#"{"palette":[null,"green","mauve"]}"#, "palette", &[0]);
    check(r#"{"decimals":[null,"1.50",null,2.0]}"#, "decimals", &[0, 2]);
    check(r#"{"parts":[null,{"id":"a"},null,{"parts":[null,{}]}]}"#, "parts", &[0, 2]);
    // An item that can be null is null.
    check(r#"{"holes":[1,null],"gaps":[null,{}]}"#, "holes", &[]);
    check(r#"{"names":[]}"#, "names", &[]);
    let thing = read(r#"{"palette":[null,"green"],"parts":[{"id":"a"},null],"numbers":[null]}"#);
    assert_eq!(thing.palette, Some(vec![Colour::Green]));
    assert_eq!(thing.parts.as_ref().unwrap().len(), 1);
    assert_eq!(thing.numbers, Some(Vec::new()));
    assert!(thing.null_items("nothing").is_empty());
}

#[test]
fn go_with_the_collection_in_which_they_were() {
    fn changed(text: &str, change: impl FnOnce(&mut Instance<Thing>), expected: &str) {
        let mut thing = read(text);
        change(&mut thing);
        assert_eq!(serde_json::to_string(&thing).unwrap(), expected);
        assert!(thing.null_items("names").is_empty() && thing.null_items("parts").is_empty());
    }
    let names = r#"{"names":["a",null]}"#;
    changed(names, |thing| thing.names = Some(vec!["b".to_owned()]), r#"{"names":["b"]}"#);
    changed(names, |thing| thing.names.as_mut().unwrap().push("b".to_owned()), r#"{"names":["a","b"]}"#);
    changed(names, |thing| thing.names = None, "{}");
    let parts = r#"{"parts":[null,{"id":"a"}]}"#;
    let other = || Thing { id: Some("b".to_owned()), ..Thing::default() };
    changed(parts, |thing| thing.parts = Some(vec![other().into()]), r#"{"parts":[{"id":"b"}]}"#);
    changed(parts, |thing| thing.parts.as_mut().unwrap()[0].int32 = Some(1), r#"{"parts":[{"id":"a","int32":1}]}"#);
    // A change elsewhere changes nothing of it.
    let mut thing = read(r#"{"id":"x","names":["a",null]}"#);
    thing.id = Some("y".to_owned());
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"id":"y","names":["a",null]}"#);
}

// J13: `Nullable="false"` promises that there are none.
#[test]
fn are_an_error_where_the_schema_says_that_there_are_none() {
    for (text, message) in [
        (r#"{"tags":["a",null]}"#, "$.tags[1]: expected Edm.String (not nullable), found null"),
        (r#"{"things":[null]}"#, "$.things[0]: expected Sample.Thing (not nullable), found null"),
    ] {
        let error = Never::decode(text.as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
        assert!(error.to_string().contains("DecodeOptions::lenient()"), "{error}");
        let tolerant = Never::decode_with(text.as_bytes(), DecodeOptions::default().tolerating_null()).unwrap();
        assert_eq!(serde_json::to_value(&tolerant).unwrap(), json(text));
        let lenient = Never::decode_with(text.as_bytes(), DecodeOptions::lenient()).unwrap();
        assert_eq!(lenient.misfits().len(), 1, "{text}");
        assert_eq!(serde_json::to_value(&lenient).unwrap(), json(text));
    }
}

#[test]
fn of_pages_and_expanded_collections() {
    let text = r#"{"value":["red",null]}"#;
    let page = Many::<Value<Colour>>::decode(text.as_bytes()).unwrap();
    assert_eq!((page.value.as_slice(), page.null_items()), ([Colour::Red].as_slice(), vec![1]));
    let page = Many::<Value<String>>::decode(text.as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), json(text));
    let thing = read(r#"{"many":[null,{"id":"a"}]}"#);
    let many = thing.many.as_ref().map(Expanded::decode).unwrap().unwrap();
    assert_eq!((many.len(), many.null_items()), (1, vec![0]));
    let page = Many::<Any<crate::payloads::derived::Animal>>::decode(br#"{"value":[null,{"name":"a"}]}"#).unwrap();
    assert_eq!((page.len(), page.null_items()), (1, vec![0]));
}

#[test]
fn go_along_with_casts() {
    let text = r##"{"@odata.type":"#Zoo.Bird","sizes":[1.5,null]}"##;
    let animal = crate::payloads::derived::Animal::decode(text.as_bytes()).unwrap();
    let bird = animal.cast::<crate::payloads::derived::Bird>().unwrap();
    assert_eq!(bird.null_items("sizes"), [1]);
    let penguin: Instance<crate::payloads::derived::Animal> = bird.upcast();
    assert_eq!(serde_json::to_value(&penguin).unwrap(), json(text));
}

/// Case 20, as it is generated with patterns in the manifest.
#[test]
fn are_items_where_the_schema_or_the_manifest_says_so() {
    let text = r#"{"Unsaid":[1,null],"Bars":["A",null],"Cxs":[null,{"v":1}],"Maybe":[null],"Any":[{"a":1},null],"AnyMaybe":[null,5]}"#;
    let t = T::decode(text.as_bytes()).unwrap();
    assert_eq!(t.unsaid, Some(vec![Some(1), None]));
    assert_eq!(t.bars, Some(vec![Bar::A]));
    assert_eq!(t.null_items("Bars"), [1]);
    assert!(t.cxs.as_ref().is_some_and(|items| items[0].is_none() && items[1].is_some()));
    assert_eq!(t.maybe, Some(vec![None]));
    // Null is a value of `Edm.Untyped`.
    assert!(t.any.as_ref().is_some_and(|items| items.len() == 2 && items[1].is_null()));
    assert!(t.any_maybe.as_ref().is_some_and(|items| items[0].is_none() && items[1].is_some()));
    assert_eq!(serde_json::to_value(&t).unwrap(), json(text));
    assert!(T::decode(br#"{"Never":[null]}"#).is_err());
}

/// A property that is addressed by itself keeps what its items can be.
#[test]
fn of_properties_that_are_addressed_by_themselves() {
    let client = Fake::ok([r#"{"value":[1,null]}"#, r#"{"value":[null,{"v":1}]}"#, r#"{"value":["A",null]}"#]).client();
    let t: At<T> = client.at("Ts(1)");
    let unsaid: Page<Option<i32>> = block_on(t.clone().property(|t| t.unsaid)).unwrap();
    assert_eq!(unsaid.value, [Some(1), None]);
    let cxs: Page<Option<Instance<Cx>>> = block_on(t.clone().property(|t| t.cxs)).unwrap();
    assert_eq!(cxs[1].as_ref().and_then(|cx| cx.v), Some(1));
    let bars: Page<Bar> = block_on(t.property(|t| t.bars)).unwrap();
    assert_eq!((bars.value.as_slice(), bars.null_items()), ([Bar::A].as_slice(), vec![1]));
}
