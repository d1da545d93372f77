//! Credentials that always give the same secret.

use http::HeaderName;
use http::header::AUTHORIZATION;

use super::access_token::AccessToken;
use super::request::TokenRequest;
use super::{Credential, header_name};
use crate::http::transport::{BoxError, BoxFuture};
use crate::url::request_error::RequestError;

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
        Self(token.into().always())
    }
}

impl Credential for StaticToken {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
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
        Self(AccessToken::basic(user, password).map(AccessToken::always))
    }
}

impl Credential for BasicCredential {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
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
/// A secret that has to be fetched or renewed is [`TokenProvider::in_header`](crate::TokenProvider::in_header).
#[derive(Clone, Debug)]
pub struct HeaderCredential {
    name: Result<HeaderName, RequestError>,
    secret: AccessToken,
}

impl HeaderCredential {
    /// The secret that goes in the header of this name. A name that no header has makes requests fail.
    #[must_use]
    pub fn new(name: &str, secret: impl Into<AccessToken>) -> Self {
        Self { name: header_name(name), secret: secret.into().always() }
    }
}

impl Credential for HeaderCredential {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        let token = self.name.as_ref().map(|_| self.secret.clone()).map_err(|fault| fault.clone().into());
        Box::pin(std::future::ready(token))
    }

    fn header_name(&self) -> HeaderName {
        self.name.clone().unwrap_or(AUTHORIZATION)
    }
}
