//! Responses that gzip has compressed (RFC 1952), and how far they may expand.

use std::io::{BufRead, ErrorKind, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::bufread::MultiGzDecoder;
use futures_core::Stream;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::body::Body;
use super::transport::{BoxError, TransportError, TransportErrorKind};
use crate::url::printable::Printable;

/// How many times its compressed size a body may have. gzip reaches 1,030; the answers of services stay below 30.
pub(crate) const EXPANSION_LIMIT: u32 = 200;

/// What a body may have in any case: 1 MiB.
const FREE: u64 = 1 << 20;

/// What is decoded at once.
const STEP: usize = 16 << 10;

/// What a transport has to know of a request to read the response.
pub(crate) struct Offer {
    has_content: bool,
    /// The caller has said what encodings are accepted, and takes what comes.
    is_callers: bool,
}

impl Offer {
    /// Offers gzip in the headers of a request, unless they say what is accepted. A part of a content is not compressed.
    pub(crate) fn in_headers(headers: &mut HeaderMap, method: &Method) -> Self {
        let is_callers = headers.contains_key(ACCEPT_ENCODING);
        if !is_callers && !headers.contains_key(RANGE) {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Self { has_content: method != Method::HEAD, is_callers }
    }

    /// The response with its content decoded, which may have `expansion` times the bytes that came. Reading the body of a
    /// response with an encoding that was not offered is an error.
    pub(crate) fn decode(&self, response: http::Response<Body>, expansion: u32) -> http::Response<Body> {
        let has_content = !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
        let encoding = encoding(response.headers());
        if !self.has_content || !has_content || encoding.is_empty() {
            return response;
        }
        let (mut head, body) = response.into_parts();
        let body = match encoding.as_str() {
            "gzip" | "x-gzip" => Body::stream(Gunzip::new(body, expansion), None),
            _ if self.is_callers => return http::Response::from_parts(head, body),
            other => Body::stream(Refused(Some(not_offered(other))), None),
        };
        head.headers.remove(CONTENT_ENCODING);
        head.headers.remove(CONTENT_LENGTH);
        http::Response::from_parts(head, body)
    }
}

/// The encodings of a content in the order in which they were applied, separated by commas (RFC 9110, 8.4).
fn encoding(headers: &HeaderMap) -> String {
    let lines = headers.get_all(CONTENT_ENCODING).iter();
    let text = lines.map(|line| String::from_utf8_lossy(line.as_bytes())).collect::<Vec<_>>().join(",");
    let names = text.split(',').map(|name| name.trim().to_ascii_lowercase());
    names.filter(|name| !matches!(name.as_str(), "" | "identity")).collect::<Vec<_>>().join(", ")
}

fn not_offered(encoding: &str) -> TransportError {
    let encoding = Printable(encoding);
    refused(format!("the body has the content encoding `{encoding}`, which was not asked for; only `gzip` is decoded"))
}

fn failed(reason: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Body, reason)
}

fn refused(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, reason)
}

/// A body that cannot be read, with the reason.
struct Refused(Option<TransportError>);

impl Stream for Refused {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Err))
    }
}

/// The content of a body that gzip has compressed.
struct Gunzip {
    body: Body,
    decoder: MultiGzDecoder<Received>,
    step: Box<[u8]>,
    /// The number of bytes that came.
    compressed: u64,
    /// The number of bytes that they became.
    decoded: u64,
    expansion: u32,
    is_over: bool,
}

impl Gunzip {
    fn new(body: Body, expansion: u32) -> Self {
        let decoder = MultiGzDecoder::new(Received::default());
        Self { body, decoder, step: vec![0; STEP].into(), compressed: 0, decoded: 0, expansion, is_over: false }
    }

    /// The next part of the content; nothing at the end of it.
    fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<Result<Bytes, TransportError>> {
        loop {
            match self.decoder.read(&mut self.step) {
                Ok(count) => {
                    self.decoded += count as u64;
                    let bytes = self.step.get(..count).unwrap_or_default();
                    return Poll::Ready(self.bounded().map(|()| Bytes::copy_from_slice(bytes)));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(failed(error))),
            }
            match ready!(Pin::new(&mut self.body).poll_next(cx)).transpose()? {
                Some(chunk) => {
                    self.compressed += chunk.len() as u64;
                    self.decoder.get_mut().bytes = chunk;
                }
                // The content may be empty, compressed or not.
                None if self.compressed == 0 => return Poll::Ready(Ok(Bytes::new())),
                None => self.decoder.get_mut().is_all = true,
            }
        }
    }

    /// Whether the content is as large as it may be for what came.
    fn bounded(&self) -> Result<(), TransportError> {
        let expansion = self.expansion;
        if self.decoded <= FREE.saturating_add(self.compressed.saturating_mul(expansion.into())) {
            return Ok(());
        }
        Err(refused(format!(
            "the body expands to more than {expansion} times its compressed size; `ReqwestTransport::expansion_limit` sets \
             how far it may"
        )))
    }
}

impl Stream for Gunzip {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let step = ready!(self.poll_step(cx));
        match step {
            Ok(bytes) if !bytes.is_empty() => Poll::Ready(Some(Ok(bytes))),
            end => {
                self.is_over = true;
                Poll::Ready(end.err().map(Err))
            }
        }
    }
}

/// What came and is not decoded yet, for a reader that is to come again when there is more.
#[derive(Default)]
struct Received {
    bytes: Bytes,
    /// Whether nothing comes any more.
    is_all: bool,
}

impl BufRead for Received {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.bytes.is_empty() && !self.is_all { Err(ErrorKind::WouldBlock.into()) } else { Ok(&self.bytes) }
    }

    fn consume(&mut self, count: usize) {
        drop(self.bytes.split_to(count.min(self.bytes.len())));
    }
}

impl Read for Received {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
