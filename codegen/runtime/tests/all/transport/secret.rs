//! No secret shows in a text that may be logged. A canary is put wherever a secret can be, every error is provoked, and
//! whatever can be formatted is.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use crate::payloads::values::fault;
use crate::runtime::internal::edm::{Date, Stream};
use crate::runtime::internal::{
    AccessToken, Argument, At, Body, Client, ClientBuilder, Error, Field, Instance, Many, Nothing, Ref, Request,
    Service, Slot, StaticToken, Structured, TokenProvider, TransportError, TransportErrorKind, TypeInfo, Value,
};
use crate::sample::structured;
use crate::transport::clock::{Doing, Hanging, Ticking, builder};
use crate::transport::support::{Answer, Fake, ROOT, block_on};

/// What must not show. It needs no encoding, so that it shows as it is wherever it does.
const CANARY: &str = "canary4711";

structured!(Row, "Sample.Row", TypeInfo::EMPTY, { 0 day "day": Date, 1 number "number": i64, });

fn assert_clean(what: &str, text: &str) {
    assert!(!text.contains(CANARY), "{what}: {text}");
}

fn check_debug(value: &impl Debug) {
    assert_clean("Debug", &format!("{value:?}"));
    assert_clean("Debug, in lines", &format!("{value:#?}"));
}

/// All texts of an error and of its sources.
fn check(error: &Error) -> String {
    check_debug(error);
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        check_debug(&error);
        source = error.source();
    }
    assert_clean("Display", &text);
    text
}

fn secret_client(fake: &Fake) -> ClientBuilder {
    fake.builder().credential(StaticToken::new(CANARY)).header("X-Api-Key", CANARY).header("Cookie", CANARY)
}

/// The texts of the error of a call with a canary in its query, headers and body, which is answered so. `redact` is whether the
/// answer's own texts must not show either.
fn provoke(answers: impl IntoIterator<Item = Answer>, redact: bool) -> String {
    let fake = Fake::new(answers);
    let builder = secret_client(&fake);
    let client = if redact { builder.redact_errors().build() } else { builder.build() }.unwrap();
    let call = client.at::<Many<Row>>("rows").query_option("$filter", CANARY).header("Authorization", CANARY);
    let mut pages = call.pages();
    loop {
        match block_on(pages.try_next()) {
            Ok(Some(page)) => check_debug(&page),
            Ok(None) => panic!("no error"),
            Err(error) => return check(&error),
        }
    }
}

fn leak(text: impl Into<String>) -> &'static str {
    text.into().replace("CANARY", CANARY).leak()
}

fn location(status: u16, location: &str) -> Answer {
    Answer(status, vec![("Location", leak(location))].leak(), "")
}

