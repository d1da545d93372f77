//! Requests that a service carries out once, however often they are sent
//! ([Repeatable Requests 1.0](https://docs.oasis-open.org/odata/repeatable-requests/v1.0/repeatable-requests-v1.0.html)).

use std::time::{Duration, SystemTime};

use http::{HeaderValue, Response};

use super::call::Call;
use super::policy::PolicyRequest;
use super::random;
use super::repetition::{FIRST_SENT, REQUEST_ID, is_idempotent};
use super::retry;
use crate::http::body::Body;
use crate::http::fault::error::Error;

/// The end of the year 9999, from 1970 on: dates of HTTP go no further.
const LAST_YEAR_END: Duration = Duration::from_secs(253_402_300_800);

/// Marks a request, where the service knows such marks and the request needs one.
pub(super) async fn send(call: &mut Call, request: &mut PolicyRequest) -> Result<Response<Body>, Error> {
    let needs_mark =
        !is_idempotent(&request.method, &request.url) && request.body.as_bytes().is_some() && call.foreign.is_none();
    if call.settings.repeatable && needs_mark && !request.headers.contains_key(REQUEST_ID) {
        mark(call, request);
    }
    retry::send(call, request).await
}

/// A client without a clock sets no mark, nor does one whose clock shows a date that HTTP cannot write. The request is then repeated like
/// any other.
fn mark(call: &Call, request: &mut PolicyRequest) {
    let Some(clock) = &call.settings.clock else { return };
    let Some(now) = http_date(clock.system_time()) else { return };
    if let (Ok(id), Ok(now)) = (HeaderValue::from_bytes(&random::uuid()), HeaderValue::try_from(now)) {
        request.headers.insert(REQUEST_ID, id);
        request.headers.insert(FIRST_SENT, now);
    }
}

/// A date as HTTP writes it, if it can: from 1970 to 9999.
fn http_date(time: SystemTime) -> Option<String> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    (since < LAST_YEAR_END).then(|| httpdate::fmt_http_date(time))
}
