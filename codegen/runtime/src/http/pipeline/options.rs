//! What a caller sets for one request.

use std::sync::Arc;
use std::time::Duration;

use super::policy::{Place, Policy};
use super::retry::Retry;

/// The settings of one request, in place of those of its client.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    /// All of the call.
    pub(crate) timeout: Option<Duration>,
    /// One attempt of it.
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    /// Policies behind those of the client.
    pub(crate) policies: Policies,
}

/// Policies of the caller's, each at its place.
#[derive(Clone, Default)]
pub(crate) struct Policies {
    pub(crate) call: Vec<Arc<dyn Policy>>,
    pub(crate) attempt: Vec<Arc<dyn Policy>>,
}

impl Policies {
    pub(crate) fn at(&self, place: Place) -> &[Arc<dyn Policy>] {
        match place {
            Place::Call => &self.call,
            Place::Attempt => &self.attempt,
        }
    }
}
