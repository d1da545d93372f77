//! The body of an error response
//! ([JSON Format 21](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)), read leniently:
//! an error must not be lost because its description is not quite right.

use std::fmt;

use serde_json::{Map, Value};

use crate::url::shown::Excerpt;

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

/// An upper bound of the number of values in a JSON text.
fn values_in(json: &[u8]) -> usize {
    json.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count()
}

impl ODataError {
    /// The error in a body, if there is one, and no more than [`MOST_VALUES`].
    pub(crate) fn parse(body: &[u8]) -> Option<Self> {
        if values_in(body) > MOST_VALUES {
            return None;
        }
        let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else { return None };
        let error = ["error", "odata.error"].iter().find_map(|name| body.remove(*name))?;
        match error {
            Value::Object(members) => Some(Self::read(members)),
            // What token endpoints answer (RFC 6749, 5.2).
            Value::String(code) => {
                let message = text(body.remove("error_description")).unwrap_or_default();
                Some(Self { code, message, extras: body, ..Self::default() })
            }
            _ => None,
        }
    }

    fn read(mut members: Map<String, Value>) -> Self {
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

/// At most 200 characters of the code and of the message.
impl fmt::Display for ODataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code.as_str(), self.message.as_str()) {
            (code, "") => Excerpt(code).fmt(f),
            ("", message) => Excerpt(message).fmt(f),
            (code, message) => write!(f, "{}: {}", Excerpt(code), Excerpt(message)),
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
fn text(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text),
        Value::Null => None,
        Value::Object(mut members) => text(members.remove("value")),
        other => Some(other.to_string()),
    }
}
