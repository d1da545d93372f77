//! The test double of a service.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Method, Response};

use super::asked::{Asked, below_root};
use super::clock::TestClock;
use super::expectation::Expectation;
use super::mismatch::{Mismatch, unmet};
use super::on::On;
use super::pattern::{Known, Pattern};
use super::place::{Place, Template, decoded_query};
use super::reply::Reply;
use crate::http::body::Body;
use crate::http::clock::Clock;
use crate::http::fault::error::Error;
use crate::http::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::request::call::Request;
use crate::request::client::builder::ClientBuilder;
use crate::request::client::connection::Connection;
use crate::request::target::Target;
use crate::url::address::split_query;

/// Where a service is whose metadata does not say it. No host has such a name.
const DEFAULT_ROOT: &str = "https://service.test/";

/// A service that is made of typed answers: a [`Transport`] for tests, without a port, a thread or a clock.
///
/// A client is made by [`client`](Self::client); [`on`](Self::on) takes what is expected, a position of that client or a request, and
/// gives the place where answers are described ([`On`]). Requests are matched in the order in which expectations were made: the
/// first that fits and is not used up answers. A request to which nothing fits fails with an error that compares it with the
/// nearest expectation; [`assert_done`](Self::assert_done) finds those, and expectations that were not met.
///
/// Clones are the same service.
///
/// ```
/// use generated::runtime::{ClientBuilder, Many, Nothing, Service, Value};
/// use odata_runtime::testing::{FakeService, block_on};
///
/// # fn main() -> Result<(), odata_runtime::Error> {
/// let fake = FakeService::new();
/// let client = fake.client(ClientBuilder::new(Service::new("https://example.com/odata/")))?;
/// fake.on(client.at::<Value<i64>>("visitors")).answer(42);
/// fake.on(client.at::<Many<Value<String>>>("tags")).pages([vec!["red", "green"], vec!["blue"]]);
/// fake.on(client.at::<Nothing>("tags").delete()).once().status(503).retry_after("2").then().no_content();
///
/// block_on(async {
///     assert_eq!(client.at::<Value<i64>>("visitors").await?, 42);
///     let mut tags = client.at::<Many<Value<String>>>("tags").items();
///     while let Some(tag) = tags.try_next().await? {
///         println!("{tag}");
///     }
///     # client.at::<Nothing>("tags").delete().await.ok();
///     # client.at::<Nothing>("tags").delete().await.ok();
///     Ok::<(), odata_runtime::Error>(())
/// })?;
/// assert_eq!(fake.requests()[0].line(), "GET /visitors");
/// fake.assert_done();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct FakeService {
    state: Arc<Mutex<State>>,
    clock: TestClock,
}

#[derive(Default)]
pub(super) struct State {
    /// The service roots of the clients that are known, each with a slash at its end.
    roots: Vec<String>,
    pub(super) expectations: Vec<Expectation>,
    asked: Vec<Asked>,
    mismatches: Vec<Mismatch>,
}

impl State {
    fn known(&self) -> Known {
        let has_page = |expectation: &Expectation| expectation.pattern.page.is_some();
        Known { roots: !self.roots.is_empty(), pages: self.expectations.iter().any(has_page) }
    }
}

impl FakeService {
    /// A service that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A client of this service: the transport of the builder becomes this service, and its clock [`clock`](Self::clock). All else
    /// stays as the builder says. A service whose metadata does not tell its root is at `https://service.test/`.
    ///
    /// Where a builder is given the service by [`ClientBuilder::transport`], it keeps its own clock:
    /// `.transport(fake.clone()).clock(fake.clock())` is the same as this.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`].
    pub fn client<C: From<Connection>>(&self, builder: ClientBuilder<C>) -> Result<C, Error> {
        let is_rootless = builder.root.is_none() && builder.service.root.is_empty();
        let builder = if is_rootless { builder.service_root(DEFAULT_ROOT) } else { builder };
        builder.transport(self.clone()).clock(self.clock()).build()
    }

    /// The clock of its clients, and of its delays.
    #[must_use]
    pub fn clock(&self) -> TestClock {
        self.clock.clone()
    }

    /// Expects a position to be read, or a request to be sent.
    ///
    /// Method and path decide, whatever the host of the service. The query, the headers and the body may be any, unless a method of
    /// [`On`] says otherwise.
    pub fn on<S>(&self, request: impl Into<Request<S>>) -> On<S> {
        let (target, method, body, _) = request.into().into_parts();
        let root = target.client().service_root().to_owned();
        self.built_for(&root);
        let outgoing = target.clone().into_outgoing(method.clone(), body);
        let (url, body, fault) = match outgoing {
            Ok(outgoing) => (outgoing.url.to_string(), outgoing.body, None),
            Err(error) => (root, Body::empty(), Some(error.to_string())),
        };
        let mut pattern = Pattern::new(method, Template::exact(&Place::of(&url, &self.state().roots)));
        pattern.query = decoded_query(split_query(&url).1.unwrap_or_default());
        let streamed = body.as_bytes().is_none();
        pattern.own_body = body.as_bytes().cloned().unwrap_or_default();
        let on = self.expect(pattern, Some(target), streamed);
        match fault {
            Some(fault) => on.failing(fault),
            None => on,
        }
    }

