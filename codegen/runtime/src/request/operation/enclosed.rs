//! A response as a text: the body of a status monitor of OData 4.0 (`application/http`).

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::http::fault::error::Error;
use crate::http::fault::response_error::ResponseError;
use crate::http::reply::Reply;
use crate::http::secret;
use crate::value::json::decode_error::DecodeError;

/// So many headers a response may have.
const MOST_HEADERS: usize = 256;

/// Whether the body of an answer is a response.
pub(crate) fn is_enclosed(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/http")
}

/// The response in the body of an answer, in place of the answer.
pub(crate) fn open(reply: Reply) -> Result<Reply, Error> {
    match parse(&reply.body) {
        Ok((status, mut headers, body)) => {
            secret::mark(&mut headers);
            Ok(Reply { status, headers, body, ..reply })
        }
        Err(found) => {
            let error = DecodeError::mismatch("$", "a response of HTTP", found);
            Err(ResponseError::new(reply, error).into())
        }
    }
}

fn parse(text: &Bytes) -> Result<(StatusCode, HeaderMap, Bytes), &'static str> {
    let mut rest = text.trim_ascii_start();
    let status = status(line(&mut rest).unwrap_or_default()).ok_or("a first line without a status")?;
    let mut headers = HeaderMap::new();
    loop {
        let line = line(&mut rest).ok_or("headers that break off")?;
        if line.is_empty() {
            break;
        }
        let (name, value) = header(line).ok_or("a line that is not a header")?;
        let is_kept = headers.len() < MOST_HEADERS && headers.try_append(name, value).is_ok();
        if !is_kept {
            return Err("too many headers");
        }
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    match length {
        Some(length) if length > rest.len() => Err("a body that breaks off"),
        Some(length) => Ok((status, headers, text.slice_ref(rest.get(..length).unwrap_or_default()))),
        None => Ok((status, headers, text.slice_ref(rest))),
    }
}

/// The next line, without its end.
fn line<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let line = rest.get(..end)?;
    *rest = rest.get(end + 1..)?;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

fn status(line: &[u8]) -> Option<StatusCode> {
    let line = std::str::from_utf8(line).ok()?;
    let code = line.strip_prefix("HTTP/")?.split(' ').nth(1)?;
    StatusCode::from_bytes(code.as_bytes()).ok()
}

fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = HeaderName::from_bytes(line.get(..colon)?).ok()?;
    let value = HeaderValue::from_bytes(line.get(colon + 1..)?.trim_ascii()).ok()?;
    Some((name, value))
}
