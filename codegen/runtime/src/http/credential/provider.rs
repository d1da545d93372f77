//! A credential made from a function.

use std::fmt;

use http::HeaderName;
use http::header::AUTHORIZATION;

use super::access_token::AccessToken;
use super::request::TokenRequest;
use super::{Credential, header_name};
use crate::http::transport::{BoxError, BoxFuture};
use crate::url::request_error::RequestError;

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
///
/// A token that [says how long it is valid](AccessToken::expires_in) is kept by the client; the function is called for each request
/// otherwise.
pub struct TokenProvider {
    provide: Provide,
    name: Result<HeaderName, RequestError>,
}

type Provide = Box<dyn Fn(&TokenRequest) -> BoxFuture<'static, Result<AccessToken, BoxError>> + Send + Sync>;

impl TokenProvider {
    /// A credential that calls `provide` for each token, whatever the token is wanted for.
    pub fn new<P, F, T, E>(provide: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken>,
        E: Into<BoxError>,
    {
        Self::with_request(move |_| provide())
    }

    /// A credential that calls `provide` for each token with what the token is wanted for: scopes, and the claims that the service has
    /// asked for.
    ///
    /// ```
    /// use std::time::Duration;
    /// use odata_runtime::{AccessToken, TokenProvider, TokenRequest};
    ///
    /// async fn sign_in(scope: String, claims: Option<String>) -> Result<String, std::io::Error> {
    ///     Ok("eyJ0eXAi".to_owned())
    /// }
    ///
    /// let credential = TokenProvider::with_request(|request: TokenRequest| async move {
    ///     let token = sign_in(request.scopes().join(" "), request.claims().map(str::to_owned)).await?;
    ///     Ok::<_, std::io::Error>(AccessToken::new(token).expires_in(Duration::from_secs(3600)))
    /// });
    /// ```
    pub fn with_request<P, F, T, E>(provide: P) -> Self
    where
        P: Fn(TokenRequest) -> F + Send + Sync + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken>,
        E: Into<BoxError>,
    {
        Self {
            provide: Box::new(move |request| {
                let token = provide(request.clone());
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
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        match &self.name {
            Ok(_) => (self.provide)(request),
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
