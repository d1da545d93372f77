//! Time limits, by a clock that tests set.

use std::collections::VecDeque;
use std::error::Error as _;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::runtime::internal::edm::Stream;
use crate::runtime::internal::{
    AccessToken, Body, BoxError, BoxFuture, Client, ClientBuilder, Clock, Credential, Error, Many, Nothing, Service,
    TokenRequest, TransportError, TransportErrorKind, Value,
};
use crate::transport::clock::{Doing, Drip, Hanging, SECOND, Ticking, answering, builder};
use crate::transport::support::{ROOT, block_on};

/// The error of a call, which took so many seconds, or one more.
fn check(clock: &Ticking, client: Client, seconds: u64, expect: &str) -> Error {
    let error = block_on(client.at::<Value<i64>>("x")).unwrap_err();
    let took = clock.seconds();
    assert!(took == seconds || took == seconds + 1, "{took} s: {error}");
    assert!(error.is_timeout(), "{error:?}");
    let source = error.source().unwrap().to_string();
    assert!(source.contains(expect), "{source}");
    error
}

fn limits(builder: ClientBuilder, call: u64, response: u64, idle: u64) -> Client {
    let seconds = Duration::from_secs;
    let builder = builder.timeout(seconds(call)).response_timeout(seconds(response)).idle_timeout(seconds(idle));
    builder.build().unwrap()
}

fn silent(clock: &Ticking) -> ClientBuilder {
    builder(clock, Doing(|_| std::future::pending()))
}

#[test]
fn the_limits_of_a_client_that_sets_none() {
    let clock = Ticking::new();
    check(&clock, silent(&clock).build().unwrap(), 120, "no response began within 120s");
    let clock = Ticking::new();
    check(&clock, answering(&clock, 200, || Drip::body(b"1", 999)).build().unwrap(), 60, "came within 60s");
    let clock = Ticking::new();
    check(&clock, answering(&clock, 200, || Drip::body(b"1", 50)).build().unwrap(), 600, "not end within 600s");
}

#[test]
fn a_response_has_a_limit() {
    let clock = Ticking::new();
    let error = check(&clock, limits(silent(&clock), 90, 20, 30), 20, "`ClientBuilder::response_timeout`");
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout), "{error:?}");
    assert_eq!(error.to_string(), "GET https://example.com/odata/x: a time limit was exceeded");
    assert_eq!(clock.timers(), 1);
}

#[test]
fn a_pause_has_a_limit() {
    let clock = Ticking::new();
    let client = limits(answering(&clock, 200, || Drip::body(b" ", 500)), 90, 20, 30);
    check(&clock, client, 30, "`ClientBuilder::idle_timeout`");
}

#[test]
fn a_call_has_a_limit_whatever_drips() {
    let clock = Ticking::new();
    let client = limits(answering(&clock, 200, || Drip::body(b" ", 5)), 90, 20, 30);
    check(&clock, client, 90, "`ClientBuilder::timeout`");
    // A timer that ends before its deadline is set again: not one for each piece.
    assert!(clock.timers() <= 4, "{} timers", clock.timers());
}

#[test]
fn a_call_has_a_limit_even_if_nothing_ever_waits() {
    let clock = Ticking::new();
    let body = {
        let clock = clock.clone();
        move || {
            let clock = clock.clone();
            let flood = Flood(clock);
            Body::stream(flood, None)
        }
    };
    check(&clock, limits(answering(&clock, 200, body), 90, 20, 30), 90, "`ClientBuilder::timeout`");
}

/// A body of empty pieces, each of which takes a second, and which never waits.
struct Flood(Ticking);

impl futures_core::Stream for Flood {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.tick(SECOND);
        Poll::Ready(Some(Ok(Bytes::new())))
    }
}

#[test]
fn a_credential_that_hangs() {
    let clock = Ticking::new();
    let client = limits(answering(&clock, 200, Body::empty).credential(Hanging), 90, 20, 30);
    let error = check(&clock, client, 90, "`ClientBuilder::timeout`");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
}

