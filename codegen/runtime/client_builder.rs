//! Making a client.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::DecodeOptions;
use super::client::{Client, Settings};
use super::credential::Credential;
use super::error::Error;
use super::link::{authority_fault, unanimous_origin};
use super::printable::Printable;
use super::request_error::RequestError;
use super::service::Service;
use super::transport::Transport;
use super::url::{Origin, has_dot_segment};

/// The largest response that is read as JSON, unless the caller says otherwise: 256 MiB.
const RESPONSE_LIMIT: u64 = 256 << 20;

/// Puts a [`Client`] together; [`build`](Self::build) reports what does not fit.
///
/// ```
/// use generated::runtime::{ClientBuilder, Service, StaticToken};
///
/// let client = ClientBuilder::new(Service::new("https://example.com/odata/"))
///     .service_root("https://test.example.com/odata")
///     .credential(StaticToken::new("eyJ0eXAi"))
///     .header("ConsistencyLevel", "eventual")
///     .build()?;
/// assert_eq!(client.service_root(), "https://test.example.com/odata/");
/// # Ok::<(), generated::runtime::Error>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    service: Service,
    root: Option<String>,
    allowed: Vec<String>,
    credential: Option<Arc<dyn Credential>>,
    transport: Option<Arc<dyn Transport>>,
    headers: HeaderMap,
    user_agent: Option<String>,
    response_limit: u64,
    options: DecodeOptions,
    memory_limit: Option<usize>,
    fault: Option<RequestError>,
}

impl ClientBuilder {
    /// A builder for a client of `service`, without credential.
    pub fn new(service: Service) -> Self {
        Self {
            service,
            root: None,
            allowed: Vec::new(),
            credential: None,
            transport: None,
            headers: HeaderMap::new(),
            user_agent: None,
            response_limit: RESPONSE_LIMIT,
            options: DecodeOptions::default(),
            memory_limit: None,
            fault: None,
        }
    }

    /// The service root to use instead of the service's own; a `/` is appended where it lacks one.
    pub fn service_root(mut self, root: impl Into<String>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// How requests are signed in; without one they carry no `Authorization`.
    pub fn credential(mut self, credential: impl Credential + 'static) -> Self {
        self.credential = Some(Arc::new(credential));
        self
    }

    /// What carries the requests, instead of the default transport of the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// A further host that the service's links may lead to and that gets the credential: `example.com`,
    /// `example.com:8443` (both by `https`) or `https://example.com:8443`. The service root's host needs no mention.
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed.push(host.into());
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

    /// The value of the header `User-Agent`; by default the name and version of this crate.
    pub fn user_agent(mut self, value: impl Into<String>) -> Self {
        self.user_agent = Some(value.into());
        self
    }

    /// How many bytes a response that is decoded may have (after decompression); 256 MiB by default. A larger one is an error.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.response_limit = bytes;
        self
    }

    /// How strictly responses are read; by default a null where the metadata allows none is an error.
    pub fn decode_options(mut self, options: DecodeOptions) -> Self {
        self.options = options;
        self
    }

    /// How many bytes of memory the decoded values of one response may take; by default 256 MiB, or 8 times the length of the
    /// body (after decompression) where that is more. A response whose values take more is an error. It counts before
    /// [`DecodeOptions::memory_limit`].
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory_limit = Some(bytes);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the service root, a host or a header is malformed, when there is no service root
    /// or no transport, and when the default transport cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(fault) = self.fault {
            return Err(fault.into());
        }
        let (root, root_uri, origin) = parse_root(self.root.as_deref().unwrap_or(self.service.root))?;
        let mut allowed = vec![origin];
        for host in &self.allowed {
            let secure = root_uri.scheme_str() == Some("https");
            allowed.push(parse_host(host, secure)?);
        }
        let user_agent = match self.user_agent {
            Some(text) => parse_header(header::USER_AGENT.as_str(), &text)?.1,
            None => HeaderValue::from_static(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))),
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Client {
            inner: Arc::new(Settings {
                service: self.service,
                root,
                root_uri,
                allowed,
                credential: self.credential,
                transport,
                headers: self.headers,
                user_agent,
                response_limit: self.response_limit,
                options: DecodeOptions {
                    memory_limit: self.memory_limit.or(self.options.memory_limit),
                    ..self.options
                },
            }),
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, RequestError> {
    match super::transport_reqwest::ReqwestTransport::new() {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => {
            let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
            Err(RequestError::new(format!("the default transport cannot be set up: {cause}")))
        }
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, RequestError> {
    Err(RequestError::new(
        "there is no transport: give one with `ClientBuilder::transport`, or switch on the feature `reqwest`",
    ))
}

/// The service root with its final `/`, as text and parsed.
fn parse_root(root: &str) -> Result<(String, Uri, Origin), RequestError> {
    if root.is_empty() {
        return Err(RequestError::new("there is no service root: give one with `ClientBuilder::service_root`"));
    }
    let invalid = |what: &str| RequestError::new(format!("`{}` is no service root: {what}", Printable(root)));
    if root.contains(['?', '#', '\\']) {
        return Err(invalid("it holds `?`, `#` or a backslash"));
    }
    let text = if root.ends_with('/') { root.to_owned() } else { format!("{root}/") };
    if let Some(fault) = authority_fault(&text) {
        return Err(invalid(fault));
    }
    let uri: Uri = text.parse().map_err(|_| invalid("it is not a valid URL"))?;
    if has_dot_segment(uri.path()) {
        return Err(invalid("it holds a `.` or `..` segment"));
    }
    let origin = unanimous_origin(&uri, &text).ok_or_else(|| invalid("it is not an absolute http or https URL"))?;
    Ok((text, uri, origin))
}

/// The origin that a host of the caller's means.
fn parse_host(host: &str, secure_root: bool) -> Result<Origin, RequestError> {
    let invalid = |what: &str| RequestError::new(format!("`{}` cannot be allowed: {what}", Printable(host)));
    let has_scheme = host.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"));
    let text = if has_scheme { host.to_owned() } else { format!("https://{host}") };
    let uri: Uri = text.parse().map_err(|_| invalid("it is not a host"))?;
    if !matches!(uri.path(), "" | "/") || text.contains(['?', '#', '\\', '@']) {
        return Err(invalid("it is more than scheme, host and port"));
    }
    let origin = unanimous_origin(&uri, &text).ok_or_else(|| invalid("it is not an http or https host"))?;
    if secure_root && !origin.secure {
        return Err(invalid("the service is reached by https, so its credential must not travel by http"));
    }
    Ok(origin)
}

/// A header from what the caller gave.
pub(super) fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), RequestError> {
    let invalid = |what| RequestError::new(format!("the {what} of the header `{}` is not valid", Printable(name)));
    let parsed_name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid("name"))?;
    let parsed_value = HeaderValue::from_str(value).map_err(|_| invalid("value"))?;
    Ok((parsed_name, parsed_value))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("service", &self.service)
            .field("service_root", &self.root)
            .field("allowed_hosts", &self.allowed)
            .field("credential", &self.credential.as_ref().map(|_| "<redacted>"))
            .finish_non_exhaustive()
    }
}
