//! The file of a recorded conversation.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::text::Json;
use crate::http::transport::BoxError;

/// What this release writes and reads.
const VERSION: &str = "1";

/// One request and its response, without secrets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    pub(super) method: String,
    pub(super) url: String,
    pub(super) sent: Message,
    pub(super) status: u16,
    pub(super) received: Message,
}

/// Headers, in the order of their names, and a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Message {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Why a recorded conversation cannot be written or read.
#[derive(Debug)]
pub struct RecordingError {
    path: PathBuf,
    what: String,
    source: Option<BoxError>,
}

impl RecordingError {
    fn new(path: &Path, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), what: what.into(), source: None }
    }

    fn of(path: &Path, what: &str, source: impl Into<BoxError>) -> Self {
        Self { source: Some(source.into()), ..Self::new(path, what) }
    }
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the recording `{}` {}", self.path.display(), self.what)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for RecordingError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn std::error::Error + 'static))
    }
}

/// Writes exchanges to a file, whose folder is made where it is missing.
pub(super) fn write(path: &Path, exchanges: &[Exchange]) -> Result<(), RecordingError> {
    let failed = |error: std::io::Error| RecordingError::of(path, "cannot be written", error);
    let file = object([
        ("version", Json::Token(VERSION.to_owned())),
        ("exchanges", Json::Array(exchanges.iter().map(Exchange::to_json).collect())),
    ]);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, file.pretty()).map_err(failed)
}

/// Reads the exchanges of a file.
pub(super) fn read(path: &Path) -> Result<Vec<Exchange>, RecordingError> {
    let text = fs::read_to_string(path).map_err(|error| RecordingError::of(path, "cannot be read", error))?;
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text) {
        return Err(RecordingError::of(path, "is not JSON", error));
    }
    let damaged = |what: String| RecordingError::new(path, format!("is damaged: {what}; record it again"));
    let file = Json::parse(&text).ok_or_else(|| damaged("it is nested too deep".to_owned()))?;
    match file.get("version") {
        Some(Json::Token(version)) if version == VERSION => {}
        Some(Json::Token(version)) => {
            let what = format!("has version {version}, and this release reads version {VERSION}: record it again");
            return Err(RecordingError::new(path, what));
        }
        _ => return Err(damaged("it has no `version`".to_owned())),
    }
    let Some(Json::Array(exchanges)) = file.get("exchanges") else {
        return Err(damaged("it has no list `exchanges`".to_owned()));
    };
    let mut read = Vec::new();
    for (index, exchange) in exchanges.iter().enumerate() {
        read.push(Exchange::of_json(exchange).map_err(|what| damaged(format!("exchange {}: {what}", index + 1)))?);
    }
    Ok(read)
}

impl Exchange {
    fn to_json(&self) -> Json {
        let line = [("method", Json::string(&self.method)), ("url", Json::string(&self.url))];
        let status = [("status", Json::Token(self.status.to_string()))];
        object([
            ("request", object(line.into_iter().chain(self.sent.members()))),
            ("response", object(status.into_iter().chain(self.received.members()))),
        ])
    }

    fn of_json(json: &Json) -> Result<Self, String> {
        let request = json.get("request").ok_or("it has no `request`")?;
        let response = json.get("response").ok_or("it has no `response`")?;
        let status = match response.get("status") {
            Some(Json::Token(status)) => status.parse().ok(),
            _ => None,
        };
        let text = |name: &str| {
            let text = request.get(name).and_then(Json::as_string);
            text.ok_or_else(|| format!("its request has no text `{name}`"))
        };
        Ok(Self {
            method: text("method")?,
            url: text("url")?,
            sent: Message::of_json(request)?,
            status: status.ok_or("its response has no number `status`")?,
            received: Message::of_json(response)?,
        })
    }
}

impl Message {
    fn members(&self) -> Vec<(&'static str, Json)> {
        let mut headers: Vec<(String, Json)> = Vec::new();
        for (name, value) in &self.headers {
            let value = Json::string(value);
            match headers.last_mut().filter(|(last, _)| last == name) {
                Some((_, Json::Array(values))) => values.push(value),
                Some((_, one)) => *one = Json::Array(vec![one.clone(), value]),
                None => headers.push((name.clone(), value)),
            }
        }
        let mut members = vec![("headers", Json::Object(headers))];
        let text = std::str::from_utf8(&self.body);
        match text {
            _ if self.body.is_empty() => {}
            Ok(text) => match Json::parse(text) {
                Some(json) => members.push(("json", json)),
                None => members.push(("text", Json::string(text))),
            },
            Err(_) => members.push(("base64", Json::string(&STANDARD.encode(&self.body)))),
        }
        members
    }

    fn of_json(json: &Json) -> Result<Self, String> {
        let Some(Json::Object(members)) = json.get("headers") else {
            return Err("it has no object `headers`".to_owned());
        };
        let mut headers = Vec::new();
        for (name, values) in members {
            let values = match values {
                Json::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            for value in values {
                let value = value.as_string().ok_or_else(|| format!("its header `{name}` is not a text"))?;
                headers.push((name.clone(), value));
            }
        }
        let text = |name: &str| json.get(name).map(|text| text.as_string().ok_or(format!("`{name}` is not a text")));
        let body = if let Some(json) = json.get("json") {
            json.compact().into_bytes()
        } else if let Some(text) = text("text") {
            text?.into_bytes()
        } else if let Some(text) = text("base64") {
            STANDARD.decode(text?).map_err(|error| format!("`base64` cannot be decoded: {error}"))?
        } else {
            Vec::new()
        };
        Ok(Self { headers, body })
    }
}

fn object<'a>(members: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
