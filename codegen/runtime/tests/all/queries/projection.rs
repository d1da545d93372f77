//! Projections: what they select and expand, and what they decode.

use crate::projection;
use crate::queries::sample::{Address, Boss, Person, Room, people, url};
use crate::runtime::internal::edm::{Decimal, Guid};
use crate::runtime::internal::{As, At, DecodeOptions, Many, Shape};
use crate::sample::Colour;
use crate::transport::support::{Fake, block_on};

projection! {
    /// One of them.
    pub(crate) struct Employee of Person {
        id: Guid,
        name: String,
        nick: Option<String>,
        colour: Option<Colour>,
        tags: Vec<String>,
        address: Option<Place>,
        manager: Option<Lead>,
        reports: Vec<Named>,
    }

    pub(crate) struct Place of Address {
        city: Option<String>,
        rooms: Vec<Number>,
    }

    struct Number of Room {
        number: Option<i32>,
    }

    struct Lead of Person {
        name: String,
        manager: Option<Named>,
    }

    struct Named of Person {
        name: String,
    }

    struct Circle of Person {
        name: String,
        reports: Vec<Circle>,
    }

    struct Owner of Boss {
        budget: Option<Decimal>,
    }
}

const QUERY: &str = "$select=id,name,nick,colour,tags,address&$expand=manager($select=name;$expand=manager($select=name)),reports($select=name)";

#[test]
fn what_is_needed_is_selected_and_expanded() {
    let one: At<As<Employee>> = people().by_key("a").project::<Employee>();
    assert_eq!(url(&one), format!("people('a')?{QUERY}"));
    let many: At<Many<As<Employee>>> = people().project::<Employee>();
    assert_eq!(url(&many.filter(|p| p.active).top(1)), format!("people?{QUERY}&$filter=active&$top=1"));
    assert_eq!(url(&people().cast::<Boss>().project::<Owner>()), "people/Sample.Boss?$select=budget");
    let more = people().project::<Named>().select(|p| p.age);
    assert_eq!(url(&more), "people?$select=name,age");
}

#[test]
fn circles_of_projections_end_in_an_error() {
    let error = block_on(people().project::<Circle>()).unwrap_err();
    assert!(error.to_string().contains("projections hold each other"), "{error}");
}

const ADA: &str = r#"{"id":"89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4","name":"Ada","nick":null,"colour":"red","tags":["a"],
    "address":{"city":"Ulm","rooms":[{"number":1}]},"manager":{"name":"Bob","manager":null},"reports":[{"name":"Eve"}]}"#;

#[test]
fn values_are_decoded() {
    let ada = As::<Employee>::decode(ADA.as_bytes()).unwrap();
    let expected = Employee {
        id: "89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4".parse().unwrap(),
        name: "Ada".to_owned(),
        nick: None,
        colour: Some(Colour::Red),
        tags: vec!["a".to_owned()],
        address: Some(Place { city: Some("Ulm".to_owned()), rooms: vec![Number { number: Some(1) }] }),
        manager: Some(Lead { name: "Bob".to_owned(), manager: None }),
        reports: vec![Named { name: "Eve".to_owned() }],
    };
    assert_eq!(ada, expected);
}

#[test]
fn pages_are_pages() {
    let fake = Fake::ok([
        r#"{"@odata.count":3,"value":[{"name":"A"},{"name":"B"}],"@odata.nextLink":"people?$skiptoken=2"}"#,
        r#"{"value":[{"name":"C"}]}"#,
    ]);
    let people: At<Many<Person>> = fake.client().at("people");
    let mut items = people.project::<Named>().items();
    let mut names = Vec::new();
    while let Some(item) = block_on(items.try_next()).unwrap() {
        names.push(item.name);
    }
    assert_eq!((names.join(""), items.total_count()), ("ABC".to_owned(), Some(3)));
}

fn fault<R: crate::runtime::internal::query::Projection>(body: &str, expect: &str) {
    let error = Many::<As<R>>::decode(body.as_bytes()).err().map(crate::payloads::values::fault).unwrap();
    assert_eq!(error, expect);
}

// J10, J12
#[test]
fn what_is_left_out_is_an_error_with_its_path() {
    fault::<Named>(
        r#"{"value":[{"name":"A"},{}]}"#,
        "$.value[1].name: expected a value, which the projection selects, found nothing: the service left it out",
    );
    fault::<Named>(r#"{"value":[{"name":null}]}"#, "$.value[0].name: expected Edm.String (not nullable), found null");
    fault::<Named>(r#"{"value":[{"name":5}]}"#, "$.value[0].name: expected Edm.String, found number 5");
    let deep = ADA.replace(r#"{"name":"Eve"}"#, r#"{"name":"Eve"},{"x":1}"#);
    fault::<Employee>(
        &format!("{{\"value\":[{deep}]}}"),
        "$.value[0].reports[1].name: expected a value, which the projection selects, found nothing: the service left it out",
    );
    let deep = ADA.replace(r#""name":"Bob""#, r#""name":7"#);
    fault::<Employee>(
        &format!("{{\"value\":[{deep}]}}"),
        "$.value[0].manager.name: expected Edm.String, found number 7",
    );
    let tolerant = DecodeOptions::default().tolerating_null();
    let error = As::<Named>::decode_with(br#"{"name":null}"#, tolerant).unwrap_err();
    assert_eq!(error.to_string(), "$.name: expected a value, which the projection needs, found null");
}
