//! Which failures are worth another attempt, and which requests may have one (P19).

use http::{HeaderMap, Method, StatusCode, Uri};

use crate::http::fault::error::Error;
use crate::http::query_segment::is_query;
use crate::http::transport::TransportErrorKind;

/// What a failure says about the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It did not come to the service, or was refused before anything was done: any request may be sent again.
    NotDone,
    /// It may have been carried out.
    Unknown,
    /// The same, since the time was over.
    TimedOut,
}

impl Failure {
    /// What a response of this status says, if another attempt could end better.
    ///
    /// 429 and 503 refuse a request. The others come from in front of the service as often as from within.
    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Some(Self::NotDone),
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::GATEWAY_TIMEOUT => Some(Self::Unknown),
            _ => None,
        }
    }

    /// What an error says, if another attempt could end better.
    pub(crate) fn of_error(error: &Error) -> Option<Self> {
        match error {
            Error::Service(error) => Self::of_status(error.status()),
            Error::Transport(error) if error.is_done() => None,
            Error::Transport(error) => Self::of_kind(error.kind()),
            Error::Request(_)
            | Error::Credential(_)
            | Error::Link(_)
            | Error::Response(_)
            | Error::Policy(_)
            | Error::Batch(_)
            | Error::Transfer(_) => None,
        }
    }

    fn of_kind(kind: TransportErrorKind) -> Option<Self> {
        match kind {
            TransportErrorKind::Request | TransportErrorKind::Refused => None,
            TransportErrorKind::Connect => Some(Self::NotDone),
            TransportErrorKind::Timeout => Some(Self::TimedOut),
            TransportErrorKind::Body | TransportErrorKind::Other => Some(Self::Unknown),
        }
    }

    /// Whether a request of this method, to this URL and with these headers may be sent again after the failure.
    pub(crate) fn allows(self, method: &Method, url: &Uri, headers: &HeaderMap) -> bool {
        match self {
            Self::NotDone => true,
            Self::Unknown | Self::TimedOut => is_idempotent(method, url) || is_repeatable(headers),
        }
    }
}

/// Whether carrying a request out twice does what carrying it out once does
/// ([RFC 9110, 9.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2)).
pub(crate) fn is_idempotent(method: &Method, url: &Uri) -> bool {
    method.is_idempotent() || is_query(method, url)
}

/// The headers by which a service knows a request again
/// ([Repeatable Requests 2](https://docs.oasis-open.org/odata/repeatable-requests/v1.0/repeatable-requests-v1.0.html)).
pub(crate) const REQUEST_ID: &str = "repeatability-request-id";
pub(crate) const FIRST_SENT: &str = "repeatability-first-sent";

/// Whether the service carries a request with these headers out once, however often it is sent.
fn is_repeatable(headers: &HeaderMap) -> bool {
    headers.contains_key(REQUEST_ID) && headers.contains_key(FIRST_SENT)
}

/// Whether the service says that it knows nothing of an earlier attempt, or does not do this at all.
pub(crate) fn is_rejected(headers: &HeaderMap) -> bool {
    headers.get("repeatability-result").is_some_and(|result| result.as_bytes().eq_ignore_ascii_case(b"rejected"))
}
