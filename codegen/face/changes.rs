//! Positions whose changes are followed, or that take their time.

use odata_runtime::{Changes, DeltaCursor, Page, Request, Shape};

use super::at::{At, into_target};

impl<S> At<S> {
    /// `GET` of this position, as a request: one that the service may answer later
    /// ([`Request::start`](odata_runtime::Request::start)).
    pub fn into_request(self) -> Request<S> {
        into_target(self).into_request()
    }
}

impl<S, T> At<S>
where
    S: Shape<Output = Page<T>>,
{
    /// All items, and then what has changed since, as a stream that ends where there is nothing new
    /// ([Protocol 11.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). Its
    /// [`cursor`](Changes::cursor) goes to [`changes_since`](Self::changes_since).
    ///
    /// It works at a delta function (`users().delta()`), and at every collection whose changes the service tracks (`Prefer: odata.track-changes`):
    /// those of which the metadata says so (`Capabilities.ChangeTracking`). Elsewhere the stream has no cursor when it has ended.
    pub fn changes(self) -> Changes<T> {
        into_target(self).changes::<S, T>(None)
    }

    /// What has changed since this cursor was taken. The cursor says where; the headers of this position go along, but no query option
    /// of it.
    pub fn changes_since(self, cursor: &DeltaCursor) -> Changes<T> {
        into_target(self).changes::<S, T>(Some(cursor))
    }
}