    /// Expects requests by this method to a path below the service root, in which `{…}` stands for any text within a segment:
    /// `("GET", "/users/{id}/messages")`, `("DELETE", "/orders(id={id},year={year})")`. A template that begins with a scheme is a
    /// whole URL, for what leads to another host.
    ///
    /// Answers have no type; [`On::read_as`] gives them one.
    pub fn on_path(&self, method: &str, template: &str) -> On<()> {
        let parsed = Method::from_bytes(method.as_bytes());
        let is_valid = parsed.is_ok();
        let mut pattern = Pattern::new(parsed.unwrap_or_default(), Template::parse(template));
        pattern.query = decoded_query(split_query(template).1.unwrap_or_default());
        let on = self.expect(pattern, None, false);
        if is_valid { on } else { on.failing(format!("`{}` is not a method of HTTP", method.escape_debug())) }
    }

    pub(super) fn expect<S>(&self, pattern: Pattern, target: Option<Target>, is_streamed: bool) -> On<S> {
        let mut state = self.state();
        let index = state.expectations.len();
        state.expectations.push(Expectation::new(pattern));
        drop(state);
        On::new(self.clone(), index, target, is_streamed)
    }

    /// The requests so far, in the order in which they came, those without an answer included.
    #[must_use]
    pub fn requests(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }

    /// The lines of the requests so far: `GET /users/ada`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.state().asked.iter().map(Asked::line).collect()
    }

    /// What is expected and did not come, a line each: an expectation that was never asked, or not as often as
    /// [`times`](On::times) and [`then`](On::then) say.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        self.state().expectations.iter().filter_map(unmet).collect()
    }

    /// What was asked and has no answer, as a comparison with what is expected each.
    #[must_use]
    pub fn unanswered(&self) -> Vec<String> {
        self.state().mismatches.iter().map(ToString::to_string).collect()
    }

    /// Holds that every expectation was met, and that every request has an answer.
    ///
    /// # Panics
    ///
    /// When it is not so; the message lists what is missing.
    #[track_caller]
    pub fn assert_done(&self) {
        let (unused, unanswered) = (self.unused(), self.unanswered());
        assert!(unused.is_empty(), "expected and not asked:\n    {}", unused.join("\n    "));
        assert!(unanswered.is_empty(), "{}", unanswered.join("\n"));
    }

    /// Forgets the requests so far. What is expected stays, and so does how often it was used.
    pub fn forget_requests(&self) {
        let mut state = self.state();
        state.asked.clear();
        state.mismatches.clear();
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is answered to a request, and how it is known.
    pub(super) fn take(&self, head: http::request::Parts, body: Bytes) -> Result<(Asked, Reply), Mismatch> {
        self.clock.note_event();
        let mut state = self.state();
        let asked = Asked::new(head, body, &state.roots);
        state.asked.push(asked.clone());
        let known = state.known();
        let mut reply = None;
        for expectation in &mut state.expectations {
            let fits = expectation.fault.is_none() && expectation.pattern.compare(&asked, known).differences.is_empty();
            if !fits {
                continue;
            }
            reply = expectation.take();
            if reply.as_ref().is_some_and(|reply| !reply.is_given()) {
                expectation
                    .fail("it has no answer: give one, by `answer(…)` or `no_content()` for instance".to_owned());
                reply = None;
            }
            if reply.is_some() {
                break;
            }
        }
        match reply {
            Some(reply) => Ok((asked, reply)),
            None => {
                let mismatch = Mismatch::new(&asked, &state.expectations, known);
                state.mismatches.push(mismatch.clone());
                Err(mismatch)
            }
        }
    }
}

impl Transport for FakeService {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.bytes(u64::MAX).await?;
            let (asked, reply) =
                self.take(head, body).map_err(|mismatch| TransportError::new(TransportErrorKind::Request, mismatch))?;
            if !reply.delay.is_zero() {
                self.clock.sleep(reply.delay).await;
            }
            reply.response(&asked)
        })
    }

    fn built_for(&self, service_root: &str) {
        let mut state = self.state();
        if below_root(service_root, &state.roots) != Some("") {
            state.roots.push(service_root.to_owned());
        }
    }
}

impl fmt::Debug for FakeService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("FakeService")
            .field("expectations", &state.expectations.len())
            .field("requests", &state.asked.len())
            .field("clock", &self.clock)
            .finish()
    }
}
