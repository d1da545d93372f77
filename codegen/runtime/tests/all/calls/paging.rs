//! Pages and items.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use crate::runtime::internal::{
    At, Body, BoxFuture, Client, ClientBuilder, Error, Items, Many, Service, Transport, TransportError, Value,
};
use crate::transport::support::{Answer, Fake, block_on, has};

type Numbers = At<Many<Value<i64>>>;

fn numbers(client: &Client) -> Numbers {
    client.at("numbers")
}

fn collect<T>(mut items: Items<T>) -> (Vec<T>, Option<Error>) {
    let mut all = Vec::new();
    loop {
        match block_on(items.try_next()) {
            Ok(Some(item)) => all.push(item),
            Ok(None) => return (all, None),
            Err(error) => {
                assert!(block_on(items.try_next()).unwrap().is_none(), "an error ends the stream");
                return (all, Some(error));
            }
        }
    }
}

/// The second request line when the first page has this next link, or the error.
fn second(link: &'static str) -> Result<String, Error> {
    second_with_context(link, None)
}

fn second_with_context(link: &'static str, context: Option<&str>) -> Result<String, Error> {
    let context = context.map(|context| format!(r#""@odata.context":"{context}","#)).unwrap_or_default();
    let link = serde_json::to_string(link).unwrap();
    let first = format!(r#"{{{context}"value":[1],"@odata.nextLink":{link}}}"#);
    let fake = Fake::ok([&*first.leak(), r#"{"value":[2]}"#]);
    let (items, error) = collect(numbers(&fake.client()).items());
    match error {
        None => {
            assert_eq!(items, [1, 2]);
            Ok(fake.lines()[1].strip_prefix("GET ").unwrap().to_owned())
        }
        Some(error) => {
            assert_eq!((items, fake.requests().len()), (vec![1], 1), "nothing is sent to a refused link");
            Err(error)
        }
    }
}

fn check(link: &'static str, expect: &str) {
    assert_eq!(second(link).unwrap(), expect);
}

fn check_refused(link: &'static str, expect: &str) {
    let error = second(link).unwrap_err();
    assert!(matches!(error, Error::Link(_)), "{error:?}");
    assert!(error.to_string().contains(expect), "{link}: {error}");
}

#[test]
fn p3_links_are_followed_byte_for_byte() {
    for link in [
        "https://example.com/odata/numbers?$skiptoken=a'b%27+%20%2e%2e(c),;:@/?*!~&x=%c3%A9",
        "https://EXAMPLE.com:443/odata/numbers?$skip=1",
        "https://example.com/odata/a%2Fb/%2e%2e/c//d?",
        "https://example.com/other/root?[x]=|y^",
    ] {
        check(link, link);
    }
    check("https://example.com/n?x=a b\"é#f", "https://example.com/n?x=a%20b%22%C3%A9");
}

#[test]
fn j7_relative_links() {
    check("numbers?$skip=1", "https://example.com/odata/numbers?$skip=1");
    check("?$skip=1", "https://example.com/odata/numbers?$skip=1");
    check("/x/y?$skip=a:b", "https://example.com/x/y?$skip=a:b");
    check("../v2/numbers?$skip=1", "https://example.com/v2/numbers?$skip=1");
    check("//example.com/n", "https://example.com/n");
    check("x/..", "https://example.com/odata/");
    check("x/.", "https://example.com/odata/x/");
    check(".", "https://example.com/odata/");
    check("..", "https://example.com/");
    check("./y/./z", "https://example.com/odata/y/z");
    check("/../../x/../y?..", "https://example.com/y?..");
    check("/a//b/", "https://example.com/a//b/");
    // What begins with a digit, or holds another character, is not a scheme.
    check("2024:numbers", "https://example.com/odata/2024:numbers");
    check("a_b:numbers", "https://example.com/odata/a_b:numbers");
    let in_context = |link, context: &str| second_with_context(link, Some(context)).unwrap();
    let context = "https://example.com/svc/$metadata#Numbers";
    assert_eq!(in_context("numbers?$skip=1", context), "https://example.com/svc/numbers?$skip=1");
    assert_eq!(in_context("n", "../ctx/$metadata#N"), "https://example.com/ctx/n");
    assert_eq!(in_context("https://example.com/abs", context), "https://example.com/abs");
}

#[test]
fn j7_a_link_to_the_same_page() {
    for query in ["a", ""] {
        let fake = Fake::ok([r##"{"value":[1],"@odata.nextLink":"#x"}"##, r#"{"value":[2]}"#]);
        let call = numbers(&fake.client());
        let call = if query.is_empty() { call } else { call.query_option("q", query) };
        let error = collect(call.items()).1.unwrap();
        assert!(error.to_string().contains("followed before"), "{error}");
    }
}

#[test]
fn j7_a_context_elsewhere_does_not_lead_there() {
    let error = second_with_context("numbers?$skip=1", Some("https://evil.example/svc/$metadata#N")).unwrap_err();
    assert!(error.to_string().contains("https://evil.example"), "{error}");
}

#[test]
fn g4_links_to_other_hosts_are_refused() {
    check_refused("https://evil.example/odata/numbers", "`client.anonymous(url)`");
    check_refused("//evil.example/odata", "`https://evil.example` is not the service's host");
    check_refused("https://example.com.evil.example/", "`https://example.com.evil.example` is not the service's host");
    check_refused("https://example.com:8443/odata/numbers", "`https://example.com:8443`");
    check_refused("http://example.com/odata/numbers", "from https to http");
    check_refused("https://example.com@evil.example/", "user name");
    check_refused("https://user:pw@example.com/", "user name");
    check_refused("https:\\\\evil.example\\x", "backslash");
    check_refused("\\\\evil.example", "backslash");
    check_refused("https://example.com\\@evil.example/", "backslash");
    check_refused("https:evil.example", "names no host");
    check_refused("https:///evil.example", "names no host");
    check_refused("https://", "names no host");
    check_refused("ftp://example.com/", "neither http nor https");
    check_refused("javascript:alert(1)", "neither http nor https");
    check_refused(" https://example.com/", "white space");
    check_refused("https://example.com/\r\nX: y", "control character");
    check_refused("ht\ntps://evil.example/", "control character");
    check_refused("https://ex%61mple.com/", "");
    check_refused("https://exämple.com/", "");
    check_refused("https://0x7f.1/", "disagree");
    check_refused("https://[::1", "");
}

#[test]
fn g4_an_allowed_host_gets_the_credential() {
    let first = r#"{"value":[1],"@odata.nextLink":"https://other.example:8443/n"}"#;
    for host in ["other.example:8443", "https://other.example:8443", "https://OTHER.example:8443/"] {
        let fake = Fake::ok([first, r#"{"value":[2]}"#]);
        let client = fake.builder().allow_host(host).build().unwrap();
        assert_eq!(collect(numbers(&client).items()).0, [1, 2]);
        assert!(has(&fake.requests()[1], "authorization: Bearer secret"));
    }
}

#[test]
fn g4_refused_host_is_told() {
    let Err(Error::Link(error)) = second("https://evil.example/odata?secret=1") else { panic!("followed") };
    assert_eq!(error.refused_host().as_deref(), Some("https://evil.example"));
    assert_eq!(error.link(), "https://evil.example/odata?secret=1");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn g3_headers_go_with_every_page_and_options_with_the_first() {
    let fake = Fake::ok([
        r#"{"value":[],"@odata.nextLink":"n2"}"#,
        r#"{"value":[],"@odata.nextLink":"n3"}"#,
        r#"{"value":[3]}"#,
    ]);
    let call = numbers(&fake.client()).header("ConsistencyLevel", "eventual").query_option("$count", "true");
    assert_eq!(collect(call.items()).0, [3]);
    let requests = fake.requests();
    assert!(requests.iter().all(|request| has(request, "consistencylevel: eventual")), "{requests:?}");
    assert_eq!(fake.lines()[0], "GET https://example.com/odata/numbers?$count=true");
    assert_eq!(fake.lines()[2], "GET https://example.com/odata/n3");
}

#[test]
fn links_that_come_again_are_refused() {
    let page = |link: &str| -> &'static str { format!(r#"{{"value":[1],"@odata.nextLink":"{link}"}}"#).leak() };
    for (pages, expect) in [
        (vec![page("numbers")], 1),
        (vec![page("a"), page("a")], 2),
        (vec![page("a"), page("b"), page("https://example.com/odata/a")], 3),
    ] {
        let fake = Fake::ok(pages);
        let (items, error) = collect(numbers(&fake.client()).items());
        assert_eq!((items.len(), fake.requests().len()), (expect, expect));
        assert!(error.unwrap().to_string().contains("followed before"));
    }
}

#[test]
fn count_and_delta_link_are_kept() {
    let fake = Fake::ok([
        r#"{"@odata.count":2,"value":[1],"@odata.nextLink":"n2"}"#,
        r#"{"value":[2],"@odata.deltaLink":"https://example.com/odata/d?$deltatoken=x"}"#,
        r#"{"value":[9]}"#,
    ]);
    let client = fake.client();
    let mut items = numbers(&client).items();
    while block_on(items.try_next()).unwrap().is_some() {}
    assert_eq!(items.total_count(), Some(2));
    // G5
    let delta = items.delta_link().unwrap();
    assert_eq!(collect(client.link::<Many<Value<i64>>>(delta).items()).0, [9]);
    assert_eq!(fake.lines()[2], "GET https://example.com/odata/d?$deltatoken=x");
}

#[test]
fn a_stored_link_is_judged_like_any_other() {
    let fake = Fake::ok([]);
    let error = block_on(fake.client().link::<Many<Value<i64>>>("https://evil.example/x")).unwrap_err();
    assert!(matches!(error, Error::Link(_)) && fake.requests().is_empty(), "{error:?}");
}

#[test]
fn errors_end_the_stream() {
    let first = r#"{"value":[1],"@odata.nextLink":"n2"}"#;
    for second in [Answer(500, &[], "oops"), Answer(200, &[], "{\"value\":[\"x\"]}"), Answer(200, &[], "<html>")] {
        let fake = Fake::new([Answer(200, &[], first), second]);
        let (items, error) = collect(numbers(&fake.client()).items());
        assert_eq!(items, [1]);
        assert!(error.unwrap().to_string().starts_with("GET https://example.com/odata/n2: "));
    }
}

#[test]
fn pages_are_streamed() {
    let fake = Fake::ok([r#"{"value":[1,2],"@odata.nextLink":"n2"}"#, r#"{"value":[3]}"#]);
    let mut pages = numbers(&fake.client()).pages();
    let mut context = Context::from_waker(Waker::noop());
    let mut lengths = Vec::new();
    while let Poll::Ready(Some(page)) = Pin::new(&mut pages).poll_next(&mut context) {
        lengths.push(page.unwrap().value.len());
        assert_eq!(fake.requests().len(), lengths.len(), "a page is requested when it is wanted");
    }
    assert_eq!(lengths, [2, 1]);
}

/// A transport that never answers and tells when it is given up.
struct Silent(Arc<AtomicBool>);

struct GivenUp(Arc<AtomicBool>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Transport for Silent {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let given_up = GivenUp(self.0.clone());
        Box::pin(async move {
            let _given_up = given_up;
            std::future::pending().await
        })
    }
}

#[test]
fn p13_dropping_a_stream_gives_up_the_request() {
    let given_up = Arc::new(AtomicBool::new(false));
    let builder = ClientBuilder::new(Service::new("https://example.com/")).transport(Silent(given_up.clone()));
    let mut items = numbers(&builder.build().unwrap()).items();
    let polled = Pin::new(&mut items).poll_next(&mut Context::from_waker(Waker::noop()));
    assert!(polled.is_pending() && !given_up.load(Ordering::SeqCst));
    drop(items);
    assert!(given_up.load(Ordering::SeqCst));
}
