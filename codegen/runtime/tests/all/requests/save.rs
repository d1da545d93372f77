//! Read, change, write: only what was changed is sent.

use crate::calls::write::{Employee, Level, Person};
use crate::runtime::internal::edm::Decimal;
use crate::runtime::internal::{At, Client, Expanded, Instance, Many, Structured};
use crate::transport::support::{Answer, Fake, block_on, has};

const ADA: &str = r#"{"@odata.etag":"W/\"7\"","@odata.id":"people('ada')","id":"1","upn":"a","name":"Ada","age":36,"wage":1.50,
    "home":{"city":"Ulm","geo":"1 2"},"homes":[{"city":"Ulm","geo":"1 2"},{"city":"Aalen"}],"level":"low","levels":["low"],
    "manager":{"id":"2"},"reports":[{"id":"3"}],"created":"x","shoe":43,"desk":{"room":1,"floor":2}}"#;

fn ada(client: &Client) -> At<Person> {
    client.at::<Many<Person>>("people").by_key("ada")
}

fn read<T: Structured>(json: &str) -> Instance<T> {
    serde_json::from_str(json).unwrap()
}

/// The request that saves the instance; empty if none is sent.
fn saved(instance: &Instance<Person>) -> String {
    let fake = Fake::new([Answer(204, &[], "")]);
    assert_eq!(block_on(ada(&fake.client()).save(instance)).unwrap(), None);
    fake.requests().pop().unwrap_or_default()
}

/// The body that is sent for a change of what was read.
fn check_of(json: &str, change: impl FnOnce(&mut Instance<Person>), expect: &str) {
    let mut instance = read(json);
    change(&mut instance);
    let request = saved(&instance);
    let body = request.split_once("\n\n").map_or("", |(_, body)| body.trim_end());
    assert_eq!(body, expect);
    assert_eq!(instance.is_changed(), !expect.is_empty());
}

fn check(change: impl FnOnce(&mut Instance<Person>), expect: &str) {
    check_of(ADA, change, expect);
}

// P5, P12
#[test]
fn only_what_was_changed_is_sent_with_the_entity_tag() {
    let mut ada = read::<Person>(ADA);
    ada.name = Some("Countess".into());
    let request = saved(&ada);
    assert!(request.starts_with("PATCH https://example.com/odata/people('ada')\n"), "{request}");
    assert!(has(&request, "if-match: W/\"7\""), "{request}");
    assert!(request.ends_with("\n\n{\"name\":\"Countess\"}\n"), "{request}");
}

