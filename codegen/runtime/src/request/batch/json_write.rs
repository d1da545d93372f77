//! A batch as JSON ([JSON Format 19.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).

use serde_json::value::RawValue;

use crate::edm::binary::Binary;
use crate::request::batch::call::Request;
use crate::request::batch::entry::MediaType;
use crate::request::batch::ticket::id_of;
use crate::url::request_error::RequestError;

/// One request as an object.
///
/// # Errors
///
/// When it cannot be written as JSON.
pub(super) fn object(request: &Request<'_>, has_rooted_urls: bool) -> Result<String, RequestError> {
    let mut text = String::from("{\"id\":");
    push_string(&mut text, &id_of(request.index));
    text.push_str(",\"method\":");
    push_string(&mut text, request.entry.line.method.as_str());
    text.push_str(",\"url\":");
    let slash = if has_rooted_urls && !request.path.starts_with('$') { "/" } else { "" };
    push_string(&mut text, &format!("{slash}{}", request.path));
    if let Some(set) = &request.set {
        text.push_str(",\"atomicityGroup\":");
        push_string(&mut text, set);
    }
    for (index, id) in request.depends_on.iter().enumerate() {
        text.push_str(if index == 0 { ",\"dependsOn\":[" } else { "," });
        push_string(&mut text, id);
    }
    if !request.depends_on.is_empty() {
        text.push(']');
    }
    push_headers(&mut text, request)?;
    push_body(&mut text, request)?;
    text.push('}');
    Ok(text)
}

fn push_headers(text: &mut String, request: &Request<'_>) -> Result<(), RequestError> {
    let headers = &request.entry.headers;
    for (index, name) in headers.keys().enumerate() {
        text.push_str(if index == 0 { ",\"headers\":{" } else { "," });
        push_string(text, name.as_str());
        text.push(':');
        let mut values = String::new();
        for value in headers.get_all(name) {
            let value = std::str::from_utf8(value.as_bytes());
            let value = value.map_err(|_| RequestError::new(format!("the header `{name}` is not text in UTF-8")))?;
            if !values.is_empty() {
                values.push_str(", ");
            }
            values.push_str(value);
        }
        push_string(text, &values);
    }
    if !headers.is_empty() {
        text.push('}');
    }
    Ok(())
}

fn push_body(text: &mut String, request: &Request<'_>) -> Result<(), RequestError> {
    let body = &request.entry.body;
    if body.is_empty() {
        return Ok(());
    }
    text.push_str(",\"body\":");
    match request.entry.media_type() {
        MediaType::Json => match serde_json::from_slice::<&RawValue>(body) {
            Ok(json) => text.push_str(json.get()),
            Err(error) => {
                return Err(RequestError::new(format!("the body is not the JSON that its type promises: {error}")));
            }
        },
        MediaType::Text => match std::str::from_utf8(body) {
            Ok(body) => push_string(text, body),
            Err(_) => return Err(RequestError::new("a body that is text has to be in UTF-8 in a batch that is JSON")),
        },
        MediaType::Markup | MediaType::Binary | MediaType::Unknown => {
            push_string(text, Binary::from(&body[..]).as_str())
        }
    }
    Ok(())
}

fn push_string(text: &mut String, value: &str) {
    // A string can always be written.
    text.push_str(&serde_json::to_string(value).unwrap_or_default());
}
