//! The client of a service.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Uri};

use super::DecodeOptions;
use super::action::Argument;
use super::at::At;
use super::call::Request;
use super::clock::Clock;
use super::credential::Credential;
use super::deadline::Limits;
use super::literal::Literal;
use super::request::Target;
use super::service::Service;
use super::step;
use super::transport::Transport;
use super::url::Origin;

/// A client of one service: where it is, how to sign in, what carries the requests.
///
/// Cloning is cheap and all clones share connections. Requests start at a client and are positions in the
/// service's graph, [`At`], until they are awaited.
///
/// ```
/// use generated::runtime::{At, Client, ClientBuilder, Nothing, Service, StaticToken};
///
/// let client: Client = ClientBuilder::new(Service::new("https://example.com/odata/"))
///     .credential(StaticToken::new("eyJ0eXAi"))
///     .build()?;
/// let ping: At<Nothing> = client.at("ping");
/// # Ok::<(), generated::runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Settings>,
}

/// What all clones of a client share.
pub(super) struct Settings {
    pub(super) service: Service,
    /// Absolute, ending in `/`.
    pub(super) root: String,
    pub(super) root_uri: Uri,
    /// Where the credential may go: the service's own origin first.
    pub(super) allowed: Vec<Origin>,
    pub(super) credential: Option<Arc<dyn Credential>>,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) headers: HeaderMap,
    pub(super) user_agent: HeaderValue,
    /// In bytes.
    pub(super) response_limit: u64,
    pub(super) options: DecodeOptions,
    /// Measures the limits; without one there are none.
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) limits: Limits,
    /// Whether secrets may travel by plain http.
    pub(super) insecure: bool,
    /// Whether errors say nothing that a body says.
    pub(super) redact: bool,
}

impl Client {
    /// The service root, which ends in `/`.
    #[must_use]
    pub fn service_root(&self) -> &str {
        &self.inner.root
    }

    /// What is found at one segment below the service root: an entity set, a singleton.
    pub fn at<S>(&self, segment: &str) -> At<S> {
        step::root(self).segment(segment)
    }

    /// The result of an unbound function, by the name of its import.
    pub fn function<S>(&self, name: &str, parameters: &[(&str, Literal)]) -> At<S> {
        step::root(self).function(name, parameters)
    }

    /// A call of an unbound action, by the name of its import.
    pub fn action<'a, S>(&self, name: &str, parameters: impl IntoIterator<Item = (&'a str, Argument)>) -> Request<S> {
        step::root(self).action(name, parameters)
    }

    /// What is found at a path below the service root, with a query if there is one: the door to whatever
    /// the generated methods do not reach.
    ///
    /// The text is taken as a URL, so values in it have to be percent-encoded; only characters that no URL may
    /// hold, such as spaces, are encoded here. A path that could leave the service root makes the request fail.
    ///
    /// ```no_run
    /// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
    /// use generated::runtime::Nothing;
    ///
    /// client.path::<Nothing>("me/drive/root:/notes.txt:/content?$select=id").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn path<S>(&self, path_and_query: &str) -> At<S> {
        let mut target = self.target();
        target.raw(path_and_query);
        At::new(target)
    }

    /// What is found at a link that the service gave earlier, such as a delta link that was stored.
    ///
    /// The link is opaque ([Protocol 11.2.6.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)):
    /// it is requested as it is, and neither segments nor query options can be added. A relative one is resolved against the service
    /// root. A link to a host that is not allowed makes the request fail.
    pub fn link<S>(&self, link: &str) -> At<S> {
        At::new(Target::link(self.clone(), link))
    }

    pub(super) fn target(&self) -> Target {
        Target::new(self.clone())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service_root", &self.inner.root)
            .field("allowed_hosts", &self.inner.allowed)
            .field("credential", &self.inner.credential.as_ref().map(|_| "<redacted>"))
            .finish_non_exhaustive()
    }
}
