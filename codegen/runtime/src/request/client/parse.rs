//! What a caller gives a builder as text.

use http::{HeaderName, HeaderValue, Uri};

use crate::http::link::authority_fault;
use crate::http::secret::is_secret;
use crate::url::address::{Origin, has_dot_segment};
use crate::url::printable::Printable;
use crate::url::request_error::RequestError;
use crate::url::shown::ShownLink;

/// The service root with its final `/`, as text and parsed.
pub(super) fn parse_root(root: &str) -> Result<(String, Uri, Origin), RequestError> {
    if root.is_empty() {
        return Err(RequestError::new("there is no service root: give one with `ClientBuilder::service_root`"));
    }
    let invalid = |what: &str| RequestError::new(format!("`{}` is not a service root: {what}", ShownLink(root)));
    if root.contains(['?', '#', '\\']) {
        return Err(invalid("it holds `?`, `#` or a backslash"));
    }
    let text = if root.ends_with('/') { root.to_owned() } else { format!("{root}/") };
    if let Some(fault) = authority_fault(&text) {
        return Err(invalid(fault));
    }
    let uri: Uri = text.parse().map_err(|_| invalid("it is not a valid URL"))?;
    if has_dot_segment(uri.path()) {
        return Err(invalid("it holds a `.` or `..` segment"));
    }
    let origin = Origin::unanimous(&uri).ok_or_else(|| invalid("it is not an absolute http or https URL"))?;
    if origin.port() == 0 {
        return Err(invalid("no server has port 0"));
    }
    Ok((text, uri, origin))
}

/// The origins by which the service calls itself.
pub(super) fn parse_origins(origins: &[String]) -> Result<Vec<Origin>, RequestError> {
    let mut parsed = Vec::new();
    for origin in origins {
        if !origin.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//")) {
            let shown = ShownLink(origin);
            return Err(RequestError::new(format!(
                "`{shown}` is not an origin of links: name its scheme too, `http://{shown}`"
            )));
        }
        parsed.push(parse_host(origin, false)?);
    }
    Ok(parsed)
}

/// The origin that a host of the caller's means.
pub(super) fn parse_host(host: &str, secure_root: bool) -> Result<Origin, RequestError> {
    let invalid = |what: &str| RequestError::new(format!("`{}` cannot be allowed: {what}", ShownLink(host)));
    if host.is_empty() {
        return Err(invalid("it is empty"));
    }
    if host.contains(['*', '%']) {
        return Err(invalid("wildcards are not supported; name each host in full"));
    }
    let has_scheme = host.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"));
    let text = if has_scheme { host.to_owned() } else { format!("https://{host}") };
    let uri: Uri = text.parse().map_err(|_| invalid("it is not a host"))?;
    if !matches!(uri.path(), "" | "/") || text.contains(['?', '#', '\\', '@']) {
        return Err(invalid("it is more than scheme, host and port"));
    }
    let origin = Origin::unanimous(&uri).ok_or_else(|| invalid("it is not an http or https host"))?;
    if !origin.host().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte)) {
        return Err(invalid("it holds a character that no host has"));
    }
    if origin.port() == 0 {
        return Err(invalid("no server has port 0"));
    }
    if secure_root && !origin.secure {
        return Err(invalid("the service is reached by https, so its credential must not travel by http"));
    }
    Ok(origin)
}

/// A header from what the caller gave.
pub(crate) fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), RequestError> {
    let invalid = |what| RequestError::new(format!("the {what} of the header `{}` is not valid", Printable(name)));
    let parsed_name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid("name"))?;
    let mut parsed_value = HeaderValue::from_str(value).map_err(|_| invalid("value"))?;
    parsed_value.set_sensitive(is_secret(&parsed_name));
    Ok((parsed_name, parsed_value))
}
