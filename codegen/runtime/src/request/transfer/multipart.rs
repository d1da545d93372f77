//! Bodies of several parts.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderValue;

use crate::http::body::Body;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::url::request_error::RequestError;
use crate::url::shown::Excerpt;

/// A body of several parts (`multipart/form-data`, [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)): a page of OneNote with its
/// pictures, a form with files.
///
/// A part that is a stream is sent while it is read. Where all parts are in memory, the body is too, so that it can be sent again.
///
/// ```no_run
/// # async fn example(client: generated::Client, picture: Vec<u8>) -> Result<(), generated::Error> {
/// use odata_runtime::{Multipart, Nothing};
///
/// let page = Multipart::new()
///     .part("Presentation", "text/html", "<html><body><img src=\"name:photo\" /></body></html>")
///     .file("photo", "photo.jpg", "image/jpeg", picture);
/// let content_type = page.content_type();
/// client.path::<Nothing>("me/onenote/pages").send_content("POST", page, &content_type).await?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Multipart {
    boundary: String,
    parts: Vec<Part>,
    fault: Option<RequestError>,
}

struct Part {
    /// Disposition and type, with the empty line behind them.
    head: String,
    content: Body,
}

impl Multipart {
    /// A body without parts.
    pub fn new() -> Self {
        Self { boundary: random_boundary(), parts: Vec::new(), fault: None }
    }

    /// Adds a part: its name, the type of its content, and the content.
    pub fn part(self, name: &str, content_type: &str, content: impl Into<Body>) -> Self {
        let disposition = format!("form-data; name=\"{}\"", escaped(name));
        self.add(&disposition, content_type, content.into())
    }

    /// Adds a part that is a file: its name, that of the file, the type of its content, and the content.
    pub fn file(self, name: &str, file_name: &str, content_type: &str, content: impl Into<Body>) -> Self {
        let disposition = format!("form-data; name=\"{}\"; filename=\"{}\"", escaped(name), escaped(file_name));
        self.add(&disposition, content_type, content.into())
    }

    fn add(mut self, disposition: &str, content_type: &str, content: Body) -> Self {
        if HeaderValue::from_str(content_type).is_err() {
            let fault =
                format!("`{}` is not a media type: it holds characters that no header may", Excerpt(content_type));
            self.fault.get_or_insert(RequestError::new(fault));
        }
        let head = format!("Content-Disposition: {disposition}\r\nContent-Type: {content_type}\r\n\r\n");
        let part = Part { head, content };
        let mut is_taken = part.holds(&self.boundary);
        self.parts.push(part);
        while is_taken {
            self.boundary = random_boundary();
            is_taken = self.parts.iter().any(|part| part.holds(&self.boundary));
        }
        self
    }

    /// The header `Content-Type` of the body: `multipart/form-data` and the boundary, which no part in memory holds. Ask for it when all
    /// parts are added.
    #[must_use]
    pub fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }
}

impl Part {
    /// Whether the content is in memory and holds the boundary.
    fn holds(&self, boundary: &str) -> bool {
        let Some(bytes) = self.content.as_bytes() else { return false };
        bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes())
    }
}

impl Default for Multipart {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Multipart> for Body {
    fn from(multipart: Multipart) -> Self {
        let Multipart { boundary, parts, fault } = multipart;
        if let Some(fault) = fault {
            return Self::stream(Refused(Some(fault)), None);
        }
        let mut pieces = VecDeque::new();
        let mut delimiter = format!("--{boundary}");
        for part in parts {
            pieces.push_back(Self::from(format!("{delimiter}\r\n{}", part.head)));
            pieces.push_back(part.content);
            delimiter = format!("\r\n--{boundary}");
        }
        pieces.push_back(Self::from(format!("{delimiter}--\r\n")));
        join(pieces)
    }
}

/// The body of these pieces: in memory if all of them are.
fn join(pieces: VecDeque<Body>) -> Body {
    let length = pieces.iter().try_fold(0u64, |sum, piece| sum.checked_add(piece.len()?));
    let in_memory: Option<Vec<Bytes>> = pieces.iter().map(|piece| piece.as_bytes().cloned()).collect();
    let Some(in_memory) = in_memory else {
        return Body::stream(Joined { left: None, pieces }, length);
    };
    let mut whole = BytesMut::with_capacity(in_memory.iter().map(Bytes::len).sum());
    for piece in in_memory {
        whole.extend_from_slice(&piece);
    }
    whole.freeze().into()
}

/// The pieces of a body, one after the other.
struct Joined {
    pieces: VecDeque<Body>,
    /// What the first piece said at its beginning that it still has.
    left: Option<Option<u64>>,
}

impl Stream for Joined {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { pieces, left } = &mut *self;
        loop {
            let Some(piece) = pieces.front_mut() else { return Poll::Ready(None) };
            let left_of_piece = left.get_or_insert(piece.len());
            let Some(bytes) = ready!(Pin::new(piece).poll_next(cx)).transpose()? else {
                if left_of_piece.is_some_and(|left| left > 0) {
                    return Poll::Ready(Some(Err(wrong_length("fewer"))));
                }
                pieces.pop_front();
                *left = None;
                continue;
            };
            if let Some(left) = left_of_piece {
                let Some(rest) = left.checked_sub(bytes.len() as u64) else {
                    return Poll::Ready(Some(Err(wrong_length("more"))));
                };
                *left = rest;
            }
            return Poll::Ready(Some(Ok(bytes)));
        }
    }
}

fn wrong_length(what: &str) -> TransportError {
    let reason = format!("a part has {what} bytes than its body was stated to have");
    TransportError::new(TransportErrorKind::Body, reason)
}

/// A body that cannot be sent.
struct Refused(Option<RequestError>);

impl Stream for Refused {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(|fault| Err(TransportError::new(TransportErrorKind::Request, fault))))
    }
}

/// 128 bits that nobody can foresee: the standard library seeds its hashers at random.
fn random_boundary() -> String {
    let mut boundary = String::from("part-");
    for number in 0..2u8 {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u8(number);
        // Writing to a string never fails.
        let _ = write!(boundary, "{:016x}", hasher.finish());
    }
    boundary
}

/// A name between quotation marks, as browsers write it (HTML, 4.10.21.8).
fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Multipart").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Multipart};

    #[test]
    fn a_boundary_that_a_part_holds_is_exchanged() {
        let mut body = Multipart::new().part("a", "text/plain", "first wall");
        body.boundary = "wall".to_owned();
        let body = body.part("b", "text/plain", "the wall");
        assert_ne!(body.boundary, "wall");
        let whole = Body::from(body);
        assert!(whole.as_bytes().is_some());
    }

    #[test]
    fn boundaries_differ() {
        assert_ne!(Multipart::new().boundary, Multipart::new().boundary);
    }
}
