//! What is sent to create, change, delete and link.

use crate::runtime::internal::edm::{Decimal, Stream};
use crate::runtime::internal::{
    Argument, At, Client, EnumInfo, EnumType, Error, Expanded, Field, Flags, Instance, Many, Nothing, Nullable,
    Parameter, Ref, Request, Slot, Structured, TypeInfo, Value,
};
use crate::sample::structured;
use crate::transport::support::{Answer, Fake, block_on, has};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Level {
    Low,
    UnknownFutureValue,
    Unrecognized(Box<str>),
}

impl EnumType for Level {
    const INFO: &'static EnumInfo<Self> = &EnumInfo {
        name: "Sample.Level",
        members: &[("low", 0, Self::Low), ("unknownFutureValue", 1, Self::UnknownFutureValue)],
        unrecognized: Self::Unrecognized,
    };

    fn unrecognized(&self) -> Option<&str> {
        match self {
            Self::Unrecognized(text) => Some(text),
            _ => None,
        }
    }
}

const PERSON: TypeInfo = TypeInfo { read_only: &["id", "created"], immutable: &["upn"], open: true, ..TypeInfo::EMPTY };

structured!(Person, "Sample.Person", PERSON, {
    0 id "id": String,
    1 upn "upn": String,
    2 name "name": String,
    3 age "age": i64,
    4 wage "wage": Decimal,
    5 home "home": Box<Instance<Home>>,
    6 homes "homes": Vec<Instance<Home>>,
    7 level "level": Level,
    8 levels "levels": Vec<Level>,
    9 flags "flags": Flags<Level>,
    10 manager "manager": Expanded<Person>,
    11 reports "reports": Expanded<Many<Person>>,
    12 created "created": String,
});

structured!(Home, "Sample.Home", TypeInfo { read_only: &["geo"], aliases: &["self"], ..TypeInfo::EMPTY }, {
    0 city "city": String,
    1 geo "geo": String,
});

const EMPLOYEE: TypeInfo = TypeInfo { base: Some(Person::TYPE), ..PERSON };

structured!(Employee, "Sample.Employee", EMPLOYEE, { 0 id "id": String, 1 upn "upn": String, 2 badge "badge": i32, });

impl crate::runtime::internal::Derives for Employee {
    type Base = Person;
}

fn people(client: &Client) -> At<Many<Person>> {
    client.at("people")
}

fn ada(client: &Client) -> At<Person> {
    people(client).by_key("ada")
}

fn person(json: &str) -> Instance<Person> {
    serde_json::from_str(json).unwrap()
}

/// The request line below the service root, the headers that a caller can change, and the body.
fn sent<S: crate::runtime::internal::Shape>(request: impl Fn(&Client) -> Request<S>) -> String {
    let fake = Fake::new([Answer(204, &[], "")]);
    // What comes back is another test's.
    let _ = block_on(request(&fake.client()));
    let text = fake.requests().remove(0).replace("https://example.com/odata/", "");
    let (head, body) = text.split_once("\n\n").unwrap();
    let common =
        ["accept: application/json", "odata-", "user-agent", "authorization", "content-type: application/json"];
    let head: Vec<&str> = head.lines().filter(|line| !common.iter().any(|c| line.starts_with(c))).collect();
    format!("{} {}", head.join(" "), body.trim_end()).trim_end().to_owned()
}

fn check<S: crate::runtime::internal::Shape>(request: impl Fn(&Client) -> Request<S>, expect: &str) {
    assert_eq!(sent(request), expect);
}

