//! P2: redirects.

use crate::runtime::internal::{Argument, Error, Nothing};
use crate::transport::support::{Answer, Fake, block_on, has};

const OK: Answer = Answer(200, &[], "");

fn to(status: u16, location: &'static str) -> Answer {
    let headers: &'static [_] = vec![("Location", location)].leak();
    Answer(status, headers, "moved")
}

/// The second request after a `GET` was answered with a redirect.
fn get(status: u16, location: &'static str) -> Result<String, Error> {
    let fake = Fake::new([to(status, location), OK]);
    let call = fake.client().at::<Nothing>("a").query_option("x", "1").header("ConsistencyLevel", "eventual");
    block_on(call.header("Range", "bytes=0-9").header("x-api-key", "k")).map(|()| fake.requests()[1].clone())
}

fn post(status: u16, location: &'static str) -> String {
    let fake = Fake::new([to(status, location), OK]);
    block_on(fake.client().action::<Nothing>("a", [("p", Argument::of(&1))])).unwrap();
    fake.requests()[1].clone()
}

#[test]
fn same_host_keeps_everything() {
    for status in [301, 302, 303, 307, 308] {
        let request = get(status, "/b?y=%2e'").unwrap();
        assert!(request.starts_with("GET https://example.com/b?y=%2e'\n"), "{request}");
        for header in ["authorization: Bearer secret", "consistencylevel: eventual", "x-api-key: k", "range: bytes=0-9"]
        {
            assert!(has(&request, header), "{request}");
        }
    }
}

#[test]
fn p2_another_host_gets_no_secret() {
    for location in
        ["https://cdn.example/b", "//cdn.example/b", "https://example.com:8443/b", "https://cdn.example.com/b"]
    {
        let request = get(302, location).unwrap();
        assert!(has(&request, "range: bytes=0-9") && has(&request, "accept: application/json"), "{request}");
        assert!(
            !request.contains("Bearer") && !request.contains("x-api-key") && !request.contains("consistency"),
            "{request}"
        );
    }
}

#[test]
fn p2_no_secret_returns_from_another_host() {
    for (header, value, secret) in [("x-api-key", "k", "Bearer secret"), ("Authorization", "Basic x", "Basic x")] {
        let fake = Fake::new([to(302, "https://cdn.example/b"), to(302, "https://example.com/c"), OK]);
        let client = fake.builder().header("cookie", "c").build().unwrap();
        block_on(client.at::<Nothing>("a").header(header, value)).unwrap();
        let requests = fake.requests();
        assert!(requests[0].contains("cookie: c") && requests[0].contains(secret), "{requests:?}");
        for request in &requests[1..] {
            assert!(
                !["cookie", "x-api-key", "authorization"].iter().any(|name| request.contains(name)),
                "{requests:?}"
            );
        }
    }
}

#[test]
fn an_allowed_host_keeps_the_credential() {
    let fake = Fake::new([to(302, "https://eu.example.com/b"), OK]);
    block_on(fake.builder().allow_host("eu.example.com").build().unwrap().at::<Nothing>("a")).unwrap();
    assert!(has(&fake.requests()[1], "authorization: Bearer secret"));
}

#[test]
fn methods_and_payloads() {
    for status in [301, 302, 303] {
        let request = post(status, "b");
        assert!(request.starts_with("GET https://example.com/odata/b\n") && request.ends_with("\n\n\n"), "{request}");
        assert!(!request.contains("content-type") && !request.contains("odata-version"), "{request}");
    }
    for status in [307, 308] {
        let request = post(status, "b");
        assert!(
            request.starts_with("POST https://example.com/odata/b\n") && request.ends_with("\n\n{\"p\":1}\n"),
            "{request}"
        );
        assert!(has(&request, "content-type: application/json"), "{request}");
    }
}

#[test]
fn refused_locations() {
    for (location, expect) in [
        ("http://example.com/b", "from https to http"),
        ("https://user@example.com/b", "user name"),
        ("ftp://example.com/b", "neither http nor https"),
        ("https:\\\\evil.example", "backslash"),
    ] {
        let error = get(302, location).unwrap_err();
        assert!(matches!(error, Error::Link(_)) && error.to_string().contains(expect), "{error}");
    }
}

#[test]
fn redirects_are_bounded() {
    let fake = Fake::new((0..20).map(|_| to(302, "again")));
    let error = block_on(fake.client().at::<Nothing>("a")).unwrap_err();
    assert!(error.to_string().contains("10 are allowed"), "{error}");
    assert_eq!(fake.requests().len(), 11);
}

#[test]
fn other_3xx_are_errors() {
    let fake = Fake::new([Answer(304, &[], ""), Answer(302, &[], "no location"), to(300, "b")]);
    let client = fake.client();
    assert!(block_on(client.at::<Nothing>("a")).unwrap_err().is_not_modified());
    for status in [302, 300] {
        assert_eq!(block_on(client.at::<Nothing>("a")).unwrap_err().status().unwrap(), status);
    }
}
