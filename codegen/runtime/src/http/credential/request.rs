//! What a credential is asked for.

use std::fmt;
use std::sync::Arc;

/// What a token is wanted for.
///
/// Clients make these. Tests of a credential make their own:
///
/// ```
/// use odata_runtime::TokenRequest;
///
/// let request = TokenRequest::new(["https://graph.microsoft.com/.default"]);
/// assert_eq!(request.scopes(), ["https://graph.microsoft.com/.default"]);
/// let challenged = request.with_claims(r#"{"access_token":{}}"#).renewed();
/// assert_eq!(challenged.claims(), Some(r#"{"access_token":{}}"#));
/// assert!(challenged.is_renewal());
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TokenRequest {
    scopes: Arc<[String]>,
    claims: Option<Arc<str>>,
    renewal: bool,
}

impl TokenRequest {
    /// A request for a token of these scopes.
    #[must_use]
    pub fn new<S: Into<String>>(scopes: impl IntoIterator<Item = S>) -> Self {
        Self::of(scopes.into_iter().map(Into::into).collect(), None, false)
    }

    pub(crate) const fn of(scopes: Arc<[String]>, claims: Option<Arc<str>>, renewal: bool) -> Self {
        Self { scopes, claims, renewal }
    }

    /// The same request for a token with these claims, a JSON object.
    #[must_use]
    pub fn with_claims(self, claims: impl Into<Arc<str>>) -> Self {
        Self { claims: Some(claims.into()), ..self }
    }

    /// The same request after the service has refused the last token.
    #[must_use]
    pub fn renewed(self) -> Self {
        Self { renewal: true, ..self }
    }

    /// The scopes: those of the service, or those of [`ClientBuilder::scopes`](crate::ClientBuilder::scopes). There may be none.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// The claims that the service has asked for, as the parameter `claims` of a token request takes them: a JSON object. It comes from the
    /// claims challenge of an answer
    /// ([continuous access evaluation](https://learn.microsoft.com/entra/identity-platform/claims-challenge)). The next requests of the
    /// client ask with these claims too.
    #[must_use]
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }

    /// Whether the service has refused the last token, so that a credential with a store of its own must not give that one again.
    #[must_use]
    pub fn is_renewal(&self) -> bool {
        self.renewal
    }

    /// The same claims, shared.
    pub(crate) const fn shared_claims(&self) -> Option<&Arc<str>> {
        self.claims.as_ref()
    }
}

/// Shows whether there are claims, and not which.
impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("scopes", &self.scopes)
            .field("claims", &self.claims.as_ref().map(|_| "<redacted>"))
            .field("is_renewal", &self.renewal)
            .finish()
    }
}
