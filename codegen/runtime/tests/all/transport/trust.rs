//! What hosts that are not the service's get to see, and what their answers are worth. P17, P22, G4.

use crate::runtime::internal::edm::Stream;
use crate::runtime::internal::{
    Argument, At, Body, Client, ClientBuilder, Error, Items, LinkError, Many, Nothing, Request, Service, Value,
};
use crate::transport::support::{Answer, Fake, block_on, has};

const OK: Answer = Answer(200, &[], "");

fn to(status: u16, location: &'static str) -> Answer {
    let headers: &'static [_] = vec![("Location", location)].leak();
    Answer(status, headers, "moved")
}

fn numbers(client: &Client) -> At<Many<Value<i64>>> {
    client.at("numbers")
}

fn link_error<T: std::fmt::Debug>(result: Result<T, Error>) -> LinkError {
    match result.unwrap_err() {
        Error::Link(error) => *error,
        other => panic!("{other:?}"),
    }
}

/// A call of an action with a body.
fn action(client: &Client) -> Request<Nothing> {
    client.action("a", [("p", Argument::of("body-secret"))])
}

#[test]
fn p17_a_body_is_not_repeated_to_another_host() {
    type Call = fn(&Client) -> Request<Nothing>;
    let calls: [Call; 4] = [
        action,
        |client| client.at::<Value<Stream>>("a").upload("body-secret", "text/plain"),
        |client| client.at::<Value<String>>("a").set("body-secret"),
        |client| {
            let stream = Body::stream(Once(Some("body-secret")), None);
            client.at::<Value<Stream>>("a").upload(stream, "text/plain")
        },
    ];
    for call in calls {
        for status in [307, 308] {
            for location in ["https://evil.example/b?x=1", "//evil.example/b?x=1"] {
                let fake = Fake::new([to(status, location), OK]);
                let error = link_error(block_on(call(&fake.client())));
                assert_eq!(fake.requests().len(), 1, "nothing goes to the other host");
                assert_eq!(error.refused_host().as_deref(), Some("https://evil.example"));
                let text = error.to_string();
                assert!(
                    text.contains(
                        "`https://evil.example` is not the service's host, so the request's body was not sent there"
                    ),
                    "{text}"
                );
                assert!(text.contains("`client.anonymous(url)`"), "{text}");
                assert!(!text.contains("x=1"), "{text}");
            }
        }
    }
}

#[test]
fn p17_a_body_is_not_repeated_when_a_method_stays() {
    // 301 and 302 make a GET of a POST alone.
    for status in [301, 302] {
        let fake = Fake::new([to(status, "https://evil.example/b"), OK]);
        link_error(block_on(fake.client().at::<Value<String>>("a").set("body-secret")));
        assert_eq!(fake.requests().len(), 1);
    }
    for (status, method) in [(301, "GET"), (302, "GET"), (303, "GET")] {
        let fake = Fake::new([to(status, "https://evil.example/b"), OK]);
        block_on(action(&fake.client()).header("Content-Encoding", "x").header("Content-Language", "de")).unwrap();
        let request = &fake.requests()[1];
        assert!(request.starts_with(&format!("{method} https://evil.example/b\n")), "{request}");
        for part in ["body-secret", "content-", "odata-version", "authorization"] {
            assert!(!request.contains(part), "{part} in {request}");
        }
    }
}

#[test]
fn a_method_without_body_is_repeated_without_the_credential() {
    for status in [301, 307, 308] {
        let fake = Fake::new([to(status, "https://other.example/b"), OK]);
        block_on(fake.client().at::<Nothing>("a").delete()).unwrap();
        let request = &fake.requests()[1];
        assert!(request.starts_with("DELETE https://other.example/b\n"), "{request}");
        assert!(!request.contains("authorization"), "{request}");
    }
}

#[test]
fn an_allowed_host_gets_the_body() {
    let fake = Fake::new([to(307, "https://eu.example.com/b"), OK]);
    block_on(action(&fake.builder().allow_host("eu.example.com").build().unwrap())).unwrap();
    let request = &fake.requests()[1];
    assert!(request.contains("body-secret") && has(request, "authorization: Bearer secret"), "{request}");
}

#[test]
fn a_stream_cannot_be_repeated() {
    let fake = Fake::new([to(307, "b"), OK]);
    let upload = fake.client().at::<Value<Stream>>("a").upload(Body::stream(Once(Some("x")), None), "text/plain");
    let error = link_error(block_on(upload));
    assert_eq!(
        error.to_string(),
        "the link `b` is not followed: the request's body is a stream, which cannot be sent again"
    );
    assert_eq!((error.refused_host(), fake.requests().len()), (None, 1));
    // What becomes a GET needs no body.
    let fake = Fake::new([to(303, "b"), OK]);
    let upload = fake.client().at::<Value<Stream>>("a").upload(Body::stream(Once(Some("x")), None), "text/plain");
    block_on(upload).unwrap();
    assert_eq!(fake.lines()[1], "GET https://example.com/odata/b");
}

