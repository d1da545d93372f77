//! P11, G8: errors.

use std::error::Error as _;

use crate::runtime::internal::{Error, Nothing, ServiceError, Value};
use crate::transport::support::{Answer, Fake, block_on};

fn service_error(answer: Answer) -> ServiceError {
    let fake = Fake::new([answer]);
    match block_on(fake.client().at::<Nothing>("a").query_option("secret", "s")).unwrap_err() {
        Error::Service(error) => *error,
        other => panic!("{other:?}"),
    }
}

/// Code, message and text of an error response with this body.
fn check(body: &'static str, code: Option<&str>, message: Option<&str>, text: &str) {
    let error = service_error(Answer(400, &[], body));
    assert_eq!((error.code(), error.message()), (code, message), "{body}");
    assert_eq!(error.to_string(), format!("GET https://example.com/odata/a?…: 400 Bad Request{text}"));
    assert_eq!(error.body(), body);
}

#[test]
fn g8_a_graph_error() {
    let error = service_error(Answer(
        404,
        &[("request-id", "r-1"), ("client-request-id", "c-1"), ("Content-Type", "application/json")],
        r##"{"error":{"code":"NotFound","message":"No 'x'.","target":"id","@odata.type":"#e",
            "details":[{"code":"d","message":"m","target":"t","more":1},{}],
            "innerError":{"code":"inner","date":"2026-11-23","request-id":"r-2",
                "innererror":{"code":"innermost","message":"why","client-request-id":"c-2"}}}}"##,
    ));
    assert_eq!((error.status().as_u16(), error.code(), error.message()), (404, Some("NotFound"), Some("No 'x'.")));
    assert_eq!((error.request_id(), error.client_request_id()), (Some("r-1"), Some("c-1")));
    assert_eq!((error.method().as_str(), error.url().query()), ("GET", Some("secret=s")));
    assert_eq!(error.headers()["content-type"], "application/json");
    let told = error.error().unwrap();
    assert_eq!((told.target.as_deref(), told.innermost_code()), (Some("id"), "innermost"));
    assert_eq!((told.details.len(), told.details[0].extras["more"].as_i64()), (2, Some(1)));
    assert_eq!(told.extras["@odata.type"], "#e");
    let inner = told.inner.as_ref().unwrap();
    assert_eq!(inner.extras["date"], "2026-11-23");
    assert_eq!(inner.inner.as_ref().unwrap().message.as_deref(), Some("why"));
    let text = "GET https://example.com/odata/a?…: 404 Not Found: NotFound: No 'x'. (request-id r-1)";
    assert_eq!(error.to_string(), text);
}

#[test]
fn g8_identifiers_from_the_inner_error() {
    let body = r#"{"error":{"code":"c","message":"m","innerError":{"innerError":{"request-id":"r","client-request-id":"c"}}}}"#;
    let error = service_error(Answer(500, &[], body));
    assert_eq!((error.request_id(), error.client_request_id()), (Some("r"), Some("c")));
}

#[test]
fn g8_html_still_gives_status_and_text() {
    let html = "<html>\n <h1>Service \u{1b}[31mUnavailable</h1>\n</html>";
    let error = service_error(Answer(503, &[("Content-Type", "text/html")], html));
    assert_eq!((error.status().as_u16(), error.text().as_ref(), error.error()), (503, html, None));
    let text = r"GET https://example.com/odata/a?…: 503 Service Unavailable: <html> <h1>Service \u{1b}[31mUnavailable</h1> </html>";
    assert_eq!(error.to_string(), text);
}

#[test]
fn g8_bodies_of_all_sorts() {
    check("", None, None, "");
    check("[1]", None, None, ": [1]");
    check("{}", None, None, ": {}");
    check(r#"{"error":null}"#, None, None, r#": {"error":null}"#);
    check(r#"{"error":{}}"#, Some(""), Some(""), ": ");
    check(r#"{"error":{"code":5,"message":null}}"#, Some("5"), Some(""), ": 5");
    check(r#"{"error":{"message":{"lang":"en","value":"m"}}}"#, Some(""), Some("m"), ": m");
    check(r#"{"odata.error":{"code":"c","message":{"value":"m"}}}"#, Some("c"), Some("m"), ": c: m");
    check(r#"{"error":"bad_token","error_description":"d"}"#, Some("bad_token"), Some("d"), ": bad_token: d");
    check(r#"{"error":{"code":"c","details":7,"innererror":"x"}}"#, Some("c"), Some(""), ": c");
}

#[test]
fn long_bodies_are_cut_in_the_text_alone() {
    let error = service_error(Answer(502, &[], "word ".repeat(1000).leak()));
    assert_eq!(error.body().len(), 5000);
    let text = error.to_string();
    assert!(text.ends_with('…') && text.chars().count() < 300, "{text}");
}

#[test]
fn p11_statuses_are_told_apart() {
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate); 9] = [
        (304, Error::is_not_modified),
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (410, Error::is_gone),
        (412, Error::is_precondition_failed),
        (429, Error::is_throttled),
        (501, Error::is_not_implemented),
    ];
    for (status, _) in predicates {
        let fake = Fake::new([Answer(status, &[], "")]);
        let error = block_on(fake.client().at::<Nothing>("a")).unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        for (other, predicate) in predicates {
            assert_eq!(predicate(&error), status == other, "{status} {other}");
        }
    }
}

#[test]
fn a_body_that_does_not_fit_its_shape() {
    let fake = Fake::new([Answer(200, &[("Content-Type", "text/html")], "<html>")]);
    let error = block_on(fake.client().at::<Value<i64>>("a").query_option("secret", "s")).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("GET https://example.com/odata/a?…: 200 OK, but the body cannot be decoded: "), "{text}");
    assert!(text.ends_with("(its type is `text/html`)"), "{text}");
    let Error::Response(error) = error else { panic!("{error:?}") };
    assert_eq!((error.body().as_ref(), error.url().query()), (b"<html>".as_slice(), Some("secret=s")));
    assert!(!format!("{error:?}").contains("secret"));
}

#[test]
fn a_transport_error_keeps_its_source() {
    let fake = Fake::new([]);
    let error = block_on(fake.client().at::<Nothing>("a")).unwrap_err();
    assert_eq!(error.to_string(), "GET https://example.com/odata/a: no connection to the host");
    assert_eq!(error.source().unwrap().to_string(), "no more answers");
    assert!(error.status().is_none() && !error.is_timeout());
}

#[test]
fn errors_are_small_and_travel() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    assert!(size_of::<Error>() <= 16);
}
