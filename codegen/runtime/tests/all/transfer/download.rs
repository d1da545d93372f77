//! G11: downloads that go on after a break.

use std::sync::{Arc, Mutex};

use super::peers::{Fault, Peer, Random, content};
use crate::runtime::internal::{Body, Client, Download, Error, ReadByDownload, Response, TransferErrorKind};
use crate::transport::clock::Ticking;
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

fn download(client: &Client) -> Download {
    client.at::<ReadByDownload>("file").download()
}

/// A client that can wait.
fn patient(fake: &Fake) -> Client {
    fake.builder().clock(Ticking::new()).build().unwrap()
}

fn whole(response: Response<Body>) -> Result<Vec<u8>, crate::runtime::internal::TransportError> {
    block_on(response.body.bytes(u64::MAX)).map(|bytes| bytes.to_vec())
}

// G11
#[test]
fn a_body_goes_on_where_the_connection_broke() {
    let bytes = content(10_000);
    let peer = Peer::new(&bytes, [Fault::Break(2500), Fault::Break(0), Fault::Lost, Fault::Answer(503, None, "")]);
    let response = block_on(download(&peer.client())).unwrap();
    assert_eq!((response.status.as_u16(), response.body.len()), (200, Some(10_000)));
    assert!(whole(response).unwrap() == bytes);
    assert_eq!(
        peer.log(),
        ["GET 200", "GET bytes=2500- 206", "GET bytes=2500- broken", "GET bytes=2500- 503", "GET bytes=2500- 206"]
    );
    // Before the first byte, and behind the last.
    let peer = Peer::new(&bytes, [Fault::Break(0), Fault::Break(10_000)]);
    assert!(whole(block_on(download(&peer.client())).unwrap()).unwrap() == bytes);
    assert_eq!(peer.log(), ["GET 200", "GET 200"]);
}

// G11
#[test]
fn breaks_at_random_places_lose_and_double_nothing() {
    let bytes = content(50_000);
    for seed in 0..200 {
        let mut random = Random(seed);
        let faults: Vec<_> = (0..10).map(|_| Fault::Break(random.below(20_000) as usize)).collect();
        let peer = Peer::new(&bytes, faults);
        peer.state().knows_ranges = seed % 3 != 0;
        let response = block_on(download(&peer.client()).max_resumptions(10)).unwrap();
        assert!(whole(response).unwrap() == bytes, "{seed}");
    }
}

// G11
#[test]
fn without_a_strong_validator_a_break_is_the_end() {
    for etag in [None, Some("W/\"1\""), Some("1")] {
        let peer = Peer::new(&content(5000), [Fault::Break(2000)]);
        peer.state().etag = etag;
        let error = whole(block_on(download(&peer.client())).unwrap()).unwrap_err();
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("the connection broke"), "{error}");
        assert_eq!(peer.log(), ["GET 200"]);
    }
    let peer = Peer::new(&content(5000), [Fault::Break(2000)]);
    assert!(whole(block_on(download(&peer.client()).max_resumptions(0)).unwrap()).is_err());
    assert_eq!(peer.log(), ["GET 200"]);
}

// G11
#[test]
fn a_time_of_change_is_a_validator_if_it_is_old_enough() {
    let answers = |modified: &'static str| {
        let headers: &'static [(&str, &str)] =
            vec![("Last-Modified", modified), ("Date", "Mon, 30 Nov 2026 12:00:00 GMT"), ("Content-Length", "10")]
                .leak();
        let rest: &'static [(&str, &str)] = vec![("Content-Range", "bytes 5-9/10"), ("Last-Modified", modified)].leak();
        Fake::new([Answer(200, headers, "01234"), Answer(206, rest, "56789")])
    };
    let fake = answers("Mon, 30 Nov 2026 11:59:59 GMT");
    assert_eq!(whole(block_on(download(&patient(&fake))).unwrap()).unwrap(), b"0123456789");
    assert!(has(&fake.requests()[1], "if-range: Mon, 30 Nov 2026 11:59:59 GMT"), "{:?}", fake.requests());
    let fake = answers("Mon, 30 Nov 2026 12:00:00 GMT");
    assert!(whole(block_on(download(&patient(&fake))).unwrap()).is_err());
    assert_eq!(fake.lines().len(), 1);
}