// P5
#[test]
fn what_became_none_is_sent_as_null() {
    check(|p| p.name = None, r#"{"name":null}"#);
    check(|p| p.home = None, r#"{"home":null}"#);
    check(|p| _ = p.set_null("level", true), "");
    check(|p| (p.level, _) = (None, p.set_null("level", true)), r#"{"level":null}"#);
    check(|p| (p.levels, p.homes) = (None, None), r#"{"homes":[],"levels":[]}"#);
    check_of(r#"{"name":null}"#, |p| p.age = Some(1), r#"{"age":1}"#);
    check_of("{}", |p| _ = p.set_null("name", true), r#"{"name":null}"#);
    check_of(r#"{"name":null}"#, |p| _ = p.set_null("name", false), "");
}

#[test]
fn nothing_is_sent_where_nothing_was_changed() {
    check(|_| (), "");
    check(|p| p.name = Some("Ada".into()), "");
    check(|p| _ = p.name.as_mut(), "");
    check(|p| p.home.as_mut().unwrap().city = Some("Ulm".into()), "");
    let response = block_on(ada(&Fake::default().client()).save(&read(ADA)).send()).unwrap();
    assert_eq!((response.status.as_u16(), response.body), (204, None));
}

#[test]
fn what_only_the_service_sets_is_not_sent() {
    check(|p| (p.id, p.upn, p.created) = (Some("9".into()), None, None), "");
    check(|p| p.home.as_mut().unwrap().geo = None, "");
}

// P5
#[test]
fn of_a_complex_value_the_changed_properties_are_sent() {
    check(|p| p.home.as_mut().unwrap().city = Some("Bonn".into()), r#"{"home":{"city":"Bonn"}}"#);
    check(|p| p.home.as_mut().unwrap().city = None, r#"{"home":{"city":null}}"#);
    let other = r##"{"home":{"@odata.type":"#Sample.Villa","city":"Ulm"}}"##;
    check(|p| p.home = Some(Box::new(read(r##"{"@odata.type":"#Sample.Villa","city":"Ulm"}"##))), other);
    check_of(r#"{"home":null}"#, |p| p.home = Some(Box::new(read(r#"{"city":"Ulm"}"#))), r#"{"home":{"city":"Ulm"}}"#);
}

#[test]
fn collections_are_sent_as_a_whole() {
    check(|p| p.homes.as_mut().unwrap()[1].city = None, r#"{"homes":[{"city":"Ulm"},{}]}"#);
    check(|p| p.homes.as_mut().unwrap().truncate(1), r#"{"homes":[{"city":"Ulm"}]}"#);
    check(|p| p.levels.as_mut().unwrap().push(Level::Low), r#"{"levels":["low","low"]}"#);
}

#[test]
fn undeclared_properties_are_saved() {
    check(|p| p.extras_mut().insert("shoe", &44).unwrap(), r#"{"shoe":44}"#);
    check(|p| p.extras_mut().insert("hat", "top").unwrap(), r#"{"hat":"top"}"#);
    check(|p| _ = p.extras_mut().remove("desk"), r#"{"desk":null}"#);
    check(|p| p.extras_mut().insert("shoe", &43).unwrap(), "");
}

#[test]
fn the_digits_that_came_are_no_change() {
    check(|p| p.wage = Some("1.50".parse::<Decimal>().unwrap()), "");
    check(|p| p.wage = Some("1.5".parse::<Decimal>().unwrap()), r#"{"wage":1.5}"#);
    check_of(r#"{"age":"7"}"#, |p| p.name = Some("A".into()), r#"{"name":"A"}"#);
}

#[test]
fn related_entities_are_not_unlinked_by_saving() {
    let mut ada = read::<Person>(ADA);
    ada.manager = None;
    let fake = Fake::default();
    let error = block_on(self::ada(&fake.client()).save(&ada)).unwrap_err();
    assert!(error.to_string().contains("`manager`") && error.to_string().contains("unlink()"), "{error}");
    assert!(fake.requests().is_empty());
    check(|p| p.manager = Some(Expanded::from(Person::default())), r#"{"manager":{}}"#);
}

#[test]
fn of_what_a_caller_made_all_is_sent() {
    let made = Instance::from(Person { id: Some("1".into()), name: Some("Ada".into()), ..Default::default() });
    assert!(saved(&made).ends_with("\n\n{\"name\":\"Ada\"}\n"));
    let mut filled = Instance::<Person>::default();
    filled.name = Some("Ada".into());
    assert!(saved(&filled.clone()).ends_with("\n\n{\"name\":\"Ada\"}\n"));
}

#[test]
fn copies_and_casts_remember_what_was_read() {
    let mut employee = read::<Employee>(r#"{"id":"1","upn":"a","badge":5,"shoe":43}"#);
    employee.badge = Some(6);
    let person: Instance<Person> = employee.clone().upcast();
    let typed = r##"{"@odata.type":"#Sample.Employee","badge":6}"##;
    assert!(saved(&person).ends_with(&format!("\n\n{typed}\n")), "{}", saved(&person));
    assert_eq!(saved(&read::<Employee>(r#"{"badge":5}"#).upcast()), "");
    let mut person = read::<Person>(r##"{"@odata.type":"#Sample.Employee","id":"1","badge":5,"name":"Ada"}"##);
    person.name = None;
    let mut employee = person.clone().cast::<Employee>().unwrap();
    employee.badge = Some(6);
    let fake = Fake::new([Answer(204, &[], "")]);
    block_on(ada(&fake.client()).cast::<Employee>().save(&employee)).unwrap();
    let request = fake.requests().remove(0);
    assert!(request.ends_with("\n\n{\"badge\":6,\"name\":null}\n"), "{request}");
}

#[test]
fn what_was_saved_counts_as_read() {
    let mut ada = read::<Person>(ADA);
    ada.name = Some("Countess".into());
    ada.set_unchanged();
    assert_eq!((ada.is_changed(), saved(&ada)), (false, String::new()));
    ada.age = None;
    assert!(saved(&ada).ends_with("\n\n{\"age\":null}\n"));
}

// P12
#[test]
fn another_entity_tag_takes_the_place_of_the_own_one() {
    let mut instance = read::<Person>(ADA);
    instance.name = None;
    let fake = Fake::new([Answer(204, &[], "")]);
    block_on(ada(&fake.client()).save(&instance).if_match("*")).unwrap();
    let request = fake.requests().remove(0);
    assert!(has(&request, "if-match: *") && !request.contains("W/"), "{request}");
    instance.annotations_mut().remove("@odata.etag");
    assert!(!saved(&instance).contains("if-match"));
}

#[test]
fn changing_leaves_what_is_encoded_as_it_was() {
    let mut ada = read::<Person>(ADA);
    ada.name = Some("Countess".into());
    let text = serde_json::to_string(&ada).unwrap();
    let expect = ADA.replace("\"Ada\"", "\"Countess\"");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(value(&text), value(&expect));
    assert_eq!(ada, read(&expect));
}

/// What is saved of the entity that a request reads, of which only the header tells the entity tag.
fn saved_after(answer: Answer, read: impl AsyncFnOnce(&Client) -> Instance<Person>) -> String {
    let fake = Fake::new([answer, Answer(204, &[], "")]);
    let client = fake.client();
    block_on(async {
        let mut person = read(&client).await;
        person.name = Some("Countess".into());
        ada(&client).save(&person).await.unwrap();
    });
    fake.requests().pop().unwrap()
}

const TAGGED: &[(&str, &str)] = &[("ETag", "W/\"9\"")];

// P5, P12
#[test]
fn the_entity_tag_of_the_header_is_kept() {
    let tagged = |body| Answer(200, TAGGED, body);
    let check = |request: String| assert!(has(&request, "if-match: W/\"9\""), "{request}");
    check(saved_after(tagged(r#"{"id":"1"}"#), async |client| ada(client).await.unwrap()));
    check(saved_after(tagged(r#"{"id":"1"}"#), async |client| ada(client).optional().await.unwrap().unwrap()));
    check(saved_after(tagged(r#"{"id":"1"}"#), async |client| ada(client).send().await.unwrap().body.unwrap()));
    check(saved_after(Answer(201, TAGGED, r#"{"id":"1"}"#), async |client| {
        client.at::<Many<Person>>("people").create(Person::default()).await.unwrap()
    }));
    // That of the body is newer than what a cache has in the header.
    let request =
        saved_after(tagged(r#"{"@odata.etag":"W/\"8\"","id":"1"}"#), async |client| ada(client).await.unwrap());
    assert!(has(&request, "if-match: W/\"8\""), "{request}");
}

#[test]
fn the_entity_tag_of_the_header_is_sent_in_no_body() {
    let fake = Fake::new([Answer(200, TAGGED, r#"{"id":"1"}"#)]);
    let person = block_on(ada(&fake.client()).into_future()).unwrap();
    assert_eq!(serde_json::to_string(&person).unwrap(), r#"{"id":"1"}"#);
    assert_eq!(person, read(r#"{"id":"1"}"#));
}

#[test]
fn what_may_not_be_there_can_be_saved() {
    let fake = Fake::new([Answer(204, &[], "")]);
    let mut instance = read::<Person>(ADA);
    instance.name = Some("Countess".into());
    block_on(ada(&fake.client()).optional().save(&instance).into_future()).unwrap();
    assert!(fake.requests().pop().unwrap().ends_with("\n\n{\"name\":\"Countess\"}\n"));
}
