//! Content that is not JSON: media entities, stream properties, raw values.

use http::Method;

use crate::edm::Stream;
use crate::http::body::Body;
use crate::request::call::Request;
use crate::request::target::Target;
use crate::request::transfer::download::Download;
use crate::value::json::decode::without_mark;
use crate::value::shape::Content;
use crate::{DecodeError, DecodeOptions, Maybe, Nullable, ReadByDownload, Shape, Structured, Value};

/// A shape whose content is read as bytes: a media entity, a stream property, a function that gives a stream. An action that
/// gives one has [`Request::download`](crate::Request::download).
///
/// The URL of a media entity's content is that of the entity and `/$value`
/// ([Protocol 11.2.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)); the others are where they are.
pub trait Media: 'static {
    /// The segment by which its position leads to the bytes, if it is not where they are.
    #[doc(hidden)]
    const SEGMENT: Option<&'static str> = None;
}

impl<T: Structured> Media for T {
    const SEGMENT: Option<&'static str> = Some("$value");
}

impl Media for ReadByDownload {}

impl Media for Value<Stream> {}

impl Media for Nullable<Value<Stream>> {}

impl Target {
    /// `GET` of the content that `M` has.
    pub fn download<M: Media>(self) -> Download {
        Download::new(self.content::<M>())
    }

    /// `PUT` of the content that `M` has.
    pub fn upload<M: Media, R>(self, content: Body, content_type: &str) -> Request<R> {
        self.content::<M>().send_content(Method::PUT, content, content_type)
    }

    /// Where the content is that `M` has.
    fn content<M: Media>(mut self) -> Self {
        if let Some(segment) = M::SEGMENT {
            self.segment(segment);
        }
        self
    }

    /// `/$value`, as plain text.
    pub fn raw_value(mut self) -> Self {
        self.segment("$value");
        self.set_header("Accept", "text/plain, */*;q=0.1");
        self
    }
}

/// A value as text, not JSON: what `$value` of a primitive property answers with. A byte order mark in front of it is left out.
#[derive(Debug)]
pub struct PlainText(());

impl Shape for PlainText {
    type Output = String;
    type Optional = Maybe<Self>;

    const CONTENT: Content = Content::Text;

    fn decode_with(body: &[u8], _: DecodeOptions) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(without_mark(body))
            .map_err(|_| DecodeError::mismatch("$", "text in UTF-8", "other bytes"))?;
        Ok(text.to_owned())
    }

    fn decode_nullable(body: &[u8], options: DecodeOptions) -> Result<Option<String>, DecodeError> {
        Self::decode_with(body, options).map(Some)
    }
}
