//! The credentials of Azure's own crates.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use azure_core::credentials::TokenCredential;

use super::Credential;
use super::access_token::AccessToken;
use super::request::TokenRequest;
use crate::http::transport::{BoxError, BoxFuture};
use crate::url::request_error::RequestError;

/// A credential of `azure_identity`, or another one that implements `TokenCredential` of `azure_core`: a client secret or certificate, a
/// managed identity, a workload identity, the Azure CLI. Feature `azure`.
///
/// It is asked for a token of the scopes of the service, which the manifest names ([`Service::scopes`](crate::Service::scopes)), or of
/// those of [`ClientBuilder::scopes`](crate::ClientBuilder::scopes).
///
/// `azure_core` has no place for claims. Where the service asks for some, the credential is asked again without them: the request is sent
/// once more if that gives another token, and fails with the service's 401 if not.
///
/// ```
/// use std::sync::Arc;
/// use azure_core::credentials::TokenCredential;
/// use odata_runtime::AzureCredential;
///
/// /// `azure` is, for example, `azure_identity::ManagedIdentityCredential::new(None)?`.
/// fn sign_in(azure: Arc<dyn TokenCredential>) -> AzureCredential {
///     AzureCredential::new(azure)
/// }
/// ```
#[derive(Clone)]
pub struct AzureCredential(Arc<dyn TokenCredential>);

impl AzureCredential {
    /// The credential that asks this one.
    #[must_use]
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self(credential)
    }
}

impl Credential for AzureCredential {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            if request.scopes().is_empty() {
                return Err(RequestError::new(
                    "Azure gives tokens for scopes, and the service names none: give them with `ClientBuilder::scopes`, or with \
                     `scopes` in the table `[service]` of the manifest",
                )
                .into());
            }
            let scopes: Vec<&str> = request.scopes().iter().map(String::as_str).collect();
            let token = self.0.get_token(&scopes, None).await?;
            Ok(AccessToken::new(token.token.secret()).expires_at(SystemTime::from(token.expires_on)))
        })
    }
}

/// Shows nothing of the credential.
impl fmt::Debug for AzureCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureCredential").finish_non_exhaustive()
    }
}
