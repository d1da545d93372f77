//! One call of a batch: what is sent, and what is read of its answer.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};

use crate::BatchFormat;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::request::batch::entry::Entry;
use crate::request::batch::multipart_read::Expected;
use crate::request::batch::received::Received;
use crate::request::batch::{json_read, json_write, multipart_parts, multipart_read, multipart_write};
use crate::request::client::connection::Connection;
use crate::request::exchange::exchange;
use crate::request::outgoing::Outgoing;
use crate::url::request_error::RequestError;

/// A request as a call writes it.
pub(super) struct Request<'a> {
    pub(super) index: usize,
    pub(super) entry: &'a Entry,
    /// Path and query, with what the reference in front of it leads to where that is not in the same call.
    pub(super) path: String,
    /// The name of its change set.
    pub(super) set: Option<String>,
    /// The ids of what it follows in the same call.
    pub(super) depends_on: Vec<String>,
}

/// The requests of a unit.
pub(super) struct WrittenUnit<'a> {
    pub(super) is_set: bool,
    pub(super) requests: Vec<Request<'a>>,
}

/// Whether a request can be written in a format.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn check(request: &Request<'_>, format: BatchFormat, is_in_set: bool) -> Result<(), RequestError> {
    match format {
        BatchFormat::Json => json_write::object(request, false).map(drop),
        BatchFormat::Multipart if is_in_set && request.entry.line.method == Method::GET => Err(RequestError::new(
            "a change set of a batch in `BatchFormat::Multipart` holds no `GET` (Protocol 11.7.4): add it to the batch itself",
        )),
        BatchFormat::Multipart => Ok(()),
    }
}

/// The call that carries these requests.
pub(super) fn outgoing(client: &Connection, units: &[WrittenUnit<'_>], format: BatchFormat) -> Result<Outgoing, Error> {
    let mut headers = HeaderMap::new();
    // One failure is not to keep the service from the other requests. Services of OData 4.0 know the longer name.
    headers.insert("prefer", HeaderValue::from_static("continue-on-error, odata.continue-on-error"));
    let body = match format {
        BatchFormat::Json => {
            let mut text = String::from("{\"requests\":[");
            for (index, request) in units.iter().flat_map(|unit| &unit.requests).enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                text.push_str(&json_write::object(request, client.inner.service.batch.has_rooted_urls)?);
            }
            text.push_str("]}");
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            Body::from(text)
        }
        BatchFormat::Multipart => {
            let (body, boundary) = multipart_write::write(units);
            let content_type = HeaderValue::try_from(format!("multipart/mixed;boundary={boundary}"));
            let content_type = content_type.map_err(|error| RequestError::new(error.to_string()))?;
            headers.insert(CONTENT_TYPE, content_type);
            headers.insert(ACCEPT, HeaderValue::from_static("multipart/mixed"));
            Body::from(body)
        }
    };
    let mut target = client.root();
    target.segment("$batch");
    let outgoing = target.into_outgoing(Method::POST, body)?;
    Ok(Outgoing { headers, ..outgoing })
}

/// Makes the call.
pub(super) async fn send(outgoing: Result<Outgoing, Error>) -> Result<Reply, Error> {
    exchange(outgoing).await
}

/// Reads the answers of a call, in whatever format they came.
pub(super) fn read(headers: &HeaderMap, body: &Bytes, units: &[Expected]) -> Received {
    let entries: BTreeSet<usize> = units.iter().flat_map(|unit| unit.entries.iter().copied()).collect();
    let sets = units.iter().filter(|unit| unit.is_set).map(|unit| unit.unit);
    let mut received = Received::expecting(entries, sets);
    if multipart_parts::boundary(headers).is_some() {
        multipart_read::read(body, headers, units, &mut received);
    } else {
        json_read::read(body, &mut received);
    }
    received
}
