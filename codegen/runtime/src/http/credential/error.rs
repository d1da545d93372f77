//! Why a credential gave no token.

use std::fmt;
use std::sync::Arc;

use crate::http::transport::BoxError;

/// The credential's failure to give a token. All requests that waited for the token have the same error as its source.
#[derive(Clone, Debug)]
pub struct CredentialError {
    pub(crate) source: Arc<dyn std::error::Error + Send + Sync>,
}

impl CredentialError {
    pub(crate) fn new(source: BoxError) -> Self {
        Self { source: source.into() }
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the credential gave no usable token")
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
