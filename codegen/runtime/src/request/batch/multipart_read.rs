//! The answer to a batch as `multipart/mixed`.
//!
//! Parts belong to requests by their `Content-ID`. OData 4.0 lets services leave that out outside of change sets; then the order counts,
//! which the standard has equal to that of the requests.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use crate::request::batch::multipart_parts::{Pieces, boundary, split_headers};
use crate::request::batch::received::{Inner, Part, Received};

/// A part of the answer.
struct Answered {
    id: Option<String>,
    part: Part,
}

/// A unit of the call, as far as its answers are concerned.
pub(super) struct Expected {
    pub(super) unit: usize,
    pub(super) is_set: bool,
    pub(super) entries: Vec<usize>,
}

/// Reads the answers of a body.
pub(super) fn read(body: &Bytes, headers: &HeaderMap, units: &[Expected], received: &mut Received) {
    let Some(boundary) = boundary(headers) else {
        received.fault = Some("its content type names no boundary".to_owned());
        return;
    };
    let mut expected = units.iter();
    let mut has_parts = false;
    let mut is_whole = true;
    for piece in Pieces::new(body, &boundary) {
        has_parts = true;
        is_whole = piece.is_whole;
        let content = body.slice(piece.content);
        // Parts come in the order of the requests, so each stands for the next one, where it does not say which.
        let unit = expected.next();
        match split_headers(&content) {
            Err(fault) => keep_single(Answered { id: None, part: Err(fault) }, unit, units, received),
            Ok((part_headers, at)) => {
                let content = content.slice(at..);
                match self::boundary(&part_headers) {
                    Some(inner) => is_whole &= read_set(&content, &inner, unit, received),
                    None => keep_single(answered(&part_headers, &content, piece.is_whole), unit, units, received),
                }
            }
        }
    }
    if !has_parts {
        received.fault = Some("it has no parts".to_owned());
    } else if !is_whole {
        received.fault = Some("it breaks off within a part".to_owned());
    }
}

/// Reads the parts of a change set, and says whether the last delimiter is there.
fn read_set(body: &Bytes, boundary: &[u8], unit: Option<&Expected>, received: &mut Received) -> bool {
    let mut entries = unit.into_iter().flat_map(|unit| &unit.entries);
    let mut is_whole = true;
    for piece in Pieces::new(body, boundary) {
        is_whole = piece.is_whole;
        let content = body.slice(piece.content);
        let answered = match split_headers(&content) {
            Err(fault) => Answered { id: None, part: Err(fault) },
            Ok((headers, at)) => answered(&headers, &content.slice(at..), piece.is_whole),
        };
        let next = entries.next();
        match (&answered.id, next) {
            (Some(id), _) => received.put(id, answered.part),
            (None, Some(index)) => received.put_at(*index, answered.part),
            (None, None) => {}
        }
    }
    is_whole
}

/// Keeps an answer that stands outside of a change set: that of a request, or that of a whole change set which failed.
fn keep_single(answered: Answered, unit: Option<&Expected>, units: &[Expected], received: &mut Received) {
    let Answered { id, part } = answered;
    let has_failed = part.as_ref().is_ok_and(|inner| !inner.status.is_success());
    match id {
        Some(id) => {
            let index = received.entry(&id);
            let set = units.iter().find(|unit| unit.is_set && index.is_some_and(|index| unit.entries.contains(&index)));
            if let Some(set) = set.filter(|_| has_failed) {
                received.put_set(set.unit, part.clone());
            }
            received.put(&id, part);
        }
        None => match unit {
            Some(unit) if unit.is_set => received.put_set(unit.unit, part),
            Some(Expected { entries, .. }) => entries.iter().for_each(|index| received.put_at(*index, part.clone())),
            None => {}
        },
    }
}

/// The answer that a part holds.
fn answered(headers: &HeaderMap, content: &Bytes, is_whole: bool) -> Answered {
    let id = headers.get("content-id").and_then(|id| id.to_str().ok());
    let id = id.map(|id| id.trim().trim_start_matches('<').trim_end_matches('>').to_owned());
    let encoding = headers.get("content-transfer-encoding").and_then(|encoding| encoding.to_str().ok());
    let part = match encoding.unwrap_or("binary").trim().to_ascii_lowercase().as_str() {
        _ if !is_whole => Err("it breaks off".to_owned()),
        "binary" | "8bit" | "7bit" => response(content),
        _ => Err("its transfer encoding is another than `binary`".to_owned()),
    };
    // Some services name the request in the headers of its answer.
    let inner_id =
        part.as_ref().ok().and_then(|inner| inner.headers.get("content-id")?.to_str().ok().map(str::to_owned));
    Answered { id: id.or(inner_id), part }
}

/// A response as HTTP/1.1 writes it.
fn response(content: &Bytes) -> Part {
    let blank = content.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let content = content.slice(blank..);
    let length = content.iter().position(|byte| *byte == b'\n').unwrap_or(content.len());
    let line = content.get(..length).unwrap_or_default();
    let status = status(line).ok_or("it does not begin with the status line of HTTP")?;
    let rest = content.slice((length + 1).min(content.len())..);
    let (headers, at) = split_headers(&rest)?;
    let body = rest.slice(at..);
    let says = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.trim().parse::<usize>().ok());
    match says {
        Some(says) if body.len() < says && status != StatusCode::NO_CONTENT => {
            Err(format!("its body has {} bytes, and its headers say that it has {says}", body.len()))
        }
        // Line breaks behind the body belong to the part.
        Some(says) if body.get(says..).unwrap_or_default().trim_ascii().is_empty() => {
            Ok(Inner { status, headers, body: body.slice(..says.min(body.len())) })
        }
        _ => Ok(Inner { status, headers, body }),
    }
}

/// The status of a line `HTTP/1.1 200 OK`.
fn status(line: &[u8]) -> Option<StatusCode> {
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_ascii_whitespace();
    words.next().filter(|version| version.to_ascii_uppercase().starts_with("HTTP/"))?;
    let code = words.next().filter(|code| code.len() == 3)?;
    StatusCode::from_bytes(code.as_bytes()).ok()
}
