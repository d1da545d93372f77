//! Uploads 8 MB through a session, downloads as much, and sends a page with a picture; against a server of its own that breaks
//! connections.
//!
//! ```text
//! transfers [ROOT]
//! ```
//!
//! With the root of a service that is like Microsoft Graph, it also creates a session and a page there.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use generated::bytes::Bytes;
use generated::{Argument, Client, Error, Instance, Multipart, Nothing, ReadByDownload, Reference, TransportError};
use tests::store::{Content, Store};

const TOTAL: u64 = 8_000_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::new(TOTAL, 3, 1);
    upload(&store.client(), &store.session()).await?;
    let store = Store::new(TOTAL, 3, 2);
    download(&store.client()).await?;
    if let Some(root) = std::env::args().nth(1) {
        let graph = Client::builder().service_root(root).build()?;
        session(&graph, "big.iso").await?;
        page(&graph, vec![0; 1000]).await?;
    }
    Ok(())
}

/// Creates a session, as Microsoft Graph does it: the answer has the property `uploadUrl`.
pub(crate) async fn session(graph: &Client, name: &str) -> Result<Instance<Reference>, Error> {
    let mut item = Instance::<Reference>::default();
    // A text is always JSON.
    let _ = item.annotations_mut().insert("@microsoft.graph.conflictBehavior", "rename");
    let folder = graph.path::<Nothing>(&format!("me/drive/root:/{name}:"));
    folder.action::<Reference>("createUploadSession", [("item", Argument::of(&item))]).await
}

/// Uploads the content to the stored URL of a session.
pub(crate) async fn upload(graph: &Client, url: &str) -> Result<(), Error> {
    let content = Pieces { content: Content::new(), position: 0 };
    let upload = graph.upload(url).stream(content, TOTAL).progress(|_done, _total| {});
    upload.await
}

/// Downloads the content, whatever breaks on the way.
pub(crate) async fn download(graph: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let mut body = graph.path::<ReadByDownload>("me/drive/items/7/content").download().await?.body;
    let mut position = 0;
    while let Some(piece) = body.chunk().await? {
        position += piece.len() as u64;
    }
    if position == TOTAL { Ok(()) } else { Err("the content is not whole".into()) }
}

/// Sends a page of OneNote with a picture.
pub(crate) async fn page(graph: &Client, picture: Vec<u8>) -> Result<(), Error> {
    let page = Multipart::new()
        .part("Presentation", "text/html", "<html><body><img src=\"name:photo\" /></body></html>")
        .file("photo", "photo.jpg", "image/jpeg", picture);
    let content_type = page.content_type();
    graph.path::<Nothing>("me/onenote/pages").send_content("POST", page, &content_type).await
}

/// Content that is computed while it is read.
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
