//! Requests that a service carries out once, however often they are sent
//! ([Repeatable Requests 1.0](https://docs.oasis-open.org/odata/repeatable-requests/v1.0/repeatable-requests-v1.0.html)).

use http::{HeaderValue, Response};

use super::call::Call;
use super::policy::PolicyRequest;
use super::random;
use super::repetition::{FIRST_SENT, REQUEST_ID, is_idempotent};
use super::retry;
use crate::http::body::Body;
use crate::http::error::Error;

/// Marks a request, where the service knows such marks and the request needs one.
pub(super) async fn send(call: &mut Call, mut request: PolicyRequest) -> Result<Response<Body>, Error> {
    let needs_mark =
        !is_idempotent(&request.method, &request.url) && request.body.as_bytes().is_some() && call.foreign.is_none();
    if call.settings.repeatable && needs_mark && !request.headers.contains_key(REQUEST_ID) {
        mark(call, &mut request);
    }
    retry::send(call, request).await
}

fn mark(call: &Call, request: &mut PolicyRequest) {
    let Some(clock) = &call.settings.clock else { return };
    let now = httpdate::fmt_http_date(clock.system_time());
    if let (Ok(id), Ok(now)) = (HeaderValue::try_from(random::uuid()), HeaderValue::try_from(now)) {
        request.headers.insert(REQUEST_ID, id);
        request.headers.insert(FIRST_SENT, now);
    }
}
