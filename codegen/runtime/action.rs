//! Calls of actions.

use std::fmt;
use std::marker::PhantomData;

use http::Method;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::Shape;
use super::body::Body;
use super::error::Error;
use super::request::{Outgoing, Target};
use super::request_error::RequestError;
use super::response::{Response, ResponseFuture};

/// A call of an action, sent as `POST` when it is awaited
/// ([Protocol 11.5.5.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// ```no_run
/// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
/// use generated::runtime::{Argument, Nothing};
///
/// let ids = vec!["a".to_owned(), "b".to_owned()];
/// client.action::<Nothing>("confirm", [("ids", Argument::of(&ids))]).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "an action is not called until it is awaited or sent"]
pub struct Action<S> {
    target: Target,
    payload: Option<String>,
    shape: PhantomData<fn() -> S>,
}

impl<S> Action<S> {
    pub(super) fn new(mut target: Target, parameters: Vec<(&str, Argument)>) -> Self {
        let payload = match payload(parameters) {
            Ok(payload) => payload,
            Err(fault) => {
                target.fail(fault);
                None
            }
        };
        Self { target, payload, shape: PhantomData }
    }

    /// A query option, `$…` of the system or a custom one, with its value as text, which is percent-encoded here.
    #[inline]
    pub fn query_option(mut self, name: &str, value: &str) -> Self {
        self.target.query_option(name, value);
        self
    }

    /// A header of this request. It takes the place of one that the client would send; said twice, both are sent.
    #[inline]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.target.header(name, value);
        self
    }

    fn outgoing(self) -> Result<Outgoing, Error> {
        self.target.into_outgoing(Method::POST, self.payload.map_or_else(Body::empty, Body::from))
    }
}

impl<S: Shape> Action<S> {
    /// Sends `POST` and gives status and headers with the decoded body.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> impl Future<Output = Result<Response<S::Output>, Error>> + Send + use<S> {
        ResponseFuture::<S>::new(self.outgoing()).with_head()
    }
}

impl<S: Shape> IntoFuture for Action<S> {
    type Output = Result<S::Output, Error>;
    type IntoFuture = ResponseFuture<S>;

    fn into_future(self) -> ResponseFuture<S> {
        ResponseFuture::new(self.outgoing())
    }
}

impl<S> Clone for Action<S> {
    fn clone(&self) -> Self {
        Self { target: self.target.clone(), payload: self.payload.clone(), shape: PhantomData }
    }
}

impl<S> fmt::Debug for Action<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Action").field(&self.target.describe()).finish()
    }
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

    /// The JSON text, if the value could be serialised.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        self.0.as_ref().ok().map(|json| json.get())
    }
}

/// The JSON object of the parameters; an action without parameters has no payload.
fn payload(parameters: Vec<(&str, Argument)>) -> Result<Option<String>, RequestError> {
    if parameters.is_empty() {
        return Ok(None);
    }
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
    Ok(Some(json))
}
