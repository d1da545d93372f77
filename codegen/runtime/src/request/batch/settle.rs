//! From an answer within a batch to what the request would have been answered with by itself.

use bytes::Bytes;

use crate::http::fault::batch_error::{BatchError, Lack};
use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::RequestLine;
use crate::http::fault::odata_error::ODataError;
use crate::http::fault::service_error::ServiceError;
use crate::http::pipeline::call::ERROR_BODY_LIMIT;
use crate::http::reply::{Reply, Source};
use crate::http::secret;
use crate::request::batch::received::{Found, Inner, Received};
use crate::request::client::connection::Connection;

/// The answer to a request.
pub(super) fn settle(line: &RequestLine, found: Found, client: &Connection, source: &Source) -> Result<Reply, Error> {
    let Inner { status, mut headers, body } = match found {
        Found::Once(Ok(inner)) => inner,
        Found::Once(Err(fault)) => return Err(BatchError::new(line.clone(), Lack::Malformed(fault)).into()),
        Found::Doubled => return Err(BatchError::new(line.clone(), Lack::Doubled).into()),
    };
    secret::mark(&mut headers);
    let (request, source) = (line.clone(), source.clone());
    if !status.is_success() {
        let body = Bytes::copy_from_slice(body.get(..ERROR_BODY_LIMIT).unwrap_or(&body));
        return Err(ServiceError::new(request, status, headers, body, source).into());
    }
    if let Some(error) = ODataError::of_success(&body).filter(|error| !error.is_success()) {
        return Err(ServiceError::of(request, status, headers, body, source, Some(error)).into());
    }
    let settings = &client.inner;
    let (options, on_misfit) = (settings.options, settings.on_misfit.clone());
    Ok(Reply { request, status, headers, body, options, on_misfit, source, created: None })
}

/// The error of a request for which the answer to its call holds none.
pub(super) fn unanswered(line: &RequestLine, received: &Received) -> Error {
    let lack = Lack::Missing { unknown: received.unknown.clone(), fault: received.fault.clone() };
    BatchError::new(line.clone(), lack).into()
}
