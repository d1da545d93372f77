//! Answers with 401 that ask for claims.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;

use super::support::{OnePiece, SECOND, SetClock, Source, Task, builder, tokens};
use crate::runtime::internal::{
    AccessToken, Body, BoxFuture, Error, Next, Nothing, Policy, PolicyRequest, StaticToken, Transport, Value, edm,
};
use crate::transport::clock::Doing;
use crate::transport::support::{Answer, Fake, ROOT, block_on};

/// Asks for `{"a":1}`.
const CHALLENGE: Answer = Answer(
    401,
    &[("WWW-Authenticate", r#"Bearer realm="", error="insufficient_claims", claims="eyJhIjoxfQ==""#)],
    r#"{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation"}}"#,
);

/// Asks for `{"b":2}`.
const OTHER: Answer =
    Answer(401, &[("WWW-Authenticate", r#"Bearer error="insufficient_claims", claims="eyJiIjoyfQ==""#)], "");

const DONE: Answer = Answer(204, &[], "");

fn some(claims: &str) -> Option<String> {
    Some(claims.to_owned())
}

// G14
#[test]
fn g14_a_challenge_is_answered_once_with_a_token_for_its_claims() {
    let fake = Fake::new([DONE, CHALLENGE, DONE, DONE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    // The next requests ask with the claims from the beginning.
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake), ["t1", "t1", "t2", "t2"]);
    clock.pass(3600);
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake)[4], "t3");
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#), some(r#"{"a":1}"#)]);
    let renewals: Vec<_> = source.asked().iter().map(|request| request.is_renewal()).collect();
    assert_eq!(renewals, [false, true, false]);
}

// G14
#[test]
fn tokens_that_are_not_kept_answer_a_challenge_too() {
    let fake = Fake::new([CHALLENGE, DONE, DONE]);
    let source = Source::new(|number, _| Ok(AccessToken::new(format!("t{number}"))));
    let client = fake.builder().credential(source.clone()).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake), ["t1", "t2", "t3"]);
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#), some(r#"{"a":1}"#)]);
}

// G14
#[test]
fn a_second_challenge_is_the_answer() {
    for second in [CHALLENGE, OTHER] {
        let fake = Fake::new([CHALLENGE, second, DONE]);
        let (source, clock) = (Source::numbered(3600), SetClock::new());
        let client = builder(&fake, &source, &clock).build().unwrap();
        let error = block_on(client.at::<Nothing>("x")).unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        assert_eq!(tokens(&fake), ["t1", "t2"]);
        // The refused token is not used again.
        block_on(client.at::<Nothing>("x")).unwrap();
        assert_eq!(tokens(&fake)[2], "t3");
    }
}

// G14
#[test]
fn one_challenge_a_call_is_answered_whatever_redirects() {
    let again = || Answer(307, &[("Location", "x")], "");
    let fake = Fake::new([CHALLENGE, again(), CHALLENGE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(fake.requests().len(), 3);
}

// P19: what is refused was not carried out.
#[test]
fn a_body_is_sent_again() {
    let fake = Fake::new([CHALLENGE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    let upload = client.at::<Value<edm::Stream>>("x").upload("text", "text/plain").header("X-Note", "n");
    block_on(upload).unwrap();
    let requests = fake.requests();
    assert_eq!(requests[0].replace("t1", "t2"), requests[1]);
    assert!(requests[1].ends_with("\n\ntext\n"), "{}", requests[1]);
}

#[test]
fn a_body_that_cannot_be_repeated_is_not() {
    let fake = Fake::new([CHALLENGE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    let upload = || {
        let body = Body::stream(OnePiece(Some(Bytes::from_static(b"x"))), Some(1));
        block_on(client.at::<Value<edm::Stream>>("x").upload(body, "text/plain"))
    };
    let error = upload().unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(fake.requests().len(), 1);
    // The caller's own repetition has the claims.
    upload().unwrap();
    assert_eq!(tokens(&fake), ["t1", "t2"]);
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#)]);
}

// P17
#[test]
fn p17_a_foreign_host_gets_nothing_for_its_challenge() {
    let fake = Fake::new([Answer(302, &[("Location", "https://evil.example/")], ""), CHALLENGE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(tokens(&fake), ["t1", "none"]);
    assert_eq!(source.claims(), [None]);
    // Nor does it for an anonymous request, on its own host or on the service's.
    for url in ["https://evil.example/", ROOT] {
        let fake = Fake::new([CHALLENGE]);
        let (source, clock) = (Source::numbered(3600), SetClock::new());
        let client = builder(&fake, &source, &clock).build().unwrap();
        block_on(client.anonymous::<Nothing>(url)).unwrap_err();
        assert_eq!((tokens(&fake), source.asked().len()), (vec!["none".to_owned()], 0));
    }
}

#[test]
fn a_header_of_the_caller_answers_nothing() {
    let fake = Fake::new([CHALLENGE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    block_on(client.at::<Nothing>("x").header("Authorization", "Bearer mine")).unwrap_err();
    assert_eq!((tokens(&fake), source.asked().len()), (vec!["mine".to_owned()], 0));
}

#[test]
fn the_same_token_is_not_sent_again() {
    let fake = Fake::new([CHALLENGE, CHALLENGE]);
    let client = fake.builder().credential(StaticToken::new("abc")).build().unwrap();
    for _ in 0..2 {
        assert!(block_on(client.at::<Nothing>("x")).unwrap_err().is_unauthorized());
    }
    assert_eq!(tokens(&fake), ["abc", "abc"]);
}

/// An operation may ask for more than others do; that the credential cannot give it concerns no other request.
#[test]
fn claims_that_the_credential_cannot_give_are_not_remembered() {
    let fake = Fake::new([CHALLENGE, DONE]);
    let source = Source::new(|number, request| match request.claims() {
        Some(_) => Err("a user has to sign in".into()),
        None => Ok(AccessToken::new(format!("t{number}")).expires_in(3600 * SECOND)),
    });
    let clock = SetClock::new();
    let client = builder(&fake, &source, &clock).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error}");
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake), ["t1", "t1"]);
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#)]);
}

/// Without claims there is nothing to answer, but another token for the next request.
#[test]
fn a_token_that_is_refused_is_not_used_again() {
    for header in ["", "Bearer", r#"Bearer error="invalid_token""#, r#"Bearer error="insufficient_claims", claims="x""#]
    {
        let (source, clock) = (Source::numbered(3600), SetClock::new());
        let fake = Fake::default();
        let transport = fake.clone();
        let count = Arc::new(AtomicUsize::new(0));
        let answers = Doing(move |request: http::Request<Body>| {
            let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
            drop(Transport::send(&transport, request));
            let status = if is_first { 401 } else { 204 };
            let response = http::Response::builder().status(status).header("WWW-Authenticate", header);
            std::future::ready(Ok(response.body(Body::empty()).unwrap()))
        });
        let client = builder(&fake, &source, &clock).transport(answers).build().unwrap();
        assert!(block_on(client.at::<Nothing>("x")).unwrap_err().is_unauthorized());
        block_on(client.at::<Nothing>("x")).unwrap();
        assert_eq!(tokens(&fake), ["t1", "t2"], "{header}");
        assert!(source.claims().iter().all(Option::is_none) && source.asked()[1].is_renewal(), "{header}");
    }
}

// G14
#[test]
fn requests_that_are_challenged_together_share_the_answer() {
    let first = || Answer(401, CHALLENGE.1, "");
    let fake = Fake::new([DONE, first(), first(), first(), DONE, DONE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    source.close();
    let mut all: Vec<_> = (0..3).map(|_| Task::new(client.at::<Nothing>("x"))).collect();
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    source.open();
    assert!(all.iter_mut().all(|task| task.poll().unwrap().is_ok()));
    assert_eq!(tokens(&fake), ["t1", "t1", "t1", "t1", "t2", "t2", "t2"]);
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#)]);
}

/// A token that was asked for before the challenge does not take the place of the one that answers it.
#[test]
fn an_older_token_does_not_replace_a_newer_one() {
    let fake = Fake::new([DONE, CHALLENGE, DONE, DONE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    clock.pass(3200);
    let mut challenged = Task::new(client.at::<Nothing>("x"));
    source.close();
    assert!(challenged.poll().is_none());
    // Before its token comes, the one that is kept has to be renewed, and another request asks for it without claims.
    clock.pass(200);
    let mut late = Task::new(client.at::<Nothing>("x"));
    assert!(late.poll().is_none());
    source.open();
    assert!(challenged.poll().unwrap().is_ok());
    assert!(late.poll().unwrap().is_ok());
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(source.claims(), [None, some(r#"{"a":1}"#), None]);
    assert_eq!(tokens(&fake), ["t1", "t1", "t2", "t3", "t2"]);
}

/// Sends the first request only, and answers all others itself with 401.
#[derive(Default)]
struct Refuses(AtomicUsize);

impl Policy for Refuses {
    fn send<'a>(
        &'a self,
        request: PolicyRequest,
        mut next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
                return next.send(request).await;
            }
            Ok(http::Response::builder().status(401).body(Body::empty()).unwrap())
        })
    }
}

#[test]
fn policies_see_both_requests_and_cannot_make_more_of_them() {
    let fake = Fake::new([CHALLENGE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let policy = Arc::new(Refuses::default());
    let client = builder(&fake, &source, &clock).policy(Arc::clone(&policy)).build().unwrap();
    assert!(block_on(client.at::<Nothing>("x")).unwrap_err().is_unauthorized());
    assert_eq!((policy.0.load(Ordering::SeqCst), fake.requests().len()), (2, 1));
}

/// Attempts of one call answer one challenge together.
#[test]
fn retries_answer_no_further_challenge() {
    let later = || Answer(503, &[("Retry-After", "0")], "");
    let fake = Fake::new([CHALLENGE, later(), CHALLENGE, DONE]);
    let (source, clock) = (Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    assert!(block_on(client.at::<Nothing>("x")).unwrap_err().is_unauthorized());
    assert_eq!(tokens(&fake), ["t1", "t2", "t2"]);
}
