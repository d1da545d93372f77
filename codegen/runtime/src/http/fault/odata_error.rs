//! The body of an error response
//! ([JSON Format 21](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)), read leniently:
//! an error must not be lost because its description is not quite right.

use std::fmt;

use serde_json::{Map, Value};

use super::extended_message::{ANNOTATION, ExtendedMessage, names_success};
use crate::url::shown::Excerpt;
use crate::value::json::decode::without_mark;

/// What a service tells about an error.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ODataError {
    /// The service's code; for programs. May be empty.
    pub code: String,
    /// A text for people. May be empty.
    pub message: String,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// More errors of the same request.
    pub details: Vec<ErrorDetail>,
    /// What the service tells its developers (`innererror`, `innerError`).
    pub inner: Option<Box<InnerError>>,
    /// The messages of a Redfish service (`@Message.ExtendedInfo`), with what to do about each.
    pub extended: Vec<ExtendedMessage>,
    /// Everything else in the error object, annotations included.
    pub extras: Map<String, Value>,
}

/// One of several errors of a request.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's code; for programs. May be empty.
    pub code: String,
    /// A text for people. May be empty.
    pub message: String,
    /// What the error is about, such as the name of a property.
    pub target: Option<String>,
    /// Everything else in the object.
    pub extras: Map<String, Value>,
}

/// What a service tells its developers about an error; may hold a more specific one.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InnerError {
    /// A more specific code.
    pub code: Option<String>,
    /// A text for people.
    pub message: Option<String>,
    /// The next, more specific error.
    pub inner: Option<Box<InnerError>>,
    /// Everything else in the object, such as `request-id` and `date`.
    pub extras: Map<String, Value>,
}

/// A body of an error with more values than this is kept as text only: each can take 700 bytes of memory.
const MOST_VALUES: usize = 50_000;

/// The names under which a body has its error.
const ERROR: [&str; 2] = ["error", "odata.error"];

/// The names of the members of a body that has nothing but an error.
const NAMES: [&str; 3] = ["error", "odata.error", ANNOTATION];

/// So many places are looked at for an error that broke off a body.
const MOST_TRIES: usize = 16;

/// The members of a body that is an object, with no more than [`MOST_VALUES`].
fn members(body: &[u8]) -> Option<Map<String, Value>> {
    if values_in(body) > MOST_VALUES {
        return None;
    }
    match serde_json::from_slice(without_mark(body)) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

/// An upper bound of the number of values in a JSON text.
fn values_in(json: &[u8]) -> usize {
    json.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count()
}

impl ODataError {
    /// The error in a body, if there is one, and no more than [`MOST_VALUES`].
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        Self::of_members(members(body)?)
    }

    /// The error in a body that is only that, although the response's status tells success. An entity may have a property
    /// `error`; then there is a context URL, or another property.
    pub(crate) fn of_success(body: &[u8]) -> Option<Self> {
        let body = without_mark(body).trim_ascii();
        let first = body.strip_prefix(b"{")?.trim_ascii_start();
        let first = first.strip_prefix(b"\"")?.split(|byte| *byte == b'"').next()?;
        if !NAMES.iter().any(|name| name.as_bytes() == first) {
            return None;
        }
        let body = members(body)?;
        let is_other = |name: &str| !name.starts_with('@') || matches!(name, "@odata.context" | "@context");
        if body.keys().any(|name| !NAMES.contains(&name.as_str()) && is_other(name)) {
            return None;
        }
        let error = ERROR.iter().find_map(|name| body.get(*name)?.as_object())?;
        let has_text = ["code", "message"].iter().any(|name| error.get(*name).is_some_and(|text| !text.is_null()));
        if has_text || error.contains_key(ANNOTATION) { Self::of_members(body) } else { None }
    }

    /// Whether a body holds nothing but messages about a success, as those of Redfish do.
    pub(crate) fn is_only_content(body: &[u8]) -> bool {
        Self::of_success(body).is_some_and(|error| error.is_success())
    }

    /// Whether this says that all went well, as Redfish services do in the form of an error.
    pub(crate) fn is_success(&self) -> bool {
        match self.extended.as_slice() {
            [] => names_success(&self.code),
            messages => messages.iter().all(ExtendedMessage::is_success),
        }
    }

    /// The error with which a service broke off a body of another kind: the last object in it that has the one member `error`.
    pub(crate) fn in_stream(body: &[u8]) -> Option<Self> {
        const NAME: &[u8] = b"\"error\"";
        let mut end = body.len();
        for _ in 0..MOST_TRIES {
            let at = body.get(..end)?.windows(NAME.len()).rposition(|window| window == NAME)?;
            end = at;
            let before = body.get(..at)?.trim_ascii_end();
            let Some(start) = before.len().checked_sub(1).filter(|_| before.ends_with(b"{")) else { continue };
            let object = body.get(start..)?;
            if values_in(object) > MOST_VALUES {
                return None;
            }
            let object = serde_json::Deserializer::from_slice(object).into_iter::<Map<String, Value>>().next();
            if let Some(Ok(members)) = object
                && let Some(error) = Self::of_members(members)
            {
                return Some(error);
            }
        }
        None
    }

    fn of_members(mut body: Map<String, Value>) -> Option<Self> {
        let mut extended = Vec::new();
        ExtendedMessage::take(&mut body, &mut extended);
        let Some(error) = ERROR.iter().find_map(|name| body.remove(*name)) else {
            // Messages alone.
            let ExtendedMessage { message_id, message, .. } = extended.first()?.clone();
            return Some(Self { code: message_id, message, extended, extras: body, ..Self::default() });
        };
        match error {
            Value::Object(members) => Some(Self::read(members, extended)),
            // What token endpoints answer (RFC 6749, 5.2).
            Value::String(code) => {
                let message = text(body.remove("error_description")).unwrap_or_default();
                Some(Self { code, message, extras: body, ..Self::default() })
            }
            _ => None,
        }
    }

    fn read(mut members: Map<String, Value>, mut extended: Vec<ExtendedMessage>) -> Self {
        ExtendedMessage::take(&mut members, &mut extended);
        let details = match members.remove("details") {
            Some(Value::Array(details)) => details.into_iter().map(ErrorDetail::read).collect(),
            Some(other) => {
                members.insert("details".to_owned(), other);
                Vec::new()
            }
            None => Vec::new(),
        };
        Self {
            code: text(members.remove("code")).unwrap_or_default(),
            message: text(members.remove("message")).unwrap_or_default(),
            target: text(members.remove("target")),
            details,
            inner: InnerError::take(&mut members),
            extended,
            extras: members,
        }
    }

    /// The most specific code: that of the innermost error that has one.
    #[must_use]
    pub fn innermost_code(&self) -> &str {
        self.inner_errors().filter_map(|inner| inner.code.as_deref()).last().unwrap_or(&self.code)
    }

    /// The inner errors from the outermost to the most specific.
    fn inner_errors(&self) -> impl Iterator<Item = &InnerError> {
        std::iter::successors(self.inner.as_deref(), |inner| inner.inner.as_deref())
    }

    /// The text of an additional member of an inner error.
    pub(crate) fn inner_text(&self, name: &str) -> Option<&str> {
        self.inner_errors().find_map(|inner| inner.extras.get(name)?.as_str())
    }
}

