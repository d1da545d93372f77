//! A batch as `multipart/mixed` ([Protocol 11.7.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

use std::hash::{DefaultHasher, Hasher};

use http::header::ACCEPT;

use crate::request::batch::call::{Request, WrittenUnit};
use crate::request::batch::ticket::id_of;

const LINE: &[u8] = b"\r\n";

/// The requests of a call as parts, and the boundary between them.
pub(super) fn write(units: &[WrittenUnit<'_>]) -> (Vec<u8>, String) {
    let key = key_of(units);
    let boundary = format!("batch_{key:016x}");
    let mut body = Vec::new();
    for unit in units {
        push_delimiter(&mut body, &boundary);
        if unit.is_set {
            let inner = format!("changeset_{key:016x}");
            body.extend_from_slice(format!("Content-Type: multipart/mixed;boundary={inner}").as_bytes());
            body.extend_from_slice(LINE);
            body.extend_from_slice(LINE);
            for request in &unit.requests {
                push_delimiter(&mut body, &inner);
                push_request(&mut body, request);
            }
            push_end(&mut body, &inner);
        } else {
            unit.requests.iter().for_each(|request| push_request(&mut body, request));
        }
    }
    push_end(&mut body, &boundary);
    (body, boundary)
}

fn push_delimiter(body: &mut Vec<u8>, boundary: &str) {
    body.extend_from_slice(b"--");
    body.extend_from_slice(boundary.as_bytes());
    body.extend_from_slice(LINE);
}

fn push_end(body: &mut Vec<u8>, boundary: &str) {
    body.extend_from_slice(b"--");
    body.extend_from_slice(boundary.as_bytes());
    body.extend_from_slice(b"--\r\n");
}

fn push_request(body: &mut Vec<u8>, request: &Request<'_>) {
    let entry = request.entry;
    let head = format!(
        "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {}\r\n\r\n{} {} HTTP/1.1\r\n",
        id_of(request.index),
        entry.line.method,
        request.path,
    );
    body.extend_from_slice(head.as_bytes());
    for (name, value) in &entry.headers {
        body.extend_from_slice(name.as_str().as_bytes());
        body.extend_from_slice(b": ");
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(LINE);
    }
    // Some services would answer in XML. Raw values have a type of their own.
    if !entry.headers.contains_key(ACCEPT) && !entry.resource().ends_with("/$value") {
        body.extend_from_slice(b"accept: application/json\r\n");
    }
    if !entry.body.is_empty() {
        body.extend_from_slice(format!("content-length: {}\r\n", entry.body.len()).as_bytes());
    }
    body.extend_from_slice(LINE);
    body.extend_from_slice(&entry.body);
    body.extend_from_slice(LINE);
}

/// A number that stands in no body, so that no body holds a boundary. It is made from the bodies, so that equal batches are equal.
fn key_of(units: &[WrittenUnit<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    let bodies = || units.iter().flat_map(|unit| &unit.requests).map(|request| &request.entry.body);
    bodies().for_each(|body| hasher.write(body));
    loop {
        let key = hasher.finish();
        let text = format!("{key:016x}");
        let is_held = bodies().any(|body| body.windows(text.len()).any(|window| window == text.as_bytes()));
        if !is_held {
            return key;
        }
        hasher.write(text.as_bytes());
    }
}
