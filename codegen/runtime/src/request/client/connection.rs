//! What all requests of a client share.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Uri};

use crate::DecodeOptions;
use crate::http::clock::Clock;
use crate::http::deadline::Limits;
use crate::http::rewrite::Rewrites;
use crate::http::service::Service;
use crate::http::sign_in::SignIn;
use crate::http::transport::Transport;
use crate::request::target::Target;
use crate::url::address::Origin;
use crate::value::json::style::Style;
use crate::value::kept::misfit::OnMisfit;

/// Where a service is, how to sign in, and what carries the requests: what a generated `Client` holds.
///
/// Cloning is cheap, and all clones share connections.
#[derive(Clone)]
pub struct Connection {
    pub(crate) inner: Arc<Settings>,
}

/// What all clones of a connection share.
pub(crate) struct Settings {
    pub(crate) service: Service,
    /// Absolute, ending in `/`.
    pub(crate) root: String,
    pub(crate) root_uri: Uri,
    /// Links that are taken for links to the root's origin.
    pub(crate) rewrites: Rewrites,
    /// Where the credential may go: the service's own origin first.
    pub(crate) allowed: Vec<Origin>,
    pub(crate) sign_in: Option<SignIn>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    /// In bytes.
    pub(crate) response_limit: u64,
    pub(crate) options: DecodeOptions,
    /// How bodies of requests are written.
    pub(crate) style: Style,
    /// Gets what does not fit in an answer.
    pub(crate) on_misfit: Option<OnMisfit>,
    /// Measures the limits; without one there are none.
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) limits: Limits,
    /// Whether secrets may travel by plain http.
    pub(crate) insecure: bool,
    /// Whether errors say nothing that a body says.
    pub(crate) redact: bool,
}

impl Settings {
    /// A path that may begin with that of the service root, as absolute paths of the service do, without it.
    pub(crate) fn without_root_path<'a>(&self, path: &'a str) -> &'a str {
        let root = self.root_uri.path();
        match path.strip_prefix(root) {
            Some(rest) if root != "/" => rest,
            _ if root.strip_suffix('/') == Some(path) => "",
            _ => path,
        }
    }
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
            .field("credential", &self.inner.sign_in.as_ref().map(|_| "<redacted>"))
            .finish_non_exhaustive()
    }
}
