//! Values of actions' parameters.

use std::borrow::Cow;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::Raw;
use crate::url::request_error::RequestError;
use crate::value::json::style::{Mark, Marked, Style};
use crate::value::json::writer::marked_json;

/// The value of an action's parameter, as JSON.
///
/// ```
/// use odata_runtime::Argument;
///
/// assert_eq!(Argument::of("fyi").json(), Some("\"fyi\""));
/// assert_eq!(Argument::of(&None::<i32>).json(), Some("null"));
/// ```
#[derive(Clone, Debug)]
pub struct Argument(Result<Text, RequestError>);

/// A JSON text that may hold marks ([`Style`]).
#[derive(Clone, Debug)]
struct Text {
    json: Box<RawValue>,
    /// The mark of the value as a whole.
    mark: Option<Mark>,
    /// The text without marks, where it holds any.
    plain: Option<Box<str>>,
}

impl Text {
    fn new(marked: String) -> Result<Self, serde_json::Error> {
        let mark = [Mark::Number, Mark::Binary].into_iter().find(|mark| marked.starts_with(mark.text()));
        let plain = match Style::default().settle(&marked) {
            Cow::Borrowed(_) => None,
            Cow::Owned(plain) => Some(plain.into()),
        };
        // The mark before the value is not a part of it.
        Ok(Self { json: RawValue::from_string(marked)?, mark, plain })
    }
}

impl Argument {
    /// The argument that `value` serialises to. What cannot be serialised makes the request fail.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self::written(marked_json(value))
    }

    /// The argument with this JSON text, which may hold marks.
    pub(crate) fn of_marked(text: &str) -> Self {
        Self::written(Ok(text.to_owned()))
    }

    fn written(text: Result<String, serde_json::Error>) -> Self {
        let text = text.and_then(Text::new);
        Self(text.map_err(|error| RequestError::new(format!("an argument cannot be written as JSON: {error}"))))
    }

    /// An argument that there is not, which makes the request fail.
    pub(crate) fn fault(fault: RequestError) -> Self {
        Self(Err(fault))
    }

    /// Writes the JSON text with its marks, or tells why there is none.
    pub(crate) fn push_marked(self, out: &mut String) -> Result<(), RequestError> {
        let Text { json, mark, .. } = self.0?;
        out.push_str(mark.map_or("", Mark::text));
        out.push_str(json.get());
        Ok(())
    }

    /// The JSON text, if the value could be serialised.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        self.0.as_ref().ok().map(|text| text.plain.as_deref().unwrap_or(text.json.get()))
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(Text { json, mark: Some(mark), .. }) => Marked(*mark, &Raw(json)).serialize(serializer),
            Ok(Text { json, .. }) => Raw(json).serialize(serializer),
            Err(fault) => Err(S::Error::custom(fault)),
        }
    }
}

/// The parameters of an action: what a generated type such as `MessageForward` is.
///
/// ```
/// use odata_runtime::private::arguments;
/// use odata_runtime::{Argument, Arguments};
///
/// #[derive(Default)]
/// struct Forward { comment: Option<String> }
///
/// impl Arguments for Forward {
///     fn arguments(&self) -> Vec<(&'static str, Argument)> {
///         arguments(&[("comment", &self.comment)])
///     }
/// }
///
/// assert_eq!(Forward { comment: Some("fyi".into()) }.arguments().len(), 1);
/// assert!(Forward::default().arguments().is_empty());
/// ```
pub trait Arguments {
    /// Names and values of those parameters that are given.
    fn arguments(&self) -> Vec<(&'static str, Argument)>;
}

impl Arguments for () {
    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        Vec::new()
    }
}

/// The parameters of an action that was not generated, by their names.
impl<const N: usize> Arguments for [(&'static str, Argument); N] {
    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        self.to_vec()
    }
}
