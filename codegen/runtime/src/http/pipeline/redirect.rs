//! The rules of redirects (RFC 9110, 15.4), the same for every transport.

use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, IF_RANGE, LOCATION,
    RANGE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};

use crate::http::link::{self, LinkError};
use crate::http::query_segment::is_query;
use crate::http::reply::text_of;
use crate::http::rewrite::Rewrites;
use crate::url::address::{has_dot_segment, without_encoded_dot_segments};

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What a host that is not allowed may still learn from the request's headers.
const HARMLESS: [HeaderName; 7] =
    [ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, CONTENT_ENCODING, RANGE, IF_RANGE, USER_AGENT];

/// The `Location` of a response that is a redirect, as it came.
pub(crate) fn location<B>(response: &Response<B>) -> Option<&HeaderValue> {
    let redirects = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    response.headers().get(LOCATION).filter(|_| redirects)
}

/// The URL that a `Location` names, with what it names it by. Characters beyond ASCII, which many servers send as they are, are
/// percent-encoded, and segments that are `.` or `..` are followed, also where they are written `%2e`: not every HTTP stack
/// would send them.
///
/// # Errors
///
/// When it is one that no link of the service may be; hosts are not judged.
pub(crate) fn follow(url: &Uri, location: &HeaderValue, rewrites: &Rewrites) -> Result<(Uri, String), LinkError> {
    let Some(text) = text_of(location) else { return Err(LinkError::not_utf8(location)) };
    let url = link::follow(url, text, rewrites)?;
    Ok((if has_dot_segment(url.path()) { fold(&url, rewrites)? } else { url }, text.to_owned()))
}

/// The URL without segments that are `.` or `..`, encoded or not.
fn fold(url: &Uri, rewrites: &Rewrites) -> Result<Uri, LinkError> {
    let path = without_encoded_dot_segments(url.path());
    let query = url.query().map_or(String::new(), |query| format!("?{query}"));
    let authority = url.authority().map_or("", http::uri::Authority::as_str);
    link::follow(url, &format!("{}://{authority}{path}{query}", url.scheme_str().unwrap_or_default()), rewrites)
}

/// Whether the redirected request is a `GET` without payload, whatever the first one was (but a `HEAD`).
///
/// A read whose query is its body keeps it: without it, it would read something else.
pub(crate) fn becomes_get(status: StatusCode, method: &Method, url: &Uri) -> bool {
    match status {
        StatusCode::SEE_OTHER => *method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => *method == Method::POST && !is_query(method, url),
        _ => false,
    }
}

/// Removes what was meant for the request that changes something, before its result is read.
pub(crate) fn keep_for_reading(headers: &mut HeaderMap) {
    drop_payload_headers(headers);
    let of_writing: Vec<_> = headers.keys().filter(|name| is_of_writing(name)).cloned().collect();
    for name in of_writing {
        headers.remove(name);
    }
    let prefer: Vec<_> = headers.get_all(PREFER).iter().filter(|value| !asks_for_later(value)).cloned().collect();
    headers.remove(PREFER);
    for value in prefer {
        headers.append(PREFER, value);
    }
}

/// Whether a header is a condition, or makes the request one that can be repeated.
fn is_of_writing(name: &HeaderName) -> bool {
    let name = name.as_str();
    name.starts_with("if-") || name.starts_with("repeatability-") || name == "range"
}

/// Whether a preference is to be answered with 202.
fn asks_for_later(preference: &HeaderValue) -> bool {
    preference.to_str().is_ok_and(|text| text.to_ascii_lowercase().contains("respond-async"))
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