fn page(link: &str) -> Answer {
    let link = serde_json::to_string(&link.replace("CANARY", CANARY)).unwrap();
    Answer(200, &[], format!(r#"{{"value":[],"@odata.nextLink":{link}}}"#).leak())
}

/// Links that are not followed.
const LINKS: [&str; 21] = [
    "https://evil.example/n?$skiptoken=CANARY",
    "https://evil.example/n#CANARY",
    "https://CANARY@example.com/",
    "https://user:CANARY@example.com/n?CANARY",
    "https://user:CANARY/x@example.com/",
    "https://user:CANARY?x@example.com/",
    "https://user:CANARY#x@example.com/",
    "https:\\\\user:CANARY@example.com/",
    "//user:CANARY@example.com/",
    "\\\\user:CANARY@example.com/",
    "user:CANARY@example.com/",
    "CANARY:user@example.com/",
    "https://user:CANARY\u{FF20}example.com/",
    "https://user%3ACANARY%40example.com/",
    "http://example.com/n?CANARY",
    "ftp://user:CANARY@example.com/",
    "https://0x7f.1/?CANARY",
    "https:evil?CANARY",
    "https:user:CANARY@evil",
    "\t?CANARY",
    "https://example.com:CANARY@evil/\u{7}",
];

#[test]
fn links_that_are_not_followed() {
    for link in LINKS {
        let text = provoke([page(link)], false);
        assert!(text.contains("is not followed"), "{text}");
        if !link.contains(char::is_control) {
            provoke([location(302, link)], false);
        }
        let fake = Fake::default();
        let client = secret_client(&fake).build().unwrap();
        let at = client.link::<Nothing>(leak(link));
        check_debug(&at);
        check(&block_on(at).unwrap_err());
    }
    // Those that were followed before, and too often.
    provoke([page("n?CANARY"), page("n?CANARY")], false);
    let text = provoke((0..12).map(|_| location(302, "again?CANARY#CANARY")), false);
    assert!(text.contains("the link `again` is not followed: it is redirect number 11"), "{text}");
    // Those that another host sent, and where a body must not go.
    let text = provoke([location(302, "https://evil.example/?CANARY"), page("/n?CANARY")], false);
    assert!(text.contains("the link `/n` is not followed: the page"), "{text}");
    let fake = Fake::new([location(307, "https://evil.example/?CANARY")]);
    let client = secret_client(&fake).build().unwrap();
    check(&block_on(client.action::<Nothing>("a", [("p", Argument::of(CANARY))])).unwrap_err());
}

#[test]
fn long_links_are_cut() {
    let link: &'static str = format!("https://evil.example/{}", "x".repeat(5000)).leak();
    let fake = Fake::ok([]);
    let error = block_on(fake.client().link::<Nothing>(link)).unwrap_err();
    assert!(error.to_string().chars().count() < 500, "{error}");
    let Error::Link(error) = error else { panic!("{error:?}") };
    assert_eq!(error.link(), link);
}

#[test]
fn errors_of_the_transport() {
    provoke([], false);
    let clock = Ticking::new();
    let client = builder(&clock, Doing(|_| std::future::pending())).build().unwrap();
    check(&block_on(client.at::<Nothing>("x").query_option("q", CANARY)).unwrap_err());
    let fake = Fake::ok([leak(r#"{"value":["CANARY"]}"#)]);
    let client = secret_client(&fake).response_limit(5).build().unwrap();
    check(&block_on(client.at::<Nothing>("x").query_option("q", CANARY)).unwrap_err());
}

#[test]
fn errors_of_credentials() {
    let fake = Fake::ok([]);
    for token in [format!("{CANARY}\r\nx: y"), format!("{CANARY}\u{0}")] {
        let client = fake.builder().credential(StaticToken::new(token)).build().unwrap();
        check(&block_on(client.at::<Nothing>("x").query_option("q", CANARY)).unwrap_err());
    }
    let clock = Ticking::new();
    let client = builder(&clock, fake.clone()).credential(Hanging).build().unwrap();
    check(&block_on(client.at::<Nothing>("x").query_option("q", CANARY)).unwrap_err());
}

#[test]
fn errors_of_requests_and_builders() {
    let fake = Fake::ok([]);
    let build = |builder: ClientBuilder| {
        check_debug(&builder);
        check(&builder.build().unwrap_err());
    };
    for root in LINKS.into_iter().chain(["https://example.com/?CANARY", "https://example.com/#CANARY"]) {
        build(fake.builder().service_root(leak(root)));
        build(fake.builder_of(Service::new(leak(root))));
        build(fake.builder().allow_host(leak(root)));
        check_debug(&Service::new(leak(root)));
    }
    build(fake.builder().header("X-Api-Key", leak("CANARY\n")));
    build(fake.builder().user_agent(leak("CANARY\n")));
    let client = fake.client();
    let insecure = fake.builder().service_root("http://example.com/").build().unwrap();
    for at in [
        client.path::<Nothing>(leak("a?CANARY\u{7}")),
        client.path::<Nothing>(leak("https://user:CANARY@example.com/")),
        client.path::<Nothing>(leak("a/../b?CANARY")),
        client.at::<Nothing>("x").header("X-Api-Key", leak("CANARY\n")).query_option("q", CANARY),
        client.at::<Nothing>("x").query_option("", CANARY),
        client.at::<Nothing>("x").query_option("q", &CANARY.repeat(9000)),
        insecure.at::<Nothing>("x").header("X-Api-Key", CANARY).query_option("q", CANARY),
    ] {
        check_debug(&at);
        check(&block_on(at).unwrap_err());
    }
}

#[test]
fn answers_do_not_show_what_links_and_headers_hold() {
    let headers =
        [("Location", "/x?CANARY"), ("OData-EntityId", "https://u:CANARY@example.com/"), ("Set-Cookie", "CANARY")];
    let headers = headers.into_iter().chain([("X-Auth-Token", "CANARY"), ("ETag", "W/\"1\"")]);
    let headers: Vec<_> = headers.map(|(name, value)| (name, leak(value))).collect();
    let headers: &'static [_] = headers.leak();
    let body = r#"{"@odata.context":"$metadata?CANARY","@odata.nextLink":"n?CANARY","@odata.deltaLink":"d?CANARY","@x.y":"CANARY","value":[]}"#;
    let fake = Fake::new([Answer(200, headers, leak(body)), Answer(500, headers, "")]);
    let client = fake.client();
    let response = block_on(client.at::<Many<Row>>("x").send()).unwrap();
    check_debug(&response);
    let text = format!("{response:?}");
    assert!(text.contains(r#""location": Sensitive"#) && text.contains(r#""etag": "W/\"1\"""#), "{text}");
    assert!(text.contains(r#"next_link: Some("n")"#) && text.contains(r#"extras: ["@odata.context", "#), "{text}");
    // They are there all the same.
    assert!(
        response.location().unwrap().contains(CANARY) && response.body.unwrap().next_link.unwrap().contains(CANARY)
    );
    let error = block_on(client.at::<Many<Row>>("x")).unwrap_err();
    check(&error);
    check_debug(error.as_service().unwrap().headers());
}

#[test]
fn requests_mark_their_secrets() {
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let transport = {
        let seen = Arc::clone(&seen);
        Doing(move |request: http::Request<Body>| {
            seen.lock().unwrap().push(format!("{:?}", request.headers()));
            std::future::ready(Ok(http::Response::new(Body::empty())))
        })
    };
    let client = ClientBuilder::new(Service::new(ROOT)).transport(transport).credential(StaticToken::new(CANARY));
    let client = client.header("Proxy-Authorization", CANARY).header("x_api_key", CANARY).header("Prefer", "a");
    let client = client.build().unwrap();
    for name in ["Cookie", "Authorization", "X-Auth-Token", "Ocp-Apim-Subscription-Key", "X-Amz-Signature"] {
        block_on(client.at::<Nothing>("x").header(name, CANARY)).unwrap();
        let text = seen.lock().unwrap().pop().unwrap();
        assert_clean(name, &text);
        assert!(text.contains(&format!("\"{}\": Sensitive", name.to_lowercase())), "{text}");
        assert!(text.contains("\"prefer\": \"a\"") && text.contains("\"authorization\": Sensitive"), "{text}");
    }
}

#[test]
fn positions_requests_and_clients() {
    let fake = Fake::ok([]);
    let client: Client = secret_client(&fake).build().unwrap();
    check_debug(&client);
    check_debug(&secret_client(&fake));
    let at: At<Many<Row>> = client.at("rows").query_option("q", CANARY).header("X-Api-Key", CANARY);
    check_debug(&at);
    assert_eq!(format!("{at:?}"), r#"At("rows?…")"#);
    assert!(at.url().unwrap().contains(CANARY));
    check_debug(&at.clone().pages());
    check_debug(&at.clone().items());
    check_debug(&at.into_future());
    let action: Request<Nothing> = client.action("a", [("p", Argument::of(CANARY))]).query_option("q", CANARY);
    check_debug(&action);
    assert_eq!(format!("{action:?}"), r#"Request(POST, "a?…")"#);
    check_debug(&client.link::<Nothing>(leak("n?CANARY")));
    check_debug(&AccessToken::new(CANARY));
    check_debug(&TokenProvider::new(|| async { Ok::<_, std::io::Error>(CANARY) }));
    check_debug(&Body::from(CANARY));
    check_debug(&TransportError::new(TransportErrorKind::Other, "x"));
}

/// Answers that say the canary in their bodies.
fn saying() -> Vec<Answer> {
    [
        (400, r#"{"error":{"code":"CANARY","message":"CANARY","target":"CANARY","details":[{"message":"CANARY"}]}}"#),
        (400, r#"{"error":{"code":"c","message":"m","innererror":{"message":"CANARY","request-id":"CANARY"}}}"#),
        (400, r#"{"error":"CANARY","error_description":"CANARY"}"#),
        (500, "CANARY"),
        (503, "<html>CANARY</html>"),
        (200, "CANARY"),
        (200, r#"{"value":"CANARY"}"#),
        (200, r#"{"value":[{"day":"CANARY"}]}"#),
        (200, r#"{"value":[{"number":"CANARY"}]}"#),
        (200, r#"{"value":[{"number":4711}]}"#),
        (200, r#"{"value":[],"@odata.nextLink":["CANARY"]}"#),
        (200, r#"{"value":[],"@odata.count":"CANARY"}"#),
        (200, r#"{"value":[{"@odata.type":"CANARY","day":5}]}"#),
        (200, r#"{"value":[{"day":"CANARY"#),
        (200, r#"{"value":"CANARY"#),
    ]
    .into_iter()
    .filter(|(_, body)| body.contains("CANARY"))
    .map(|(status, body)| Answer(status, &[], leak(body)))
    .collect()
}

#[test]
fn what_bodies_say_can_be_kept_out_of_texts() {
    for Answer(status, headers, body) in saying() {
        let text = provoke([Answer(status, headers, body)], true);
        assert!(text.contains(&format!("{status} ")), "{text}");
    }
    // What is left says where and why.
    let redacted = |body| provoke([Answer(200, &[], body)], true);
    let text = redacted(r#"{"value":[{"day":"x"}]}"#);
    assert!(fault(text).ends_with("$.value[0].day: expected Edm.Date, found string"));
    let text = redacted(r#"{"value":[{"day":5}]}"#);
    assert!(fault(text).ends_with("$.value[0].day: expected Edm.Date, found number"));
    let text = redacted(r#"{"value":[{"day":true}]}"#);
    assert!(fault(text).ends_with("found boolean"));
    let text = redacted(r#"{"value":[{"day":{}}]}"#);
    assert!(fault(text).ends_with("found an object"));
    let text = redacted(r#"{"value":[{"day":[]}]}"#);
    assert!(fault(text).ends_with("found an array"));
    let text = redacted(r#"{"x":1}"#);
    assert!(text.ends_with("found an object without the member `value`"), "{text}");
    let text = redacted(r#"{"value":[],"value":[]}"#);
    assert!(text.ends_with("found the member a second time"), "{text}");
    let text = redacted("{\"value\":\n[{");
    assert!(text.contains("other text at line 2, column 2"), "{text}");
    let text = provoke([Answer(404, &[("request-id", "r-1")], "x")], true);
    assert_eq!(text, "GET https://example.com/odata/rows?…: 404 Not Found (request-id r-1)");
}

#[test]
fn what_bodies_say_is_short_otherwise() {
    let long: String = "x".repeat(100_000);
    for (status, body) in [
        (400, format!(r#"{{"error":{{"code":"{long}","message":"{long}"}}}}"#)),
        (400, format!(r#"{{"error":{{"innererror":{{"request-id":"{long}"}}}}}}"#)),
        (500, long.clone()),
        (500, format!("a {long} b")),
        (200, long.clone()),
        (200, format!(r#"{{"value":[{{"day":"{long}"}}]}}"#)),
        (200, format!(r#"{{"value":[{{"day":{{}},"{long}":1,"{long}":1}}]}}"#)),
        (200, format!(r#"{{"value":[{{"{long}":1,"{long}":1}}]}}"#)),
        (200, format!(r#"{{"value":"{long}"}}"#)),
        (200, format!(r#"{{"value":[],"@odata.nextLink":[],"{long}":1}}"#)),
    ] {
        let fake = Fake::new([Answer(status, vec![("Content-Type", &*long.clone().leak())].leak(), body.leak())]);
        let error = block_on(fake.client().at::<Many<Row>>("rows")).unwrap_err();
        for text in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
            assert!(text.chars().count() < 1000, "{} characters: {}", text.len(), text.get(..300).unwrap());
        }
        let mut source = error.source();
        while let Some(error) = source {
            assert!(error.to_string().len() < 1000 && format!("{error:?}").len() < 1000, "{error}");
            source = error.source();
        }
    }
    let error = "x".repeat(1000).parse::<Date>().unwrap_err();
    assert!(error.to_string().len() < 300 && format!("{error:?}").len() < 300, "{error}");
    let instance: Result<Instance<Row>, _> = serde_json::from_str(&format!(r#"{{"day":"{long}"}}"#));
    assert!(instance.unwrap_err().to_string().len() < 1000);
}

#[test]
fn the_texts_of_a_stream_of_bytes() {
    let fake = Fake::new([Answer(500, &[], leak("CANARY"))]);
    let client = secret_client(&fake).redact_errors().build().unwrap();
    check(&block_on(client.at::<Value<Stream>>("x").query_option("q", CANARY).download()).unwrap_err());
}
