//! Contents that are no JSON: media entities, stream properties, raw values.

use http::Method;

use super::at::At;
use super::body::Body;
use super::call::Request;
use super::edm::Stream;
use super::error::Error;
use super::exchange::open;
use super::request::Target;
use super::response::Response;
use super::write::OneValue;
use super::{DecodeError, DecodeOptions, Nothing, Nullable, Shape, Structured, Value};

/// A shape whose content is had as bytes: a media entity, a stream property, a function that gives a stream.
pub trait Media: 'static {
    /// The segment by which its position leads to the bytes, if it is not where they are.
    #[doc(hidden)]
    const SEGMENT: Option<&'static str> = None;
}

impl<T: Structured> Media for T {
    const SEGMENT: Option<&'static str> = Some("$value");
}

impl Media for Value<Stream> {}

impl Media for Nullable<Value<Stream>> {}

impl<M: Media> At<M> {
    /// The content of a media entity or a stream property, as it comes
    /// ([Protocol 11.2.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). Redirects are followed.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Structured};
    /// # async fn example<T: Structured>(photo: At<T>) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut file = photo.download().await?;
    /// println!("{:?}, {:?} bytes", file.header("content-type"), file.body.len());
    /// while let Some(chunk) = file.body.chunk().await? {
    ///     println!("{} bytes more", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn download(self) -> impl Future<Output = Result<Response<Body>, Error>> + Send + use<M> {
        let mut target = self.media_target();
        target.set_header("Accept", "*/*");
        open(target.into_outgoing(Method::GET, Body::empty()))
    }

    /// Puts this in place of the content of a media entity or a stream property (`PUT`,
    /// [Protocol 11.4.8.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// A [`Body`] made of a stream is sent as it comes. Where the service answers with something, [`Request::read_as`] gives it.
    pub fn upload(self, content: impl Into<Body>, content_type: &str) -> Request<Nothing> {
        At::<M>::new(self.media_target()).send_content(Method::PUT, content.into(), content_type)
    }

    fn media_target(self) -> Target {
        let mut target = self.into_target();
        if let Some(segment) = M::SEGMENT {
            target.segment(segment);
        }
        target
    }
}

/// A value as text, not JSON: what `$value` of a primitive property answers with.
#[derive(Debug)]
pub struct PlainText(());

impl Shape for PlainText {
    type Output = String;

    fn decode_with(body: &[u8], _: DecodeOptions) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(body).map_err(|_| DecodeError::mismatch("$", "text in UTF-8", "other bytes"))?;
        Ok(text.to_owned())
    }
}

impl<V: OneValue> At<V> {
    /// The value as plain text (`$value`,
    /// [Protocol 11.2.4.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn raw_value(self) -> At<PlainText> {
        let mut target = self.into_target();
        target.segment("$value");
        target.set_header("Accept", "text/plain, */*;q=0.1");
        At::new(target)
    }
}