/// At most 200 characters of the code, of the message, and of the first message of Redfish that says more.
impl fmt::Display for ODataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code.as_str(), self.message.as_str()) {
            (code, "") => Excerpt(code).fmt(f)?,
            ("", message) => Excerpt(message).fmt(f)?,
            (code, message) => write!(f, "{}: {}", Excerpt(code), Excerpt(message))?,
        }
        let says_more = |message: &&ExtendedMessage| !message.message.is_empty() && !message.is_success();
        let Some(first) = self.extended.iter().find(says_more) else { return Ok(()) };
        let resolution = first.resolution.as_deref().unwrap_or_default();
        match first.message == self.message {
            true if resolution.is_empty() => Ok(()),
            true => write!(f, ": {}", Excerpt(resolution)),
            false => write!(f, ": {}", Excerpt(format!("{} {resolution}", first.message).trim_end())),
        }
    }
}

impl ErrorDetail {
    fn read(value: Value) -> Self {
        let Value::Object(mut members) = value else {
            return Self { message: text(Some(value)).unwrap_or_default(), ..Self::default() };
        };
        Self {
            code: text(members.remove("code")).unwrap_or_default(),
            message: text(members.remove("message")).unwrap_or_default(),
            target: text(members.remove("target")),
            extras: members,
        }
    }
}

impl InnerError {
    /// The inner error among the members of an error, under any of its names.
    fn take(members: &mut Map<String, Value>) -> Option<Box<Self>> {
        let name =
            ["innererror", "innerError", "internalexception"].into_iter().find(|name| members.contains_key(*name))?;
        match members.remove(name)? {
            Value::Object(mut inner) => Some(Box::new(Self {
                code: text(inner.remove("code")),
                message: text(inner.remove("message")),
                inner: Self::take(&mut inner),
                extras: inner,
            })),
            other => {
                members.insert(name.to_owned(), other);
                None
            }
        }
    }
}

/// The text of a member: a string, a number, or the `value` of the object that OData 3 makes of a message.
pub(crate) fn text(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text),
        Value::Null => None,
        Value::Object(mut members) => text(members.remove("value")),
        other => Some(other.to_string()),
    }
}