#[test]
fn redirects_are_parts_of_one_call() {
    let clock = Ticking::new();
    let transport = {
        let clock = clock.clone();
        Doing(move |_| {
            clock.tick(16 * SECOND);
            std::future::ready(Ok(http::Response::builder()
                .status(302)
                .header("location", "a")
                .body(Body::empty())
                .unwrap()))
        })
    };
    // Each of them answers in time. Nothing waits, so that the limit is first looked at where the credential hangs.
    let client = limits(builder(&clock, transport).credential(HangsAfter(6.into())), 100, 20, 30);
    let error = check(&clock, client, 100, "`ClientBuilder::timeout`");
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
}

/// Gives so many tokens, and hangs then.
struct HangsAfter(AtomicUsize);

impl Credential for HangsAfter {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        match self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => Box::pin(std::future::ready(Ok("token".into()))),
            Err(_) => Box::pin(std::future::pending()),
        }
    }
}

/// The body that is kept of an error, and the seconds that it took.
fn error_body(call: u64, idle: u64, body: impl Fn() -> Body + Send + Sync + 'static) -> (usize, u64) {
    let clock = Ticking::new();
    let client = limits(answering(&clock, 503, body), call, 20, idle);
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    (error.as_service().unwrap().body().len(), clock.seconds())
}

#[test]
fn the_status_of_an_error_does_not_wait_for_its_body() {
    assert_eq!(error_body(90, 30, || Drip::body(b"ab", 500)), (0, 10));
    assert_eq!(error_body(90, 7, || Drip::body(b"ab", 500)), (0, 7));
    assert_eq!(error_body(5, 30, || Drip::body(b"ab", 500)), (0, 5));
    assert_eq!(error_body(90, 30, || Drip::body(b"ab", 3)), (6, 10));
}

#[test]
fn a_mebibyte_is_kept_of_an_errors_body() {
    assert_eq!(error_body(90, 30, || Drip::body(b"abc", 0)).0, 1 << 20);
    assert_eq!(error_body(90, 30, || Body::from(vec![b' '; (1 << 20) + 1])).0, 1 << 20);
    assert_eq!(error_body(90, 30, || Body::from(vec![b' '; 1 << 20])).0, 1 << 20);
}

#[test]
fn an_empty_flood_does_not_keep_an_error_back() {
    let clock = Ticking::new();
    let flood = clock.clone();
    let client = limits(answering(&clock, 500, move || Body::stream(Flood(flood.clone()), None)), 90, 20, 30);
    assert_eq!(block_on(client.at::<Nothing>("x")).unwrap_err().status().unwrap(), 500);
    assert_eq!(clock.seconds(), 10);
}

#[test]
fn a_download_may_take_all_the_time_and_not_pause() {
    let download = |pause| {
        let clock = Ticking::new();
        let client = limits(answering(&clock, 200, move || Drip::body(b"ab", pause)), 90, 20, 30);
        let response = block_on(client.at::<Value<Stream>>("x").download()).unwrap();
        (clock, response.body)
    };
    let (clock, mut body) = download(10);
    for _ in 0..30 {
        assert_eq!(block_on(body.chunk()).unwrap().unwrap(), "ab");
    }
    assert!(clock.seconds() >= 300, "{} s", clock.seconds());
    let (clock, mut body) = download(100);
    let error = block_on(body.chunk()).unwrap_err();
    assert_eq!((error.kind(), clock.seconds()), (TransportErrorKind::Timeout, 30));
    assert!(error.source().unwrap().to_string().contains("idle_timeout"), "{error:?}");
}

#[test]
fn a_slow_reader_is_not_a_pause_of_the_service() {
    let clock = Ticking::new();
    let client = limits(answering(&clock, 200, || Drip::body(b"ab", 10)), 90, 20, 30);
    let mut body = block_on(client.at::<Value<Stream>>("x").download()).unwrap().body;
    for _ in 0..3 {
        assert_eq!(block_on(body.chunk()).unwrap().unwrap(), "ab");
        clock.tick(1000 * SECOND);
    }
}

