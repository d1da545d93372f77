//! How a client reads and writes values.

use std::sync::Arc;

use crate::DecodeOptions;
use crate::request::client::builder::ClientBuilder;
use crate::value::kept::misfit::Misfit;

impl<C> ClientBuilder<C> {
    /// How strictly responses are read; by default a value that is not of its declared type is an error, and so is a null
    /// where the metadata allows none. With [`DecodeOptions::lenient`], both are kept.
    pub fn decode_options(mut self, options: DecodeOptions) -> Self {
        self.options = options;
        self
    }

    /// What is to be done with each value of a response that is not of its declared type, where those are kept
    /// ([`DecodeOptions::lenient`]): writing it to a log, for instance. It is called while the response is read.
    ///
    /// ```
    /// use generated::ClientBuilder;
    /// use odata_runtime::{DecodeOptions, Service};
    ///
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/"))
    ///     .decode_options(DecodeOptions::lenient())
    ///     .on_misfit(|misfit| eprintln!("{misfit}"))
    ///     .build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn on_misfit(mut self, report: impl Fn(&Misfit<'_>) + Send + Sync + 'static) -> Self {
        self.on_misfit = Some(Arc::new(report));
        self
    }

    /// `Edm.Int64` and `Edm.Decimal` travel as strings in both directions, so that no program on the way loses digits that a
    /// double does not have: requests say `IEEE754Compatible=true`
    /// ([JSON Format 3.2](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)). By default they are
    /// sent as numbers. Both are read in any case.
    ///
    /// ```
    /// use generated::ClientBuilder;
    /// use odata_runtime::Service;
    ///
    /// let client = ClientBuilder::new(Service::new("https://example.com/odata/")).ieee754_compatible().build()?;
    /// # Ok::<(), odata_runtime::Error>(())
    /// ```
    pub fn ieee754_compatible(mut self) -> Self {
        self.ieee754 = true;
        self
    }

    /// How many bytes of memory the decoded values of one response may take; by default 256 MiB, or 8 times the length of the
    /// body (after decompression) where that is more. A response whose values take more is an error. It counts before
    /// [`DecodeOptions::memory_limit`].
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory_limit = Some(bytes);
        self
    }
}
