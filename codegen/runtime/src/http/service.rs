//! What the generator knows about a service before any request is made.

use std::fmt;

use super::batch_format::BatchFormat;
use crate::url::shown::ShownLink;

/// A service as its metadata and the generator's manifest describe it: the default root and the URL
/// conventions that its requests follow.
///
/// A generated crate holds one such constant and hands it to [`ClientBuilder::new`].
///
/// ```
/// use generated::ClientBuilder;
/// use odata_runtime::Service;
///
/// const SERVICE: Service = Service::new("https://example.com/odata/").key_as_segment();
/// let client = ClientBuilder::new(SERVICE).build()?;
/// assert_eq!(client.service_root(), "https://example.com/odata/");
/// # Ok::<(), odata_runtime::Error>(())
/// ```
///
/// [`ClientBuilder::new`]: crate::ClientBuilder::new
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Service {
    pub(crate) root: &'static str,
    pub(crate) key_as_segment: bool,
    pub(crate) empty_parentheses: bool,
    pub(crate) plain_base64: bool,
    pub(crate) user_agent: &'static str,
    pub(crate) client_request_id: bool,
    pub(crate) eventual_consistency: bool,
    pub(crate) query_by_post: bool,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) batch: Batching,
}

/// What is known of how a service takes batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Batching {
    pub(crate) is_supported: bool,
    pub(crate) format: BatchFormat,
    /// How many requests one call may carry.
    pub(crate) limit: u32,
    /// Whether URLs relative to the service root begin with a slash.
    pub(crate) has_rooted_urls: bool,
}

/// How many requests one call carries where nothing is known of the service.
const BATCH_LIMIT: u32 = 100;

impl Service {
    /// A service at `root`, by OData's default conventions: keys in parentheses, and empty parentheses
    /// behind the name of a function without parameters.
    ///
    /// `root` may be empty when the metadata does not tell it; the caller then has to give one with
    /// [`ClientBuilder::service_root`](crate::ClientBuilder::service_root).
    #[must_use]
    pub const fn new(root: &'static str) -> Self {
        Self {
            root,
            key_as_segment: false,
            empty_parentheses: true,
            plain_base64: false,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            client_request_id: false,
            eventual_consistency: false,
            query_by_post: false,
            scopes: &[],
            batch: Batching {
                is_supported: true,
                format: BatchFormat::Json,
                limit: BATCH_LIMIT,
                has_rooted_urls: false,
            },
        }
    }

    /// Single keys go into a path segment of their own, `users/ada`, instead of `users('ada')`
    /// ([URL Conventions 4.3.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    ///
    /// Keys that a segment cannot carry (`.`, `..`, an empty string, a leading `$`) and keys of several
    /// parts keep their parentheses, which every service accepts.
    #[must_use]
    pub const fn key_as_segment(self) -> Self {
        Self { key_as_segment: true, ..self }
    }

    /// A function without parameters is addressed without parentheses, `delta` instead of `delta()`.
    #[must_use]
    pub const fn without_empty_parentheses(self) -> Self {
        Self { empty_parentheses: false, ..self }
    }

    /// Bodies of requests hold `Edm.Binary` as base64 with `+` and `/`, as Microsoft Graph wants it, in place of the
    /// standard's base64url
    /// ([JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)). Both are read.
    #[must_use]
    pub const fn plain_base64(self) -> Self {
        Self { plain_base64: true, ..self }
    }

    /// Each call sends a random name of its own in the header `client-request-id`, which errors show and the service's support
    /// can look up, unless the caller gives one.
    #[must_use]
    pub const fn client_request_id(self) -> Self {
        Self { client_request_id: true, ..self }
    }

    /// Queries that need it (`$search`, `$count`, and `$filter` with `ne`, `not`, `endswith` or beside `$orderby`) send
    /// `ConsistencyLevel: eventual`, as Microsoft Graph wants it, unless the caller sets that header.
    #[must_use]
    pub const fn eventual_consistency(self) -> Self {
        Self { eventual_consistency: true, ..self }
    }

    /// The service takes `POST …/$query`, with the query as a body, where the URL of a read would be too long
    /// ([`ClientBuilder::max_url_length`](crate::ClientBuilder::max_url_length)).
    #[must_use]
    pub const fn query_by_post(self) -> Self {
        Self { query_by_post: true, ..self }
    }

    /// What requests send as `User-Agent` unless the caller says otherwise: name and version of the generated crate.
    #[must_use]
    pub const fn user_agent(self, user_agent: &'static str) -> Self {
        Self { user_agent, ..self }
    }

    /// The scopes of the tokens that the service wants, as a credential is asked for them:
    /// `https://graph.microsoft.com/.default`. [`ClientBuilder::scopes`](crate::ClientBuilder::scopes) takes their place.
    #[must_use]
    pub const fn scopes(self, scopes: &'static [&'static str]) -> Self {
        Self { scopes, ..self }
    }

    /// The metadata says that the service takes no batches (`Capabilities.BatchSupported`, `Capabilities.BatchSupport`): to send one is an
    /// error.
    #[must_use]
    pub const fn without_batch(self) -> Self {
        Self { batch: Batching { is_supported: false, ..self.batch }, ..self }
    }

    /// How the service takes batches, unless the caller says otherwise ([`Batch::format`](crate::Batch::format)). Otherwise as JSON.
    #[must_use]
    pub const fn batch_format(self, format: BatchFormat) -> Self {
        Self { batch: Batching { format, ..self.batch }, ..self }
    }

    /// How many requests one call may carry, unless the caller says otherwise ([`Batch::limit`](crate::Batch::limit)). Otherwise 100.
    #[must_use]
    pub const fn batch_limit(self, limit: u32) -> Self {
        Self { batch: Batching { limit, ..self.batch }, ..self }
    }

    /// URLs in batches begin with a slash and are relative to the service root all the same, as Microsoft Graph wants it: `/me` in place
    /// of `me`.
    #[must_use]
    pub const fn rooted_batch_urls(self) -> Self {
        Self { batch: Batching { has_rooted_urls: true, ..self.batch }, ..self }
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("root", &format_args!("{}", ShownLink(self.root)))
            .field("key_as_segment", &self.key_as_segment)
            .field("empty_parentheses", &self.empty_parentheses)
            .finish()
    }
}
