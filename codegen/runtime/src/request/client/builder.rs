//! Making a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, header};

use crate::DecodeOptions;
use crate::http::clock::{Clock, default_clock};
use crate::http::credential::Credential;
use crate::http::deadline::{CONNECT_TIMEOUT, Limits};
use crate::http::fault::error::Error;
use crate::http::pipeline::budget::Budget;
use crate::http::pipeline::limiter::{Limiter, MOST};
use crate::http::pipeline::options::Policies;
use crate::http::pipeline::retry::Retry;
use crate::http::query_segment::LongQueries;
use crate::http::rewrite::Rewrites;
use crate::http::service::Service;
use crate::http::settings::Settings;
use crate::http::sign_in::SignIn;
use crate::http::transport::Transport;
use crate::request::client::connection::Connection;
use crate::request::client::parse::{parse_header, parse_host, parse_origins, parse_root};
use crate::request::read::long_query::LONGEST;
use crate::url::request_error::RequestError;
use crate::url::shown::ShownLink;
use crate::value::json::style::Style;
use crate::value::kept::misfit::OnMisfit;

/// The largest response that is read as JSON, unless the caller says otherwise: 256 MiB.
const RESPONSE_LIMIT: u64 = 256 << 20;

/// Puts a client together; [`build`](Self::build) reports what does not fit.
///
/// ```
/// use generated::ClientBuilder;
/// use odata_runtime::{Service, StaticToken};
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/"))
///     .service_root("https://test.example.com/odata")
///     .credential(StaticToken::new("eyJ0eXAi"))
///     .header("ConsistencyLevel", "eventual")
///     .build()?;
/// assert_eq!(client.service_root(), "https://test.example.com/odata/");
/// # Ok::<(), odata_runtime::Error>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C = Connection> {
    pub(crate) service: Service,
    pub(crate) root: Option<String>,
    allowed: Vec<String>,
    links_from: Vec<String>,
    pub(super) credential: Option<Arc<dyn Credential>>,
    pub(super) scopes: Option<Vec<String>>,
    transport: Option<Arc<dyn Transport>>,
    headers: HeaderMap,
    user_agent: Option<String>,
    response_limit: u64,
    pub(crate) options: DecodeOptions,
    pub(crate) on_misfit: Option<OnMisfit>,
    pub(crate) ieee754: bool,
    pub(crate) memory_limit: Option<usize>,
    fault: Option<RequestError>,
    clock: Option<Arc<dyn Clock>>,
    pub(super) limits: Limits,
    pub(super) retry: Retry,
    pub(super) policies: Policies,
    pub(super) max_concurrent: u32,
    pub(super) repeatable: bool,
    pub(super) connect_timeout: Duration,
    pub(in crate::request) max_url_length: usize,
    insecure: bool,
    redact: bool,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Connection>> ClientBuilder<C> {
    /// A builder for a client of `service`, without credential.
    pub fn new(service: Service) -> Self {
        Self {
            service,
            root: None,
            allowed: Vec::new(),
            links_from: Vec::new(),
            credential: None,
            scopes: None,
            transport: None,
            headers: HeaderMap::new(),
            user_agent: None,
            response_limit: RESPONSE_LIMIT,
            options: DecodeOptions::default(),
            on_misfit: None,
            ieee754: false,
            memory_limit: None,
            fault: None,
            clock: None,
            limits: Limits::DEFAULT,
            retry: Retry::exponential(),
            policies: Policies::default(),
            max_concurrent: MOST,
            repeatable: false,
            connect_timeout: CONNECT_TIMEOUT,
            max_url_length: LONGEST,
            insecure: false,
            redact: false,
            client: PhantomData,
        }
    }

    /// The service root to use instead of the service's own; a `/` is appended where it lacks one.
    pub fn service_root(mut self, root: impl Into<String>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// What carries the requests, instead of the default transport of the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A further host that the service's links may lead to and that gets the credential: `example.com`,
    /// `example.com:8443` (both by `https`) or `https://example.com:8443`. The service root's host needs no mention. Each host
    /// is named in full: wildcards are not supported.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed.push(host.into());
        self
    }

    /// By which origin the service calls itself in links, where it stands behind a proxy and does not know the address of the root:
    /// `http://example.com`, `http://10.0.0.7:8080`. Its links to that scheme, host and port are taken for links to those of the
    /// service root; their paths and queries stay as they came. Without it, a link that leads from https to http is refused.
    ///
    /// ```
    /// use generated::ClientBuilder;
    /// use odata_runtime::Service;
    ///
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).links_from("http://example.com").build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn links_from(mut self, origin: impl Into<String>) -> Self {
        self.links_from.push(origin.into());
        self
    }

    /// A header of every request. It takes the place of one that the client would send itself, such as
    /// `Accept`; said twice, both are sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.append(name, value);
            }
            Err(fault) => self.fault = self.fault.or(Some(fault)),
        }
        self
    }

    /// The value of the header `User-Agent`; by default the name and version of the generated crate.
    pub fn user_agent(mut self, value: impl Into<String>) -> Self {
        self.user_agent = Some(value.into());
        self
    }

    /// How many bytes a response that is decoded may have (after decompression); 256 MiB by default. A larger one is an error.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.response_limit = bytes;
        self
    }

    /// What measures the time limits. With the feature `reqwest`, that is tokio's clock unless another is given; without the
    /// feature and without a clock, nothing has a time limit.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sends the credential, and headers that carry secrets, by plain `http` too, where anybody on the way can read them. By
    /// default they go by `https` or to this machine (`localhost`, `127.0.0.1`, `[::1]`), and other requests fail.
    pub fn allow_insecure(mut self) -> Self {
        self.insecure = true;
        self
    }

    /// Keeps what bodies say out of the texts of errors (`Display` and `Debug`): the service's messages and codes, and values
    /// that do not fit the schema. By default texts show at most 200 characters of each. The methods of errors give all of it
    /// in any case.
    pub fn redact_errors(mut self) -> Self {
        self.redact = true;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the service root, a host or a header is malformed, when there is no service root
    /// or no transport, and when the default transport cannot be set up.
    pub fn build(self) -> Result<C, Error> {
        if let Some(fault) = self.fault {
            return Err(fault.into());
        }
        let (root, root_uri, origin) = parse_root(self.root.as_deref().unwrap_or(self.service.root))?;
        let mut allowed = vec![origin];
        for host in &self.allowed {
            let secure = root_uri.scheme_str() == Some("https");
            allowed.push(parse_host(host, secure)?);
        }
        let rewrites = Rewrites::new(parse_origins(&self.links_from)?, &root_uri);
        let user_agent = match self.user_agent {
            Some(text) => parse_header(header::USER_AGENT.as_str(), &text)?.1,
            None => parse_header(header::USER_AGENT.as_str(), self.service.user_agent)?.1,
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        let clock = self.clock.or_else(default_clock);
        let scopes = self.scopes.unwrap_or_else(|| self.service.scopes.iter().map(ToString::to_string).collect());
        let sign_in = self.credential.map(|credential| SignIn::new(credential, scopes.into(), clock.clone()));
        transport.built_for(&root);
        Ok(C::from(Connection {
            inner: Arc::new(Settings {
                service: self.service,
                root,
                root_uri,
                rewrites,
                allowed,
                sign_in,
                transport,
                headers: self.headers,
                user_agent,
                response_limit: self.response_limit,
                options: DecodeOptions {
                    memory_limit: self.memory_limit.or(self.options.memory_limit),
                    ..self.options
                },
                style: Style { quoted_numbers: self.ieee754, plain_base64: self.service.plain_base64 },
                on_misfit: self.on_misfit,
                clock,
                limits: self.limits,
                retry: self.retry,
                budget: Budget::new(),
                limiter: Limiter::new(self.max_concurrent),
                policies: self.policies,
                long_queries: LongQueries { limit: self.max_url_length, by_post: self.service.query_by_post },
                repeatable: self.repeatable,
                insecure: self.insecure,
                redact: self.redact,
            }),
        }))
    }
}

#[cfg(feature = "__reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, RequestError> {
    let configured = |builder: reqwest::ClientBuilder| builder.connect_timeout(connect_timeout);
    match crate::http::reqwest::ReqwestTransport::configured(configured) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            Err(RequestError::new(format!("the default transport cannot be set up: {cause}")))
        }
    }
}

#[cfg(not(feature = "__reqwest"))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, RequestError> {
    Err(RequestError::new(
        "there is no transport: give one with `ClientBuilder::transport`, or switch on the feature `reqwest`",
    ))
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |link: &String| ShownLink(link).to_string();
        f.debug_struct("ClientBuilder")
            .field("service", &self.service)
            .field("service_root", &self.root.as_ref().map(shown))
            .field("allowed_hosts", &self.allowed.iter().map(shown).collect::<Vec<_>>())
            .field("credential", &self.credential.as_ref().map(|_| "<redacted>"))
            .finish_non_exhaustive()
    }
}
