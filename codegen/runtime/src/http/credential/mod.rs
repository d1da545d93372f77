//! How requests are signed in: bearer tokens, and other secrets that travel in a header.

pub(crate) mod access_token;
#[cfg(feature = "azure")]
pub(crate) mod azure;
pub(crate) mod error;
pub(crate) mod fixed;
pub(crate) mod provider;
pub(crate) mod request;

use std::sync::Arc;

use http::HeaderName;
use http::header::AUTHORIZATION;

use self::access_token::AccessToken;
use self::request::TokenRequest;
use super::transport::{BoxError, BoxFuture};
use crate::url::printable::Printable;
use crate::url::request_error::RequestError;

/// A source of bearer tokens, or of other secrets that sign a request in.
///
/// A client asks it once for all requests that wait, and keeps the token until shortly before it expires, if the token says when that is
/// ([`AccessToken::expires_in`], [`AccessToken::expires_at`]): a tenth of its lifetime before, and 5 minutes at most. A token that does
/// not say it is asked for with each request. A failure is given to all requests that wait for the token, and is not kept; while the token
/// before is still valid, that one is used instead.
///
/// The token travels as `Authorization: Bearer …` and never to a host other than the service root's or one named by
/// [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host), and by `https` or within this machine only, unless the caller
/// [allows otherwise](crate::ClientBuilder::allow_insecure). [`BasicCredential`](crate::BasicCredential) and
/// [`HeaderCredential`](crate::HeaderCredential) sign in in other ways.
///
/// Getting a token is a part of the call, which has a [time limit](crate::ClientBuilder::timeout): a future that is dropped then
/// should leave nothing running. Another request that waits for the same token then asks for it again.
///
/// ```
/// use std::time::Duration;
/// use odata_runtime::{AccessToken, BoxError, BoxFuture, Credential, TokenRequest};
///
/// #[derive(Debug)]
/// struct FromEnvironment(&'static str);
///
/// impl Credential for FromEnvironment {
///     fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
///         Box::pin(async move { Ok(AccessToken::new(std::env::var(self.0)?).expires_in(Duration::from_secs(3600))) })
///     }
/// }
/// ```
pub trait Credential: Send + Sync {
    /// A token for what is asked for.
    ///
    /// # Errors
    ///
    /// Whatever kept the credential from getting the token; it becomes the source of [`Error::Credential`](crate::Error).
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>>;

    /// The header that carries it: `Authorization`, unless the service wants another one, which then holds the text of the token alone. It
    /// is left alone where the caller has set it. A client asks once for the name, when it is built.
    fn header_name(&self) -> HeaderName {
        AUTHORIZATION
    }
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        (**self).token(request)
    }

    fn header_name(&self) -> HeaderName {
        (**self).header_name()
    }
}

fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    let invalid = |_| RequestError::new(format!("`{}` is not the name of a header", Printable(name)));
    HeaderName::from_bytes(name.as_bytes()).map_err(invalid)
}
