//! Headers `WWW-Authenticate` of any kind: which are answered, and that each is survived.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::support::{SetClock, Source, builder};
use crate::runtime::internal::{Body, Nothing};
use crate::transport::clock::Doing;
use crate::transport::support::{Fake, block_on};

/// What a credential is asked for by answers that all are 401 with these headers, and how many requests are sent.
fn answered(headers: &[Vec<u8>]) -> (Option<String>, usize) {
    let sent = Arc::new(AtomicUsize::new(0));
    let (counter, headers) = (Arc::clone(&sent), headers.to_vec());
    let answers = Doing(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        let mut response = http::Response::builder().status(401);
        for header in &headers {
            if let Ok(value) = http::HeaderValue::from_bytes(header) {
                response = response.header("WWW-Authenticate", value);
            }
        }
        std::future::ready(Ok(response.body(Body::empty()).unwrap()))
    });
    let source = Source::numbered(3600);
    let client = builder(&Fake::default(), &source, &SetClock::new()).transport(answers).build().unwrap();
    assert!(block_on(client.at::<Nothing>("x")).unwrap_err().is_unauthorized());
    (source.claims().into_iter().flatten().next(), sent.load(Ordering::SeqCst))
}

/// A parameter of a challenge, or a part of one that is broken.
fn piece() -> impl Strategy<Value = String> {
    const FIXED: &[&str] = &[
        "Bearer",
        "Basic",
        "Negotiate",
        "error",
        "claims",
        "realm",
        "=",
        "\"",
        "\\",
        ",",
        " ",
        "\t",
        "==",
        "/",
        "insufficient_claims",
        "\"insufficient_claims\"",
        "eyJhIjoxfQ",
        "\"eyJhIjoxfQ==\"",
        "é",
        "\\\"",
    ];
    prop_oneof![4 => select(FIXED).prop_map(str::to_owned), 1 => "[ -~]{0,6}"]
}

/// A value of a parameter, in quotes where it has to be or `is_quoted`, with every other character escaped where `is_escaped`.
fn written(value: &str, is_quoted: bool, is_escaped: bool) -> String {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !is_quoted && !value.is_empty() && value.bytes().all(is_token) {
        return value.to_owned();
    }
    let mut text = "\"".to_owned();
    for (index, c) in value.chars().enumerate() {
        if matches!(c, '"' | '\\') || (is_escaped && index % 2 == 0) {
            text.push('\\');
        }
        text.push(c);
    }
    text + "\""
}

/// A challenge that asks for no claims, as any scheme may write it.
fn other_challenge() -> impl Strategy<Value = String> {
    let parameter = ("[a-d]{1,5}", "[ -~]{0,12}", any::<bool>(), any::<bool>());
    let parameters = vec(parameter, 1..4).prop_map(|all| {
        let all =
            all.iter().map(|(name, value, quoted, escaped)| format!("{name}={}", written(value, *quoted, *escaped)));
        all.collect::<Vec<_>>().join(", ")
    });
    let rest = prop_oneof![
        Just(String::new()),
        "[A-Za-z0-9+/]{1,9}={0,2}".prop_map(|it| format!(" {it}")),
        parameters.prop_map(|it| format!(" {it}"))
    ];
    ("[A-Za-z]{1,8}", rest).prop_map(|(scheme, rest)| format!("{scheme}{rest}"))
}

proptest! {
    /// Nothing panics, and no answer leads to more than one repetition.
    // G14
    #[test]
    fn any_header_is_survived(headers in vec(vec(piece(), 0..24).prop_map(|pieces| pieces.concat().into_bytes()), 0..4)) {
        let (claims, sent) = answered(&headers);
        prop_assert_eq!(sent, if claims.is_some() { 2 } else { 1 });
    }

    #[test]
    fn any_bytes_are_survived(headers in vec(vec(any::<u8>(), 0..64), 0..4)) {
        let (_, sent) = answered(&headers);
        prop_assert!(sent <= 2);
    }

    /// Claims are found however the challenge is written, and whatever stands around it.
    // G14
    #[test]
    fn claims_are_found_in_any_company(
        before in vec(other_challenge(), 0..3),
        after in vec(other_challenge(), 0..3),
        claims in "[ -~é]{0,20}",
        encoding in 0..4usize,
        (quoted, escaped, swapped, apart) in any::<(bool, bool, bool, bool)>(),
        separator in select([", ", ",", " ,\t", ", , ,"].as_slice()),
    ) {
        let json = serde_json::json!({ "a": claims }).to_string();
        let encoded = match encoding {
            0 => STANDARD.encode(&json),
            1 => STANDARD_NO_PAD.encode(&json),
            2 => URL_SAFE.encode(&json),
            _ => URL_SAFE_NO_PAD.encode(&json),
        };
        let mut parameters = [
            format!("error={}", written("insufficient_claims", quoted, escaped)),
            "realm=\"\"".to_owned(),
            format!("Claims = {}", written(&encoded, quoted, escaped)),
        ];
        if swapped {
            parameters.reverse();
        }
        let challenge = format!("bearer {}", parameters.join(separator));
        let all: Vec<_> = before.into_iter().chain([challenge]).chain(after).collect();
        let headers = if apart { all } else { vec![all.join(separator)] };
        let headers: Vec<_> = headers.into_iter().map(String::into_bytes).collect();
        prop_assert_eq!(answered(&headers), (Some(json), 2));
    }
}
