//! Requests that are complete: nothing leads on from them.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::request::exchange::open;
use crate::request::operation::running::{Operation, start};
use crate::request::response::{Response, ResponseFuture, Sent};
use crate::request::target::Target;
use crate::value::shape::Content;
use crate::{Nothing, ReadByDownload, Shape};

/// A request, complete but for its headers and options, that is sent when it is awaited: the call of an action, the
/// creation, change or deletion of something.
///
/// `S` is the shape of what the service answers. Awaiting it gives the value. Where a creation, or an action that gives an entity,
/// is answered with success and without the entity, that is read with one further `GET` from `OData-EntityId` or `Location`, if
/// it is on the service's host. Whatever keeps a value from the caller after the service has done what was asked is an error of
/// which [`Error::is_done`] is true; [`send`](Self::send) is content without a value. Where the service answers 202, awaiting gives an error
/// ([`Error::is_accepted`]) if a result is expected; [`start`](Self::start) waits for it.
///
/// ```
/// # async fn example(client: generated::Client) -> Result<(), odata_runtime::Error> {
/// use odata_runtime::{Argument, Nothing, Request};
///
/// let ids = vec!["a".to_owned(), "b".to_owned()];
/// let confirm: Request<Nothing> = client.action("confirm", [("ids", Argument::of(&ids))]);
/// confirm.prefer("return=minimal").await?;
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on_path("POST", "/confirm").with_header("Prefer", "return=minimal").no_content();
/// #     block_on(example(client))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[must_use = "a request is not sent until it is awaited or sent"]
pub struct Request<S> {
    target: Target,
    method: Method,
    body: Body,
    /// Whether there is something to send.
    is_needed: bool,
    shape: PhantomData<fn() -> S>,
}

impl<S> Request<S> {
    pub(crate) fn new(method: Method, target: Target, body: Body) -> Self {
        Self { target, method, body, is_needed: true, shape: PhantomData }
    }

    /// A change of nothing: it counts as done without being sent.
    pub(crate) fn needless(method: Method, target: Target) -> Self {
        Self { is_needed: false, ..Self::new(method, target, Body::empty()) }
    }

    /// Asks the service to answer without a body, whatever it would answer otherwise (`Prefer: return=minimal`,
    /// [Protocol 8.2.8.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// What was created is still known by [`Response::location`] and [`Response::entity_id`].
    pub fn minimal(self) -> Request<Nothing> {
        self.prefer("return=minimal").read_as()
    }

    /// Asks the service to answer with what it has stored (`Prefer: return=representation`), which it may not do.
    pub fn representation(self) -> Self {
        self.prefer("return=representation")
    }

    /// The same request, its answer read as another shape: for what the metadata gets wrong, or does not tell.
    pub fn read_as<R>(self) -> Request<R> {
        let Self { target, method, body, is_needed, .. } = self;
        Request { target, method, body, is_needed, shape: PhantomData }
    }

    /// Where it goes, its method and its body, and whether there is something to send: what a batch makes a part of.
    pub(crate) fn into_parts(self) -> (Target, Method, Body, bool) {
        (self.target, self.method, self.body, self.is_needed)
    }

    fn response(self) -> ResponseFuture<S> {
        let outgoing = self.target.into_outgoing(self.method, self.body);
        if self.is_needed { ResponseFuture::new(outgoing) } else { ResponseFuture::without_sending(outgoing) }
    }
}

impl<S: Shape> Request<S> {
    /// The same request, of which 404, and 204 where a value is expected, are `None` instead of errors: `delete().optional()` is
    /// content with what is gone already.
    pub fn optional(self) -> Request<S::Optional> {
        self.read_as()
    }

    /// Sends the request, and lets the service answer before it has done what is asked (`Prefer: respond-async`,
    /// [Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). It may as well do it at once.
    ///
    /// A service that answers 202 says where it shows how far it is; [`Operation::wait`] asks there. An answer 202 without such a URL counts
    /// as done where nothing is expected, and is an error ([`Error::is_accepted`]) where a value is.
    ///
    /// ```no_run
    /// # use odata_runtime::{Error, Request, Structured};
    /// # async fn example<T: Structured>(copy: Request<T>) -> Result<(), Error> {
    /// let copied = copy.start().await?.wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn start(mut self) -> impl Future<Output = Result<Operation<S>, Error>> + Send + use<S> {
        self.target.header("Prefer", "respond-async");
        let (is_needed, brings_entity) = (self.is_needed, self.brings_entity());
        start(self.target.into_outgoing(self.method, self.body), is_needed, brings_entity)
    }

    /// Whether the answer has, or leads to, the entity that is created.
    fn brings_entity(&self) -> bool {
        self.method == Method::POST && S::CONTENT == Content::Instance && S::no_content().is_none()
    }

    /// Sends the request and gives status and headers, and the decoded body if there is one. Nothing else is sent: what was
    /// created without being sent back is found at [`Response::entity_id`] and [`Response::location`].
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> impl Future<Output = Result<Response<Sent<S>>, Error>> + Send + use<S> {
        self.response().with_head()
    }
}

