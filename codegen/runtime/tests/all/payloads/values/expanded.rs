//! Expanded collections with their count and next link.

use crate::runtime::internal::{
    DecodeOptions, Error, Expanded, Field, Instance, Many, Ref, Shape, Slot, Structured, TypeInfo, to_json,
};
use crate::sample::{Thing, structured};
use crate::transport::support::{Answer, Fake, ROOT, block_on};

structured!(Set, "Sample.Collection", TypeInfo::EMPTY, {
    0 name "Name": String,
    1 members "Members": Expanded<Many<Thing>>,
});

fn read(text: &str) -> Instance<Set> {
    Set::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// J11, J18: count and link are the page's, wherever they stand, and all is encoded as it came.
fn check(text: &str, count: Option<i64>, link: Option<&str>) {
    let set = read(text);
    for set in [set.clone(), set] {
        let page = set.members.as_ref().unwrap().decode().expect(text);
        assert_eq!((page.count, page.next_link.as_deref()), (count, link), "{text}");
        let written = to_json(&set).unwrap();
        let json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).unwrap();
        assert_eq!(json(&written), json(text.as_bytes()), "{text}");
    }
}

// J18
#[test]
fn pages_have_count_and_next_link() {
    check(r#"{"Members@odata.count":7,"Members@odata.nextLink":"n","Members":[{}]}"#, Some(7), Some("n"));
    check(r#"{"Members":[{}],"Members@odata.count":"7","Members@odata.nextLink":"n"}"#, Some(7), Some("n"));
    check(r#"{"Members@count":7,"Members":[{}],"Members@nextLink":"n"}"#, Some(7), Some("n"));
    check(r#"{"Name":"a","Members":[],"Members@odata.nextLink":null}"#, None, None);
    check(r#"{"Members":[],"Name@odata.count":3,"other@odata.nextLink":"n","@odata.count":5}"#, None, None);
    check(r#"{"Members":[],"Members@odata.navigationLink":"n","Members@odata.type":"x"}"#, None, None);
    // The page holds what stood beside it.
    let set = read(r#"{"Members@odata.count":7,"Members":[{"id":"a"}]}"#);
    let page = set.members.as_ref().unwrap().decode().unwrap();
    assert_eq!(serde_json::to_string(&page).unwrap(), r#"{"@odata.count":7,"value":[{"id":"a"}]}"#);
    // A count without a collection makes none.
    assert!(read(r#"{"Members@odata.count":7}"#).members.is_none());
}

#[test]
fn control_information_that_cannot_be_read_is_an_error() {
    for (text, path) in [
        (r#"{"Members":[],"Members@odata.nextLink":5}"#, r#"$["@odata.nextLink"]"#),
        (r#"{"Members":[],"Members@odata.count":"x"}"#, r#"$["@odata.count"]"#),
        (r#"{"Members":[],"Members@odata.count":1,"Members@count":1}"#, r#"$["@count"]"#),
    ] {
        assert_eq!(read(text).members.as_ref().unwrap().decode().unwrap_err().path(), path, "{text}");
    }
}

fn names(fake: &Fake, text: &str) -> Result<Vec<String>, Error> {
    let set = read(text);
    let mut items = set.members.as_ref().unwrap().items(&fake.client()).unwrap();
    let mut names = Vec::new();
    while let Some(item) = block_on(items.try_next())? {
        names.push(item.id.clone().unwrap_or_default());
    }
    Ok(names)
}

// P3, J18
#[test]
fn items_go_on_over_further_pages() {
    let fake = Fake::ok([r#"{"value":[{"id":"b"}],"@odata.nextLink":"Members?$skip=2"}"#, r#"{"value":[{"id":"c"}]}"#]);
    let text = r#"{"Members@odata.count":3,"Members@odata.nextLink":"Set/Members?$skip=1","Members":[{"id":"a"}]}"#;
    assert_eq!(names(&fake, text).unwrap(), ["a", "b", "c"]);
    assert_eq!(fake.lines(), [format!("GET {ROOT}Set/Members?$skip=1"), format!("GET {ROOT}Set/Members?$skip=2")]);
    // Without a link nothing is sent.
    let fake = Fake::default();
    assert_eq!(names(&fake, r#"{"Members":[{"id":"a"},{"id":"b"}]}"#).unwrap(), ["a", "b"]);
    assert!(fake.lines().is_empty());
}

// P17, J18: the rules for links are those of pages.
#[test]
fn links_to_other_hosts_are_not_followed() {
    let fake = Fake::new([Answer(200, &[], r#"{"value":[]}"#)]);
    let text = r#"{"Members@odata.nextLink":"https://elsewhere.example/x","Members":[{"id":"a"}]}"#;
    assert!(matches!(names(&fake, text), Err(Error::Link(_))));
    assert!(fake.lines().is_empty());
    // A link that leads in a circle ends the stream with an error.
    let circle = r#"{"value":[],"@odata.nextLink":"n"}"#;
    let fake = Fake::ok([circle, circle]);
    assert!(matches!(names(&fake, r#"{"Members@odata.nextLink":"n","Members":[]}"#), Err(Error::Link(_))));
    assert_eq!(fake.lines().len(), 1);
}

#[test]
fn the_settings_of_the_client_count() {
    let set = read(r#"{"Members":[{"id":5}]}"#);
    let members = set.members.as_ref().unwrap();
    assert_eq!(members.items(&Fake::default().client()).unwrap_err().path(), "$[0].id");
    let lenient = Fake::default().builder().decode_options(DecodeOptions::lenient()).build().unwrap();
    let mut items = members.items(&lenient).unwrap();
    assert_eq!(block_on(items.try_next()).unwrap().unwrap().misfits().len(), 1);
}

/// An expanded property takes one word, however many a type has.
#[test]
fn a_field_is_small() {
    assert_eq!(size_of::<Option<Expanded<Many<Thing>>>>(), size_of::<usize>());
}
