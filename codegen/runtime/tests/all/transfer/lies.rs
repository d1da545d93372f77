//! Services that contradict themselves, and faults without end: a clear error in bounded time and memory.

use bytes::Bytes;

use super::peers::{Fault, GRAIN, Item, Peer, answer, broken, client, content, pieces, sent, session};
use crate::runtime::internal::{
    Body, Error, Instance, ReadByDownload, TransferError, TransferErrorKind, TransportError, Upload,
};
use crate::transport::clock::{Doing, Ticking};
use crate::transport::support::block_on;

fn upload(peer: &Peer) -> Upload<Instance<Item>> {
    peer.client().upload(&session()).bytes(content(700_000)).chunk_size(GRAIN)
}

/// How an upload of 700,000 bytes ends, and how many requests it took.
fn ends(faults: Vec<Fault>) -> (Error, usize) {
    let peer = Peer::new(b"", faults);
    let error = block_on(upload(&peer)).unwrap_err();
    let count = peer.log().len();
    (error, count)
}

fn check(faults: Vec<Fault>, kind: TransferErrorKind, text: &str, requests: usize) {
    let shown = format!("{faults:?}");
    let (error, count) = ends(faults);
    let Error::Transfer(transfer) = &error else { panic!("{error}: {shown}") };
    assert_eq!(transfer.kind(), kind, "{error}: {shown}");
    assert!(error.to_string().contains(text), "{error}: {shown}");
    assert_eq!(count, requests, "{error}: {shown}");
}

fn says(status: u16, body: &'static str) -> Fault {
    Fault::Answer(status, None, body)
}

