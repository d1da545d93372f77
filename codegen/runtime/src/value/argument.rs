//! Values of actions' parameters.

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::url::request_error::RequestError;

/// The value of an action's parameter, as JSON.
///
/// ```
/// use odata_runtime::Argument;
///
/// assert_eq!(Argument::of("fyi").json(), Some("\"fyi\""));
/// assert_eq!(Argument::of(&None::<i32>).json(), Some("null"));
/// ```
#[derive(Clone, Debug)]
pub struct Argument(Result<Box<RawValue>, RequestError>);

impl Argument {
    /// The argument that `value` serialises to. What cannot be serialised makes the request fail.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(
            to_raw_value(value)
                .map_err(|error| RequestError::new(format!("an argument cannot be written as JSON: {error}"))),
        )
    }

    /// An argument that there is not, which makes the request fail.
    pub(crate) fn fault(fault: RequestError) -> Self {
        Self(Err(fault))
    }

    /// The JSON text, or why there is none.
    pub(crate) fn into_json(self) -> Result<Box<RawValue>, RequestError> {
        self.0
    }

    /// The JSON text, if the value could be serialised.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        self.0.as_ref().ok().map(|json| json.get())
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Ok(json) => json.serialize(serializer),
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