#[test]
fn the_time_of_an_upload_runs_from_its_last_piece() {
    let clock = Ticking::new();
    // Takes a piece every 15 seconds, 20 of them, and never answers.
    let transport = {
        let clock = clock.clone();
        Doing(move |request: http::Request<Body>| {
            let clock = clock.clone();
            async move {
                let mut body = request.into_body();
                assert_eq!((body.len(), body.as_bytes()), (Some(40), None));
                for _ in 0..20 {
                    clock.sleep(15 * SECOND).await;
                    assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
                }
                std::future::pending().await
            }
        })
    };
    let client = limits(builder(&clock, transport), 90, 20, 30);
    let content = Body::stream(Drip { piece: b"ab", pause: 0, left: 0 }, Some(40));
    let error = block_on(client.at::<Value<Stream>>("x").upload(content, "text/plain")).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    // 15 seconds for each piece, each looked at by two timers, and 20 more.
    assert!(clock.seconds() >= 20 * 15 + 20 - 15, "{} s", clock.seconds());
}

#[test]
fn a_limit_can_be_switched_off() {
    let clock = Ticking::new();
    let builder = silent(&clock).timeout(Duration::MAX).response_timeout(Duration::MAX);
    let mut call = builder.build().unwrap().at::<Nothing>("x").into_future();
    for _ in 0..10_000 {
        assert!(Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
    assert_eq!(clock.timers(), 0);
}

#[test]
fn each_page_has_the_time_of_a_call() {
    let clock = Ticking::new();
    let page = |number: u32| -> &'static [u8] {
        format!(r#"{{"value":[{number}],"@odata.nextLink":"n{number}"}}"#).leak().as_bytes()
    };
    let pages = Mutex::new((1..20).map(page).collect::<VecDeque<_>>());
    let transport = Doing(move |_| {
        let page = pages.lock().unwrap().pop_front().unwrap();
        let once = Once(Some(page), 25);
        std::future::ready(Ok(http::Response::new(Body::stream(once, None))))
    });
    let client = limits(builder(&clock, transport), 40, 20, 30);
    let mut items = client.at::<Many<Value<i64>>>("x").items();
    for expect in 1..20 {
        assert_eq!(block_on(items.try_next()).unwrap(), Some(expect));
    }
    assert!(clock.seconds() > 400);
}

/// One piece, after so many polls.
struct Once(Option<&'static [u8]>, u32);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.1.checked_sub(1) {
            Some(left) => {
                self.1 = left;
                Poll::Pending
            }
            None => Poll::Ready(self.0.take().map(|piece| Ok(Bytes::from_static(piece)))),
        }
    }
}

// P13
#[test]
fn dropping_a_call_leaves_no_timer() {
    let clock = Ticking::new();
    let client = silent(&clock).build().unwrap();
    let before = clock.running();
    let mut call = client.at::<Nothing>("x").into_future();
    assert!(Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!((clock.timers(), clock.running()), (1, before + 1));
    drop(call);
    assert_eq!(clock.running(), before);
}

/// A clock that stands still, and whose timers end at once.
struct Broken(Instant);

impl Clock for Broken {
    fn now(&self) -> Instant {
        self.0
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[test]
fn a_broken_clock_does_not_loop_for_ever() {
    let builder = builder(&Ticking::new(), Doing(|_| std::future::pending())).clock(Broken(Instant::now()));
    assert!(block_on(builder.build().unwrap().at::<Nothing>("x")).unwrap_err().is_timeout());
}

#[test]
fn a_call_that_never_waits_makes_no_timer() {
    let clock = Ticking::new();
    let client = answering(&clock, 200, || Body::from("7")).build().unwrap();
    assert_eq!((block_on(client.at::<Value<i64>>("x")).unwrap(), clock.timers()), (7, 0));
}

#[test]
fn outside_of_tokio_the_default_clock_neither_panics_nor_ends() {
    let client =
        ClientBuilder::new(Service::new(ROOT)).transport(Doing(|_| std::future::pending())).timeout(Duration::ZERO);
    let mut call = client.build().unwrap().at::<Nothing>("x").into_future();
    assert!(Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop())).is_pending());
}
