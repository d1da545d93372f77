//! Bodies that are something else, or not whole.

use super::{answered, category, number, products};
use crate::runtime::internal::{Error, PlainText, TransportErrorKind, Value};
use crate::transport::support::{Answer, Fake, block_on};

const CSV: Answer = Answer(200, &[("Content-Type", "text/csv;charset=utf-8")], "\u{feff}Date,Users\r\n2026-11-30,5");

/// The text of the error where the service answers a request for a collection with this.
fn text(answer: Answer) -> String {
    answered(answer, products).unwrap_err().to_string()
}

// G8
#[test]
fn the_error_says_what_came() {
    let text_of_csv = text(CSV);
    assert!(text_of_csv.contains("200 OK, but the body cannot be decoded"), "{text_of_csv}");
    assert!(
        text_of_csv
            .contains("it begins with `\\u{feff}Date,Users 2026-11-30,5` (its type is `text/csv;charset=utf-8`)"),
        "{text_of_csv}"
    );
    let html = text(Answer(200, &[("Content-Type", "text/html")], "<html>\n<title>Sign in</title>"));
    assert!(html.ends_with("it begins with `<html> <title>Sign in</title>` (its type is `text/html`)"), "{html}");
    let long = text(Answer(200, &[("Content-Type", "text/html")], "<html>".repeat(1000).leak()));
    assert!(long.len() < 500, "{long}");
    assert_eq!(answered(CSV, |c| c.at::<PlainText>("a")).unwrap(), "Date,Users\r\n2026-11-30,5");
}

#[test]
fn it_says_nothing_of_a_body_that_is_to_stay_out_of_texts() {
    let fake = Fake::new([CSV]);
    let error = block_on(products(&fake.builder().redact_errors().build().unwrap())).unwrap_err();
    assert!(error.to_string().contains("text/csv") && !error.to_string().contains("Users"), "{error}");
    let fake = Fake::new([Answer(200, &[], r#"{"value":[{"error":{"code":"Secret","message":"m"}}"#)]);
    let error = block_on(products(&fake.builder().redact_errors().build().unwrap())).unwrap_err();
    assert!(error.to_string().contains("broke the body off") && !error.to_string().contains("Secret"), "{error}");
}

// G8
#[test]
fn bodies_that_are_cut() {
    let cut = text(Answer(200, &[], r#"{"value":[{"id":"1"}"#));
    assert!(cut.contains("200 OK, but the body breaks off after 20 bytes: $.value[1]: EOF"), "{cut}");
    let short = answered(Answer(200, &[("Content-Length", "40")], r#"{"value":5}"#), number).unwrap_err();
    let Error::Transport(error) = &short else { panic!("{short:?}") };
    assert_eq!(error.kind(), TransportErrorKind::Body);
    let source = std::error::Error::source(&short).unwrap().to_string();
    assert_eq!(source, "the body has 11 bytes, and its response says that it has 40");
    assert!(!short.is_done());
    // The length is that of the compressed body.
    let headers: &[_] = &[("Content-Length", "40"), ("Content-Encoding", "gzip")];
    assert_eq!(answered(Answer(200, headers, r#"{"value":5}"#), number).unwrap(), 5);
}

// G8
#[test]
fn errors_in_the_stream() {
    for body in [
        r#"{"value":[{"id":"1"},{"error":{"code":"Gone","message":"The disk is full."}}"#,
        r#"{"value":[{"id":"1"},{"id":"2"{"error":{"code":"Gone","message":"The disk is full."}}"#,
        "{\"value\":[{\"id\":\"1\"},\r\n{ \"error\" : {\"code\":\"Gone\",\"message\":\"The disk is full.\",\"target\":\"error\"}}]}]",
    ] {
        let error = answered(Answer(200, &[], body), products).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("200 OK, but the service broke the body off with an error: Gone: The disk is full."),
            "{error}"
        );
        let Error::Response(error) = error else { panic!("{error:?}") };
        assert_eq!(error.in_stream_error().unwrap().code, "Gone");
    }
    // An entity may have such a property, and another body may be cut anywhere.
    for body in [
        r#"{"value":[{"id":5,"error":{"code":"c"}}]}"#,
        r#"{"value":[{"id":"error"#,
        r#"{"value":[{"error":5"#,
        "\"error\"",
    ] {
        let Error::Response(error) = answered(Answer(200, &[], body), products).unwrap_err() else { panic!("{body}") };
        assert!(error.in_stream_error().is_none(), "{body}");
    }
    let long = format!("{{\"value\":[{}", "{\"error\":".repeat(200_000)).leak();
    assert!(text(Answer(200, &[], long)).contains("200 OK, but "));
}

// J1
// J15
#[test]
fn byte_order_marks_are_skipped() {
    let page = answered(Answer(200, &[], "\u{feff}{\"value\":[{\"id\":\"1\"}]}"), products).unwrap();
    assert_eq!(page[0].id.as_deref(), Some("1"));
    let entity = answered(Answer(200, &[], "\u{feff} {\"id\":\"1\"}"), category).unwrap();
    assert_eq!(entity.id.as_deref(), Some("1"));
    assert_eq!(answered(Answer(200, &[], "\u{feff}{\"value\":5}"), number).unwrap(), 5);
    assert_eq!(answered(Answer(200, &[], "\u{feff}5"), number).unwrap(), 5);
    assert_eq!(answered(Answer(200, &[], "\u{feff}null"), |c| category(c).optional()).unwrap().map(|_| ()), None);
    assert_eq!(answered(Answer(200, &[], "\u{feff}a\u{feff}"), |c| c.at::<PlainText>("a")).unwrap(), "a\u{feff}");
    let error =
        answered(Answer(400, &[], "\u{feff}{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"), number).unwrap_err();
    assert_eq!(error.as_service().unwrap().code(), Some("c"));
    let fake = Fake::new([
        Answer(200, &[], "\u{feff}{\"value\":[1],\"@odata.nextLink\":\"p\"}"),
        Answer(200, &[], "\u{feff}{\"value\":[2]}"),
    ]);
    let mut items = fake.client().at::<crate::runtime::internal::Many<Value<i64>>>("a").items();
    let mut all = Vec::new();
    while let Some(item) = block_on(items.try_next()).unwrap() {
        all.push(item);
    }
    assert_eq!(all, [1, 2]);
}

// P3
#[test]
fn an_empty_next_link_ends_the_collection() {
    for link in [r#""""#, r#"" ""#, "null"] {
        let body: &str =
            format!(r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":{link},"@odata.deltaLink":{link}}}"#).leak();
        let fake = Fake::new([Answer(200, &[], body)]);
        let mut items = products(&fake.client()).items();
        assert!(block_on(items.try_next()).unwrap().is_some());
        assert!(block_on(items.try_next()).unwrap().is_none());
        assert!(items.delta_link().is_none());
        let page = answered(Answer(200, &[], body), products).unwrap();
        assert_eq!((page.next_link.as_deref(), page.delta_link.as_deref()), (None, None));
        // Such a page of another host leads nowhere, so that it can be read.
        let fake = Fake::new([Answer(302, &[("Location", "https://cdn.example/p")], ""), Answer(200, &[], body)]);
        assert_eq!(block_on(products(&fake.client())).unwrap().len(), 1);
    }
}
