//! Batches as JSON (JSON Format 19): what stands in them, and what answers become.

use serde_json::{Value, json};

use super::server::{Outer, Server, entity};
use super::{User, named, user, users};
use crate::runtime::internal::{
    Batch, Client, Nothing, Nullable, PlainText, ReadByDownload, Service, Value as OneValue,
};
use crate::transport::support::{ROOT, block_on};

/// The one request of a batch.
fn check(add: impl Fn(&Client, &mut Batch), expect: Value) {
    let server = Server::json(|_, _| entity("1"));
    let client = server.client();
    let mut batch = client.batch();
    add(&client, &mut batch);
    block_on(batch.send()).unwrap();
    assert_eq!(json!(server.requests(0)), json!([expect]));
}

// G9
#[test]
fn requests_are_written_with_their_headers_and_bodies() {
    let read = |path: &str| json!({"id": "1", "method": "GET", "url": path});
    check(|c, batch| drop(batch.add(user(c, "ada"))), read("users('ada')"));
    check(
        |c, batch| drop(batch.add(users(c).top(5).filter_raw("name eq 'A b'"))),
        read("users?$top=5&$filter=name%20eq%20'A%20b'"),
    );
    check(
        |c, batch| drop(batch.add(users(c).create(named("Ada")))),
        json!({
            "id": "1", "method": "POST", "url": "users",
            "headers": {"content-type": "application/json"},
            "body": {"name": "Ada"},
        }),
    );
    check(
        |c, batch| drop(batch.add(user(c, "ada").delete().if_match("W/\"1\"").prefer("a").prefer("b"))),
        json!({
            "id": "1", "method": "DELETE", "url": "users('ada')",
            "headers": {"if-match": "W/\"1\"", "prefer": "a, b"},
        }),
    );
    let content = |content_type: &'static str, bytes: &'static [u8], expect: Value| {
        check(
            move |c, batch| drop(batch.add(c.at::<Nothing>("photo").send_content("PUT", bytes.to_vec(), content_type))),
            json!({
                "id": "1", "method": "PUT", "url": "photo",
                "headers": {"content-type": content_type},
                "body": expect,
            }),
        );
    };
    content("image/jpeg", b"\xFB\xFF\x00", json!("-_8A"));
    content("text/plain", "\u{e4}\"".as_bytes(), json!("\u{e4}\""));
    content("application/json", br#"{"a": 1}"#, json!({"a": 1}));
    content("application/merge-patch+json", b"[1]", json!([1]));
}

/// P12: what speaks of the protocol and the credential stands outside, and entity tags inside.
#[test]
fn the_call_itself() {
    let server = Server::json(|_, _| entity("1"));
    let client = server.builder().header("ConsistencyLevel", "eventual").header("X-Api-Key", "k").build().unwrap();
    let mut batch = client.batch();
    _ = batch.add(user(&client, "ada").if_none_match("\"1\""));
    block_on(batch.send()).unwrap();
    let head = server.head(0);
    assert!(head.starts_with(&format!("POST {ROOT}$batch\n")), "{head}");
    for line in [
        "accept: application/json",
        "content-type: application/json",
        "odata-version: 4.0",
        "odata-maxversion: 4.01",
        "authorization: Bearer secret",
        "consistencylevel: eventual",
        "x-api-key: k",
        "prefer: continue-on-error, odata.continue-on-error",
    ] {
        assert!(head.lines().any(|found| found == line), "{line}\n{head}");
    }
    assert!(!head.contains("if-none-match"), "{head}");
    let inner = json!({"consistencylevel": "eventual", "if-none-match": "\"1\""});
    assert_eq!(server.requests(0)[0]["headers"], inner);
}

// G9
#[test]
fn urls_begin_with_a_slash_where_the_service_wants_it() {
    let server = Server::json(|_, _| entity("1"));
    let service = Service::new(ROOT).key_as_segment().rooted_batch_urls().batch_limit(20);
    let client = server.builder_of(service).build().unwrap();
    let mut batch = client.batch();
    let ada = batch.add(user(&client, "ada"));
    _ = batch.add(users(&client).by_ref(&ada).segment::<Nothing>("members"));
    block_on(batch.send()).unwrap();
    let urls: Vec<_> = server.requests(0).iter().map(|request| request["url"].clone()).collect();
    assert_eq!(urls, ["/users/ada", "$1/members"]);
}

/// What the ticket of a request gives, where the service answers this.
fn answered<S: crate::runtime::internal::Shape<Output: std::fmt::Debug>>(answer: Value) -> String {
    let server = Server::json(move |_, _| answer.clone());
    let client = server.client();
    let mut batch = client.batch();
    let ticket = batch.add(client.at::<S>("x"));
    match block_on(batch.send()).unwrap().take(ticket) {
        Ok(value) => format!("{value:?}"),
        Err(error) => error.to_string(),
    }
}

// G9, P20
#[test]
fn answers_are_read_by_their_content_types() {
    let answer = |content_type: &str, body: Value| json!({"status": 200, "headers": {"Content-Type": content_type}, "body": body});
    assert_eq!(answered::<OneValue<i64>>(answer("application/json;odata.metadata=minimal", json!({"value": 5}))), "5");
    assert_eq!(answered::<OneValue<i64>>(json!({"status": 200, "body": {"value": 5}})), "5");
    assert_eq!(answered::<OneValue<i64>>(json!({"status": "200", "headers": null, "body": {"value": 5}})), "5");
    assert_eq!(answered::<PlainText>(answer("text/plain", json!("a \"b\""))), r#""a \"b\"""#);
    assert_eq!(answered::<PlainText>(answer("text/plain", json!(42))), "\"42\"");
    assert_eq!(answered::<PlainText>(json!({"status": 200, "body": "text"})), "\"text\"");
    assert_eq!(answered::<PlainText>(answer("application/octet-stream", json!("Zm9v"))), "\"foo\"");
    assert_eq!(answered::<PlainText>(answer("application/xml", json!("<a/>"))), "\"<a/>\"");
    assert_eq!(answered::<Nothing>(json!({"status": 204})), "()");
    assert_eq!(answered::<Nullable<OneValue<i64>>>(json!({"status": 204, "body": null})), "None");
}

// P20
#[test]
fn each_ticket_has_its_own_result() {
    let server = Server::json(|_, request| match request["url"].as_str().unwrap() {
        "users('gone')" => json!({
            "status": 404, "headers": {"request-id": "r1"},
            "body": {"error": {"code": "NotFound", "message": "no such user"}},
        }),
        "users" => json!({"status": 204, "headers": {"Location": format!("{ROOT}users('7')"), "ETag": "\"e\""}}),
        "odd" => json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": {"value": "five"}}),
        "photo" => json!({"status": 200, "headers": {"Content-Type": "image/png"}, "body": "-_8"}),
        _ => entity("ada"),
    });
    let client = server.client();
    let mut batch = client.batch();
    let gone = batch.add(user(&client, "gone"));
    let optional = batch.add(user(&client, "gone").optional());
    let created = batch.add(users(&client).create(named("Ada")));
    let with_head = batch.add(users(&client).create(named("Ada")));
    let odd = batch.add(client.at::<OneValue<i64>>("odd"));
    let photo = batch.add(client.at::<ReadByDownload>("photo"));
    let ada = batch.add(user(&client, "ada"));
    let answers = block_on(batch.send()).unwrap();
    assert_eq!(server.calls(), 1);

    assert_eq!(answers.take(ada).unwrap().id.as_deref(), Some("ada"));
    let error = answers.take(gone).unwrap_err();
    assert!(error.is_not_found());
    let error = error.as_service().unwrap();
    assert_eq!((error.code(), error.request_id()), (Some("NotFound"), Some("r1")));
    assert_eq!((error.method().as_str(), error.url().to_string()), ("GET", format!("{ROOT}users('gone')")));
    assert_eq!(answers.take(optional).unwrap().map(|_| ()), None);
    // P15: what was created is created, with or without a body.
    let error = answers.take(created).unwrap_err();
    assert!(error.is_done(), "{error}");
    assert_eq!(error.location(), Some(format!("{ROOT}users('7')").as_str()));
    let response = answers.response(with_head).unwrap();
    assert!(response.body.is_none());
    assert_eq!((response.status.as_u16(), response.etag()), (204, Some("\"e\"")));
    let error = answers.take(odd).unwrap_err().to_string();
    assert!(
        error.starts_with("GET https://example.com/odata/odd: 200 OK, but the body cannot be decoded: $.value"),
        "{error}"
    );
    assert_eq!(&answers.bytes(photo).unwrap().body[..], b"\xFB\xFF");
}

/// An outer 200 says nothing of the inner (G9), and an error object in an inner success is an error.
#[test]
fn an_inner_success_can_be_an_error() {
    let text = answered::<User>(json!({"status": 200, "body": {"error": {"code": "x", "message": "failed"}}}));
    assert_eq!(text, "GET https://example.com/odata/x: 200 OK, but the body is an error: x: failed");
}

#[test]
fn an_empty_batch_and_what_says_nothing_are_not_sent() {
    let server = Server::new(|_, _| panic!("nothing is sent"));
    let client = server.client();
    assert!(client.batch().is_empty());
    block_on(client.batch().send()).unwrap();
    let read: crate::runtime::internal::Instance<User> = serde_json::from_str(r#"{"id":"ada"}"#).unwrap();
    let mut batch = client.batch();
    let saved = batch.add(user(&client, "ada").save(&read));
    let answers = block_on(batch.send()).unwrap();
    assert!(answers.take(saved).unwrap().is_none());
}

#[test]
fn numbers_are_quoted_where_the_client_says_so() {
    let server = Server::json(|_, _| entity("1"));
    let client = server.builder().ieee754_compatible().build().unwrap();
    let mut batch = client.batch();
    _ = batch.add(user(&client, "ada"));
    block_on(batch.send()).unwrap();
    assert_eq!(server.requests(0)[0]["headers"]["accept"], "application/json;IEEE754Compatible=true");
}

/// A batch of which a part cannot be sent is sent without it.
#[test]
fn the_outer_answer_may_have_a_byte_order_mark() {
    let body =
        "\u{feff}{\"@odata.context\": 1, \"responses\": [{\"id\": 1, \"status\": 200, \"body\": {\"id\": \"ada\"}}]}";
    let server = Server::new(move |_, _| Ok(Outer(200, "application/json".into(), body.as_bytes().to_vec())));
    let client = server.client();
    let mut batch = client.batch();
    let ada = batch.add(user(&client, "ada"));
    assert_eq!(block_on(batch.send()).unwrap().take(ada).unwrap().id.as_deref(), Some("ada"));
}
