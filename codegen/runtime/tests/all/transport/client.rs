//! Clients, their builders, credentials and bodies.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;

use crate::runtime::internal::{
    At, Body, Client, ClientBuilder, Error, Items, Many, Nothing, Pages, Request, ResponseFuture, Service, StaticToken,
    TokenProvider, Transport, TransportError, TransportErrorKind, Value,
};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

fn build_error(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> String {
    let error = change(Fake::default().builder()).build().unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    error.to_string()
}

#[test]
fn u12_service_roots() {
    let root = |root: &str| Fake::default().builder().service_root(root).build().unwrap().service_root().to_owned();
    assert_eq!(root("https://graph.microsoft.com/beta"), "https://graph.microsoft.com/beta/");
    assert_eq!(root("https://graph.microsoft.com/beta/"), "https://graph.microsoft.com/beta/");
    assert_eq!(root("http://localhost:8080"), "http://localhost:8080/");
    assert_eq!(root("http://[::1]:8080/a'b"), "http://[::1]:8080/a'b/");
    for wrong in [
        "graph.microsoft.com",
        "https://@example.com/",
        "/odata/",
        "ftp://example.com/",
        "https://",
        "https://a@example.com/",
        "https://example.com/?x",
        "https://example.com/#x",
        "https://example.com/a/../b",
        "https://example.com/a b",
        "https://0x7f.1/",
        "https://example.com\\x",
        "https://example.com:0/",
    ] {
        assert!(build_error(|b| b.service_root(wrong)).contains("is not a service root"), "{wrong}");
    }
    let error = Fake::default().builder_of(Service::new("")).build().unwrap_err();
    assert!(error.to_string().contains("ClientBuilder::service_root"), "{error}");
}

#[test]
fn hosts_that_cannot_be_allowed() {
    for (wrong, expect) in [
        ("", "it is empty"),
        ("*", "wildcards are not supported"),
        ("*.example.org", "wildcards are not supported"),
        ("https://*", "wildcards are not supported"),
        ("https://a.*.example.org:8443", "wildcards are not supported"),
        ("example.*", "wildcards are not supported"),
        ("https://%2a.example.org", "wildcards are not supported"),
        ("example.org:0", "port 0"),
        ("https://example.org:0/", "port 0"),
        ("https://example.org:00", "port 0"),
        ("[::1]:0", "port 0"),
        ("example.org:65536", ""),
        ("https://example.org/x", "more than scheme, host and port"),
        ("example.org/x", "more than scheme, host and port"),
        ("https://example.org?x", "more than scheme, host and port"),
        ("https://example.org/?x", "more than scheme, host and port"),
        ("x?y", "more than scheme, host and port"),
        ("https://example.org#x", "more than scheme, host and port"),
        ("a@b", "more than scheme, host and port"),
        ("https://user:pw@example.org", "more than scheme, host and port"),
        ("@example.org", ""),
        ("https://example.org\\x", ""),
        ("http://example.org", "must not travel by http"),
        ("ftp://x", "not an http or https host"),
        ("https://0x7f.1", ""),
        ("a b", "not a host"),
        ("a,b", "no host has"),
        ("example.org;evil", ""),
        ("exämple.org", ""),
        ("https://", ""),
        ("https:///", ""),
        (" example.org", ""),
        ("example.org\n", ""),
    ] {
        let error = build_error(|b| b.allow_host(wrong));
        assert!(error.contains("cannot be allowed") && error.contains(expect), "{wrong}: {error}");
    }
    for right in
        ["a-b_c.example.org", "EXAMPLE.org:8443", "[::1]:8443", "127.0.0.1", "xn--exmple-cua.org", "https://a.b/"]
    {
        assert!(Fake::default().builder().allow_host(right).build().is_ok(), "{right}");
    }
    let local = Fake::default().builder().service_root("http://localhost/").allow_host("http://localhost:8081");
    assert!(local.build().is_ok());
}

#[test]
fn faulty_headers() {
    assert!(build_error(|b| b.header("a b", "c")).contains("name of the header `a b`"));
    assert!(build_error(|b| b.header("a", "\n").header("b c", "d")).contains("value of the header `a`"));
    assert!(build_error(|b| b.user_agent("a\nb")).contains("user-agent"));
}

#[test]
fn a_client_without_credential() {
    let fake = Fake::ok([""]);
    let client = ClientBuilder::new(Service::new(ROOT)).transport(fake.clone()).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    let request = &fake.requests()[0];
    assert!(
        !request.contains("authorization")
            && has(request, concat!("user-agent: ", env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))),
        "{request}"
    );
}

