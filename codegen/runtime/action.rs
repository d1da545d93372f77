//! Calls of actions.

use http::Method;
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::body::Body;
use super::call::Request;
use super::request::Target;
use super::request_error::RequestError;

/// A call of the action `name` of what `target` leads to, with a payload if it takes parameters
/// ([Protocol 11.5.5.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
pub(super) fn call<S>(mut target: Target, name: &str, parameters: Option<Vec<(&str, Argument)>>) -> Request<S> {
    let body = body(&mut target, name, parameters);
    Request::new(Method::POST, target, body)
}

/// The body of a call, after the target is led to the action.
pub(super) fn body(target: &mut Target, name: &str, parameters: Option<Vec<(&str, Argument)>>) -> Body {
    target.segment(name);
    parameters.map_or_else(Body::empty, |parameters| target.body(payload(parameters)))
}

/// The value of an action's parameter, as JSON.
///
/// ```
/// use generated::runtime::Argument;
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
    pub(super) fn fault(fault: RequestError) -> Self {
        Self(Err(fault))
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
/// use generated::runtime::{Argument, Arguments, arguments};
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

/// The JSON object of the parameters.
fn payload(parameters: Vec<(&str, Argument)>) -> Result<String, RequestError> {
    let mut json = String::from("{");
    for (index, (name, Argument(value))) in parameters.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        json.push_str(&serde_json::Value::from(name).to_string());
        json.push(':');
        json.push_str(value?.get());
    }
    json.push('}');
    Ok(json)
}
