//! Uploads and downloads of large content over connections that break, with little memory.

use std::pin::Pin;
use std::task::{Context, Poll};

use allocation_counter::measure;
use futures_core::Stream;
use generated::bytes::Bytes;
use generated::{ReadByDownload, TransportError};
use tests::server::{Answer, Server};
use tests::store::{Content, Store};

const TOTAL: u64 = 64_000_000;

/// What the client may allocate at a time: a chunk of 5 MiB twice, and what the transport buffers.
const MEMORY: u64 = 16_000_000;

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

fn run(future: impl Future<Output = ()>) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    measure(|| runtime.block_on(future)).bytes_max
}

// G10
#[test]
fn an_upload_survives_ten_broken_connections_with_one_chunk_in_memory() {
    let store = Store::new(TOTAL, 10, 1);
    let pieces = Pieces { content: Content::new(), position: 0 };
    let memory = run(async {
        let upload = store.client().upload::<()>(&store.session()).stream(pieces, TOTAL);
        upload.await.unwrap();
    });
    let seen = store.seen();
    assert!(seen.is_complete && seen.received == TOTAL && seen.broken == 10, "{seen:?}");
    assert!(memory < MEMORY, "{memory} bytes");
}

// G11
#[test]
fn a_download_survives_ten_broken_connections_with_one_piece_in_memory() {
    let store = Store::new(TOTAL, 10, 2);
    let content = Content::new();
    let memory = run(async {
        let mut body = store.client().at::<ReadByDownload>("file").download().await.unwrap().body;
        let mut position = 0;
        while let Some(piece) = body.chunk().await.unwrap() {
            assert!(content.is_at(position, &piece), "other bytes at {position}");
            position += piece.len() as u64;
        }
        assert_eq!(position, TOTAL);
    });
    let seen = store.seen();
    assert!(seen.broken == 10 && seen.requests == 11, "{seen:?}");
    assert!(memory < MEMORY, "{memory} bytes");
}

#[path = "../examples/transfers.rs"]
#[allow(dead_code, reason = "its `main` is that of the example")]
mod program;

// G10, G11
#[tokio::test]
async fn the_example_program_runs() {
    let (up, down) = (Store::new(8_000_000, 3, 1), Store::new(8_000_000, 3, 2));
    program::upload(&up.client(), &up.session()).await.unwrap();
    program::download(&down.client()).await.unwrap();
    assert!(up.seen().is_complete && up.seen().broken == 3 && down.seen().broken == 3);

    let server = Server::answering([
        Answer::json(r#"{"uploadUrl":"https://up.example/1","nextExpectedRanges":["0-"]}"#),
        Answer::new("201 Created", &[], ""),
    ]);
    let session = program::session(&server.client(), "big.iso").await.unwrap();
    assert_eq!(session.extras().text("uploadUrl").as_deref(), Some("https://up.example/1"));
    program::page(&server.client(), b"picture".to_vec()).await.unwrap();
    let requests = server.requests();
    assert!(requests[0].starts_with("POST /beta/me/drive/root:/big.iso:/createUploadSession "), "{requests:?}");
    assert!(requests[0].ends_with(r#"{"item":{"@microsoft.graph.conflictBehavior":"rename"}}"#), "{requests:?}");
    assert!(requests[1].contains("name=\"photo\"; filename=\"photo.jpg\""), "{requests:?}");
}
