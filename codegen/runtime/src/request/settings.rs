//! What a caller sets for one request in place of the settings of its client.

use std::sync::Arc;
use std::time::Duration;

use crate::http::pipeline::options::CallOptions;
use crate::http::pipeline::policy::Policy;
use crate::http::pipeline::retry::Retry;
use crate::request::target::Target;

impl Target {
    fn options(&mut self) -> &mut CallOptions {
        Arc::make_mut(self.options.get_or_insert_default())
    }

    pub fn timeout(&mut self, limit: Duration) {
        self.options().timeout = Some(limit);
    }

    pub fn attempt_timeout(&mut self, limit: Duration) {
        self.options().attempt_timeout = Some(limit);
    }

    pub fn retry(&mut self, retry: Retry) {
        self.options().retry = Some(retry);
    }

    pub fn policy(&mut self, policy: impl Policy + 'static) {
        self.options().policies.attempt.push(Arc::new(policy));
    }

    pub fn set_anonymous(&mut self) {
        self.anonymous = true;
    }
}
