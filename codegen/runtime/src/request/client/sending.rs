//! How a client sends: time limits, further attempts, policies.

use std::sync::Arc;
use std::time::Duration;

use crate::http::pipeline::policy::Policy;
use crate::http::pipeline::retry::Retry;
use crate::request::client::builder::ClientBuilder;

impl<C> ClientBuilder<C> {
    /// How long a call may take, from its start to the last byte of its answer: the credential, redirects and the body
    /// included; 10 minutes by default. [`Duration::MAX`] switches the limit off.
    ///
    /// Each page of a stream is a call. While a stream is uploaded, the time runs from the last piece that was sent. What a
    /// download brings after its head may take as long as its reader wants, with pauses of at most
    /// [`idle_timeout`](Self::idle_timeout).
    ///
    /// ```
    /// use std::time::Duration;
    /// use generated::ClientBuilder;
    /// use odata_runtime::Service;
    ///
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/"))
    ///     .connect_timeout(Duration::from_secs(5))
    ///     .response_timeout(Duration::from_secs(20))
    ///     .idle_timeout(Duration::from_secs(20))
    ///     .timeout(Duration::from_secs(100))
    ///     .build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.call = limit;
        self
    }

    /// How long connecting to a host may take; 30 seconds by default. It is a setting of the default transport: to one that is
    /// given with [`transport`](Self::transport), connecting is a part of [`response_timeout`](Self::response_timeout).
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long a host may take from a request to the head of its answer (status and all headers), connecting included; 2
    /// minutes by default. Interim answers (1xx) and a head that comes in drips do not prolong it. While a stream is uploaded,
    /// the time runs from the last piece that was sent. [`Duration::MAX`] switches the limit off.
    pub fn response_timeout(mut self, limit: Duration) -> Self {
        self.limits.response = limit;
        self
    }

    /// How long the body of an answer may pause; 1 minute by default. [`Duration::MAX`] switches the limit off.
    ///
    /// The body of an error gets this time as a whole, and 10 seconds at most: what has come by then is kept.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.limits.idle = limit;
        self
    }

    /// How long one attempt may take, from the credential to the last byte of its answer, redirects included; without limit by default.
    /// What takes longer is sent again, as far as [`retry`](Self::retry) allows.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// How often, and after which time, a request is sent again that failed; by default up to 5 attempts within 5 minutes (15 where the
    /// service says when), of requests that may be repeated. [`Retry::none`] switches it off.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many requests of the client are under way at a time at most; 100 by default. Further ones wait, in their order.
    ///
    /// Each time that the service answers 429, the limit shrinks; with successes it grows again. A request is under way until its answer
    /// is read, a download until the head of its answer is there.
    pub fn max_concurrent(mut self, requests: u32) -> Self {
        self.max_concurrent = requests;
        self
    }

    /// The service keeps OASIS Repeatable Requests: `POST` and `PATCH` carry an identifier, by which the service carries them out once
    /// however often they are sent, so that they too are [sent again](Self::retry) when their outcome is unknown
    /// ([Repeatable Requests 1.0](https://docs.oasis-open.org/odata/repeatable-requests/v1.0/repeatable-requests-v1.0.html)).
    ///
    /// A service that does not keep them may carry a request out twice, so say this only of one that does.
    pub fn repeatable_requests(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// Adds a policy of the caller's own around everything that is sent: each attempt and each redirect.
    pub fn policy(mut self, policy: impl Policy + 'static) -> Self {
        self.policies.attempt.push(Arc::new(policy));
        self
    }

    /// Adds a policy of the caller's own around each call, with all its attempts and redirects.
    pub fn call_policy(mut self, policy: impl Policy + 'static) -> Self {
        self.policies.call.push(Arc::new(policy));
        self
    }
}