#[test]
fn tokens_are_fetched_for_each_request() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let provider = TokenProvider::new(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move { if number < 2 { Ok(format!("t{number}")) } else { Err(std::io::Error::other("signed out")) } }
    });
    let fake = Fake::ok(["", "", ""]);
    let client = fake.builder().credential(provider).build().unwrap();
    for token in ["t0", "t1"] {
        block_on(client.at::<Nothing>("x")).unwrap();
        assert!(has(fake.requests().last().unwrap(), &format!("authorization: Bearer {token}")));
    }
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert_eq!(error.source().unwrap().to_string(), "signed out");
    assert_eq!(fake.requests().len(), 2);
}

#[test]
fn a_token_that_no_header_can_carry() {
    let fake = Fake::ok([""]);
    let client = fake.builder().credential(StaticToken::new("hidden\r\nX: y")).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)) && fake.requests().is_empty());
    assert!(!format!("{error:?} {error} {}", error.source().unwrap()).contains("hidden"));
}

#[test]
fn nothing_shows_a_secret() {
    let builder = Fake::default().builder().header("x-api-key", "key-secret");
    let mut shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let at = client.at::<Many<Value<i64>>>("x").header("cookie", "cookie-secret");
    shown += &format!("{client:?}{at:?}{:?}", at.clone().items());
    shown +=
        &format!("{:?}{:?}", StaticToken::new("secret"), TokenProvider::new(|| async { Ok::<_, Error>("secret") }));
    assert!(!shown.contains("secret") && shown.contains(ROOT), "{shown}");
}

#[test]
fn values_travel_between_threads() {
    struct NotSync(#[allow(dead_code, reason = "only its traits matter")] std::rc::Rc<()>);
    fn send<T: Send>() {}
    fn sync<T: Send + Sync + 'static>() {}
    sync::<Client>();
    sync::<ClientBuilder>();
    sync::<At<NotSync>>();
    sync::<Request<NotSync>>();
    send::<ResponseFuture<Nothing>>();
    send::<Items<i64>>();
    send::<Pages<i64>>();
    fn send_value<T: Send>(_: T) {}
    send_value(Fake::default().client().at::<Value<i64>>("x").send());
}

#[test]
fn responses_are_bounded() {
    let fake = Fake::new([Answer(200, &[], r#"{"value":1}"#), Answer(200, &[], r#"{"value": 1}"#)]);
    let client = fake.builder().response_limit(11).build().unwrap();
    assert_eq!(block_on(client.at::<Value<i64>>("x")).unwrap(), 1);
    let error = block_on(client.at::<Value<i64>>("x")).unwrap_err();
    assert!(error.source().unwrap().to_string().contains("more than the 11 bytes"), "{error}");
}

struct Chunks(Vec<Result<Bytes, TransportError>>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = if self.0.is_empty() { None } else { Some(self.0.remove(0)) };
        std::task::Poll::Ready(next)
    }
}

#[test]
fn bodies_in_chunks() {
    let body = |texts: &[&'static str]| {
        let chunks = texts.iter().map(|text| Ok(Bytes::from_static(text.as_bytes()))).collect();
        Body::stream(Chunks(chunks), None)
    };
    let read = |texts: &[&'static str], limit| block_on(body(texts).bytes(limit)).ok();
    assert_eq!(read(&[], 0).unwrap(), "");
    assert_eq!(read(&["abc"], 3).unwrap(), "abc");
    assert_eq!(read(&["ab", "", "c"], 3).unwrap(), "abc");
    assert_eq!(read(&["abcd"], 3), None);
    assert_eq!(read(&["ab", "c", "d"], 3), None);
    let broken = vec![Ok(Bytes::from_static(b"a")), Err(TransportError::new(TransportErrorKind::Body, "broken"))];
    assert_eq!(block_on(Body::stream(Chunks(broken), Some(9)).bytes(9)).unwrap_err().kind(), TransportErrorKind::Body);
}

/// Answers with the status 500 and a body that breaks off.
struct Broken;

impl Transport for Broken {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> crate::runtime::internal::BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let broken = vec![Err(TransportError::new(TransportErrorKind::Body, "broken"))];
        let mut response = http::Response::new(Body::stream(Chunks(broken), None));
        *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[test]
fn a_status_survives_its_broken_body() {
    let client = ClientBuilder::new(Service::new(ROOT)).transport(Broken).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
}