#[test]
fn a_session_that_contradicts_itself() {
    use TransferErrorKind::{Contradiction, Uncommitted};
    check(vec![says(202, r#"{"nextExpectedRanges":["655360-"]}"#)], Contradiction, "never sent", 1);
    check(vec![says(202, r#"{"nextExpectedRanges":["9999999-"]}"#)], Contradiction, "never sent", 1);
    check(vec![says(201, r#"{"id":"1"}"#)], Contradiction, "calls the upload complete (201 Created) after 327680", 1);
    check(vec![says(200, r#"{"id":"1"}"#)], Contradiction, "calls the upload complete", 1);
    check(vec![says(202, r#"{"nextExpectedRanges":[]}"#)], Contradiction, "nothing more before all is sent", 1);
    check(vec![says(202, r#"{"nextExpectedRanges":["five-"]}"#)], Contradiction, "`five-`", 1);
    check(vec![says(202, r#"{"nextExpectedRanges":"0-"}"#)], Contradiction, "is not a range", 1);
    check(vec![Fault::Lost, says(200, r#"{"id":"1"}"#)], Contradiction, "no `nextExpectedRanges`", 2);
    check(vec![Fault::Lost, says(200, "")], Contradiction, "no `nextExpectedRanges`", 2);
    check(vec![Fault::Pass, Fault::Pass, says(202, r#"{"nextExpectedRanges":[]}"#)], Uncommitted, "deferCommit", 3);
    check(vec![Fault::Pass, Fault::Pass, says(202, "")], Uncommitted, "deferCommit", 3);
}

#[test]
fn faults_without_end() {
    use TransferErrorKind::NoProgress;
    // The same bytes are wanted for ever.
    check(
        vec![Fault::Always(202, r#"{"nextExpectedRanges":["0-"]}"#)],
        NoProgress,
        "nothing more arrived in 5 further tries",
        6,
    );
    // Refused, and wanted all the same.
    let refused = || [says(416, ""), says(200, r#"{"nextExpectedRanges":["0-"]}"#)];
    check((0..20).flat_map(|_| refused()).collect(), NoProgress, "416", 11);
    let (error, count) = ends(vec![Fault::Pass, Fault::Always(503, "busy")]);
    assert_eq!((error.status().map(|status| status.as_u16()), error.attempts(), count), (Some(503), 5, 7));
    // A byte at a time: bounded all the same.
    let mut faults = Vec::new();
    for _ in 0..3000 {
        faults.extend([Fault::Break(1), Fault::Pass]);
    }
    let (error, count) = ends(faults);
    assert!(matches!(&error, Error::Transport(_) | Error::Transfer(_)) && count < 2100, "{error}: {count}");
}

#[test]
fn what_does_not_pass_ends_the_upload_at_once() {
    for status in [400, 401, 403, 413, 501, 507] {
        let (error, count) = ends(vec![says(status, r#"{"error":{"code":"c","message":"m"}}"#)]);
        assert_eq!((error.status().map(|status| status.as_u16()), count), (Some(status), 1), "{error}");
    }
    let peer = Peer::new(b"", [Fault::Break(0)]);
    let error = block_on(upload(&peer).max_resumptions(0)).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!(peer.log().len(), 1);
}

/// How an upload of a stream ends that was stated to have so many bytes.
fn stream_ends(length: usize, stated: u64, faults: Vec<Fault>) -> (Error, Vec<String>) {
    let peer = Peer::new(b"", faults);
    let error = block_on(upload(&peer).stream(pieces(content(length), 5000), stated)).unwrap_err();
    (error, peer.log())
}

#[test]
fn content_of_another_length_than_stated_never_completes() {
    for (length, stated, text) in [
        (400_000, 400_001, "ends after 400000 bytes, and it was stated to have 400001"),
        (400_001, 400_000, "more than the 400000 bytes"),
        (0, 5, "ends after 0 bytes"),
        (5, 0, "more than the 0 bytes"),
    ] {
        let (error, log) = stream_ends(length, stated, vec![]);
        let Error::Transfer(transfer) = &error else { panic!("{error}") };
        assert_eq!(transfer.kind(), TransferErrorKind::Content);
        assert!(error.to_string().contains(text), "{error}");
        assert!(log.iter().all(|line| line.ends_with(" 202")), "{log:?}");
    }
    let (error, log) = stream_ends(0, 0, vec![]);
    assert!(matches!(&error, Error::Request(error) if error.to_string().contains("at least one byte")), "{error}");
    assert!(log.is_empty());
    let nothing = Peer::new(b"", []).client().upload::<()>(&session());
    assert!(block_on(nothing).unwrap_err().to_string().contains("nothing to upload"));
}

#[test]
fn a_stream_does_not_give_bytes_twice() {
    let lost = || says(202, r#"{"nextExpectedRanges":["0-"]}"#);
    let (error, _) = stream_ends(700_000, 700_000, vec![Fault::Pass, lost()]);
    let Error::Transfer(transfer) = &error else { panic!("{error}") };
    assert_eq!(transfer.kind(), TransferErrorKind::Content);
    assert!(error.to_string().contains("gave once"), "{error}");
    // The chunk before is in memory no longer; what is in memory is sent again.
    let peer = Peer::new(b"", [lost()]);
    block_on(upload(&peer).stream(pieces(content(700_000), 5000), 700_000)).unwrap();
    assert!(peer.state().bytes == content(700_000));
}

/// How a download of 3000 bytes ends that breaks after 1000, where this is the answer to the request for the rest.
fn rest(second: impl Fn() -> http::Response<Body> + Send + Sync + 'static) -> (Bytes, Option<TransportError>, usize) {
    let calls = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = std::sync::Arc::clone(&calls);
    let transport = Doing(move |_| {
        let is_first = counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;
        let first = || answer(200, &[("ETag", "\"1\""), ("Content-Length", "3000")], sent(content(3000), Some(1000)));
        std::future::ready(Ok(if is_first { first() } else { second() }))
    });
    let client = client(&Ticking::new(), transport);
    let mut body = block_on(client.at::<ReadByDownload>("file").download()).unwrap().body;
    let mut got = Vec::new();
    let error = loop {
        match block_on(body.chunk()) {
            Ok(Some(piece)) => got.extend_from_slice(&piece),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    // Nothing follows an error.
    assert!(error.is_none() || block_on(body.chunk()).unwrap().is_none());
    (got.into(), error, calls.load(std::sync::atomic::Ordering::SeqCst))
}

/// The transfer error that a body ended with.
fn transfer(error: &TransportError) -> &TransferError {
    let source = std::error::Error::source(error).unwrap();
    match source.downcast_ref::<Error>() {
        Some(Error::Transfer(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn check_rest(kind: TransferErrorKind, text: &str, second: impl Fn() -> http::Response<Body> + Send + Sync + 'static) {
    let (got, error, _) = rest(second);
    let error = error.unwrap();
    let error = transfer(&error);
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(text), "{error}");
    assert!(content(3000).starts_with(&got), "{error}");
    assert_eq!(error.position(), got.len() as u64);
}

fn part(range: &str, etag: &str, length: usize) -> http::Response<Body> {
    let body = sent(content(3000).slice(1000..).slice(..length), None);
    answer(206, &[("Content-Range", range), ("ETag", etag)], body)
}

// G11
#[test]
fn a_service_that_lies_about_ranges() {
    use TransferErrorKind::{Changed, Contradiction, NoProgress};
    check_rest(Contradiction, "not asked for", || part("bytes 999-2999/3000", "\"1\"", 2000));
    check_rest(Contradiction, "not asked for", || part("bytes 0-2999/3000", "\"1\"", 2000));
    check_rest(Contradiction, "Content-Range", || answer(206, &[("ETag", "\"1\"")], "x"));
    check_rest(Contradiction, "Content-Range", || part("bytes */3000", "\"1\"", 10));
    check_rest(Contradiction, "more bytes than it announced", || part("bytes 1000-1099/3000", "\"1\"", 200));
    check_rest(Contradiction, "204", || answer(204, &[], ""));
    check_rest(Contradiction, "ends before", || part("bytes 1000-3000/*", "\"1\"", 2000));
    check_rest(Changed, "4000 bytes, and had 3000", || part("bytes 1000-3999/4000", "\"1\"", 2000));
    check_rest(Changed, "another entity tag", || part("bytes 1000-2999/3000", "\"2\"", 2000));
    check_rest(Changed, "another entity tag", || answer(200, &[("ETag", "\"2\"")], content(3000)));
    check_rest(Changed, "does not say that it is the same", || answer(200, &[], content(3000)));
    check_rest(Changed, "shorter", || answer(416, &[("Content-Range", "bytes */500")], ""));
    // Nothing comes, and the connection breaks each time.
    let broken = || Body::stream(Failing, None);
    let endless = move || answer(206, &[("Content-Range", "bytes 1000-2999/3000"), ("ETag", "\"1\"")], broken());
    check_rest(NoProgress, "nothing more came in 5 further tries", endless);
    assert_eq!(rest(endless).2, 6);
    let (_, error, count) = rest(|| answer(503, &[], "busy"));
    let error = error.unwrap();
    let source = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((source.status().map(|status| status.as_u16()), source.attempts(), count), (Some(503), 5, 6));
}

/// A body that breaks off at once.
struct Failing;

impl futures_core::Stream for Failing {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(Some(Err(broken())))
    }
}

// G11
#[test]
fn honest_answers_complete_the_content() {
    let (got, error, count) = rest(|| part("bytes 1000-2999/3000", "\"1\"", 2000));
    assert!(got == content(3000) && error.is_none() && count == 2);
    let (got, error, count) = rest(|| part("bytes 1000-2999/*", "\"1\"", 2000));
    assert!(got == content(3000) && error.is_none() && count == 2);
    // The same content from its beginning: what is known is passed over.
    let (got, error, count) = rest(|| answer(200, &[("ETag", "\"1\"")], sent(content(3000), None)));
    assert!(got == content(3000) && error.is_none() && count == 2);
}