#[test]
fn p1_p8_create_posts_what_is_set() {
    let fake = Fake::new([Answer(201, &[("Location", "people('ada')")], r#"{"id":"ada","name":"Ada"}"#)]);
    let body = Person { name: Some("Ada".into()), ..Default::default() };
    let created = block_on(people(&fake.client()).create(body).send()).unwrap();
    assert_eq!((created.status.as_u16(), created.location()), (201, Some("people('ada')")));
    assert_eq!(created.body.unwrap().id.as_deref(), Some("ada"));
    assert_eq!(
        fake.requests(),
        ["POST https://example.com/odata/people\n\
          accept: application/json\nodata-maxversion: 4.01\nodata-version: 4.0\ncontent-type: application/json\n\
          user-agent: test\nauthorization: Bearer secret\n\n{\"name\":\"Ada\"}\n"]
    );
}

// P15
#[test]
fn create_without_an_answer_gives_the_entity_id() {
    let fake = Fake::new([Answer(204, &[("OData-EntityId", "people('ada')")], "")]);
    let created = block_on(people(&fake.client()).create(Person::default()).minimal().send()).unwrap();
    assert_eq!(created.entity_id(), Some("people('ada')"));
    assert!(has(&fake.requests()[0], "prefer: return=minimal"));
}

#[test]
fn what_cannot_be_set_is_not_sent() {
    let all =
        r#"{"id":"1","upn":"a","name":"A","created":"x","home":{"city":"Ulm","geo":"1 2"},"homes":[{"geo":"3"}]}"#;
    let body = r#""name":"A","home":{"city":"Ulm"},"homes":[{}]}"#;
    check(|c| people(c).create(person(all)), &format!(r#"POST people {{"upn":"a",{body}"#));
    check(|c| ada(c).upsert(person(all)), &format!(r#"PATCH people('ada') {{"upn":"a",{body}"#));
    check(|c| ada(c).update_with(person(all)), &format!("PATCH people('ada') {{{body}"));
    check(|c| ada(c).replace(person(all)), &format!("PUT people('ada') {{{body}"));
}

#[test]
fn p5_null_is_not_absent() {
    check(
        |c| {
            let mut change = Instance::from(Person { name: Some("A".into()), ..Default::default() });
            change.set_null("home", true);
            ada(c).update_with(change)
        },
        r#"PATCH people('ada') {"name":"A","home":null}"#,
    );
}

#[test]
fn j6_numbers_are_sent_as_numbers() {
    check(|c| people(c).create(person(r#"{"age":"7","wage":"1.50"}"#)), r#"POST people {"age":7,"wage":1.50}"#);
}

#[test]
fn g6_unknown_future_value_is_never_sent() {
    let json =
        r#"{"level":"unknownFutureValue","levels":["low","unknownFutureValue"],"flags":"low,unknownFutureValue"}"#;
    check(|c| ada(c).update_with(person(json)), r#"PATCH people('ada') {"levels":["low"],"flags":"low"}"#);
    let argument = Parameter::argument(&person(json));
    assert_eq!(argument.json(), Some(r#"{"levels":["low"],"flags":"low"}"#));
    check(|c| ada(c).update_with(person(r#"{"level":"new"}"#)), r#"PATCH people('ada') {"level":"new"}"#);
}

#[test]
fn j9_type_is_sent_where_it_is_derived_or_undeclared() {
    let with_type = |ty: &str| person(&format!(r#"{{"@odata.type":"{ty}","name":"A"}}"#));
    check(|c| people(c).create(with_type("#Sample.Person")), r#"POST people {"name":"A"}"#);
    check(
        |c| people(c).create(with_type("#Sample.Robot")),
        r##"POST people {"@odata.type":"#Sample.Robot","name":"A"}"##,
    );
    check(
        |c| {
            let badge = Employee { badge: Some(7), ..Default::default() };
            people(c).create(Instance::from(badge).upcast::<Person>())
        },
        r##"POST people {"@odata.type":"#Sample.Employee","badge":7}"##,
    );
    let home = r##"{"home":{"@type":"#Sample.Villa"},"homes":[{"@odata.type":"#self.Home"}]}"##;
    check(|c| people(c).create(person(home)), r##"POST people {"home":{"@odata.type":"#Sample.Villa"},"homes":[{}]}"##);
}

#[test]
fn control_information_of_answers_is_not_sent() {
    let read = r##"{"@odata.context":"$metadata#people/$entity","@odata.etag":"W/1","@odata.id":"people('a')",
        "@editLink":"x","manager@odata.navigationLink":"y","@Sample.note":"kept","manager@odata.bind":"people('b')",
        "levels@odata.type":"#Collection(Sample.Level)","since@odata.type":"#Date","name":"A","since":"2020-01-01"}"##;
    check(
        |c| people(c).create(person(read)),
        r##"POST people {"@Sample.note":"kept","manager@odata.bind":"people('b')","since@odata.type":"#Date","name":"A","since":"2020-01-01"}"##,
    );
}

#[test]
fn related_entities_are_created_with_it() {
    check(
        |c| {
            let manager = Person { id: Some("computed".into()), name: Some("Bob".into()), ..Default::default() };
            let report = Employee { badge: Some(7), ..Default::default() };
            people(c).create(Person {
                manager: Some(manager.into()),
                reports: Some([Instance::from(report).upcast()].into_iter().collect()),
                ..Default::default()
            })
        },
        r##"POST people {"manager":{"name":"Bob"},"reports":[{"@odata.type":"#Sample.Employee","badge":7}]}"##,
    );
}

#[test]
fn p12_conditions() {
    let read = person(r#"{"@odata.etag":"W/\"1\""}"#);
    check(|c| ada(c).delete().if_match(&read.etag().unwrap()), "DELETE people('ada') if-match: W/\"1\"");
    check(
        |c| ada(c).upsert(Person::default()).if_none_match("*").representation(),
        "PATCH people('ada') if-none-match: * prefer: return=representation {}",
    );
    let fake = Fake::new([Answer(412, &[], ""), Answer(304, &[], "")]);
    let client = fake.client();
    assert!(block_on(ada(&client).delete().if_match("W/\"0\"")).unwrap_err().is_precondition_failed());
    assert!(block_on(ada(&client).if_none_match("W/\"1\"")).unwrap_err().is_not_modified());
}

#[test]
fn changes_give_what_is_stored_where_it_is_sent() {
    let fake = Fake::new([Answer(204, &[], ""), Answer(200, &[], r#"{"name":"B"}"#), Answer(201, &[], "{}")]);
    let client = fake.client();
    assert!(block_on(ada(&client).update_with(Person::default())).unwrap().is_none());
    let stored = block_on(ada(&client).replace(Person::default())).unwrap();
    assert_eq!(stored.unwrap().name.as_deref(), Some("B"));
    assert_eq!(block_on(ada(&client).upsert(Person::default()).send()).unwrap().status.as_u16(), 201);
}

#[test]
fn values_and_collections_of_them() {
    let name = |c: &Client| ada(c).segment::<Value<String>>("name");
    check(|c| name(c).set("A\"b"), r#"PUT people('ada')/name {"value":"A\"b"}"#);
    check(|c| name(c).delete(), "DELETE people('ada')/name");
    let maybe = |c: &Client| ada(c).segment::<Nullable<Value<Decimal>>>("wage");
    check(|c| maybe(c).set(5), r#"PUT people('ada')/wage {"value":5}"#);
    check(|c| maybe(c).not_null().set(5), r#"PUT people('ada')/wage {"value":5}"#);
    let levels = |c: &Client| ada(c).segment::<Many<Value<Level>>>("levels");
    check(|c| levels(c).append(Level::Low), r#"POST people('ada')/levels {"value":"low"}"#);
    check(|c| levels(c).replace_all([Level::Low]), r#"PUT people('ada')/levels {"value":["low"]}"#);
    let homes = |c: &Client| ada(c).segment::<Many<Home>>("homes");
    let ulm = || Home { city: Some("Ulm".into()), geo: Some("computed".into()) };
    check(|c| homes(c).append(ulm()), r#"POST people('ada')/homes {"city":"Ulm"}"#);
    check(|c| homes(c).replace_all([ulm()]), r#"PUT people('ada')/homes {"value":[{"city":"Ulm"}]}"#);
    let home = |c: &Client| ada(c).segment::<Home>("home");
    check(|c| home(c).update_with(ulm()), r#"PATCH people('ada')/home {"city":"Ulm"}"#);
}

#[test]
fn u14_references() {
    let manager = |c: &Client| ada(c).segment::<Person>("manager");
    let reports = |c: &Client| ada(c).segment::<Many<Person>>("reports");
    let bob = |c: &Client| c.at::<Many<Employee>>("staff").by_key("O'Neil/x");
    let id = "staff('O''Neil%2Fx')";
    let links = |line: &str| format!(r#"{line} {{"@odata.id":"{id}"}}"#);
    check(|c| manager(c).link(&bob(c)), &links("PUT people('ada')/manager/$ref"));
    check(|c| manager(c).unlink(), "DELETE people('ada')/manager/$ref");
    check(|c| reports(c).link(&bob(c)), &links("POST people('ada')/reports/$ref"));
    check(|c| reports(c).by_key("bob").unlink(), "DELETE people('ada')/reports('bob')/$ref");
    let line = sent(|c| reports(c).unlink_entity(&bob(c)));
    assert_eq!(line, format!("DELETE people('ada')/reports/$ref?$id={}", id.replace('%', "%25")));

    let fake = Fake::ok([r#"{"@odata.id":"people('b')"}"#, r#"{"value":[{"@odata.id":"people('c')"}]}"#]);
    let client = fake.client();
    assert_eq!(block_on(manager(&client).reference()).unwrap().entity_id().as_deref(), Some("people('b')"));
    assert_eq!(block_on(reports(&client).references()).unwrap().value.len(), 1);
    assert_eq!(ada(&client).url().unwrap(), "https://example.com/odata/people('ada')");
}

#[test]
fn what_has_no_address_cannot_be_linked() {
    let fake = Fake::ok([""]);
    let client = fake.client();
    let nobody = client.at::<Nothing>("..").segment::<Person>("x");
    let error = block_on(ada(&client).segment::<Person>("manager").link(&nobody)).unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.to_string().contains("has no address"), "{error}");
    assert!(fake.requests().is_empty());
}

#[test]
fn g11_media() {
    check(|c| ada(c).upload("bytes", "image/png"), "PUT people('ada')/$value content-type: image/png bytes");
    let photo = |c: &Client| ada(c).segment::<Value<Stream>>("photo");
    check(
        |c| photo(c).header("Content-Type", "a/b").upload(vec![b'x'], "image/png"),
        "PUT people('ada')/photo content-type: image/png x",
    );
    check(|c| people(c).create_media("x", "text/plain"), "POST people content-type: text/plain x");
    check(|c| photo(c).upload("", "text/plain"), "PUT people('ada')/photo content-length: 0 content-type: text/plain");

    let redirect = Answer(302, &[("Location", "https://cdn.example.net/x?sig=1")], "");
    let fake = Fake::new([redirect, Answer(200, &[("Content-Type", "image/png")], "png")]);
    let mut file = block_on(photo(&fake.client()).download()).unwrap();
    assert_eq!(file.header("content-type"), Some("image/png"));
    assert_eq!(block_on(file.body.chunk()).unwrap().as_deref(), Some(&b"png"[..]));
    assert_eq!(fake.lines()[1], "GET https://cdn.example.net/x?sig=1");
    assert!(fake.requests()[1].contains("accept: */*") && !fake.requests()[1].contains("secret"));

    let fake = Fake::new([Answer(404, &[], "")]);
    assert!(block_on(ada(&fake.client()).download()).unwrap_err().is_not_found());
}

#[test]
fn raw_values_are_text() {
    let fake = Fake::ok(["1.50"]);
    let wage = ada(&fake.client()).segment::<Value<Decimal>>("wage").raw_value();
    assert_eq!(block_on(wage).unwrap(), "1.50");
    assert_eq!(fake.lines(), ["GET https://example.com/odata/people('ada')/wage/$value"]);
    let fake = Fake::new([Answer(200, &[], "x")]);
    assert_eq!(
        block_on(fake.client().action::<Nothing>("a", [("p", Argument::of(&1))]).read_as::<crate::PlainText>())
            .unwrap(),
        "x"
    );
}
