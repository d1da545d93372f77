//! What is sent again, how often, and when.

use std::time::Duration;

use super::script::{OK, Outcome, Script, Seen, status};
use crate::runtime::internal::{
    Argument, Body, Client, Error, Many, Nothing, Retry, Service, TransportErrorKind, Value, edm,
};
use crate::transport::support::{ROOT, block_on};

const SECOND: Duration = Duration::from_secs(1);

/// Reads a number; the seconds after which it was asked for again.
fn read_after(first: Outcome) -> f64 {
    let script = Script::new(&[first, OK]);
    assert_eq!(block_on(script.client().at::<Value<i64>>("x")).unwrap(), 7);
    let seen = script.seen();
    assert_eq!(seen.len(), 2);
    seen[1].at.as_secs_f64()
}

// G7
#[test]
fn the_service_says_when() {
    const DATE: (&str, &str) = ("Date", "Tue, 01 Dec 2026 08:00:00 GMT");
    for (headers, seconds) in [
        (&[("Retry-After", "7")][..], 7.0),
        (&[("Retry-After", "2.128")], 2.128),
        (&[("Retry-After", "200")], 200.0),
        (&[("retry-after-ms", "1500")], 1.5),
        (&[("Retry-After", "0")], 0.0),
        (&[DATE, ("Retry-After", "Tue, 01 Dec 2026 08:00:09 GMT")], 9.0),
        // The clock of the script says 1994.
        (&[("Retry-After", "Sun, 06 Nov 1994 08:49:47 GMT")], 10.0),
    ] {
        for status in [429, 503, 504] {
            assert_eq!(read_after(Outcome::Answer(status, headers, "")), seconds, "{status} {headers:?}");
        }
    }
    let unasked = read_after(status(429));
    assert!(unasked <= 0.5, "{unasked}");
    assert!(read_after(Outcome::Answer(429, &[("Retry-After", "soon")], "")) <= 0.5);
}

/// How often the request is sent where it always ends so.
fn tries<F: IntoFuture>(outcome: Outcome, request: impl FnOnce(&Client) -> F) -> usize {
    let script = Script::new(&[outcome]);
    let _ = block_on(request(&script.client()));
    script.count()
}

// P19, G7
#[test]
fn only_what_may_be_repeated_is_sent_again() {
    use Outcome::{Breaks, Fails};
    let refused = [status(429), status(503), Fails(TransportErrorKind::Connect)];
    let unknown = [408, 500, 502, 504].map(status);
    let broken =
        [Fails(TransportErrorKind::Other), Fails(TransportErrorKind::Timeout), Fails(TransportErrorKind::Body)];
    let never = [400, 401, 403, 404, 409, 410, 412, 413, 501, 505].map(status);
    let never = [&never[..], &[Fails(TransportErrorKind::Request), Fails(TransportErrorKind::Refused)]].concat();
    let get = |outcome| tries(outcome, |client| client.at::<Value<i64>>("x"));
    let delete = |outcome| tries(outcome, |client| client.at::<Value<i64>>("x").delete());
    let put = |outcome| tries(outcome, |client| client.at::<Value<i64>>("x").set(5));
    let post = |outcome| tries(outcome, |client| client.action::<Nothing>("x", [("a", Argument::of(&1))]));
    for outcome in refused {
        assert_eq!([get(outcome), delete(outcome), put(outcome), post(outcome)], [5, 5, 5, 5], "{outcome:?}");
    }
    for outcome in [&unknown[..], &broken].concat() {
        assert_eq!([get(outcome), delete(outcome), put(outcome), post(outcome)], [5, 5, 5, 1], "{outcome:?}");
    }
    for outcome in never {
        assert_eq!([get(outcome), delete(outcome), put(outcome), post(outcome)], [1; 4], "{outcome:?}");
    }
    assert_eq!(get(Breaks), 5);
    assert_eq!(post(Breaks), 1);
    assert_eq!(delete(Breaks), 1, "it is done");
}

#[test]
fn a_stream_is_not_sent_again() {
    let script = Script::new(&[status(503)]);
    let body = Body::stream(Body::from("a"), Some(1));
    let error = block_on(script.client().at::<Value<edm::Stream>>("x").upload(body, "text/plain")).unwrap_err();
    assert_eq!((script.count(), error.attempts(), error.is_retryable()), (1, 1, true));
}

#[test]
fn the_error_tells_how_often() {
    let script = Script::new(&[Outcome::Answer(429, &[("Retry-After", "3")], "")]);
    let error = block_on(script.client().at::<Value<i64>>("x")).unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (15, Some(3 * SECOND)));
    assert!(error.is_throttled() && error.is_retryable());
    assert!(error.to_string().contains("/odata/x (attempt 15)"), "{error}");
    let error = block_on(Script::new(&[status(404)]).client().at::<Value<i64>>("x")).unwrap_err();
    assert!(error.attempts() == 1 && !error.is_retryable() && !error.to_string().contains("attempt"), "{error}");
    let script = Script::new(&[Outcome::Fails(TransportErrorKind::Other)]);
    let error = block_on(script.client().action::<Nothing>("x", [])).unwrap_err();
    assert!(!error.is_retryable() && error.attempts() == 1);
}

