//! G10: upload sessions.

use std::sync::{Arc, Mutex};

use super::peers::{Bare, Fault, GRAIN, Item, Peer, Random, Session, URL, content, pieces, session};
use crate::runtime::internal::{Client, Error, Instance, TransferErrorKind, Upload};
use crate::transport::clock::Ticking;
use crate::transport::support::{block_on, has};

/// An upload of bytes in chunks of 320 KiB.
fn upload(client: &Client, bytes: &bytes::Bytes) -> Upload<Instance<Item>> {
    client.upload(&session()).bytes(bytes.clone()).chunk_size(GRAIN)
}

/// What is requested where an upload of 700,000 bytes meets these faults; it arrives whole.
fn check(faults: &[Fault], expected: &[&str]) {
    let bytes = content(700_000);
    for is_stream in [false, true] {
        let peer = Peer::new(b"", faults.iter().cloned());
        let upload = upload(&peer.client(), &bytes);
        let upload = if is_stream { upload.stream(pieces(bytes.clone(), 1234), 700_000) } else { upload };
        let item = block_on(upload).unwrap();
        assert_eq!(item.size, Some(700_000));
        assert!(peer.state().bytes == bytes, "other bytes arrived");
        assert_eq!(peer.log(), expected, "{faults:?}");
    }
}

// G10
#[test]
fn chunks_are_multiples_of_320_kib() {
    check(
        &[],
        &["PUT bytes 0-327679/700000 202", "PUT bytes 327680-655359/700000 202", "PUT bytes 655360-699999/700000 201"],
    );
    for wrong in [0, 1, GRAIN - 1, GRAIN + 1] {
        let peer = Peer::new(b"", []);
        let error = block_on(upload(&peer.client(), &content(10)).chunk_size(wrong)).unwrap_err();
        assert!(matches!(&error, Error::Request(error) if error.to_string().contains("320 KiB")), "{error}");
        assert!(peer.log().is_empty());
    }
}

// G10
#[test]
fn a_broken_chunk_goes_on_where_the_service_says() {
    // Some of the chunk has arrived; the next one is a multiple of 320 KiB again.
    check(
        &[Fault::Pass, Fault::Break(100_000)],
        &[
            "PUT bytes 0-327679/700000 202",
            "PUT bytes 327680-655359/700000 broken",
            "GET 200",
            "PUT bytes 427680-699999/700000 201",
        ],
    );
    // Nothing of it has, or all of it.
    check(
        &[Fault::Break(0), Fault::Lost],
        &[
            "PUT bytes 0-327679/700000 broken",
            "GET broken",
            "GET 200",
            "PUT bytes 0-327679/700000 202",
            "PUT bytes 327680-655359/700000 202",
            "PUT bytes 655360-699999/700000 201",
        ],
    );
    check(
        &[Fault::Lost],
        &[
            "PUT bytes 0-327679/700000 broken",
            "GET 200",
            "PUT bytes 327680-655359/700000 202",
            "PUT bytes 655360-699999/700000 201",
        ],
    );
}

// G7
#[test]
fn a_service_that_asks_to_wait_is_left_alone_so_long() {
    let wait = |seconds| Fault::Answer(503, Some(("Retry-After", seconds)), "");
    let peer = Peer::new(b"", [wait("7"), wait("2.5")]);
    let clock = Ticking::new();
    block_on(upload(&peer.client_with(&clock), &content(10))).unwrap();
    assert!((10..=12).contains(&clock.seconds()), "{} s", clock.seconds());
    assert_eq!(peer.log(), ["PUT bytes 0-9/10 503", "GET 503", "GET 200", "PUT bytes 0-9/10 201"]);

    // Longer than a call may take: the caller hears of it at once.
    let peer = Peer::new(b"", [wait("86400")]);
    let error = block_on(upload(&peer.client(), &content(10))).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503), "{error}");
    assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(86400));
    assert_eq!(peer.log().len(), 1);
}

