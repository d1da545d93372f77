//! Where bearer tokens come from.

use std::fmt;
use std::sync::Arc;

use super::transport::{BoxError, BoxFuture};

/// A source of bearer tokens.
///
/// It is asked once for each request that goes to an allowed host, so it should keep a token until
/// shortly before that expires. The token travels as `Authorization: Bearer …` and never to a host other
/// than the service root's or one named by [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host), and by `https` or
/// within this machine only, unless the caller [allows otherwise](crate::ClientBuilder::allow_insecure_credentials).
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
}

impl<C: Credential + ?Sized> Credential for Arc<C> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        (**self).token()
    }
}

/// A bearer token; its text shows in no `Debug` output.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A token with this text, which goes behind `Bearer ` as it is.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The text of the token.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
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
        }
    }
}

impl Credential for TokenProvider {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        (self.provide)()
    }
}

impl fmt::Debug for TokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenProvider").finish_non_exhaustive()
    }
}
