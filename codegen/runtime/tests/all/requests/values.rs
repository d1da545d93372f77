//! What a caller sets is sent.

use crate::calls::write::{Employee, Person};
use crate::runtime::internal::{At, Client, Expanded, Instance, Many, Parameter};
use crate::shop::{Customer, Import, Party};
use crate::transport::support::line;

fn people(client: &Client) -> At<Many<Person>> {
    client.at("people")
}

fn annotated(name: &str, value: &str) -> Instance<Person> {
    let mut person = Instance::from(Person { name: Some("Ada".into()), ..Default::default() });
    person.annotations_mut().insert(name, value).unwrap();
    person
}

// J9
#[test]
fn control_information_that_is_set_is_sent() {
    let typed = || annotated("@odata.type", "#Sample.Person");
    let body = r##"{"@odata.type":"#Sample.Person","name":"Ada"}"##;
    assert_eq!(line(|c| people(c).create(typed())), format!("POST people {body}"));
    assert_eq!(line(|c| people(c).by_key("ada").update_with(typed())), format!("PATCH people('ada') {body}"));
    assert_eq!(line(|c| people(c).by_key("ada").save(&typed())), format!("PATCH people('ada') {body}"));
    let id = r#"{"@odata.id":"people('x')","name":"Ada"}"#;
    assert_eq!(line(|c| people(c).create(annotated("@odata.id", "people('x')"))), format!("POST people {id}"));
    let levels = r##"{"levels@odata.type":"#Collection(Sample.Level)","name":"Ada"}"##;
    let value = "#Collection(Sample.Level)";
    assert_eq!(line(|c| people(c).create(annotated("levels@odata.type", value))), format!("POST people {levels}"));
}

// J9
#[test]
fn control_information_that_was_read_is_not_sent_back() {
    let read = r##"{"@odata.type":"#Sample.Person","@odata.id":"people('x')","@odata.etag":"W/\"1\"","name":"Ada"}"##;
    let read = || serde_json::from_str::<Instance<Person>>(read).unwrap();
    let body = r#"{"name":"Ada"}"#;
    assert_eq!(line(|c| people(c).create(read())), format!("POST people {body}"));
    let mut changed = read();
    changed.age = Some(36);
    let body = r#"{"name":"Ada","age":36}"#;
    assert_eq!(line(|c| people(c).create(changed.clone())), format!("POST people {body}"));
    changed.annotations_mut().insert("@odata.type", "#sample.Person").unwrap();
    assert!(line(|c| people(c).create(changed.clone())).contains("#sample.Person"));
}

#[test]
fn an_entity_that_is_a_parameter_keeps_its_identity() {
    let read = r##"{"@odata.type":"#Sample.Person","@odata.id":"people('x')","@odata.etag":"W/\"1\"","name":"Ada"}"##;
    let person: Instance<Person> = serde_json::from_str(read).unwrap();
    let sent = r#"{"@odata.id":"people('x')","name":"Ada"}"#;
    assert_eq!(Parameter::argument(&person).json(), Some(sent));
    assert_eq!(Parameter::argument(&vec![person]).json(), Some(&*format!("[{sent}]")));
    let alone: Instance<Party> = serde_json::from_str(r#"{"@odata.id":"parties(7)"}"#).unwrap();
    assert_eq!(line(|c| c.import(Import::new(alone.clone()))), r#"POST import {"party":{"@odata.id":"parties(7)"}}"#);
    let mut named = Instance::<Party>::default();
    named.annotations_mut().insert("@odata.id", "parties(8)").unwrap();
    assert_eq!(line(|c| c.import(Import::new(named.clone()))), r#"POST import {"party":{"@odata.id":"parties(8)"}}"#);
}

// U8
#[test]
fn references_name_entities_without_their_cast() {
    let check = |entity: fn(&Client) -> At<Employee>, expect: &str| {
        let body = line(|c| people(c).by_key("ada").segment::<Person>("manager").link(&entity(c)));
        assert_eq!(body, format!(r#"PUT people('ada')/manager/$ref {{"@odata.id":"{expect}"}}"#));
    };
    check(|c| people(c).by_key("bob").cast(), "people('bob')");
    check(|c| people(c).cast::<Employee>().by_key("bob"), "people('bob')");
    check(|c| people(c).by_key("bob").cast::<Employee>().cast(), "people('bob')");
    check(|c| people(c).by_key("bob").cast::<Employee>().query_option("$select", "id"), "people('bob')");
    check(
        |c| people(c).by_key("bob").cast::<Employee>().segment::<Employee>("deputy"),
        "people('bob')/Sample.Employee/deputy",
    );
    check(|c| c.link("people('bob')"), "people('bob')");
    assert_eq!(
        line(|c| people(c)
            .by_key("ada")
            .segment::<Many<Person>>("reports")
            .unlink_entity(&people(c).by_key("bob").cast::<Employee>())),
        "DELETE people('ada')/reports/$ref?$id=https://example.com/odata/people('bob')"
            .replace("https://example.com/odata/", "")
    );
    let party = line(|c| c.parties().by_id(7).cast::<Customer>().orders());
    assert_eq!(party, "GET parties(7)/Shop.Customer/orders");
}

// U11
#[test]
fn a_parameter_left_out_is_not_null() {
    let rank = |year, month| line(|c| c.customers().by_id(7).rank(year, month));
    assert_eq!(rank(None, None), "GET customers(7)/Shop.rank()");
    assert_eq!(rank(Some(2024), Some(None)), "GET customers(7)/Shop.rank(year=2024,month=null)");
    assert_eq!(rank(None, Some(Some(5))), "GET customers(7)/Shop.rank(month=5)");
    let import = |note| {
        let party = Instance::<Party>::default();
        line(|c| c.import(Import { note, ..Import::new(party.clone()) }))
    };
    assert_eq!(import(None), r#"POST import {"party":{}}"#);
    assert_eq!(import(Some(None)), r#"POST import {"party":{},"note":null}"#);
    assert_eq!(import(Some(Some("x".into()))), r#"POST import {"party":{},"note":"x"}"#);
}

#[test]
fn expanded_values_that_are_set_keep_what_was_set() {
    let person = Person { manager: Some(Expanded::from(annotated("@odata.id", "people('x')"))), ..Default::default() };
    let sent =
        line(|c| people(c).create(Instance::from(Person { manager: person.manager.clone(), ..Default::default() })));
    assert_eq!(sent, r#"POST people {"manager":{"@odata.id":"people('x')","name":"Ada"}}"#);
}
