//! The settings of a client.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Uri};

use super::clock::Clock;
use super::deadline::Limits;
use super::pipeline::budget::Budget;
use super::pipeline::limiter::Limiter;
use super::pipeline::options::Policies;
use super::pipeline::retry::Retry;
use super::query_segment::LongQueries;
use super::rewrite::Rewrites;
use super::service::Service;
use super::sign_in::SignIn;
use super::transport::Transport;
use crate::DecodeOptions;
use crate::url::address::Origin;
use crate::value::json::style::Style;
use crate::value::kept::misfit::OnMisfit;

/// What all requests of a client share: where the service is, how to sign in, what carries them, how values are read.
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
    pub(crate) retry: Retry,
    pub(crate) budget: Budget,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) policies: Policies,
    pub(crate) long_queries: LongQueries,
    /// Whether the service keeps Repeatable Requests.
    pub(crate) repeatable: bool,
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
