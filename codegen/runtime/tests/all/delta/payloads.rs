//! What is in the payloads of services of 4.0 and of 4.01.

use super::{User, all, users};
use crate::runtime::internal::{DecodeOptions, Delta, Error, Instance, Many, Nullable};
use crate::transport::support::{Fake, block_on};

fn check(items: &str, expect: &[&str]) {
    let body = format!(r##"{{"@odata.context":"$metadata#users/$delta","value":[{items}],"@odata.deltaLink":"d"}}"##);
    let mut changes = users(&Fake::ok([&*body.leak()]).client()).changes();
    let (words, error) = all(&mut changes);
    assert!(error.is_none(), "{items}: {error:?}");
    assert_eq!(words, expect, "{items}");
}

/// The place of the error.
fn check_refused(items: &str, path: &str) {
    let fake = Fake::ok([&*format!(r#"{{"value":[{items}]}}"#).leak()]);
    let (words, error) = all(&mut users(&fake.client()).changes());
    let Some(Error::Response(error)) = error else { panic!("{items}: {words:?}") };
    assert_eq!(error.decode_error().path(), path, "{items}: {error}");
}

// G5, J2, J4
#[test]
fn what_is_removed_is_told_apart() {
    check(r#"{"id":"1","@removed":{"reason":"deleted"}}"#, &["-1:deleted"]);
    check(r#"{"@odata.removed":{"reason":"changed"},"id":"1","name":"Ada"}"#, &["-1:changed"]);
    check(r#"{"@removed":{},"@id":"users('1')"}"#, &["-users('1'):"]);
    check(r#"{"@removed":{"x":1},"id":7}"#, &["-7:"]);
    check(r#"{"id":"1","\u0040removed":{"reason":"deleted"}}"#, &["-1:deleted"]);
    let deleted = r##"{"@odata.context":"#users/$deletedEntity","id":"users('1')","reason":"deleted"}"##;
    check(deleted, &["-users('1'):deleted"]);
    check(r##"{"id":"users('1')","@context":"$metadata#users/$deletedEntity"}"##, &["-users('1'):"]);
    // Not removed.
    check(r#"{"id":"1","@removed":null}"#, &["1"]);
    check(r#"{"id":"1","removed":{"reason":"deleted"},"reason":"x"}"#, &["1"]);
    check(r##"{"id":"1","@odata.context":"#users/$entity"}"##, &["1"]);
    check(r##"{"id":"1","@odata.context":"#users(id,name)/Shop.Admin/$entity"}"##, &["1"]);
}

// The example of JSON Format 15.
#[test]
fn links_and_entities_of_other_sets() {
    check(
        r##"{"id":"1"},
            {"@odata.context":"#users/$deletedLink","source":"users('A')","relationship":"Orders","target":"Orders(1)"},
            {"@odata.context":"#users/$link","source":"users('B')","relationship":"Orders","target":"Orders(2)"},
            {"@odata.context":"#Orders/$entity","@odata.id":"Orders(2)","id":2,"age":"a misfit"},
            {"@odata.context":"#users/$deletedEntity","id":"users('C')","reason":"deleted"},
            {"@odata.context":"#users/$deletedLink","source":"users('A')","relationship":"boss"},
            {"id":"2"}"##,
        &[
            "1",
            "users('A')-Orders>Orders(1)",
            "users('B')+Orders>Orders(2)",
            "@Orders",
            "-users('C'):deleted",
            "users('A')-boss>",
            "2",
        ],
    );
    check_refused(r##"{"id":"1"},{"@context":"#users/$link","source":"a","target":"b"}"##, "$.value[1].relationship");
    check_refused(r##"{"@context":"#users/$link","source":"a","relationship":"r","target":5}"##, "$.value[0].target");
}

#[test]
fn places_stay_those_of_the_payload() {
    check(r#"null,{"id":"1"},{"id":"2","@removed":{}},null,{"id":"3"},null"#, &["1", "-2:", "3"]);
    check_refused(r#"{"id":"1","@removed":{}},null,{"age":"old"}"#, "$.value[2].age");
    check_refused(r#"{"id":"1"},5"#, "$.value[1]");
}

#[test]
fn items_of_other_shapes() {
    let body = r#"{"value":[null,{"id":"1"},{"id":"2","@removed":{}},{"id":"3"}]}"#;
    let client = Fake::ok([body]).client();
    let mut changes = client.at::<Many<Nullable<User>>>("users").changes();
    let mut words = Vec::new();
    while let Some(change) = block_on(changes.try_next()).unwrap() {
        words.push(match change {
            Delta::Changed(user) => user.and_then(|user| user.id.clone()).unwrap_or_default(),
            other => super::word::<Instance<User>>(match other {
                Delta::Removed(removed) => Delta::Removed(removed),
                _ => panic!(),
            }),
        });
    }
    assert_eq!(words, ["", "1", "-2:", "3"]);
}

// J14
#[test]
fn misfits_are_left_out_where_the_caller_says_so() {
    let body = r#"{"value":[7,{"id":"1","age":"old"},{"id":"2","@removed":{}},{"id":"3"}]}"#;
    let client = Fake::ok([body]).builder().decode_options(DecodeOptions::lenient()).build().unwrap();
    assert_eq!(all(&mut users(&client).changes()).0, ["1", "-2:", "3"]);
}

// J15
#[test]
fn a_byte_order_mark_and_an_array_alone() {
    let fake = Fake::ok(["\u{FEFF}{\"value\":[{\"id\":\"1\",\"@removed\":{}},{\"id\":\"2\"}]}"]);
    assert_eq!(all(&mut users(&fake.client()).changes()).0, ["-1:", "2"]);
    let fake = Fake::ok([r#"[{"id":"1","@removed":{}},{"id":"2"}]"#]);
    assert_eq!(all(&mut users(&fake.client()).changes()).0, ["-1:", "2"]);
}

#[test]
fn what_came_of_a_removed_entity() {
    let body = r##"{"value":[{"id":"1","name":"Ada","@odata.type":"#Shop.User","@removed":{"reason":"deleted"}}]}"##;
    let mut changes = users(&Fake::ok([body]).client()).changes();
    let Some(Delta::Removed(removed)) = block_on(changes.try_next()).unwrap() else { panic!() };
    assert!(removed.is_deleted());
    assert_eq!(removed.read::<User>().unwrap().name.as_deref(), Some("Ada"));
    assert_eq!(format!("{removed:?}"), r#"Removed { reason: Some("deleted"), .. }"#);
}

// G5, J11: changes of what is below an entity stay with it.
#[test]
fn nested_changes_are_not_lost() {
    let item = r#"{"friends@delta":[{"id":"2"},{"id":"3","@removed":{"reason":"deleted"}}],"id":"1"}"#;
    let fake = Fake::ok([&*format!(r#"{{"value":[{item}]}}"#).leak()]);
    let mut changes = users(&fake.client()).changes();
    let Some(Delta::Changed(user)) = block_on(changes.try_next()).unwrap() else { panic!() };
    assert_eq!(serde_json::to_string(&user).unwrap(), item);
    let friends = user.changes_of::<User>("friends").unwrap().unwrap();
    assert_eq!(friends.into_iter().map(super::word).collect::<Vec<_>>(), ["2", "-3:deleted"]);
    assert!(user.changes_of::<User>("enemies").unwrap().is_none());
    let user: Instance<User> = serde_json::from_str(r#"{"friends@delta":[{"id":"2"},{"age":"x"}]}"#).unwrap();
    assert_eq!(user.changes_of::<User>("friends").unwrap_err().path(), "$[\"friends@delta\"][1].age");
}