impl Request<ReadByDownload> {
    /// Sends the request and gives the bytes that the action answers with. Redirects are followed.
    ///
    /// ```
    /// # use odata_runtime::{ReadByDownload, Error, Request};
    /// # async fn example(export: Request<ReadByDownload>) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut file = export.download().await?;
    /// println!("{:?}", file.header("content-type"));
    /// while let Some(chunk) = file.body.chunk().await? {
    ///     println!("{} bytes more", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use odata_runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::Client::builder())?;
    /// #     let export = || client.action::<ReadByDownload>("export", []);
    /// #     fake.on(export()).stream(["ab", "cd"]).header("Content-Type", "text/plain");
    /// #     block_on(example(export()))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn download(mut self) -> impl Future<Output = Result<Response<Body>, Error>> + Send + use<> {
        self.target.set_header("Accept", "*/*");
        open(self.target.into_outgoing(self.method, self.body))
    }
}

impl<S: Shape> IntoFuture for Request<S> {
    type Output = Result<S::Output, Error>;
    type IntoFuture = ResponseFuture<S>;

    fn into_future(self) -> ResponseFuture<S> {
        if self.is_needed && self.brings_entity() {
            return ResponseFuture::of_creation(self.target.into_outgoing(self.method, self.body));
        }
        self.response()
    }
}

impl<S> fmt::Debug for Request<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Request").field(&self.method).field(&self.target.describe()).finish()
    }
}

/// The methods by which a caller adds to a request, whatever it does.
#[doc(hidden)]
#[macro_export]
macro_rules! __request_options {
    ($request:ident) => {
        impl<S> $request<S> {
            /// A query option, `$…` of the system or a custom one, with its value as text, which is percent-encoded here.
            #[inline]
            pub fn query_option(mut self, name: &str, value: &str) -> Self {
                self.target.query_option(name, value);
                self
            }

            /// A header of this request, and of every page that follows it. It takes the place of one that the
            /// client would send; said twice, both are sent.
            #[inline]
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.target.header(name, value);
                self
            }

            /// Only if the resource still has this entity tag, or, for `*`, if it exists; otherwise the service answers
            /// 412, [`Error::is_precondition_failed`]
            /// ([Protocol 8.2.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). It takes the place of
            /// an entity tag that was given before, and of the one that `save` sends.
            ///
            /// Entity tags come with what is read: [`Instance::etag`](crate::Instance::etag), [`Response::etag`].
            #[inline]
            pub fn if_match(mut self, etag: &str) -> Self {
                self.target.set_header("If-Match", etag);
                self
            }

            /// Only if the resource has another entity tag, or, for `*`, if it does not exist. Otherwise the service answers
            /// 304 when it is read, [`Error::is_not_modified`], and 412 when it is written
            /// ([Protocol 8.2.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
            #[inline]
            pub fn if_none_match(self, etag: &str) -> Self {
                self.header("If-None-Match", etag)
            }

            /// A preference, which the service may ignore: `return=minimal`, `maxpagesize=50`
            /// ([Protocol 8.2.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
            #[inline]
            pub fn prefer(self, preference: &str) -> Self {
                self.header("Prefer", preference)
            }

            /// How long this call may take, in place of the client's [`timeout`](crate::ClientBuilder::timeout).
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.target.timeout(limit);
                self
            }

            /// How long one attempt may take, in place of the client's [`attempt_timeout`](crate::ClientBuilder::attempt_timeout).
            pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.target.attempt_timeout(limit);
                self
            }

            /// How often this request is sent again if it fails, in place of the client's [`retry`](crate::ClientBuilder::retry).
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.target.retry(retry);
                self
            }

            /// Adds a policy of the caller's own around everything that is sent for this request, behind those of the
            /// [client](crate::ClientBuilder::policy).
            pub fn with_policy(mut self, policy: impl $crate::Policy + 'static) -> Self {
                self.target.policy(policy);
                self
            }

            /// Sends this request without the credential, and without headers of the client that may hold secrets.
            pub fn anonymous(mut self) -> Self {
                self.target.set_anonymous();
                self
            }
        }
    };
}

__request_options!(Request);
