//! Changes of single properties (P5).

use crate::queries::sample::{Address, Person};
use crate::runtime::internal::query::{Item, Root};
use crate::runtime::internal::{Change, Structured};
use crate::sample::Colour;

fn check<const N: usize>(changes: impl FnOnce(Item<Root<Person>>) -> [Change<Person>; N], expect: &str) {
    let changes = changes(item());
    assert_eq!(Change::object(&changes).json(), Some(expect));
}

fn item<T: Structured>() -> Item<Root<T>> {
    Item::default()
}

// P5
#[test]
fn only_what_is_set_is_sent() {
    check(|_| [], "{}");
    check(|p| [p.name.set("Ada"), p.nick.null(), p.age.set(5)], r#"{"name":"Ada","nick":null,"age":5}"#);
    check(|p| [p.active.set(true), p.colour.set(Colour::Red)], r#"{"active":true,"colour":"red"}"#);
    check(|p| [p.colours.set(Colour::Red), p.tags.set(["a", "b"])], r#"{"colours":"red","tags":["a","b"]}"#);
    check(|p| [p.name.set(String::from("\"\n"))], r#"{"name":"\"\n"}"#);
    check(|p| [p.salary.set(5), p.score.set(1.5)], r#"{"salary":5,"score":1.5}"#);
}

#[test]
fn complex_values_are_set_as_a_whole_or_in_part() {
    check(
        |p| [p.address.city.set("Ulm"), p.name.set("A"), p.address.street.set("B")],
        r#"{"address":{"city":"Ulm","street":"B"},"name":"A"}"#,
    );
    check(
        |p| [p.address.set(Address { city: Some("Ulm".to_owned()), ..Address::default() })],
        r#"{"address":{"city":"Ulm"}}"#,
    );
    check(|p| [p.address.null()], r#"{"address":null}"#);
    check(|p| [p.addresses.set([Address::default()])], r#"{"addresses":[{}]}"#);
}

#[test]
fn the_last_value_is_sent() {
    check(|p| [p.age.set(1), p.age.set(2)], r#"{"age":2}"#);
    check(|p| [p.address.city.set("Ulm"), p.address.null()], r#"{"address":null}"#);
    let both = [item::<Person>().address.null(), item::<Person>().address.city.set("Ulm")];
    assert_eq!(Change::object(&both).json(), None);
}