struct Once(Option<&'static str>);

impl futures_core::Stream for Once {
    type Item = Result<bytes::Bytes, crate::runtime::internal::TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(|text| Ok(bytes::Bytes::from_static(text.as_bytes()))))
    }
}

fn drain(mut items: Items<i64>) -> Result<Vec<i64>, Error> {
    let mut all = Vec::new();
    while let Some(item) = block_on(items.try_next())? {
        all.push(item);
    }
    Ok(all)
}

#[test]
fn p17_a_page_of_another_host_does_not_lead_on() {
    for link in [
        r#""@odata.nextLink":"https://example.com/odata/secret?x=1""#,
        r#""@odata.nextLink":"https://evil.example/n?x=1""#,
        r#""@odata.nextLink":"n?x=1""#,
        r#""@nextLink":"/n?x=1""#,
        r#""@odata.next\u004cink":"/n?x=1""#,
        r#""@odata.deltaLink":"https://example.com/odata/d?x=1""#,
        r#""@odata.nextLink":null,"@deltaLink":"d?x=1""#,
    ] {
        let page: &'static str = format!(r#"{{{link},"value":[1]}}"#).leak();
        let chains: [&[&'static str]; 2] =
            [&["https://evil.example/p"], &["https://evil.example/p", "https://example.com/odata/back"]];
        for chain in chains {
            let answers = || chain.iter().map(|location| to(302, location)).chain([Answer(200, &[], page)]);
            for streamed in [true, false] {
                let fake = Fake::new(answers());
                let call = numbers(&fake.client());
                let error = if streamed { link_error(drain(call.items())) } else { link_error(block_on(call)) };
                assert_eq!(fake.requests().len(), chain.len() + 1, "the link is not followed");
                assert!(!fake.requests()[1..].concat().contains("authorization"));
                let text = error.to_string();
                let expect = "the page that holds it came from `https://evil.example`, which is not the service's host";
                assert!(text.contains(expect) && !text.contains("x=1"), "{text}");
                assert_eq!(error.refused_host().as_deref(), Some("https://evil.example"));
            }
        }
    }
}

#[test]
fn a_page_of_another_host_without_links_is_read() {
    for page in [r#"{"value":[1],"x@odata.nextLink":"/n","y":"@odata.nextLink"}"#, "[1]"] {
        let fake = Fake::new([to(302, "https://cdn.example/p"), Answer(200, &[], page)]);
        let response = block_on(numbers(&fake.client()).send()).unwrap();
        assert_eq!((response.body.unwrap().value, response.headers.len()), (vec![1], 0));
    }
}

#[test]
fn a_later_page_of_another_host_does_not_lead_on_either() {
    let fake = Fake::new([
        Answer(200, &[], r#"{"value":[1],"@odata.nextLink":"n"}"#),
        to(302, "https://evil.example/p"),
        Answer(200, &[], r#"{"value":[2],"@odata.nextLink":"https://example.com/odata/secret"}"#),
        Answer(200, &[], r#"{"value":[3]}"#),
    ]);
    let mut items = numbers(&fake.client()).items();
    assert_eq!(block_on(items.try_next()).unwrap(), Some(1));
    link_error(block_on(items.try_next()));
    assert_eq!(block_on(items.try_next()).unwrap(), None);
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn pages_of_allowed_hosts_lead_on() {
    let fake = Fake::new([
        to(302, "https://eu.example.com/p"),
        Answer(200, &[], r#"{"value":[1],"@odata.nextLink":"https://example.com/n"}"#),
        Answer(200, &[], r#"{"value":[2]}"#),
    ]);
    let client = fake.builder().allow_host("eu.example.com").build().unwrap();
    assert_eq!(drain(numbers(&client).items()).unwrap(), [1, 2]);
    assert!(fake.requests().iter().all(|request| has(request, "authorization: Bearer secret")));
}

#[test]
fn answers_tell_which_host_gave_them() {
    let foreign = |answer| {
        let fake = Fake::new([to(302, "https://evil.example/p?x=1"), answer]);
        block_on(fake.client().at::<Value<i64>>("a").send())
    };
    assert_eq!(foreign(Answer(200, &[], "7")).unwrap().foreign_host().as_deref(), Some("https://evil.example"));
    let note = " (it came from `https://evil.example`, which is not the service's host)";
    let error = foreign(Answer(404, &[("request-id", "r")], "gone")).unwrap_err();
    assert_eq!(error.as_service().unwrap().foreign_host().as_deref(), Some("https://evil.example"));
    let text = format!("GET https://evil.example/p?…: 404 Not Found: gone (request-id r){note}");
    assert_eq!(error.to_string(), text);
    let error = foreign(Answer(200, &[], r#"{"value":"x"}"#)).unwrap_err();
    assert!(error.to_string().ends_with(note), "{error}");
    let Error::Response(error) = error else { panic!("{error:?}") };
    assert_eq!(error.foreign_host().as_deref(), Some("https://evil.example"));

    let own = |answer| block_on(Fake::new([to(302, "b"), answer]).client().at::<Value<i64>>("a").send());
    assert_eq!(own(Answer(200, &[], "7")).unwrap().foreign_host(), None);
    assert_eq!(own(Answer(404, &[], "")).unwrap_err().as_service().unwrap().foreign_host(), None);
    let Error::Response(error) = own(Answer(200, &[], "x")).unwrap_err() else { panic!("no value") };
    assert_eq!(error.foreign_host(), None);

    let fake = Fake::new([to(302, "https://cdn.example/p"), Answer(200, &[], "bytes")]);
    let download = block_on(fake.client().at::<Value<Stream>>("a").download()).unwrap();
    assert_eq!(download.foreign_host().as_deref(), Some("https://cdn.example"));
}

/// Whether a client of this root sends a request with its credential, or with this header alone.
fn sends(root: &str, header: Option<(&str, &str)>, change: fn(ClientBuilder) -> ClientBuilder) -> Result<(), String> {
    let fake = Fake::ok([""]);
    let builder = match header {
        None => fake.builder(),
        Some((name, value)) => ClientBuilder::new(Service::new("")).transport(fake.clone()).header(name, value),
    };
    let client = change(builder.service_root(root)).build().unwrap();
    let result = block_on(client.at::<Nothing>("a"));
    assert_eq!(fake.requests().len(), usize::from(result.is_ok()));
    result.map_err(|error| {
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        error.to_string()
    })
}

// P21
#[test]
fn p22_credentials_travel_by_https_or_within_the_machine() {
    for root in [
        "https://example.com/",
        "http://localhost/",
        "http://LOCALHOST:8080/",
        "http://x.localhost/",
        "http://127.0.0.1/",
        "http://127.9.9.9:5000/",
        "http://[::1]:5000/",
    ] {
        assert_eq!(sends(root, None, |builder| builder), Ok(()), "{root}");
        assert_eq!(sends(root, Some(("Authorization", "Basic x")), |builder| builder), Ok(()), "{root}");
    }
    for root in [
        "http://example.com/",
        "http://10.0.0.1/",
        "http://128.0.0.1/",
        "http://[::2]/",
        "http://localhost.example.com/",
        "http://xlocalhost/",
        "http://127.0.0.1.example.com/",
    ] {
        let error = sends(root, None, |builder| builder).unwrap_err();
        assert!(error.contains("header `authorization`") && error.contains("allow_insecure"), "{error}");
        for name in ["authorization", "Cookie", "x-api-key", "Ocp-Apim-Subscription-Key", "X-Auth-Token"] {
            let error = sends(root, Some((name, "x")), |builder| builder).unwrap_err();
            assert!(error.contains(&format!("header `{}`", name.to_lowercase())), "{error}");
        }
        assert_eq!(sends(root, Some(("ConsistencyLevel", "x")), |builder| builder), Ok(()));
        assert_eq!(sends(root, None, ClientBuilder::allow_insecure), Ok(()), "{root}");
    }
}

#[test]
fn p22_holds_for_headers_of_a_request_and_behind_redirects() {
    let fake = Fake::ok([""]);
    let client = ClientBuilder::new(Service::new("")).service_root("http://example.com/").transport(fake.clone());
    let error = block_on(client.build().unwrap().at::<Nothing>("a").header("Cookie", "c")).unwrap_err();
    assert!(error.to_string().contains("`cookie`") && fake.requests().is_empty(), "{error}");

    let fake = Fake::new([to(302, "http://other.example/b"), OK]);
    let client = fake.builder().service_root("http://localhost/").allow_host("http://other.example").build().unwrap();
    let error = block_on(client.at::<Nothing>("a")).unwrap_err();
    assert!(error.to_string().contains("`http://other.example` is reached by plain http"), "{error}");
    assert_eq!(fake.requests().len(), 1);
}
