//! Answers with missing, doubled or unknown ids, and of wrong shapes: an error for the tickets concerned, and for no others.

use serde_json::{Value, json};

use super::server::{Outer, Server};
use super::{named, user, users};
use crate::runtime::internal::{Error, Service};
use crate::transport::support::{ROOT, block_on};

/// What a read, a creation and a read give, where the call is answered with this.
fn outcome(server: &Server) -> [String; 3] {
    let client = server.client();
    let mut batch = client.batch();
    let tickets =
        [batch.add(user(&client, "a")), batch.add(users(&client).create(named("b"))), batch.add(user(&client, "c"))];
    let answers = block_on(batch.send()).unwrap();
    assert_eq!(server.calls(), 1, "nothing is sent twice");
    tickets.map(|ticket| match answers.take(ticket) {
        Ok(user) => user.id.clone().unwrap_or_default(),
        Err(error) => error
            .to_string()
            .replace(ROOT, "")
            .replace("it may be done, so it must not be sent again before that is known", "!"),
    })
}

fn check(body: &Value, expect: [&str; 3]) {
    check_text(&body.to_string(), expect);
}

fn check_text(body: &str, expect: [&str; 3]) {
    assert_eq!(outcome(&Server::saying("application/json", body)), expect, "{body}");
}

fn answer(id: &str) -> Value {
    json!({"id": id, "status": 200, "body": {"id": format!("of {id}")}})
}

// P20
#[test]
fn ids_decide_whatever_the_order() {
    check(&json!({"responses": [answer("3"), answer("1"), answer("2")]}), ["of 1", "of 2", "of 3"]);
}

// P20
#[test]
fn what_is_missing_doubled_or_unknown_is_an_error_of_those_concerned() {
    let missing = "the answer to the batch holds none for it";
    let (read, created) = (format!("GET users('c'): {missing}"), format!("POST users: {missing}; !"));
    check(&json!({"responses": [answer("1")]}), ["of 1", &created, &read]);
    check(&json!({"responses": []}), [&format!("GET users('a'): {missing}"), &created, &read]);
    let doubled = "POST users: the answer to the batch holds several for it; !";
    check(&json!({"responses": [answer("1"), answer("2"), answer("3"), answer("2")]}), ["of 1", doubled, "of 3"]);
    for unknown in ["4", "02", "+2", "0", "-1", "2 ", "18446744073709551616", "x"] {
        let of_unknown = format!("{missing}, and one for `{unknown}`, which is not the id of a request");
        check(
            &json!({"responses": [answer("1"), answer(unknown), answer("3")]}),
            ["of 1", &format!("POST users: {of_unknown}; !"), "of 3"],
        );
    }
    // An unknown one beside all others concerns nobody.
    check(&json!({"responses": [answer("1"), answer("2"), answer("9"), answer("3")]}), ["of 1", "of 2", "of 3"]);
}

#[test]
fn wrong_shapes_are_errors_of_those_concerned() {
    let odd = |member: &str, value: Value, expect: &str| {
        let mut second = answer("2");
        second[member] = value;
        let expect = format!("POST users: the batch's answer for it cannot be read: {expect}; !");
        check(&json!({"responses": [answer("1"), second, answer("3")]}), ["of 1", &expect, "of 3"]);
    };
    odd("status", json!(null), "it has no `status` that is a number");
    odd("status", json!(true), "it has no `status` that is a number");
    odd("status", json!("OK"), "its `status` is not one of HTTP");
    odd("status", json!(0), "its `status` is not one of HTTP");
    odd("status", json!(-200), "its `status` is not one of HTTP");
    odd("status", json!(200.5), "its `status` is not one of HTTP");
    odd("status", json!(70000), "its `status` is not one of HTTP");
    odd("headers", json!({"a b": "c"}), "its headers: `a b` is not a header");
    odd("headers", json!({"a": "c\r\nd"}), "its headers: `a` is not a header");
    odd("headers", json!({"a": []}), "its headers: `a` is not a header");
    odd("headers", json!([]), "its headers: invalid type: sequence, expected an object");
    let missing = ["of 1", "POST users: the answer to the batch holds none for it; !", "of 3"];
    for second in [json!(5), json!(null), json!([]), json!({}), json!({"id": null}), json!({"id": ["2"]})] {
        check(&json!({"responses": [answer("1"), second, answer("3")]}), missing);
    }
    let image = json!({"id": "2", "status": 200, "headers": {"Content-Type": "image/png"}, "body": "no base64!"});
    check(
        &json!({"responses": [answer("1"), image, answer("3")]}),
        [
            "of 1",
            "POST users: the batch's answer for it cannot be read: its body is not base64, as its content type has it; !",
            "of 3",
        ],
    );
    check_text(
        r#"{"responses": [{"id":"1","status":200,"body":{"id":"x"}}, {"id":"2","status":500,"status":201}, {"id":"3","status":200,"body":{"id":"y"}}]}"#,
        ["x", "POST users: the batch's answer for it cannot be read: it has `status` twice; !", "y"],
    );
}

