//! Answers that tell success and from which no value can be read.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode, Uri};

use super::error::Error;
use super::odata_error::ODataError;
use crate::DecodeError;
use crate::http::reply::{Reply, text_of};
use crate::url::shown::{Excerpt, ShownLink};
use crate::value::shape::Content;

/// A response whose status tells success and from which no value can be read: it has no body, or another one than the metadata
/// promises.
pub struct ResponseError {
    reply: Reply,
    error: DecodeError,
    lack: Lack,
}

/// What an answer lacks.
enum Lack {
    /// Its body is not what the schema promises. The service may have broken it off with an error.
    Fit(Option<ODataError>),
    /// It has no body, where one value is expected.
    Value,
    /// It has no body, where a collection is expected.
    Items,
    /// The service has only begun.
    End,
    /// A request that changed something is answered without a value, which cannot be read from elsewhere for this reason.
    Result(Option<Box<Error>>),
}

impl ResponseError {
    /// The body is not what the schema promises.
    pub(crate) fn new(reply: Reply, error: DecodeError) -> Self {
        let in_stream = if error.is_syntax() { ODataError::in_stream(&reply.body) } else { None };
        let error = if reply.source.redact { error.redacted() } else { error };
        Self { reply, error, lack: Lack::Fit(in_stream) }
    }

    /// The answer has no body.
    pub(crate) fn empty(reply: Reply, content: Content) -> Self {
        let lack = match content {
            _ if reply.is_write() => Lack::Result(None),
            Content::Items => Lack::Items,
            Content::Instance | Content::Value | Content::Text | Content::Nothing => Lack::Value,
        };
        Self { reply, error: nothing_instead_of(content), lack }
    }

    /// 202: the result is still to come.
    pub(crate) fn accepted(reply: Reply, content: Content) -> Self {
        Self { reply, error: nothing_instead_of(content), lack: Lack::End }
    }

    /// An entity was created, and reading it failed.
    pub(crate) fn unread(reply: Reply, cause: Error) -> Self {
        Self { reply, error: nothing_instead_of(Content::Instance), lack: Lack::Result(Some(Box::new(cause))) }
    }

    /// Scheme, host and port of the host that answered, if the service redirected the request to one that is not its own and
    /// not allowed ([`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host)).
    #[must_use]
    pub fn foreign_host(&self) -> Option<String> {
        self.reply.source.foreign.as_ref().map(ToString::to_string)
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.reply.request.attempts
    }

    /// The request's method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.reply.request.method
    }

    /// The request's URL, query included.
    #[must_use]
    pub fn url(&self) -> &Uri {
        &self.reply.request.url
    }

    /// The response's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The response's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The response's body, which may be empty.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.reply.body
    }

    /// What is wrong with the body, and where. Of an answer without a body, that nothing was found.
    #[must_use]
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }

    /// The error with which the service broke off its body, after it had begun to send it with a status of success
    /// ([JSON Format 22](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    ///
    /// ```
    /// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
    /// use odata_runtime::{Error, Many, Value};
    ///
    /// match client.at::<Many<Value<String>>>("log").await {
    ///     Err(Error::Response(error)) if error.in_stream_error().is_some() => println!("{:?}", error.in_stream_error()),
    ///     other => println!("{} lines", other?.len()),
    /// }
    /// # Ok(())
    /// # }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use odata_runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::Client::builder())?;
    /// #     fake.on(client.at::<odata_runtime::Many<odata_runtime::Value<String>>>("log")).page(["one", "two"]);
    /// #     block_on(example(client))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn in_stream_error(&self) -> Option<&ODataError> {
        match &self.lack {
            Lack::Fit(error) => error.as_ref(),
            _ => None,
        }
    }

    /// See [`Error::is_done`].
    pub(crate) fn is_done(&self) -> bool {
        self.reply.is_write() && !self.is_accepted()
    }

    /// See [`Error::is_accepted`].
    pub(crate) fn is_accepted(&self) -> bool {
        matches!(self.lack, Lack::End)
    }

    /// See [`Error::is_absent`].
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.lack, Lack::Value)
    }

    fn content_type(&self) -> Option<&str> {
        Some(self.reply.headers.get(CONTENT_TYPE)?.to_str().unwrap_or_default())
    }

    /// What is wrong with the body, and what it is instead.
    fn describe_body(&self, in_stream: Option<&ODataError>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let redact = self.reply.source.redact;
        if let Some(error) = in_stream {
            f.write_str("the service broke the body off with an error")?;
            return if redact { Ok(()) } else { write!(f, ": {error}") };
        }
        if self.error.is_cut() {
            write!(f, "the body breaks off after {} bytes: {}", self.reply.body.len(), self.error)?;
        } else {
            write!(f, "the body cannot be decoded: {}", self.error)?;
        }
        let Some(content_type) = self.content_type().filter(|content_type| !names_json(content_type)) else {
            return Ok(());
        };
        if !redact {
            write!(f, "; it begins with `{}`", Excerpt(&beginning(&self.reply.body)))?;
        }
        write!(f, " (its type is `{}`)", Excerpt(content_type))
    }
}

/// The error of a body that is not there.
fn nothing_instead_of(content: Content) -> DecodeError {
    let expected = match content {
        Content::Instance => "an entity or a complex value",
        Content::Items => "a collection",
        Content::Value => "a value",
        Content::Text => "a text",
        Content::Nothing => "nothing",
    };
    DecodeError::mismatch("$", expected, "no body")
}

/// The first words of a body, of which a message shows the beginning.
fn beginning(body: &[u8]) -> String {
    let start = body.get(..1000).unwrap_or(body);
    String::from_utf8_lossy(start).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a media type is JSON or a format built on it, such as `application/problem+json`.
fn names_json(content_type: &str) -> bool {
    content_type.split(['/', '+', '-', ';']).any(|word| word.trim().eq_ignore_ascii_case("json"))
}

impl fmt::Display for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reply { request, status, headers, source, .. } = &self.reply;
        write!(f, "{request}: {status}, ")?;
        if self.is_done() {
            f.write_str("so this is done and must not be sent again, ")?;
        }
        match &self.lack {
            Lack::Fit(in_stream) => {
                f.write_str("but ")?;
                self.describe_body(in_stream.as_ref(), f)?;
            }
            Lack::Value => f.write_str("so there is nothing here: `optional()` reads this as `None`")?,
            Lack::Items => {
                f.write_str("but a collection was expected, which has a body even where it is empty: `optional()` reads this as `None`")?;
            }
            Lack::End => match headers.get(http::header::LOCATION).and_then(text_of) {
                Some(monitor) => {
                    write!(f, "so the service goes on working at this: `{}` shows how far it is", ShownLink(monitor))?
                }
                None => {
                    f.write_str("so the service goes on working at this, and names no URL that shows how far it is")?
                }
            },
            Lack::Result(None) => f.write_str("but the answer has no body")?,
            Lack::Result(Some(cause)) => {
                write!(f, "but the answer has no body, and reading what was created failed: {cause}")?
            }
        }
        source.fmt(f)
    }
}

/// The body stays out of the text, which may be logged.
impl fmt::Debug for ResponseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseError")
            .field("request", &self.reply.request)
            .field("status", &self.reply.status)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ResponseError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.lack {
            Lack::Result(Some(cause)) => cause.source(),
            _ => self.error.source(),
        }
    }
}
