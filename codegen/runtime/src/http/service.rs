//! What the generator knows about a service before any request is made.

use std::fmt;

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
}

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

    /// What requests send as `User-Agent` unless the caller says otherwise: name and version of the generated crate.
    #[must_use]
    pub const fn user_agent(self, user_agent: &'static str) -> Self {
        Self { user_agent, ..self }
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
