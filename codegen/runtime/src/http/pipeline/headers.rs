//! The headers of a request.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::http::settings::Settings;

const MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
const VERSION: HeaderName = HeaderName::from_static("odata-version");

/// Those of the protocol, and `extra` in their place.
pub(super) fn assemble(settings: &Settings, method: &Method, extra: &HeaderMap, has_payload: bool) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8 + extra.len());
    let is_quoted = settings.style.quoted_numbers;
    let json = if is_quoted { "application/json;IEEE754Compatible=true" } else { "application/json" };
    let json = HeaderValue::from_static(json);
    headers.insert(ACCEPT, json.clone());
    headers.insert(MAX_VERSION, HeaderValue::from_static("4.01"));
    if has_payload {
        headers.insert(VERSION, HeaderValue::from_static("4.0"));
        headers.insert(CONTENT_TYPE, json);
    } else if matches!(*method, Method::POST | Method::PUT | Method::PATCH) {
        // Some servers answer 411 where nothing tells that there is no payload (RFC 9110, 8.6).
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    headers.insert(USER_AGENT, settings.user_agent.clone());
    replace(&mut headers, extra);
    headers
}

/// Puts every header of `over` in place of those with its name.
pub(crate) fn replace(headers: &mut HeaderMap, over: &HeaderMap) {
    for name in over.keys() {
        headers.remove(name);
        for value in over.get_all(name) {
            headers.append(name, value.clone());
        }
    }
}
