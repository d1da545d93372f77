//! The answer to a batch as JSON ([JSON Format 19.2](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
//!
//! What was read before a fault is kept: it says what the service has done.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::edm::binary::Binary;
use crate::edm::json::text_of;
use crate::request::batch::entry::MediaType;
use crate::request::batch::received::{Inner, Part, Received};
use crate::value::json::decode::without_mark;

/// Reads the answers of a body.
pub(super) fn read(body: &Bytes, received: &mut Received) {
    let text = without_mark(body);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let mut has_responses = false;
    let whole = Whole { body, received, has_responses: &mut has_responses };
    let read = whole.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    received.fault = match read {
        Err(error) => Some(error.to_string()),
        Ok(()) if !has_responses => Some("it has no `responses`".to_owned()),
        Ok(()) => None,
    };
}

/// The object with the answers.
struct Whole<'a> {
    body: &'a Bytes,
    received: &'a mut Received,
    has_responses: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `responses`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            if name == "responses" {
                *self.has_responses = true;
                map.next_value_seed(Responses { body: self.body, received: &mut *self.received })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The array of answers, which are kept one by one.
struct Responses<'a> {
    body: &'a Bytes,
    received: &'a mut Received,
}

impl<'de> DeserializeSeed<'de> for Responses<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Responses<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of answers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&'de RawValue>()? {
            keep(item, self.body, self.received);
        }
        Ok(())
    }
}

/// The members of an answer that are used.
#[derive(Default)]
struct Members<'a> {
    id: Option<&'a RawValue>,
    set: Option<&'a RawValue>,
    status: Option<&'a RawValue>,
    headers: Option<&'a RawValue>,
    body: Option<&'a RawValue>,
    /// A member that is there twice.
    doubled: Option<&'static str>,
}

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let (member, name) = match name.as_str() {
                "id" => (&mut self.id, "id"),
                "atomicityGroup" => (&mut self.set, "atomicityGroup"),
                "status" => (&mut self.status, "status"),
                "headers" => (&mut self.headers, "headers"),
                "body" => (&mut self.body, "body"),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if member.replace(map.next_value()?).is_some() {
                self.doubled = Some(name);
            }
        }
        Ok(self)
    }
}

/// Keeps one answer. One that names no request is not that of any.
fn keep(item: &RawValue, body: &Bytes, received: &mut Received) {
    let mut deserializer = serde_json::Deserializer::from_str(item.get());
    let Ok(members) = deserializer.deserialize_map(Members::default()) else { return };
    let id = members.id.or(members.set).and_then(text);
    let Some(id) = id else { return };
    received.put(&id, part(&members, body));
}

/// The text of a string or a number.
fn text(raw: &RawValue) -> Option<String> {
    match text_of(raw) {
        Some(text) => Some(text.into_owned()),
        None if raw.get().starts_with(|first: char| first.is_ascii_digit() || first == '-') => {
            Some(raw.get().to_owned())
        }
        None => None,
    }
}

fn part(members: &Members<'_>, whole: &Bytes) -> Part {
    if let Some(name) = members.doubled {
        return Err(format!("it has `{name}` twice"));
    }
    let status = members.status.and_then(text).ok_or("it has no `status` that is a number")?;
    let status = status.parse::<u16>().ok().and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or("its `status` is not one of HTTP")?;
    let headers = match members.headers {
        None => HeaderMap::new(),
        Some(raw) if raw.get() == "null" => HeaderMap::new(),
        Some(raw) => headers(raw)?,
    };
    let body = match members.body {
        None => Bytes::new(),
        Some(raw) if raw.get() == "null" => Bytes::new(),
        Some(raw) => content(raw, MediaType::of(&headers), whole)?,
    };
    Ok(Inner { status, headers, body })
}

/// Collects headers.
struct Headers(HeaderMap);

impl<'de> Visitor<'de> for Headers {
    type Value = HeaderMap;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<HeaderMap, A::Error> {
        use serde::de::Error as _;
        while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
            if value.get() == "null" {
                continue;
            }
            let header = text(value).and_then(|value| header(&name, value.as_bytes()));
            let is_kept = header.is_some_and(|(name, value)| self.0.try_append(name, value).is_ok());
            if !is_kept {
                let name: String = name.chars().take(100).collect();
                return Err(A::Error::custom(format_args!("`{}` is not a header", name.escape_debug())));
            }
        }
        Ok(self.0)
    }
}

/// A header, if its name and its value can be those of one.
pub(super) fn header(name: &str, value: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
    Some((name, HeaderValue::from_bytes(value.trim_ascii()).ok()?))
}

fn headers(raw: &RawValue) -> Result<HeaderMap, String> {
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    deserializer.deserialize_map(Headers(HeaderMap::new())).map_err(|error| {
        // Where it is within the headers says nothing to who sees the whole answer.
        let text = error.to_string();
        format!("its headers: {}", text.split(" at line ").next().unwrap_or_default())
    })
}

/// The body as it would have come by itself.
fn content(raw: &RawValue, media_type: MediaType, whole: &Bytes) -> Result<Bytes, String> {
    let as_json = || whole.slice_ref(raw.get().as_bytes());
    let text = match media_type {
        MediaType::Json => return Ok(as_json()),
        MediaType::Text | MediaType::Markup | MediaType::Binary | MediaType::Unknown => text_of(raw),
    };
    // What is not a string is JSON, whatever its type says.
    let Some(text) = text else { return Ok(as_json()) };
    let bytes = match media_type {
        MediaType::Binary | MediaType::Markup => text.parse::<Binary>().ok().map(|binary| binary.to_vec()),
        MediaType::Json | MediaType::Text | MediaType::Unknown => None,
    };
    match bytes {
        Some(bytes) => Ok(bytes.into()),
        None if media_type == MediaType::Binary => Err("its body is not base64, as its content type has it".to_owned()),
        None => Ok(text.into_owned().into_bytes().into()),
    }
}
