//! As much of `azure_identity` 1.0 as the README names.

use std::sync::Arc;

use azure_core::Error;
use azure_core::credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions};

/// The credential of the Azure CLI.
pub struct DeveloperToolsCredential;

/// Options of the credential.
pub struct DeveloperToolsCredentialOptions;

impl DeveloperToolsCredential {
    /// A credential.
    pub fn new(_: Option<DeveloperToolsCredentialOptions>) -> Result<Arc<Self>, Error> {
        Ok(Arc::new(Self))
    }
}

impl TokenCredential for DeveloperToolsCredential {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions>) -> Result<AccessToken, Error> {
        Ok(AccessToken { token: Secret(String::new()) })
    }
}
