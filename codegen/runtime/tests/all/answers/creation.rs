//! P15: a creation that succeeded never ends as a failure.

use super::{Product, answered, cup, products};
use crate::runtime::internal::{Argument, Error, Instance, Value};
use crate::transport::support::{Answer, Fake, block_on, has};

const CUP: &str = r#"{"id":"7","name":"cup"}"#;

type Headers = &'static [(&'static str, &'static str)];

/// What a creation gives where the service answers with these, one after the other; and the request lines.
fn create(answers: impl IntoIterator<Item = Answer>) -> (Result<Instance<Product>, Error>, Vec<String>) {
    let fake = Fake::new(answers);
    let result = block_on(products(&fake.client()).create(cup()));
    (result, fake.lines())
}

/// The second request is this one, and its answer is the entity.
fn check_read(status: u16, headers: Headers, body: &'static str, url: &str) {
    let (result, lines) = create([Answer(status, headers, body), Answer(200, &[], CUP)]);
    assert_eq!(lines, ["POST https://example.com/odata/Products".to_owned(), format!("GET {url}")]);
    assert_eq!(result.unwrap().id.as_deref(), Some("7"));
}

/// The creation is done, the error says so and where the entity is, and how many requests were sent.
fn check_done(answers: Vec<Answer>, requests: usize, parts: &[&str]) -> Error {
    let (result, lines) = create(answers);
    let error = result.unwrap_err();
    assert_eq!(lines.len(), requests, "{error}");
    assert!(error.is_done() && !error.is_accepted() && !error.is_absent(), "{error}");
    let text = error.to_string();
    for part in ["POST https://example.com/odata/Products: 20", "so this is done and must not be sent again"]
        .iter()
        .chain(parts)
    {
        assert!(text.contains(part), "{text}");
    }
    error
}

// P15
#[test]
fn it_is_read_from_where_the_service_says() {
    const ID: Headers = &[("OData-EntityId", "https://example.com/odata/Products('7')")];
    let url = "https://example.com/odata/Products('7')";
    check_read(204, ID, "", url);
    check_read(200, ID, "", url);
    check_read(201, ID, " \r\n", url);
    check_read(201, ID, "\u{feff}", url);
    check_read(204, &[("EntityId", "Products('7')")], "", url);
    check_read(201, &[("Location", "/odata/Products('7')")], "", url);
    check_read(204, &[("Location", "Products('8')"), ("OData-EntityId", "Products('7')")], "", url);
    // An identity need not be a URL, nor one of the service's.
    check_read(204, &[("Location", "Products('7')"), ("OData-EntityId", "urn:uuid:5")], "", url);
    check_read(204, &[("Location", "Products('7')"), ("OData-EntityId", "https://id.example/7")], "", url);
    check_read(201, &[("Location", "Products('é')")], "", "https://example.com/odata/Products('%C3%A9')");
}

// P15: Redfish answers with a message.
#[test]
fn a_message_of_success_is_no_entity() {
    let body = r#"{"error":{"code":"Base.1.8.Success","message":"Created","@Message.ExtendedInfo":[{"MessageId":"Base.1.8.Created","Severity":"OK"}]}}"#;
    check_read(201, &[("Location", "Products('7')")], body, "https://example.com/odata/Products('7')");
}

// P15
#[test]
fn an_entity_that_came_is_not_read_again() {
    let (result, lines) = create([Answer(201, &[("Location", "Products('7')")], CUP)]);
    assert_eq!((result.unwrap().id.as_deref(), lines.len()), (Some("7"), 1));
}

// P15
#[test]
fn headers_of_the_creation_stay_with_it() {
    let fake = Fake::new([Answer(204, &[("Location", "Products('7')")], ""), Answer(200, &[], CUP)]);
    let request = products(&fake.client()).create(cup()).query_option("$expand", "Parts").if_none_match("*");
    let request =
        request.prefer("respond-async").prefer("IdType=\"ImmutableId\"").header("Repeatability-Request-ID", "1");
    block_on(request.header("ConsistencyLevel", "eventual")).unwrap();
    let read = &fake.requests()[1];
    assert!(has(read, "prefer: IdType=\"ImmutableId\"") && has(read, "consistencylevel: eventual"), "{read}");
    assert!(has(read, "authorization: Bearer secret"), "{read}");
    for part in ["respond-async", "if-none-match", "repeatability", "content-type", "odata-version", "$expand", "cup"] {
        assert!(!read.contains(part), "{part}: {read}");
    }
}