#[test]
fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let hour = Outcome::Answer(503, &[("Retry-After", "3600")], "");
    for (builder, seconds) in [
        (Script::builder as fn(&Script) -> _, 0),
        (|script: &Script| script.builder().retry(Retry::exponential().max_elapsed(2 * 3600 * SECOND)), 0),
        (
            |script: &Script| {
                let builder = script.builder().timeout(Duration::MAX);
                builder.retry(Retry::exponential().max_elapsed(2 * 3600 * SECOND))
            },
            2 * 3600,
        ),
    ] {
        let script = Script::new(&[hour]);
        let error = block_on(builder(&script).build().unwrap().at::<Value<i64>>("x")).unwrap_err();
        assert_eq!(error.retry_after(), Some(3600 * SECOND));
        assert_eq!(script.passed().as_secs(), seconds);
    }
}

#[test]
fn a_client_and_a_request_say_how_often() {
    let retry = Retry::exponential().max_tries(3);
    for (of_client, of_request, expect) in [
        (Retry::none(), None, 1),
        (retry.clone(), None, 3),
        (Retry::none(), Some(retry.clone()), 3),
        (retry, Some(Retry::none()), 1),
    ] {
        let script = Script::new(&[status(500)]);
        let client = script.builder().retry(of_client).build().unwrap();
        let mut request = client.at::<Value<i64>>("x");
        if let Some(retry) = of_request {
            request = request.retry(retry);
        }
        assert!(block_on(request).is_err());
        assert_eq!(script.count(), expect);
    }
}

#[test]
fn an_outage_is_not_made_worse() {
    let script = Script::new(&[status(500)]);
    let client = script.client();
    for _ in 0..200 {
        assert!(block_on(client.at::<Value<i64>>("x")).is_err());
    }
    assert_eq!(script.count(), 200 + 100);
    // Each success pays for a part of a repetition.
    let script = Script::new(&[status(500), OK].repeat(1000));
    let client = script.client();
    for _ in 0..1000 {
        assert_eq!(block_on(client.at::<Value<i64>>("x")).unwrap(), 7);
    }
}

#[test]
fn pages_are_asked_for_again() {
    let first = Outcome::Answer(200, &[], r#"{"value":[1],"@odata.nextLink":"x?page=2"}"#);
    let second = Outcome::Answer(200, &[], r#"{"value":[2]}"#);
    let script = Script::new(&[status(503), first, status(429), status(500), second]);
    let mut items = script.client().at::<Many<Value<i64>>>("x").header("X-Test", "1").items();
    assert_eq!(block_on(items.try_next()).unwrap(), Some(1));
    assert_eq!(block_on(items.try_next()).unwrap(), Some(2));
    assert_eq!(block_on(items.try_next()).unwrap(), None);
    let seen = script.seen();
    let lines: Vec<&str> = seen.iter().map(|seen| seen.line.as_str()).collect();
    assert_eq!(lines, ["GET /x", "GET /x", "GET /x?page=2", "GET /x?page=2", "GET /x?page=2"]);
    assert!(seen.iter().all(|seen| seen.header("x-test") == Some("1")));
}

#[test]
fn an_attempt_has_a_limit_of_its_own() {
    let script = Script::new(&[Outcome::Hangs, OK]);
    let request = script.client().at::<Value<i64>>("x").attempt_timeout(5 * SECOND);
    assert_eq!(block_on(request).unwrap(), 7);
    assert!((5..7).contains(&script.passed().as_secs()));
    let script = Script::new(&[Outcome::Hangs]);
    let client = script.builder().attempt_timeout(5 * SECOND).build().unwrap();
    let error = block_on(client.at::<Value<i64>>("x").timeout(12 * SECOND)).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(script.passed() <= 12 * SECOND);
    assert_eq!(error.attempts(), 3);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("the call did not end within 12s"), "{source}");
}

/// The headers by which a service knows a request again.
fn marks(seen: &[Seen]) -> Vec<(Option<&str>, Option<&str>)> {
    seen.iter().map(|seen| (seen.header("repeatability-request-id"), seen.header("repeatability-first-sent"))).collect()
}

// P19
#[test]
fn repeatable_requests_are_sent_again() {
    let script = Script::new(&[status(500), Outcome::Fails(TransportErrorKind::Other), OK]);
    let client = script.builder().repeatable_requests().build().unwrap();
    assert_eq!(block_on(client.action::<Value<i64>>("x", [])).unwrap(), 7);
    assert_eq!(block_on(client.at::<Value<i64>>("x")).unwrap(), 7);
    assert_eq!(block_on(client.action::<Value<i64>>("x", [])).unwrap(), 7);
    let seen = script.seen();
    let marks = marks(&seen);
    assert_eq!(marks.len(), 5);
    assert!(marks[0].0.is_some_and(|id| id.len() == 36));
    assert_eq!(marks[0].1, Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!((marks[1], marks[2]), (marks[0], marks[0]));
    assert_eq!(marks[3], (None, None), "GET needs none");
    assert!(marks[4].0.is_some() && marks[4].0 != marks[0].0);
    let rejected: &[_] = &[("Repeatability-Result", "rejected")];
    let script = Script::new(&[Outcome::Answer(503, rejected, "")]);
    let client = script.builder().repeatable_requests().build().unwrap();
    assert!(block_on(client.action::<Nothing>("x", [])).is_err());
    assert_eq!(script.count(), 1);
}

#[test]
fn without_a_way_to_wait_nothing_is_sent_again() {
    let script = Script::new(&[status(503)]);
    // Outside of tokio, the default clock never wakes.
    let client =
        crate::runtime::internal::ClientBuilder::new(Service::new(ROOT)).transport(script.clone()).build().unwrap();
    let error = block_on(client.at::<Value<i64>>("x")).unwrap_err();
    assert!(matches!(error, Error::Service(_)));
    assert_eq!(script.count(), 1);
}
