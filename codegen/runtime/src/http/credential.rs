//! How requests are signed in: bearer tokens, and other secrets that travel in a header.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::error::CredentialError;
use super::transport::{BoxError, BoxFuture};
use crate::url::printable::Printable;
use crate::url::request_error::RequestError;

/// A source of bearer tokens, or of other secrets that sign a request in.
///
/// It is asked once for each request that goes to an allowed host, so it should keep a token until
/// shortly before that expires. The token travels as `Authorization: Bearer …` and never to a host other
/// than the service root's or one named by [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host), and by `https` or
/// within this machine only, unless the caller [allows otherwise](crate::ClientBuilder::allow_insecure). [`BasicCredential`] and [`HeaderCredential`] sign in in
/// other ways.
///
/// Getting a token is a part of the call, which has a [time limit](crate::ClientBuilder::timeout): a future that is dropped then
/// should leave nothing running.
///
/// ```
/// use odata_runtime::{AccessToken, BoxError, BoxFuture, Credential};
///
/// #[derive(Debug)]
/// struct FromEnvironment(&'static str);
///
/// impl Credential for FromEnvironment {
///     fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
///         Box::pin(async move { Ok(AccessToken::new(std::env::var(self.0)?)) })
///     }
/// }
/// ```
pub trait Credential: Send + Sync {
    /// The token for the next request.
    ///
    /// # Errors
    ///
    /// Whatever kept the token from being had; it becomes the source of [`Error::Credential`](crate::Error).
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;

    /// The header that carries it: `Authorization`, unless the service wants another one, which then holds the text of the token alone. It
    /// is left alone where the caller has set it.
    fn header_name(&self) -> HeaderName {
        AUTHORIZATION
    }
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        (**self).token()
    }

    fn header_name(&self) -> HeaderName {
        (**self).header_name()
    }
}

/// A bearer token, or another secret that signs a request in; its text shows in no `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    scheme: Scheme,
    secret: String,
}

/// What stands in front of the secret in the header `Authorization`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Basic,
}

impl AccessToken {
    /// A token with this text, which goes behind `Bearer ` as it is. One that begins with `Bearer ` itself makes the request fail.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self { scheme: Scheme::Bearer, secret: secret.into() }
    }

    /// A user with a password, which go behind `Basic ` ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
    ///
    /// # Errors
    ///
    /// When the user's name holds a colon, which would end it, or when one of them holds a control character.
    pub fn basic(user: &str, password: &str) -> Result<Self, RequestError> {
        if user.contains(':') {
            return Err(RequestError::new(
                "the user's name holds a colon, which a name in `Authorization: Basic` cannot",
            ));
        }
        if user.chars().chain(password.chars()).any(char::is_control) {
            return Err(RequestError::new("the user's name or the password holds a control character"));
        }
        Ok(Self { scheme: Scheme::Basic, secret: STANDARD.encode(format!("{user}:{password}")) })
    }

    /// The text of the token, without what stands in front of it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The value of the header of this name.
    ///
    /// # Errors
    ///
    /// When the text is not what the header holds.
    pub(crate) fn header_value(&self, name: &HeaderName) -> Result<HeaderValue, CredentialError> {
        let invalid = |what: &str| CredentialError::new(what.into());
        if self.secret.trim().is_empty() {
            return Err(invalid("the token is empty"));
        }
        let text = match self.scheme {
            _ if *name != AUTHORIZATION => self.secret.clone(),
            Scheme::Basic => format!("Basic {}", self.secret),
            Scheme::Bearer if self.secret.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("Bearer ")) => {
                return Err(invalid(
                    "the token begins with `Bearer `, which is put in front of it: give the token alone",
                ));
            }
            Scheme::Bearer => format!("Bearer {}", self.secret),
        };
        let mut value =
            HeaderValue::from_str(&text).map_err(|_| invalid("the token holds characters that no header can carry"))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(<redacted>)")
    }
}

/// The credential of programs that already hold a token: the same one for every request.
///
/// ```
/// use odata_runtime::StaticToken;
///
/// let token = StaticToken::new("eyJ0eXAi");
/// assert!(!format!("{token:?}").contains("eyJ0eXAi"));
/// ```
#[derive(Clone, Debug)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// A credential that always gives this token.
    #[must_use]
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self(token.into())
    }
}