// P15, P17
#[test]
fn it_is_done_where_it_cannot_be_read() {
    let error = check_done(vec![Answer(204, &[("ETag", "W/\"1\"")], "")], 1, &["the answer has no body"]);
    assert_eq!((error.location(), error.entity_id(), error.etag()), (None, None, Some("W/\"1\"")));
    assert_eq!(error.status().unwrap(), 204);

    let foreign: Headers = &[("Location", "https://evil.example/Products('7')?sig=1"), ("OData-EntityId", "urn:é")];
    let error = check_done(vec![Answer(204, foreign, "")], 1, &["is not followed"]);
    assert_eq!(error.location(), Some("https://evil.example/Products('7')?sig=1"));
    assert_eq!(error.entity_id(), Some("urn:é"));
    assert!(!error.to_string().contains("sig="), "{error}");

    let there: Headers = &[("OData-EntityId", "Products('7')"), ("ETag", "\"1\"")];
    let after = |answer| vec![Answer(204, there, ""), answer];
    let error =
        check_done(after(Answer(404, &[], "")), 2, &["GET https://example.com/odata/Products('7'): 404 Not Found"]);
    assert_eq!(
        (error.entity_id(), error.etag(), error.status().unwrap().as_u16()),
        (Some("Products('7')"), Some("\"1\""), 204)
    );
    assert!(!error.is_not_found());
    check_done(after(Answer(204, &[], "")), 2, &["204 No Content, so there is nothing here"]);
    check_done(after(Answer(202, &[], "")), 2, &["202 Accepted"]);
    check_done(after(Answer(200, &[], "{")), 2, &["the body breaks off after 1 bytes"]);
    check_done(after(Answer(200, &[], r#"{"error":{"code":"c","message":"m"}}"#)), 2, &["the body is an error: c: m"]);
    check_done(vec![Answer(204, there, "")], 2, &["no connection to the host"]);
    let fake = Fake::new([
        Answer(204, there, ""),
        Answer(302, &[("Location", "https://evil.example/x")], ""),
        Answer(200, &[], CUP),
    ]);
    let error = block_on(products(&fake.client()).create(cup())).unwrap_err();
    assert!(error.is_done() && error.to_string().contains("https://evil.example"), "{error}");
    assert!(!fake.requests()[2].contains("Bearer"));
}

// P15
#[test]
fn it_is_done_where_its_answer_cannot_be_decoded() {
    check_done(
        vec![Answer(201, &[], r#"{"id":5}"#)],
        1,
        &["but the body cannot be decoded: $.id: expected Edm.String, found number 5"],
    );
    check_done(vec![Answer(201, &[], r#"{"id":"7"#)], 1, &["but the body breaks off after 8 bytes"]);
    check_done(vec![Answer(201, &[("Content-Length", "99")], CUP)], 1, &["but the body could not be transferred"]);
}

// P15
#[test]
fn actions_are_done_too() {
    let call = |answer| answered(answer, |c| c.action::<Value<i64>>("count", [("of", Argument::of("x"))])).unwrap_err();
    for answer in [Answer(204, &[], ""), Answer(200, &[], ""), Answer(200, &[], "x")] {
        let error = call(answer);
        assert!(error.is_done(), "{error}");
    }
    // A value is not read from the address of an entity.
    assert!(call(Answer(204, &[("Location", "Products('7')")], "")).is_done());
    let fake = Fake::new([Answer(204, &[("OData-EntityId", "Products('7')")], ""), Answer(200, &[], CUP)]);
    let made = block_on(fake.client().action::<Product>("make", [])).unwrap();
    assert_eq!(made.id.as_deref(), Some("7"));
}

// P15: what failed is not done.
#[test]
fn errors_are_not_done() {
    for answer in [Answer(400, &[], ""), Answer(409, &[("Location", "Products('7')")], ""), Answer(500, &[], "")] {
        let error = answered(answer, |c| products(c).create(cup())).unwrap_err();
        assert!(!error.is_done() && error.location().is_none(), "{error}");
    }
    let error = answered(Answer(200, &[], r#"{"error":{"code":"c","message":"m"}}"#), |c| products(c).create(cup()));
    assert!(!error.unwrap_err().is_done());
    let error = block_on(products(&Fake::new([]).client()).create(cup())).unwrap_err();
    assert!(!error.is_done(), "{error}");
    // What another host answers is not the service's word.
    let fake = Fake::new([Answer(307, &[("Location", "https://evil.example/x")], ""), Answer(200, &[], "x")]);
    let error = block_on(fake.client().action::<Value<i64>>("a", [])).unwrap_err();
    assert!(!error.is_done(), "{error}");
}
