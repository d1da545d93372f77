//! How a client signs in.

use std::sync::Arc;

use crate::http::credential::Credential;
use crate::request::client::builder::ClientBuilder;

impl<C> ClientBuilder<C> {
    /// How requests are signed in; without one they carry no `Authorization`. It goes to the service's host only, and by `https` or to
    /// this machine only.
    pub fn credential(mut self, credential: impl Credential + 'static) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// What tokens the credential is asked for, in place of the [scopes of the service](crate::Service::scopes): those of a national cloud, or those
    /// that a user has agreed to. See [`TokenRequest::scopes`](crate::TokenRequest::scopes).
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }
}
