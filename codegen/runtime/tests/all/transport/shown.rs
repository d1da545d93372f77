//! What `Debug` and `Display` do show, and what passes through pointers.

use std::sync::Arc;
use std::time::Duration;

use crate::runtime::internal::edm::Date;
use crate::runtime::internal::{
    AccessToken, At, Clock, Credential, Error, Many, Nothing, Page, Service, Shape, StaticToken, TokenProvider,
    Transport, Value,
};
use crate::transport::clock::{Ticking, builder};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

fn check(value: &impl std::fmt::Debug, expect: &str) {
    assert_eq!(format!("{value:?}"), expect);
}

fn error(answer: Answer) -> Error {
    block_on(Fake::new([answer]).client().at::<Value<i64>>("a")).unwrap_err()
}

#[test]
fn clients_and_credentials() {
    let client = Fake::default().builder().allow_host("eu.example.com:8443").build().unwrap();
    check(
        &client,
        "Client { service_root: \"https://example.com/odata/\", allowed_hosts: [https://example.com, \
         https://eu.example.com:8443], credential: Some(\"<redacted>\"), .. }",
    );
    check(
        &Fake::default().builder().service_root("https://user:pw@a/").allow_host("b"),
        "ClientBuilder { service: Service { root: https://example.com/odata/, key_as_segment: false, \
         empty_parentheses: true }, service_root: Some(\"https:…\"), allowed_hosts: [\"b\"], credential: \
         Some(\"<redacted>\"), .. }",
    );
    check(&Service::new("u:p@x"), "Service { root: …, key_as_segment: false, empty_parentheses: true }");
    check(&AccessToken::new("t"), "AccessToken(<redacted>)");
    check(&StaticToken::new("t"), "StaticToken(AccessToken(<redacted>))");
    check(&TokenProvider::new(|| async { Ok::<_, Error>("t") }), "TokenProvider { .. }");
    assert!(
        AccessToken::new("t") == AccessToken::from("t".to_owned()) && AccessToken::new("t") != AccessToken::new("u")
    );
}

#[test]
fn positions_and_pages() {
    let client = Fake::default().client();
    let at: At<Nothing> = client.at::<Nothing>("a").segment("b");
    check(&at, "At(\"a/b\")");
    check(&at.query_option("x", "y"), "At(\"a/b?…\")");
    check(&client.link::<Nothing>("https://example.com/n?x#y"), "At(\"https://example.com/n\")");
    check(&client.link::<Nothing>("https://example.com/users/a@b"), "At(\"https:…\")");
    check(&client.link::<Nothing>("HTTP://a@b"), "At(\"HTTP:…\")");
    check(&client.link::<Nothing>("users/a@b"), "At(\"…\")");
    let page: Page<i64> =
        Many::<Value<i64>>::decode(br#"{"@odata.nextLink":"n?x","@odata.count":3,"value":[1]}"#).unwrap();
    check(
        &page,
        "Page { value: [1], next_link: Some(\"n\"), delta_link: None, count: Some(3), context: None, extras: \
         [\"@odata.nextLink\", \"@odata.count\"] }",
    );
}

#[test]
fn errors() {
    let Error::Link(link) = block_on(Fake::default().client().link::<Nothing>("ftp://x")).unwrap_err() else {
        panic!()
    };
    check(&*link, "LinkError(the link `ftp://x` is not followed: its scheme is neither http nor https)");
    let service = error(Answer(404, &[], "gone"));
    check(&service, "Service(ServiceError(GET https://example.com/odata/a: 404 Not Found: gone))");
    let Error::Response(response) = error(Answer(200, &[], r#"{"value":"x"}"#)) else { panic!() };
    let text = "DecodeError($.value: expected Edm.Int64, found string \"x\")";
    check(response.decode_error(), text);
    check(
        &*response,
        &format!("ResponseError {{ request: GET https://example.com/odata/a, status: 200, error: {text}, .. }}"),
    );
    assert_eq!(response.decode_error().found(), Some("string \"x\""));
    check(&"x".parse::<Date>().unwrap_err(), "InvalidLiteral(\"x\" is not a valid Edm.Date)");
}

#[test]
fn texts_of_200_characters_are_whole() {
    let text: &'static str = "é".repeat(200).leak();
    assert!(error(Answer(500, &[], text)).to_string().ends_with(text));
    let longer: &'static str = "é".repeat(201).leak();
    assert!(error(Answer(500, &[], longer)).to_string().ends_with(&format!(" {text}…")));
}

#[test]
fn what_is_shared_is_what_it_points_to() {
    let clock = Ticking::new();
    let fake = Fake::ok([""]);
    let transport: Arc<dyn Transport> = Arc::new(fake.clone());
    let credential: Arc<dyn Credential> = Arc::new(StaticToken::new("shared"));
    let client = builder(&clock, transport).credential(credential).clock(Arc::new(clock.clone())).build().unwrap();
    block_on(client.at::<Nothing>("a")).unwrap();
    assert!(has(&fake.requests()[0], "authorization: Bearer shared"));
    let shared: Arc<dyn Clock> = Arc::new(clock.clone());
    block_on(Clock::sleep(&shared, Duration::from_secs(5)));
    assert_eq!((clock.seconds(), Clock::now(&shared)), (5, clock.now()));
    assert_eq!(client.service_root(), ROOT);
}
