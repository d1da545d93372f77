//! Peers that keep what is uploaded and give what is downloaded, with faults where a test wants them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::internal::{
    Body, BoxFuture, Client, ClientBuilder, Field, Instance, Ref, Service, Slot, StaticToken, Structured, Transport,
    TransportError, TransportErrorKind, TypeInfo,
};
use crate::sample::structured;
use crate::transport::clock::Ticking;
use crate::transport::support::ROOT;

/// The URL of the session, on a host that gets no credential.
pub(crate) const URL: &str = "https://up.example/session/1?sig=s3cret";

/// 320 KiB.
pub(crate) const GRAIN: usize = 327_680;

structured!(Session, "microsoft.graph.uploadSession", TypeInfo::EMPTY, {
    0 upload_url "uploadUrl": String,
    1 next_expected_ranges "nextExpectedRanges": Vec<String>,
});

structured!(Item, "microsoft.graph.driveItem", TypeInfo::EMPTY, {
    0 id "id": String,
    1 size "size": i64,
});

// A type that declares nothing.
structured!(Bare, "Sample.Bare", TypeInfo::EMPTY, {});

pub(crate) fn session() -> Instance<Session> {
    serde_json::from_str(&format!(r#"{{"uploadUrl":"{URL}","nextExpectedRanges":["0-"]}}"#)).unwrap()
}

/// Bytes that repeat nowhere within what a test compares.
pub(crate) fn content(length: usize) -> Bytes {
    let mut random = Random(7);
    (0..length).map(|_| random.below(256) as u8).collect()
}

/// A stream of pieces of this size.
pub(crate) fn pieces(all: Bytes, size: usize) -> impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static {
    Pieces { all, size }
}

struct Pieces {
    all: Bytes,
    size: usize,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let size = self.size.min(self.all.len());
        std::task::Poll::Ready(Some(self.all.split_to(size)).filter(|piece| !piece.is_empty()).map(Ok))
    }
}

/// Numbers that are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// Nothing is wrong.
    Pass,
    /// So many bytes arrive or are sent, then the connection breaks.
    Break(usize),
    /// The request is carried out, and its answer is lost.
    Lost,
    /// This is answered, and nothing else happens: status, header, body.
    Answer(u16, Option<(&'static str, &'static str)>, &'static str),
    /// From now on, this is answered.
    Always(u16, &'static str),
}

/// An upload session, or a content to be downloaded.
#[derive(Clone)]
pub(crate) struct Peer(Arc<Mutex<State>>);

pub(crate) struct State {
    /// What was uploaded, or can be downloaded.
    pub(crate) bytes: Vec<u8>,
    pub(crate) etag: Option<&'static str>,
    pub(crate) faults: VecDeque<Fault>,
    /// Method, range and status of each request.
    pub(crate) log: Vec<String>,
    pub(crate) is_complete: bool,
    /// Whether the item came with a body.
    pub(crate) answers_item: bool,
    /// Whether parts of a content are given.
    pub(crate) knows_ranges: bool,
}

impl Peer {
    pub(crate) fn new(bytes: &[u8], faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(Arc::new(Mutex::new(State {
            bytes: bytes.to_vec(),
            etag: Some("\"1\""),
            faults: faults.into_iter().collect(),
            log: Vec::new(),
            is_complete: false,
            answers_item: true,
            knows_ranges: true,
        })))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub(crate) fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }

    pub(crate) fn client(&self) -> Client {
        self.client_with(&Ticking::new())
    }

    pub(crate) fn client_with(&self, clock: &Ticking) -> Client {
        client(clock, self.clone())
    }
}

pub(crate) fn client(clock: &Ticking, transport: impl Transport + 'static) -> Client {
    let builder = ClientBuilder::new(Service::new(ROOT)).credential(StaticToken::new("secret"));
    builder.transport(transport).clock(clock.clone()).build().unwrap()
}

pub(crate) fn broken() -> TransportError {
    TransportError::new(TransportErrorKind::Other, "the connection broke")
}

pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> http::Response<Body> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

type Answer = Result<http::Response<Body>, TransportError>;

impl State {
    fn serve(&mut self, head: &http::request::Parts, body: Bytes) -> Answer {
        let fault = match self.faults.front() {
            Some(always @ Fault::Always(..)) => always.clone(),
            _ => self.faults.pop_front().unwrap_or(Fault::Pass),
        };
        match fault {
            Fault::Answer(status, header, body) => Ok(answer(status, header.as_slice(), body)),
            Fault::Always(status, body) => Ok(answer(status, &[], body)),
            Fault::Pass => self.carry_out(head, &body, None),
            Fault::Break(most) => self.carry_out(head, &body, Some(most)),
            Fault::Lost => {
                self.carry_out(head, &body, None)?;
                Err(broken())
            }
        }
    }

    fn carry_out(&mut self, head: &http::request::Parts, body: &Bytes, breaks: Option<usize>) -> Answer {
        let is_session = head.uri.host() == Some("up.example");
        match head.method.as_str() {
            "PUT" => self.put(head, body, breaks),
            "GET" if is_session => self.status(200),
            "GET" => Ok(self.get(head, breaks)),
            "DELETE" => Ok(answer(204, &[], "")),
            "POST" => Ok(self.item(201)),
            other => panic!("{other}"),
        }
    }

    fn status(&self, status: u16) -> Answer {
        if self.is_complete {
            return Ok(answer(404, &[], r#"{"error":{"code":"itemNotFound","message":"The session is gone."}}"#));
        }
        Ok(answer(status, &[], format!(r#"{{"nextExpectedRanges":["{}-"]}}"#, self.bytes.len())))
    }

    fn item(&self, status: u16) -> http::Response<Body> {
        let body = format!(r#"{{"id":"7","size":{}}}"#, self.bytes.len());
        answer(
            status,
            &[("Location", "https://example.com/items/7")],
            if self.answers_item { body } else { String::new() },
        )
    }

    fn put(&mut self, head: &http::request::Parts, body: &Bytes, breaks: Option<usize>) -> Answer {
        if self.is_complete {
            return self.status(404);
        }
        let range = head.headers["content-range"].to_str().unwrap().strip_prefix("bytes ").unwrap();
        let (range, total) = range.split_once('/').unwrap();
        let (first, last) = range.split_once('-').unwrap();
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        assert_eq!(last + 1 - first, body.len());
        if first != self.bytes.len() {
            return Ok(answer(416, &[], r#"{"error":{"code":"invalidRange","message":"m"}}"#));
        }
        let is_last = total != "*" && total.parse() == Ok(last + 1);
        if !is_last && !body.len().is_multiple_of(GRAIN) {
            return Ok(answer(400, &[], r#"{"error":{"code":"invalidRequest","message":"wrong size"}}"#));
        }
        if let Some(most) = breaks {
            self.bytes.extend_from_slice(&body[..most.min(body.len())]);
            self.is_complete = is_last && most >= body.len();
            return Err(broken());
        }
        self.bytes.extend_from_slice(body);
        self.is_complete = is_last;
        if is_last { Ok(self.item(201)) } else { self.status(202) }
    }

    fn get(&self, head: &http::request::Parts, breaks: Option<usize>) -> http::Response<Body> {
        let says = |name: &str| Some(head.headers.get(name)?.to_str().unwrap());
        let is_same = says("if-range").is_none_or(|condition| Some(condition) == self.etag);
        let range = says("range").filter(|_| is_same && self.knows_ranges);
        let total = self.bytes.len();
        let start =
            range.map_or(0, |range| range.strip_prefix("bytes=").unwrap().strip_suffix('-').unwrap().parse().unwrap());
        if start >= total && range.is_some() {
            return answer(416, &[("Content-Range", &format!("bytes */{total}"))], "");
        }
        let part = Bytes::copy_from_slice(&self.bytes[start..]);
        let mut headers = vec![("Content-Length".to_owned(), part.len().to_string())];
        headers.extend(self.etag.map(|etag| ("ETag".to_owned(), etag.to_owned())));
        if range.is_some() {
            headers.push(("Content-Range".to_owned(), format!("bytes {start}-{}/{total}", total - 1)));
        }
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        answer(if range.is_some() { 206 } else { 200 }, &headers, sent(part, breaks))
    }
}

/// A body that breaks off after so many bytes.
pub(crate) fn sent(all: Bytes, breaks: Option<usize>) -> Body {
    let whole = all.len() as u64;
    match breaks {
        None => Body::stream(pieces(all, 1000), Some(whole)),
        Some(most) => {
            let part = all.slice(..most.min(all.len()));
            Body::stream(Breaking { pieces: Pieces { all: part, size: 1000 }, broke: false }, Some(whole))
        }
    }
}

struct Breaking {
    pieces: Pieces,
    broke: bool,
}

impl Stream for Breaking {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let piece = std::task::ready!(std::pin::Pin::new(&mut self.pieces).poll_next(cx));
        let is_end = piece.is_none() && !std::mem::replace(&mut self.broke, piece.is_none());
        std::task::Poll::Ready(if is_end { Some(Err(broken())) } else { piece })
    }
}

impl Transport for Peer {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Answer> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let is_own = head.uri.host() == Some("example.com");
            assert_eq!(head.headers.contains_key("authorization"), is_own, "{head:?}");
            let body = body.bytes(u64::MAX).await?;
            let mut state = self.state();
            let range = ["content-range", "range"].into_iter().find_map(|name| head.headers.get(name));
            let range = range.map_or("", |range| range.to_str().unwrap()).to_owned();
            let answer = state.serve(&head, body);
            let status = answer.as_ref().map_or("broken".to_owned(), |answer| answer.status().as_u16().to_string());
            let words = [head.method.as_str(), &range, &status];
            state.log.push(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
            answer
        })
    }
}