// G10
#[test]
fn an_upload_goes_on_from_the_stored_url() {
    let bytes = content(700_000);
    for is_stream in [false, true] {
        let peer = Peer::new(&bytes[..GRAIN], []);
        let upload = peer.client().upload::<Instance<Item>>(URL).chunk_size(GRAIN);
        let upload =
            if is_stream { upload.stream(pieces(bytes.clone(), 999), None) } else { upload.bytes(bytes.clone()) };
        block_on(upload).unwrap();
        assert!(peer.state().bytes == bytes);
        let total = if is_stream { "*" } else { "700000" };
        assert_eq!(
            peer.log(),
            [
                "GET 200".to_owned(),
                format!("PUT bytes 327680-655359/{total} 202"),
                "PUT bytes 655360-699999/700000 201".to_owned(),
            ]
        );
    }
    // Everything but the end was there.
    let peer = Peer::new(&bytes[..699_999], []);
    block_on(upload(&peer.client(), &bytes).resume()).unwrap();
    assert_eq!(peer.log(), ["GET 200", "PUT bytes 699999-699999/700000 201"]);
}

// G10
#[test]
fn what_was_received_before_is_not_sent_again() {
    let bytes = content(700_000);
    let peer = Peer::new(&bytes[..GRAIN], []);
    block_on(upload(&peer.client(), &bytes)).unwrap();
    assert!(peer.state().bytes == bytes);
    let log = peer.log();
    assert_eq!(log[..2], ["PUT bytes 0-327679/700000 416", "GET 200"]);
    assert_eq!(log[2..], ["PUT bytes 327680-655359/700000 202", "PUT bytes 655360-699999/700000 201"]);
}

// G10
#[test]
fn a_length_that_is_not_known_comes_with_the_last_chunk() {
    for length in [1, GRAIN - 1, GRAIN, GRAIN + 1, 2 * GRAIN] {
        let bytes = content(length);
        let peer = Peer::new(b"", []);
        block_on(upload(&peer.client(), &bytes).stream(pieces(bytes.clone(), 5000), None)).unwrap();
        let state = peer.state();
        assert!(state.bytes == bytes && state.is_complete, "{length}");
        assert!(state.log.last().unwrap().ends_with(&format!("/{length} 201")), "{:?}", state.log);
        assert_eq!(state.log.len(), length.div_ceil(GRAIN));
    }
}

