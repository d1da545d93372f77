//! What was read leniently, by links, or as an entity of any type is changed, saved and linked.

use std::fmt::Debug;

use crate::calls::write::Person;
use crate::runtime::internal::{
    At, Client, ClientBuilder, DecodeOptions, Entity, Error, Expanded, Instance, Many, Nothing, Nullable, Request,
    Service, Shape, Structured,
};
use crate::sample::{Setting, Thing};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has, line};

fn lenient<T: Structured>(json: &str) -> Instance<T> {
    T::decode_with(json.as_bytes(), DecodeOptions::lenient()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// The body by which an instance is saved that was read leniently and changed; empty if no request is sent.
fn check_of<T: Structured>(json: &str, change: impl FnOnce(&mut Instance<T>), expect: &str) {
    let mut instance = lenient(json);
    change(&mut instance);
    let fake = Fake::new([Answer(204, &[], "")]);
    block_on(fake.client().at::<T>("x").save(&instance)).unwrap();
    let request = fake.requests().pop().unwrap_or_default();
    assert_eq!(request.split_once("\n\n").map_or("", |(_, body)| body.trim_end()), expect, "{json}");
}

fn check(json: &str, change: impl FnOnce(&mut Instance<Thing>), expect: &str) {
    check_of(json, change, expect);
}

// J14, P5
#[test]
fn a_misfit_that_was_not_touched_is_not_saved() {
    let misfits =
        r#"{"id":"a","guid":"","colour":1,"names":["a",5,null],"parts":[null,{"guid":""}],"part":7,"flag":{}}"#;
    check(misfits, |_| (), "");
    check(misfits, |t| _ = t.guid.as_mut(), "");
    check(misfits, |t| t.int32 = Some(1), r#"{"int32":1}"#);
    check(misfits, |t| (t.int32, t.colour) = (Some(1), None), r#"{"int32":1}"#);
    check(misfits, |t| t.flag = Some(true), r#"{"flag":true}"#);
    check(r#"{"id":null,"int32":5}"#, |t| t.int32 = None, r#"{"int32":null}"#);
    // Null is sent where the caller says so.
    check(misfits, |t| _ = t.set_null("guid", true), r#"{"guid":null}"#);
    check(misfits, |t| _ = t.set_null("part", true), r#"{"part":null}"#);
    // Within a complex value.
    let within = r#"{"part":{"guid":"","id":"a","names":[1,null]}}"#;
    check(within, |t| t.part.as_mut().unwrap().id = Some("b".into()), r#"{"part":{"id":"b"}}"#);
    check(within, |t| _ = t.part.as_mut().unwrap().guid.as_mut(), "");
    check(within, |t| t.part.as_mut().unwrap().id = None, r#"{"part":{"id":null}}"#);
}

// J13, P5
#[test]
fn a_collection_with_null_items_is_saved_where_it_was_changed() {
    let nulls = r#"{"id":"a","names":["a",null],"numbers":[null],"parts":[null,{"id":"b"}],"holes":[null,1]}"#;
    check(nulls, |t| t.id = Some("b".into()), r#"{"id":"b"}"#);
    check(nulls, |t| _ = t.names.as_mut(), "");
    check(nulls, |t| t.names = Some(vec!["a".into(), "b".into()]), r#"{"names":["a","b"]}"#);
    check(nulls, |t| t.parts.as_mut().unwrap()[0].id = Some("c".into()), r#"{"parts":[{"id":"c"}]}"#);
    check(nulls, |t| t.holes.as_mut().unwrap()[1] = Some(2), r#"{"holes":[null,2]}"#);
    check(nulls, |t| t.numbers = None, r#"{"numbers":[]}"#);
}

// J14: a body that is not an object holds nothing that an update could say.
#[test]
fn a_body_that_is_not_an_object_is_saved_by_what_was_set() {
    check("893", |_| (), "");
    check("893", |t| t.int32 = Some(1), r#"{"int32":1}"#);
}

// J6, J17: the form in which a number came is not a change.
#[test]
fn a_number_that_came_as_a_string_is_not_a_change() {
    let save = |json: &str, change: fn(&mut Instance<Thing>)| {
        let fake = Fake::new([Answer(204, &[], "")]);
        let client = fake.builder().ieee754_compatible().build().unwrap();
        let mut thing: Instance<Thing> = serde_json::from_str(json).unwrap();
        change(&mut thing);
        block_on(client.at::<Thing>("x").save(&thing)).unwrap();
        fake.requests().pop().map(|request| request.split_once("\n\n").unwrap().1.trim_end().to_owned())
    };
    const STRINGS: &str =
        r#"{"int64":"9007199254740993","decimal":"1.10","numbers":["1","2"],"double":5,"part":{"int64":"7"}}"#;
    assert_eq!(save(STRINGS, |t| _ = t.int64.as_mut()), None);
    assert_eq!(save(STRINGS, |t| t.int64 = Some(9_007_199_254_740_993)), None);
    assert_eq!(save(STRINGS, |t| t.double = Some(5.0)), None);
    assert_eq!(save(STRINGS, |t| t.part.as_mut().unwrap().int64 = Some(7)), None);
    assert_eq!(save(STRINGS, |t| t.decimal = Some("1.10".parse().unwrap())), None);
    assert_eq!(save(r#"{"double":1500000.0}"#, |t| t.double = Some(1.5e6)), None);
    assert_eq!(save(STRINGS, |t| t.numbers = Some(vec![1, 2])), None);
    assert_eq!(save(STRINGS, |t| t.int32 = Some(1)).as_deref(), Some(r#"{"int32":1}"#));
    let next = |t: &mut Instance<Thing>| t.int64 = t.int64.map(|number| number + 1);
    assert_eq!(save(STRINGS, next).as_deref(), Some(r#"{"int64":"9007199254740994"}"#));
    let parts = |t: &mut Instance<Thing>| t.part.as_mut().unwrap().int64 = Some(8);
    assert_eq!(save(STRINGS, parts).as_deref(), Some(r#"{"part":{"int64":"8"}}"#));
    assert_eq!(save(r#"{"int64":7}"#, |t| t.int64 = Some(8)).as_deref(), Some(r#"{"int64":"8"}"#));
}

// J16, P5
#[test]
fn bytes_are_saved_in_the_alphabet_of_the_service() {
    let save = |change: fn(&mut Instance<Thing>)| {
        let fake = Fake::new([Answer(204, &[], "")]);
        let client = fake.builder_of(Service::new(ROOT).plain_base64()).build().unwrap();
        let mut thing: Instance<Thing> = serde_json::from_str(r#"{"binary":"-_8="}"#).unwrap();
        change(&mut thing);
        block_on(client.at::<Thing>("x").save(&thing)).unwrap();
        fake.requests().pop().map(|request| request.split_once("\n\n").unwrap().1.trim_end().to_owned())
    };
    assert_eq!(save(|t| _ = t.binary.as_mut()), None);
    assert_eq!(save(|t| t.binary = Some("-_s=".parse().unwrap())).as_deref(), Some(r#"{"binary":"+/s="}"#));
}

// P5, P11
#[test]
fn the_value_of_a_nullable_complex_property_is_saved() {
    const HOME: &str = r#"{"name":"a","value":5}"#;
    let fake = Fake::new([Answer(200, &[], HOME), Answer(204, &[], "")]);
    let home: At<Nullable<Setting>> = fake.client().at::<Nothing>("people").segment("home");
    let mut setting = block_on(home.clone()).unwrap().unwrap();
    setting.name = None;
    block_on(home.save(&setting)).unwrap();
    assert_eq!(fake.lines()[1], format!("PATCH {ROOT}people/home"));
    assert!(fake.requests()[1].ends_with("\n\n{\"name\":null}\n"), "{}", fake.requests()[1]);
}

// P14, P5
#[test]
fn what_is_read_by_optional_is_saved() {
    const ADA: &str = r#"{"@odata.etag":"W/\"1\"","@odata.id":"people('ada')","name":"Ada","age":36}"#;
    let people = |client: &Client| -> At<Many<Person>> { client.at("people") };
    let fake = Fake::new([Answer(200, &[], ADA), Answer(204, &[], ""), Answer(404, &[], "")]);
    let client = fake.client();
    let ada = people(&client).by_key("ada");
    let mut found = block_on(ada.clone().optional()).unwrap().unwrap();
    found.age = None;
    block_on(ada.save(&found)).unwrap();
    assert!(has(&fake.requests()[1], "if-match: W/\"1\""), "{:?}", fake.requests());
    assert!(fake.requests()[1].ends_with("\n\n{\"age\":null}\n"), "{:?}", fake.requests());
    // A save of what was deleted meanwhile.
    assert!(block_on(people(&client).by_key("ada").save(&found).optional()).unwrap().is_none());
}

// P14
#[test]
fn optional_goes_with_links_and_instances() {
    let ada = || serde_json::from_str::<Instance<Person>>(r#"{"@odata.id":"people('ada')","name":"Ada"}"#).unwrap();
    for answer in [Answer(404, &[], ""), Answer(204, &[], "")] {
        let fake = Fake::new([answer]);
        let found = block_on(fake.client().at::<Many<Person>>("people").by_instance(&ada()).optional()).unwrap();
        assert!(found.is_none());
        assert_eq!(fake.url(), format!("{ROOT}people('ada')"));
    }
    let linked = |answer, link: &'static str| {
        block_on(Fake::new([answer]).client().link::<Person>(link).optional()).map(|found| found.is_some())
    };
    assert!(!linked(Answer(404, &[], ""), "people('ada')").unwrap());
    assert!(linked(Answer(200, &[], "{}"), "people('ada')").unwrap());
    assert!(matches!(linked(Answer(404, &[], ""), "https://evil.example/x"), Err(Error::Link(_))));
    // A link that is taken out, and was not there.
    let gone = Fake::new([Answer(404, &[], "")]);
    let manager = gone.client().at::<Many<Person>>("people").by_key("ada").segment::<Person>("manager");
    assert_eq!(block_on(manager.unlink().optional()).unwrap(), None);
    assert_eq!(gone.lines(), [format!("DELETE {ROOT}people('ada')/manager/$ref")]);
    // Query options of the entity go with it.
    assert_eq!(
        line(|c| c.link::<Person>("people('ada')").optional().query_option("$select", "name")),
        "GET people('ada')?$select=name"
    );
}

// P5
#[test]
fn an_entity_of_any_type_is_saved() {
    let incident =
        r##"{"@odata.type":"#Desk.Incident","@odata.etag":"\"1\"","@odata.id":"i('a')","RecId":"a","Owner":1}"##;
    let save = |change: fn(&mut Instance<Entity>)| {
        let mut found: Instance<Entity> = serde_json::from_str(incident).unwrap();
        change(&mut found);
        let fake = Fake::new([Answer(204, &[], "")]);
        let client = fake.client();
        block_on(client.entity(&found).save(&found)).unwrap();
        fake.requests().pop()
    };
    assert_eq!(save(|_| ()), None);
    assert_eq!(save(|found| found.extras_mut().insert("Owner", &1).unwrap()), None);
    let request = save(|found| found.extras_mut().insert("Owner", &2).unwrap()).unwrap();
    assert!(request.starts_with(&format!("PATCH {ROOT}i('a')\n")) && has(&request, "if-match: \"1\""), "{request}");
    assert!(request.ends_with("\n\n{\"@odata.type\":\"#Desk.Incident\",\"Owner\":2}\n"), "{request}");
    let request = save(|found| _ = found.extras_mut().remove("Owner")).unwrap();
    assert!(request.ends_with("\n\n{\"@odata.type\":\"#Desk.Incident\",\"Owner\":null}\n"), "{request}");
}

// J14, J18
#[test]
fn items_of_expanded_collections_are_read_leniently_on_every_page() {
    let fake = Fake::ok([r#"{"value":[{"guid":"x"},null]}"#]);
    let client = fake.builder().decode_options(DecodeOptions::lenient()).build().unwrap();
    let thing: Instance<Thing> =
        lenient(r#"{"many":[{"id":"a","guid":""},7,null],"many@odata.nextLink":"x/many?$skip=3"}"#);
    let mut items = thing.many.as_ref().map(|many: &Expanded<Many<Thing>>| many.items(&client)).unwrap().unwrap();
    let mut found = Vec::new();
    while let Some(item) = block_on(items.try_next()).unwrap() {
        found.push((item.id.clone(), item.misfits().len()));
    }
    assert_eq!(found, [(Some("a".to_owned()), 1), (None, 1)]);
    assert_eq!(fake.lines(), [format!("GET {ROOT}x/many?$skip=3")]);
}

const URL: &str = "https://storage.example/people?sig=abc";

/// What a creation gives, and the requests, without any secret.
fn created<S: Shape<Output: Debug>>(
    answers: impl IntoIterator<Item = Answer>,
    create: impl FnOnce(&Client) -> Request<S>,
) -> (Result<S::Output, Error>, Vec<String>) {
    let fake = Fake::new(answers);
    let result = block_on(create(&fake.client()));
    let requests = fake.requests().join("\n");
    assert!(!requests.contains("secret") && !requests.contains("authorization"), "{requests}");
    (result, fake.lines())
}

// P15, P17: what was created by a signed URL is read without the credential, too, on that host or the service's.
#[test]
fn a_creation_by_a_signed_url_never_brings_the_credential() {
    let create = |c: &Client| c.anonymous::<Many<Person>>(URL).create(Person::default());
    let (result, lines) = created([Answer(201, &[], r#"{"name":"Ada"}"#)], create);
    assert_eq!((result.unwrap().name.as_deref(), lines), (Some("Ada"), vec![format!("POST {URL}")]));
    for link in ["https://storage.example/people/7?sig=def", "https://example.com/odata/people('7')"] {
        let headers = vec![("Location", link)].leak();
        let (result, lines) = created([Answer(204, headers, ""), Answer(200, &[], "{}")], create);
        result.unwrap();
        assert_eq!(lines[1..], [format!("GET {link}")]);
    }
    // Another host than the two is not asked, and that it was created is not lost.
    const THIRD: &[(&str, &str)] = &[("Location", "https://third.example/people/7?sig=def")];
    let read_elsewhere = [Answer(204, &[("Location", "people/7")], ""), Answer(302, THIRD, ""), Answer(200, &[], "{}")];
    let cases = [(vec![Answer(204, THIRD, "")], 1), (vec![Answer(204, &[], "")], 1), (read_elsewhere.into(), 3)];
    for (answers, requests) in cases {
        let (result, lines) = created(answers, create);
        let error = result.unwrap_err();
        assert!(error.is_done() && !error.is_absent() && !error.to_string().contains("sig="), "{error}");
        assert_eq!(lines.len(), requests);
    }
}

// P15, P17
#[test]
fn what_was_created_is_read_by_the_scheme_of_the_root() {
    const ENTITY: &[(&str, &str)] = &[("OData-EntityId", "http://rack.example/redfish/v1/people('7')")];
    const LOCATION: &[(&str, &str)] = &[("Location", "http://rack.example/redfish/v1/people('7')")];
    let create = |fake: &Fake, change: fn(ClientBuilder) -> ClientBuilder| {
        let builder = fake.builder_of(Service::new("https://rack.example/redfish/v1/"));
        let client = change(builder).build().unwrap();
        block_on(client.at::<Many<Person>>("people").create(Person::default()))
    };
    for headers in [ENTITY, LOCATION] {
        let fake = Fake::new([Answer(204, headers, ""), Answer(200, &[], r#"{"name":"Ada"}"#)]);
        let made = create(&fake, |builder| builder.links_from("http://rack.example")).unwrap();
        assert_eq!(made.name.as_deref(), Some("Ada"));
        assert_eq!(fake.lines()[1], "GET https://rack.example/redfish/v1/people('7')");
        assert!(has(&fake.requests()[1], "authorization: Bearer secret"));
        // Without the setting, it is not read; that it was created is not lost.
        let fake = Fake::new([Answer(204, headers, "")]);
        let error = create(&fake, |builder| builder).unwrap_err();
        assert!(error.is_done() && error.to_string().contains("links_from(\"http://rack.example\")"), "{error}");
        assert_eq!(fake.lines().len(), 1);
    }
}
