//! What all requests of a client share.

use std::fmt;
use std::sync::Arc;

use crate::http::settings::Settings;
use crate::request::target::Target;

/// Where a service is, how to sign in, and what carries the requests: what a generated `Client` holds.
///
/// Cloning is cheap, and all clones share connections.
#[derive(Clone)]
pub struct Connection {
    pub(crate) inner: Arc<Settings>,
}

impl Connection {
    /// The service root, which ends in `/`.
    #[must_use]
    pub fn service_root(&self) -> &str {
        &self.inner.root
    }

    /// A request to the service root.
    pub fn root(&self) -> Target {
        Target::new(self.clone())
    }

    /// A request to a path below the service root, which is URL text.
    pub fn path(&self, path_and_query: &str) -> Target {
        let mut target = self.root();
        target.raw(path_and_query);
        target
    }

    /// A request to a link that the service gave.
    pub fn link(&self, link: &str) -> Target {
        Target::link(self.clone(), link)
    }

    /// A request to a URL without the credential.
    pub fn anonymous(&self, url: &str) -> Target {
        Target::anonymous(self.clone(), url)
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service_root", &self.inner.root)
            .field("allowed_hosts", &self.inner.allowed)
            .field("credential", &self.inner.credential.as_ref().map(|_| "<redacted>"))
            .finish_non_exhaustive()
    }
}
