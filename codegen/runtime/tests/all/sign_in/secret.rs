//! What is known of tokens and claims shows nowhere, and travels privately.

use std::fmt::Debug;

use super::support::{SECOND, SetClock, Source, builder};
use crate::runtime::internal::{AccessToken, Error, Nothing, TokenProvider, TokenRequest};
use crate::transport::support::{Answer, Fake, block_on};

/// In base64: `Y2FuYXJ5`; `{"a":"canary"}` is `eyJhIjoiY2FuYXJ5In0`.
const CHALLENGE: &str = r#"Bearer error="insufficient_claims", claims="eyJhIjoiY2FuYXJ5In0""#;

fn check(what: &str, value: &impl Debug) {
    let text = format!("{value:?} {value:#?}");
    for secret in ["canary", "eyJhIjoi", "Y2FuYXJ5"] {
        assert!(!text.contains(secret), "{what}: {text}");
    }
}

fn texts(error: &Error) -> String {
    let all = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    all.map(|error| format!("{error} {error:?}")).collect()
}

#[test]
fn nothing_shows_a_token_or_claims() {
    let request = TokenRequest::new(["scope"]).with_claims(r#"{"a":"canary"}"#).renewed();
    check("TokenRequest", &request);
    assert!(format!("{request:?}").contains("scope"));
    check("AccessToken", &AccessToken::new("canary").expires_in(SECOND));
    check("TokenProvider", &TokenProvider::with_request(|_| async { Ok::<_, std::io::Error>("canary") }));
    let challenge: &'static [_] = &[("WWW-Authenticate", CHALLENGE)];
    let fake = Fake::new([Answer(401, challenge, ""), Answer(401, challenge, "")]);
    let source = Source::new(|number, _| Ok(AccessToken::new(format!("canary{number}")).expires_in(SECOND)));
    let challenged = builder(&fake, &source, &SetClock::new());
    check("ClientBuilder", &challenged);
    let client = challenged.build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert_eq!(fake.requests().len(), 2);
    check("Error", &error);
    check("all texts", &texts(&error));
    check("Client", &client);
}

// P22
#[test]
fn p22_a_token_goes_out_by_https_or_within_the_machine() {
    let fake = Fake::new([Answer(401, &[("WWW-Authenticate", CHALLENGE)], ""), Answer(204, &[], "")]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).service_root("http://example.com/").build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(matches!(error, Error::Request(_)) && fake.requests().is_empty(), "{error}");
    // Within this machine it goes out, and so does the answer to a challenge.
    let client = builder(&fake, &source, &clock).service_root("http://localhost/").build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(fake.requests().len(), 2);
}
