//! How requests are signed in.

use crate::runtime::internal::{
    AccessToken, BasicCredential, Credential, Error, HeaderCredential, Nothing, StaticToken, TokenProvider,
};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

/// The requests to this root with this credential, or why there are none.
fn send(root: &str, credential: impl Credential + 'static, insecure: bool) -> Result<String, String> {
    let fake = Fake::new([Answer(204, &[], "")]);
    let builder = fake.builder().service_root(root).credential(credential);
    let builder = if insecure { builder.allow_insecure() } else { builder };
    match block_on(builder.build().unwrap().at::<Nothing>("x")) {
        Ok(()) => Ok(fake.requests().remove(0)),
        Err(error) => {
            assert!(fake.requests().is_empty());
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            Err(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
        }
    }
}

fn check(credential: impl Credential + 'static, header: &str) {
    let request = send(ROOT, credential, false).unwrap();
    assert!(has(&request, header), "{request}");
}

// P17
#[test]
fn credentials_have_their_headers() {
    check(StaticToken::new("abc"), "authorization: Bearer abc");
    check(BasicCredential::new("Aladdin", "open sesame"), "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    check(BasicCredential::new("ä", ""), "authorization: Basic w6Q6");
    check(HeaderCredential::new("X-Auth-Token", "abc"), "x-auth-token: abc");
    check(HeaderCredential::new("Ocp-Apim-Subscription-Key", "abc"), "ocp-apim-subscription-key: abc");
    let session = || TokenProvider::new(|| async { Ok::<_, std::io::Error>("abc") });
    check(session(), "authorization: Bearer abc");
    check(session().in_header("X-Auth-Token"), "x-auth-token: abc");
    let basic = || async { AccessToken::basic("a", "b") };
    check(TokenProvider::new(basic), "authorization: Basic YTpi");
}

#[test]
fn tokens_that_are_none_are_refused() {
    for token in ["Bearer abc", "bearer abc", "BEARER  abc"] {
        let error = send(ROOT, StaticToken::new(token), false).unwrap_err();
        assert!(error.contains("begins with `Bearer `") && !error.contains("abc"), "{error}");
    }
    check(StaticToken::new("Bearer-abc"), "authorization: Bearer Bearer-abc");
    assert!(send(ROOT, StaticToken::new(""), false).unwrap_err().contains("empty"));
    assert!(send(ROOT, StaticToken::new("a\nb"), false).unwrap_err().contains("characters"));
    assert!(send(ROOT, BasicCredential::new("a:b", "c"), false).unwrap_err().contains("colon"));
    assert!(send(ROOT, HeaderCredential::new("X Token", "c"), false).unwrap_err().contains("`X Token`"));
    let session = TokenProvider::new(|| async { Ok::<_, std::io::Error>("abc") }).in_header("é");
    assert!(send(ROOT, session, false).unwrap_err().contains("is not the name of a header"));
}

/// The sending of a request with some credential to a root.
type Send = fn(&str, bool) -> Result<String, String>;

// P22
#[test]
fn no_credential_goes_out_by_http() {
    let sends: [Send; 3] = [
        |root, insecure| send(root, StaticToken::new("abc"), insecure),
        |root, insecure| send(root, BasicCredential::new("a", "b"), insecure),
        |root, insecure| send(root, HeaderCredential::new("X-Anything", "abc"), insecure),
    ];
    for send in sends {
        let error = send("http://example.com/", false).unwrap_err();
        assert!(error.contains("`ClientBuilder::allow_insecure`"), "{error}");
        for root in ["http://localhost:8080/", "http://127.0.0.1/", "http://[::1]/"] {
            assert!(send(root, false).is_ok(), "{root}");
        }
        assert!(send("http://example.com/", true).is_ok());
    }
}

// P17
#[test]
fn a_secret_header_stays_at_the_service() {
    let fake = Fake::new([Answer(302, &[("Location", "https://evil.example/")], ""), Answer(204, &[], "")]);
    let builder = fake.builder().credential(HeaderCredential::new("X-Anything", "canary"));
    block_on(builder.build().unwrap().at::<Nothing>("x")).unwrap();
    let requests = fake.requests();
    assert!(requests[0].contains("canary") && !requests[1].contains("canary"), "{requests:?}");
}

#[test]
fn a_header_of_the_caller_takes_the_place_of_the_credential() {
    let fake = Fake::new([Answer(204, &[], "")]);
    let asked = || async { Err::<String, _>(std::io::Error::other("it was asked")) };
    let builder = fake.builder().credential(TokenProvider::new(asked).in_header("X-Auth-Token"));
    block_on(builder.build().unwrap().at::<Nothing>("x").header("X-Auth-Token", "mine")).unwrap();
    assert!(has(&fake.requests()[0], "x-auth-token: mine"));
    let error =
        block_on(Fake::default().builder().credential(TokenProvider::new(asked)).build().unwrap().at::<Nothing>("x"));
    assert!(matches!(error, Err(Error::Credential(_))));
}