impl Credential for StaticToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

/// The credential of a user with a password (`Authorization: Basic …`, [RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)).
///
/// ```
/// use odata_runtime::BasicCredential;
///
/// let ada = BasicCredential::new("ada", "lovelace");
/// assert!(!format!("{ada:?}").contains("lovelace"));
/// ```
#[derive(Clone, Debug)]
pub struct BasicCredential(Result<AccessToken, RequestError>);

impl BasicCredential {
    /// The credential of this user. A name with a colon makes requests fail, since it cannot be sent.
    #[must_use]
    pub fn new(user: &str, password: &str) -> Self {
        Self(AccessToken::basic(user, password))
    }
}

impl Credential for BasicCredential {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(std::future::ready(self.0.clone().map_err(BoxError::from)))
    }
}

/// The credential of services that want their secret in a header of its own: the token of a session, the key of a subscription.
///
/// ```
/// use odata_runtime::HeaderCredential;
///
/// let session = HeaderCredential::new("X-Auth-Token", "b74b8f0f");
/// let subscription = HeaderCredential::new("Ocp-Apim-Subscription-Key", "4c5d");
/// assert!(!format!("{session:?}").contains("b74b8f0f"));
/// ```
///
/// A secret that has to be fetched or renewed is [`TokenProvider::in_header`].
#[derive(Clone, Debug)]
pub struct HeaderCredential {
    name: Result<HeaderName, RequestError>,
    secret: AccessToken,
}

impl HeaderCredential {
    /// The secret that goes in the header of this name. A name that no header has makes requests fail.
    #[must_use]
    pub fn new(name: &str, secret: impl Into<AccessToken>) -> Self {
        Self { name: header_name(name), secret: secret.into() }
    }
}

impl Credential for HeaderCredential {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let token = self.name.as_ref().map(|_| self.secret.clone()).map_err(|fault| fault.clone().into());
        Box::pin(std::future::ready(token))
    }

    fn header_name(&self) -> HeaderName {
        self.name.clone().unwrap_or(AUTHORIZATION)
    }
}

fn header_name(name: &str) -> Result<HeaderName, RequestError> {
    let invalid = |_| RequestError::new(format!("`{}` is not the name of a header", Printable(name)));
    HeaderName::from_bytes(name.as_bytes()).map_err(invalid)
}

/// A credential made from an asynchronous function.
///
/// ```
/// use odata_runtime::TokenProvider;
///
/// async fn sign_in() -> Result<String, std::io::Error> {
///     Ok("eyJ0eXAi".to_owned())
/// }
///
/// let credential = TokenProvider::new(sign_in);
/// let with_closure = TokenProvider::new(|| async { Ok::<_, std::io::Error>("eyJ0eXAi") });
/// ```
pub struct TokenProvider {
    provide: Box<dyn Fn() -> BoxFuture<'static, Result<AccessToken, BoxError>> + Send + Sync>,
    name: Result<HeaderName, RequestError>,
}

impl TokenProvider {
    /// A credential that calls `provide` for each token.
    pub fn new<P, F, T, E>(provide: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken>,
        E: Into<BoxError>,
    {
        Self {
            provide: Box::new(move || {
                let token = provide();
                Box::pin(async move { token.await.map(Into::into).map_err(Into::into) })
            }),
            name: Ok(AUTHORIZATION),
        }
    }

    /// The same credential, its token alone in the header of this name: `X-Auth-Token`. A name that no header has makes requests fail.
    #[must_use]
    pub fn in_header(self, name: &str) -> Self {
        Self { name: header_name(name), ..self }
    }
}

impl Credential for TokenProvider {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        match &self.name {
            Ok(_) => (self.provide)(),
            Err(fault) => Box::pin(std::future::ready(Err(fault.clone().into()))),
        }
    }

    fn header_name(&self) -> HeaderName {
        self.name.clone().unwrap_or(AUTHORIZATION)
    }
}

impl fmt::Debug for TokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenProvider").finish_non_exhaustive()
    }
}
