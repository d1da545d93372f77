//! Reads whose URL is too long for the service: the query goes in the body
//! ([URL Conventions 4.17](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use http::Method;

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::query_segment::{LongQueries, QUERY_SEGMENT};
use crate::request::client::builder::ClientBuilder;
use crate::request::outgoing::Outgoing;
use crate::request::read::consistency;
use crate::request::target::Target;
use crate::url::request_error::RequestError;

/// The most bytes that the URL of a request can have.
pub(crate) const LONGEST: usize = 65_534;

impl<C> ClientBuilder<C> {
    /// How many bytes the URL of a read may have, from the scheme to the end of the query; by default, and at most, 65534. Many services
    /// and proxies take only 2 to 16 KiB.
    ///
    /// A longer read is sent as `POST …/$query` with its query in the body where the service takes that
    /// ([`query_by_post`](Self::query_by_post)), and is an error otherwise. It is still sent again like a read when it fails. Links
    /// that the service gave are followed as they came, whatever their length.
    ///
    /// ```
    /// use generated::ClientBuilder;
    /// use odata_runtime::Service;
    ///
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).max_url_length(2048).query_by_post().build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn max_url_length(mut self, bytes: usize) -> Self {
        self.max_url_length = bytes.min(LONGEST);
        self
    }

    /// The service takes `POST …/$query` for reads whose URL would be longer than [`max_url_length`](Self::max_url_length)
    /// ([URL Conventions 4.17](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)). Generated crates
    /// know it where the metadata says so (`Capabilities.QuerySegmentSupported`).
    pub fn query_by_post(mut self) -> Self {
        self.service = self.service.query_by_post();
        self
    }
}

impl Target {
    /// `GET`, or `POST …/$query` where the URL would be too long.
    pub(crate) fn into_read(mut self) -> Result<Outgoing, Error> {
        let LongQueries { limit, by_post } = self.client.inner.long_queries;
        let length = self.text.url.len();
        if self.link.is_some() || self.text.fault.is_some() || length <= limit {
            return self.into_outgoing(Method::GET, Body::empty());
        }
        let query = if by_post { self.take_query() } else { None };
        let Some(query) = query.filter(|_| self.text.url.len() + QUERY_SEGMENT.len() < limit) else {
            return Err(too_long(length, limit).into());
        };
        if self.client.inner.service.eventual_consistency && !self.anonymous {
            consistency::ask(self.headers.get_or_insert_default(), &self.text.url, &query);
        }
        self.encoded_segments(QUERY_SEGMENT);
        self.set_header("Content-Type", "text/plain");
        self.into_outgoing(Method::POST, Body::from(query))
    }

    /// Cuts off the query, without its `?`.
    fn take_query(&mut self) -> Option<String> {
        let query = self.text.url.split_off(self.query.take()?.get());
        self.text.url.pop();
        Some(query)
    }
}

/// The error of a request whose URL is too long.
pub(crate) fn too_long(length: usize, limit: usize) -> RequestError {
    RequestError::new(format!(
        "the request's URL has {length} bytes, and one has at most {limit} bytes (`ClientBuilder::max_url_length`), fewer with most \
         services: give `in_` fewer values and send several requests, or, if the service takes `POST …/$query`, send the query of a \
         read that way (`ClientBuilder::query_by_post`)"
    ))
}