// G11, P2
#[test]
fn the_rest_is_requested_at_the_position_with_the_credential_and_redirected_anew() {
    const ETAG: (&str, &str) = ("ETag", "\"1\"");
    let fake = Fake::new([
        Answer(302, &[("Location", "https://blob.example/f?sig=1")], ""),
        Answer(200, &[ETAG, ("Content-Length", "10")], "01234"),
        Answer(302, &[("Location", "https://blob.example/f?sig=2")], ""),
        Answer(206, &[ETAG, ("Content-Range", "bytes 5-9/10")], "56789"),
    ]);
    let response = block_on(download(&patient(&fake))).unwrap();
    assert_eq!(response.foreign_host().as_deref(), Some("https://blob.example"));
    assert_eq!(whole(response).unwrap(), b"0123456789");
    let (requests, lines) = (fake.requests(), fake.lines());
    assert_eq!(lines[2], format!("GET {ROOT}file"));
    assert_eq!(lines[3], "GET https://blob.example/f?sig=2");
    assert!(has(&requests[2], "authorization: Bearer secret") && !requests[3].contains("Bearer"), "{requests:?}");
    assert!(has(&requests[3], "range: bytes=5-") && has(&requests[3], "if-range: \"1\""), "{requests:?}");
}

// G11
#[test]
fn a_program_goes_on_with_what_it_has() {
    let bytes = content(5000);
    let peer = Peer::new(&bytes, [Fault::Break(700)]);
    let response = block_on(download(&peer.client()).resume_from(3000, "\"1\"")).unwrap();
    assert_eq!((response.status.as_u16(), response.body.len()), (206, Some(2000)));
    assert!(whole(response).unwrap() == bytes[3000..]);
    assert_eq!(peer.log(), ["GET bytes=3000- 206", "GET bytes=3700- 206"]);

    let peer = Peer::new(&bytes, []);
    match block_on(download(&peer.client()).resume_from(3000, "\"0\"")) {
        Err(Error::Transfer(error)) => assert_eq!(error.kind(), TransferErrorKind::Changed),
        other => panic!("{other:?}"),
    }
    let error = block_on(download(&peer.client()).resume_from(3000, "W/\"1\"")).unwrap_err();
    assert!(matches!(&error, Error::Request(error) if error.to_string().contains("strong entity tag")), "{error}");
}

// G11
#[test]
fn a_range_of_the_callers_own_is_left_alone() {
    let headers = &[("Content-Range", "bytes 2-4/10"), ("ETag", "\"1\""), ("Content-Length", "3")];
    let fake = Fake::new([Answer(206, headers, "234")]);
    let at = fake.client().at::<ReadByDownload>("file").header("Range", "bytes=2-4");
    assert_eq!(whole(block_on(at.download()).unwrap()).unwrap(), b"234");
    assert_eq!(fake.lines().len(), 1);
}

#[test]
fn progress_is_reported_and_waits_are_kept() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&seen);
    let wait = Fault::Answer(429, Some(("Retry-After", "9")), "");
    let peer = Peer::new(&content(2500), [Fault::Break(1500), wait]);
    let clock = Ticking::new();
    let download = download(&peer.client_with(&clock));
    let response = block_on(download.progress(move |done, total| reports.lock().unwrap().push((done, total)))).unwrap();
    whole(response).unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(*seen, [1000, 1500, 2500].map(|done| (done, Some(2500))));
    assert!((9..=11).contains(&clock.seconds()), "{} s", clock.seconds());
}
