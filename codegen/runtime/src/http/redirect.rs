//! The rules of redirects (RFC 9110, 15.4), the same for every transport.

use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, IF_RANGE, LOCATION,
    RANGE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, Method, Response, StatusCode, Uri};

use super::link::{self, LinkError};
use super::rewrite::Rewrites;

/// What a host that is not allowed may still learn from the request's headers.
const HARMLESS: [HeaderName; 7] =
    [ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, CONTENT_ENCODING, RANGE, IF_RANGE, USER_AGENT];

/// The `Location` of a response that is a redirect.
pub(crate) fn location<B>(response: &Response<B>) -> Option<&str> {
    let redirects = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    response.headers().get(LOCATION).filter(|_| redirects)?.to_str().ok()
}

/// The URL that a `Location` names.
///
/// # Errors
///
/// When it is one that no link of the service may be; hosts are not judged.
pub(crate) fn follow(url: &Uri, location: &str, rewrites: &Rewrites) -> Result<Uri, LinkError> {
    link::follow(url, location, rewrites)
}

/// Whether the redirected request is a `GET` without payload, whatever the first one was (but a `HEAD`).
pub(crate) fn becomes_get(status: StatusCode, method: &Method) -> bool {
    match status {
        StatusCode::SEE_OTHER => *method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => *method == Method::POST,
        _ => false,
    }
}

/// Removes the headers that describe a payload.
pub(crate) fn drop_payload_headers(headers: &mut HeaderMap) {
    for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH] {
        headers.remove(name);
    }
}

/// Removes every header that may hold a secret or say more than another host needs.
pub(crate) fn keep_harmless(headers: &mut HeaderMap) {
    let secret: Vec<_> = headers.keys().filter(|name| !HARMLESS.contains(name)).cloned().collect();
    for name in secret {
        headers.remove(name);
    }
}

/// Removes the headers that carry secrets.
pub(crate) fn drop_secrets(headers: &mut HeaderMap) {
    let secret: Vec<_> =
        headers.iter().filter(|(_, value)| value.is_sensitive()).map(|(name, _)| name.clone()).collect();
    for name in secret {
        headers.remove(name);
    }
}
