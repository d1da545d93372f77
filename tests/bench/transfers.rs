//! An upload of 1 GB through a session, and a download of as much, each over ten connections that break: prints how many bytes were
//! compared and the most memory that the process, server included, has had.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program to be watched")]

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use futures_core::Stream;
use generated::bytes::Bytes;
use generated::{ReadByDownload, TransportError};
use tests::store::{Content, Store};

const TOTAL: u64 = 1_000_000_000;

/// The most memory, in kB.
const LIMIT: u64 = 32_000;

struct Pieces {
    content: Content,
    position: u64,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.content.piece(self.position, TOTAL - self.position);
        self.position += piece.len() as u64;
        Poll::Ready(Some(piece).filter(|piece| !piece.is_empty()).map(Ok))
    }
}

/// The peak of the resident set, in kB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn report(what: &str, compared: u64, broken: usize, requests: usize, began: Instant) {
    let peak = peak();
    println!(
        "{what}: {compared} bytes compared, {broken} broken connections, {requests} requests, {:.1} s, peak {} kB",
        began.elapsed().as_secs_f64(),
        peak.map_or("?".to_owned(), |peak| peak.to_string())
    );
    assert!(peak.is_none_or(|peak| peak < LIMIT), "more than {LIMIT} kB");
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (store, began) = (Store::new(TOTAL, 10, 1), Instant::now());
    let pieces = Pieces { content: Content::new(), position: 0 };
    store.client().upload::<()>(&store.session()).stream(pieces, TOTAL).await.unwrap();
    let seen = store.seen();
    assert!(seen.is_complete && seen.broken == 10);
    report("upload", seen.received, seen.broken, seen.requests, began);

    let (store, began) = (Store::new(TOTAL, 10, 2), Instant::now());
    let content = Content::new();
    let mut body = store.client().at::<ReadByDownload>("file").download().await.unwrap().body;
    let mut position = 0;
    while let Some(piece) = body.chunk().await.unwrap() {
        assert!(content.is_at(position, &piece), "other bytes at {position}");
        position += piece.len() as u64;
    }
    let seen = store.seen();
    assert!(position == TOTAL && seen.broken == 10);
    report("download", position, seen.broken, seen.requests, began);
}