/// P15: a success whose body does not fit is done.
#[test]
fn a_success_that_cannot_be_decoded_is_done() {
    let body = json!({"responses": [answer("1"), {"id": "2", "status": 201, "body": {"id": 5}}, answer("3")]});
    let server = Server::saying("application/json", &body.to_string());
    let client = server.client();
    let mut batch = client.batch();
    _ = batch.add(user(&client, "a"));
    let created = batch.add(users(&client).create(named("b")));
    let error = block_on(batch.send()).unwrap().take(created).unwrap_err();
    assert!(matches!(error, Error::Response(_)) && error.is_done(), "{error}");
}

/// What was read before the fault counts.
#[test]
fn what_breaks_off_is_an_error_of_the_rest() {
    let whole = json!({"responses": [answer("1"), answer("2"), answer("3")]}).to_string();
    let (start, _) = whole.split_once(&answer("3").to_string()).unwrap();
    for cut in [start.to_owned(), format!("{start}{{\"id\": \"3\", \"status\": 20")] {
        let found = outcome(&Server::saying("application/json", &cut));
        assert_eq!(found[..2], ["of 1", "of 2"]);
        assert!(found[2].starts_with("GET users('c'): the answer to the batch holds none for it; it cannot be read to its end: EOF while parsing"), "{found:?}");
    }
    for (body, fault) in [
        ("", "EOF while parsing a value"),
        ("[]", "invalid type: sequence, expected an object with `responses`"),
        ("{}", "it has no `responses`"),
        (r#"{"responses": 5}"#, "invalid type: integer `5`, expected an array of answers"),
        (r#"{"responses": {"1": {}}}"#, "invalid type: map, expected an array of answers"),
        ("<html>", "expected value"),
    ] {
        let found = outcome(&Server::saying("application/json", body));
        let expect =
            format!("POST users: the answer to the batch holds none for it; it cannot be read to its end: {fault}");
        assert!(found[1].starts_with(&expect), "{found:?}");
    }
}

/// An error of the call is one of all tickets, and of those that were not sent.
#[test]
fn errors_of_the_call() {
    let body = r#"{"error": {"code": "Denied", "message": "no batch for you"}}"#;
    let calls = |status: u16| {
        let server = Server::new(move |_, _| Ok(Outer(status, "application/json".into(), body.as_bytes().to_vec())));
        let client = server.builder_of(Service::new(ROOT).batch_limit(1)).build().unwrap();
        let mut batch = client.batch();
        let tickets = [batch.add(users(&client).create(named("a"))), batch.add(users(&client).create(named("b")))];
        let answers = block_on(batch.send()).unwrap();
        let errors = tickets.map(|ticket| answers.take(ticket).unwrap_err());
        for error in &errors {
            assert_eq!(error.as_service().unwrap().code(), Some("Denied"));
            assert_eq!(error.status().unwrap().as_u16(), status);
        }
        let may_be_done = errors.each_ref().map(|error| match error {
            Error::Batch(error) => error.may_be_done(),
            error => panic!("{error}"),
        });
        (server.calls(), may_be_done, errors.map(|error| error.to_string().replace(ROOT, "")))
    };
    let (count, may_be_done, texts) = calls(403);
    assert_eq!((count, may_be_done), (1, [false, false]));
    let cause = "POST $batch: 403 Forbidden: Denied: no batch for you";
    assert_eq!(texts[0], format!("POST users: the batch that carried it failed: {cause}"));
    assert_eq!(texts[1], format!("POST users: it was not sent, because an earlier call of the batch failed: {cause}"));
    // The fault is that of one call.
    assert_eq!(calls(400).0, 2);
    // What may be done is not sent again.
    assert_eq!((calls(500).0, calls(500).1), (1, [true, false]));
    let (count, may_be_done, _) = calls(200);
    assert_eq!((count, may_be_done), (1, [true, false]));
}