// G10
#[test]
fn a_session_that_is_gone_is_a_clear_error() {
    let gone = |faults: Vec<Fault>, length: usize| {
        let error = block_on(upload(&Peer::new(b"", faults).client(), &content(length))).unwrap_err();
        let Error::Transfer(transfer) = &error else { panic!("{error}") };
        assert_eq!(transfer.kind(), TransferErrorKind::SessionGone);
        (transfer.position(), error.to_string())
    };
    let missing =
        || Fault::Answer(404, None, r#"{"error":{"code":"itemNotFound","message":"The session has expired."}}"#);
    let (position, text) = gone(vec![Fault::Pass, missing()], 700_000);
    assert_eq!(position, GRAIN as u64);
    assert!(text.contains("create another one") && text.contains("The session has expired."), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
    // The answer to the last chunk is lost, and the session has gone because the upload is complete.
    let (_, text) = gone(vec![Fault::Pass, Fault::Lost], 500_000);
    assert!(text.contains("may be complete"), "{text}");
}

// G10
#[test]
fn a_name_that_is_taken_is_the_answer_of_the_service() {
    let taken = Fault::Answer(409, None, r#"{"error":{"code":"nameAlreadyExists","message":"m"}}"#);
    let peer = Peer::new(b"", [taken]);
    let error = block_on(upload(&peer.client(), &content(10))).unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(peer.log().len(), 1);
}

// G10
#[test]
fn outlook_counts_in_answers_with_status_200_and_ends_with_a_location() {
    let answers = || {
        let peer = Peer::new(
            b"",
            [
                Fault::Answer(
                    200,
                    None,
                    r#"{"expirationDateTime":"2026-12-01T00:00:00Z","NextExpectedRanges":["327680"]}"#,
                ),
                Fault::Answer(201, Some(("Location", "https://outlook.example/a/1")), ""),
            ],
        );
        (peer.client().upload::<()>(&session()).bytes(content(400_000)).chunk_size(GRAIN), peer)
    };
    let (attachment, peer) = answers();
    let response = block_on(attachment.send()).unwrap();
    assert_eq!(response.location(), Some("https://outlook.example/a/1"));
    assert_eq!(peer.log(), ["PUT bytes 0-327679/400000 200", "PUT bytes 327680-399999/400000 201"]);
    let (attachment, _) = answers();
    block_on(attachment).unwrap();
}

// P15
#[test]
fn an_upload_that_succeeded_without_the_item_is_done() {
    let peer = Peer::new(b"", []);
    peer.state().answers_item = false;
    let error = block_on(upload(&peer.client(), &content(10))).unwrap_err();
    assert!(error.is_done(), "{error}");
    assert_eq!(error.location(), Some("https://example.com/items/7"));
}

// G10
#[test]
fn a_session_is_known_by_its_property() {
    let undeclared: Instance<Bare> =
        serde_json::from_str(&format!(r#"{{"uploadUrl":"{URL}","nextExpectedRanges":["5-"]}}"#)).unwrap();
    let peer = Peer::new(b"01234", []);
    block_on(peer.client().upload::<Instance<Item>>(&undeclared).bytes("0123456789")).unwrap();
    assert_eq!(peer.log(), ["PUT bytes 5-9/10 201"]);

    let without = Instance::<Session>::default();
    let error = block_on(peer.client().upload::<()>(&without).bytes("x")).unwrap_err();
    assert!(error.to_string().contains("has no `uploadUrl`"), "{error}");
}

// G10
#[test]
fn progress_is_reported() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let reports = Arc::clone(&seen);
    let peer = Peer::new(b"", [Fault::Pass, Fault::Break(7)]);
    let upload = upload(&peer.client(), &content(700_000));
    block_on(upload.progress(move |done, total| reports.lock().unwrap().push((done, total.unwrap())))).unwrap();
    let seen: Vec<_> = seen.lock().unwrap().iter().map(|(done, total)| (*done, *total - 700_000)).collect();
    assert_eq!(seen, [(327_680, 0), (327_687, 0), (655_367, 0), (700_000, 0)]);
}

// G10
#[test]
fn a_session_is_ended_and_committed_on_demand() {
    let peer = Peer::new(b"", []);
    block_on(upload(&peer.client(), &content(1)).cancel()).unwrap();
    let item: Instance<Item> = block_on(upload(&peer.client(), &content(1)).commit()).unwrap();
    assert_eq!(item.id.as_deref(), Some("7"));
    assert_eq!(peer.log(), ["DELETE 204", "POST 201"]);
}

// P17
#[test]
fn chunks_carry_no_secret_and_their_type() {
    let fake = crate::transport::support::Fake::new([crate::transport::support::Answer(201, &[], "{}")]);
    let client = fake.builder().header("x-api-key", "s3cret").build().unwrap();
    block_on(upload(&client, &content(10))).unwrap();
    let request = fake.requests().remove(0);
    assert!(request.starts_with(&format!("PUT {URL}\n")), "{request}");
    assert!(has(&request, "content-type: application/octet-stream") && has(&request, "content-range: bytes 0-9/10"));
    assert!(!request.to_ascii_lowercase().contains("authorization") && !request.contains("x-api-key"), "{request}");
}

/// Any sequence of faults that lets something through ends with equal bytes, or says why it does not.
#[test]
fn faults_at_random_places_lose_and_double_nothing() {
    let bytes = content(1_500_000);
    let mut complete = 0;
    for seed in 0..200 {
        let mut random = Random(seed);
        let faults: Vec<_> = (0..30)
            .map(|_| match random.below(5) {
                0 => Fault::Break(random.below(170_000) as usize),
                1 => Fault::Lost,
                2 => Fault::Answer(503, None, ""),
                _ => Fault::Pass,
            })
            .collect();
        let peer = Peer::new(b"", faults.clone());
        let upload = upload(&peer.client(), &bytes).max_resumptions(20);
        let upload = if seed % 2 == 0 { upload } else { upload.stream(pieces(bytes.clone(), 70_000), 1_500_000) };
        let result = block_on(upload);
        let state = peer.state();
        assert!(bytes.starts_with(&state.bytes), "{faults:?}");
        match result {
            Ok(_) => {
                assert!(state.is_complete && state.bytes == bytes, "{faults:?}");
                complete += 1;
            }
            // The answer to the last chunk was lost.
            Err(Error::Transfer(error)) => {
                assert_eq!(error.kind(), TransferErrorKind::SessionGone, "{error}");
                assert!(state.is_complete, "{error}");
            }
            // Five faults in a row.
            Err(error) => assert_eq!(error.attempts(), 5, "{error}: {faults:?}"),
        }
    }
    assert!(complete > 100, "{complete}");
}
