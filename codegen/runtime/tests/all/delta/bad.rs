//! Services that lie, and links that lead nowhere.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{all, users};
use crate::runtime::internal::{Body, ClientBuilder, DeltaCursor, Error, Service};
use crate::transport::clock::Doing;
use crate::transport::support::{Answer, Fake, ROOT};

fn page(link: &str) -> &'static str {
    format!(r#"{{"value":[{{"id":"1"}}],"@odata.nextLink":"{link}"}}"#).leak()
}

#[test]
fn links_that_loop_end_the_stream() {
    for (pages, expect) in [(vec![page("users")], 1), (vec![page("a"), page("b"), page("a")], 3)] {
        let fake = Fake::ok(pages);
        let (words, error) = all(&mut users(&fake.client()).changes());
        assert_eq!((words.len(), fake.lines().len()), (expect, expect));
        assert!(error.unwrap().to_string().contains("followed before"));
    }
}

#[test]
fn empty_pages_without_end_are_an_error() {
    let sent = AtomicUsize::new(0);
    let transport = Doing(move |_| {
        let number = sent.fetch_add(1, Ordering::SeqCst);
        let body = format!(r#"{{"value":[],"@odata.nextLink":"n?$skiptoken={number}"}}"#);
        std::future::ready(Ok(http::Response::new(Body::from(body))))
    });
    let client = ClientBuilder::new(Service::new(ROOT)).transport(transport).build().unwrap();
    let (words, error) = all(&mut users(&client).changes());
    let error = error.unwrap().to_string();
    assert!(words.is_empty() && error.contains("10000 pages in a row"), "{error}");
}

// G4, P17, P22: cursors lead to the service's hosts only, whatever they say.
#[test]
fn cursors_do_not_lead_to_other_hosts() {
    for link in [
        "https://evil.example/d",
        "//evil.example/d",
        "http://example.com/odata/d",
        "https://example.com@evil.example/",
    ] {
        let fake = Fake::ok([]);
        let (_, error) = all(&mut users(&fake.client()).changes_since(&DeltaCursor::from_link(link)));
        assert!(matches!(error, Some(Error::Link(_))), "{link}: {error:?}");
        assert!(fake.lines().is_empty(), "{link}");
    }
    for field in ["nextLink", "deltaLink"] {
        let body = format!(r#"{{"value":[{{"id":"1"}}],"@odata.{field}":"https://evil.example/d?x=1"}}"#);
        let fake = Fake::ok([&*body.leak()]);
        let mut changes = users(&fake.client()).changes();
        let (words, mut error) = all(&mut changes);
        if field == "deltaLink" {
            error = all(&mut users(&fake.client()).changes_since(&changes.cursor().unwrap())).1;
        }
        assert!(words == ["1"] && matches!(error, Some(Error::Link(_))), "{error:?}");
        assert_eq!(fake.lines().len(), 1);
    }
    let fake = Fake::new([Answer(410, &[("Location", "https://evil.example/d")], "")]);
    let (words, error) = all(&mut users(&fake.client()).changes());
    assert!(words == ["!"] && matches!(error, Some(Error::Link(_))), "{error:?}");
    assert_eq!(fake.lines().len(), 1);
}

// A link that cannot be followed shows after the items of its page, and the cursor leads behind them.
#[test]
fn a_link_that_is_not_one() {
    for field in ["nextLink", "deltaLink"] {
        let body: &'static str = format!(r#"{{"value":[{{"id":"1"}}],"@odata.{field}":"ftp://x"}}"#).leak();
        let fake = Fake::ok([body]);
        let mut changes = users(&fake.client()).changes();
        let (words, error) = all(&mut changes);
        assert!(words == ["1"] && matches!(error, Some(Error::Link(_))), "{field}: {error:?}");
        let cursor = changes.cursor().unwrap();
        let later = r#"{"value":[{"id":"1"}],"@odata.deltaLink":"d"}"#;
        assert_eq!(all(&mut users(&Fake::ok([later]).client()).changes_since(&cursor)).0, [""; 0]);
    }
}

#[test]
fn payloads_that_are_not_collections() {
    for body in
        ["", "5", "{}", r#"{"value":5}"#, r#"{"value":null}"#, r#"{"value":[],"value":[]}"#, "<html>", r#"{"value":[{"#]
    {
        let fake = Fake::ok([body]);
        let (words, error) = all(&mut users(&fake.client()).changes());
        assert!(words.is_empty() && error.is_some(), "{body}");
    }
}
