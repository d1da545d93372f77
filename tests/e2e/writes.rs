//! Requests that write, on the wire.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use generated::microsoft_aad_reporting::SignIn;
use generated::{At, Body, Client, TransportError, Value, edm};
use tests::server::{Answer, Server};

fn photo(client: &Client) -> At<Value<edm::Stream>> {
    client.audit_logs().segment("photo")
}

/// A stream of its items, the last one first.
struct Chunks(Vec<&'static str>);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(|chunk| Ok(chunk.into())))
    }
}

/// Request line and body.
fn ends(request: &str) -> (&str, &str) {
    (request.lines().next().unwrap(), request.split_once("\r\n\r\n").unwrap().1)
}

// P15: as Dynamics answers, unasked.
#[tokio::test]
async fn a_creation_that_is_answered_without_a_body_is_read() {
    let server = Server::with(|request| match request.starts_with("GET /beta/auditLogs/signIns/s%C3%B61 ") {
        true => Answer::json(r#"{"id":"sö1"}"#),
        false => Answer::new("204 No Content", &["Location: /beta/auditLogs/signIns/sö1", "ETag: \"1\""], ""),
    });
    let body = SignIn { app_id: Some("a".into()), ..Default::default() };
    let created = server.client().audit_logs().sign_ins().create(body).await.unwrap();
    assert_eq!(created.id.as_deref(), Some("sö1"));
    assert_eq!(server.targets(), ["/beta/auditLogs/signIns", "/beta/auditLogs/signIns/s%C3%B61"]);
}

// P15, P17
#[tokio::test]
async fn a_creation_that_cannot_be_read_is_done() {
    let other = Server::answering([]);
    let location = format!("OData-EntityId: http://{}/beta/auditLogs/signIns/s1", other.address());
    let server = Server::with(move |_| Answer::new("204 No Content", &[&location, "ETag: \"1\""], ""));
    let error = server.client().audit_logs().sign_ins().create(SignIn::default()).await.unwrap_err();
    assert!(error.is_done() && error.entity_id().unwrap().ends_with("/beta/auditLogs/signIns/s1"), "{error}");
    assert_eq!((error.etag(), server.requests().len()), (Some("\"1\""), 1));
    assert!(other.requests().is_empty());
}

// P1, P5, P12
#[tokio::test]
async fn an_entity_is_created_changed_and_deleted() {
    let created = Answer::new("201 Created", &["Location: x", "ETag: W/\"1\""], r#"{"id":"s1"}"#);
    let server =
        Server::answering([created, Answer::new("204 No Content", &[], ""), Answer::new("204 No Content", &[], "")]);
    let client = server.client();
    let body = SignIn { app_id: Some("a".into()), ..Default::default() };
    let created = client.audit_logs().sign_ins().create(body).send().await.unwrap();
    assert_eq!((created.etag(), created.body.as_ref().unwrap().id.as_deref()), (Some("W/\"1\""), Some("s1")));
    let sign_in = client.audit_logs().sign_ins().by_id("s1");
    sign_in.clone().update(|s| [s.app_id.null()]).if_match("W/\"1\"").await.unwrap();
    sign_in.delete().await.unwrap();
    let requests = server.requests();
    assert_eq!(ends(&requests[0]), ("POST /beta/auditLogs/signIns HTTP/1.1", r#"{"appId":"a"}"#));
    assert_eq!(ends(&requests[1]), ("PATCH /beta/auditLogs/signIns/s1 HTTP/1.1", r#"{"appId":null}"#));
    assert!(
        requests[1].contains("if-match: W/\"1\"\r\n") && requests[1].contains("odata-version: 4.0\r\n"),
        "{requests:?}"
    );
    assert_eq!(ends(&requests[2]), ("DELETE /beta/auditLogs/signIns/s1 HTTP/1.1", ""));
}

// G11
#[tokio::test]
async fn contents_are_streams() {
    let server = Server::answering([
        Answer::new("204 No Content", &[], ""),
        Answer::new("302 Found", &["Location: /elsewhere"], ""),
        Answer::new("200 OK", &["Content-Type: image/png"], "some bytes"),
    ]);
    let client = server.client();
    let chunks = Chunks(["bytes", "some "].to_vec());
    photo(&client).upload(Body::stream(chunks, Some(10)), "image/png").await.unwrap();
    let mut file = photo(&client).download().await.unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = file.body.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!((bytes.as_slice(), file.header("content-type")), (&b"some bytes"[..], Some("image/png")));
    let requests = server.requests();
    assert_eq!(ends(&requests[0]), ("PUT /beta/auditLogs/photo HTTP/1.1", "some bytes"));
    assert!(requests[0].contains("content-type: image/png\r\n"), "{requests:?}");
    assert_eq!(ends(&requests[2]).0, "GET /elsewhere HTTP/1.1");
}
