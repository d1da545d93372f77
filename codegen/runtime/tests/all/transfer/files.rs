//! Files and readers, with the feature `tokio`.

use super::peers::{Fault, GRAIN, Item, Peer, URL, content, session};
use crate::runtime::internal::{Error, Instance, ReadByDownload, TransferErrorKind};

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

// G10
#[test]
fn a_file_is_uploaded_and_read_again_where_needed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = (folder.path().join("big.iso"), content(700_000));
    std::fs::write(&path, &bytes).unwrap();
    // The service has lost what it had accepted.
    let lost = Fault::Answer(202, None, r#"{"nextExpectedRanges":["0-"]}"#);
    for faults in [vec![], vec![Fault::Break(1000), Fault::Pass, Fault::Break(2000)], vec![lost]] {
        let peer = Peer::new(b"", faults);
        let upload = peer.client().upload(&session()).chunk_size(GRAIN).file(&path);
        let item: Instance<Item> = run(async { upload.await }).unwrap();
        assert_eq!(item.size, Some(700_000));
        assert!(peer.state().bytes == bytes);
    }
    let missing = Peer::new(b"", []).client().upload::<()>(URL).file(folder.path().join("none"));
    match run(async { missing.await }) {
        Err(Error::Transfer(error)) => assert_eq!(error.kind(), TransferErrorKind::Content),
        other => panic!("{other:?}"),
    }
}

// G10
#[test]
fn a_reader_is_uploaded() {
    let bytes = content(700_000);
    let peer = Peer::new(&bytes[..5], [Fault::Pass, Fault::Break(1000)]);
    let reader = std::io::Cursor::new(bytes.clone());
    let upload = peer.client().upload::<()>(URL).chunk_size(GRAIN).reader(reader, 700_000);
    run(async { upload.await }).unwrap();
    assert!(peer.state().bytes == bytes);
}

// G11
#[test]
fn a_download_becomes_a_file_when_all_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let (path, bytes) = (folder.path().join("big.iso"), content(50_000));
    std::fs::write(&path, "old").unwrap();

    let peer = Peer::new(&bytes, [Fault::Break(1000)]);
    peer.state().etag = None;
    let error = run(peer.client().at::<ReadByDownload>("file").download().to_file(&path)).unwrap_err();
    assert!(matches!(&error, Error::Transfer(error) if error.kind() == TransferErrorKind::Interrupted), "{error}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the connection broke");
    assert_eq!(std::fs::read(&path).unwrap(), b"old");

    let peer = Peer::new(&bytes, [Fault::Break(1000), Fault::Break(7)]);
    let response = run(peer.client().at::<ReadByDownload>("file").download().to_file(&path)).unwrap();
    assert_eq!(response.body, 50_000);
    assert!(std::fs::read(&path).unwrap() == bytes);
    assert!(!folder.path().join("big.iso.part").exists());
}
