//! Typed values as what a service answers.

use super::reply::JSON;
use crate::edm::scalar::Scalar;
use crate::value::instance::Instance;
use crate::value::json::style::Style;
use crate::value::json::writer::{marked_json, to_json};
use crate::value::payload::{Purpose, Sent};
use crate::value::shape::Content;
use crate::{Maybe, Nothing, Nullable, PlainText, Shape, Structured, Value};

/// A value that a fake answers to a request for the shape `S`: a struct or an [`Instance`] of the structured type, the value of
/// [`Value`], an `Option` for what may be null, `()` for [`Nothing`]. As an item of a page, `S` is what the page holds.
pub trait Answer<S> {
    /// The value as JSON, or `None` where there is none.
    #[doc(hidden)]
    fn into_json(self) -> Result<Option<String>, serde_json::Error>;
}

impl<T: Structured> Answer<T> for T {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        instance(&self.into())
    }
}

impl<T: Structured> Answer<T> for Instance<T> {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        instance(&self)
    }
}

impl<T: Structured> Answer<T> for &Instance<T> {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        instance(self)
    }
}

impl<V: Scalar> Answer<Value<V>> for V {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        let text = marked_json(&Sent::new(&self, Purpose::Parameter))?;
        Ok(Some(Style::default().settle(&text).into_owned()))
    }
}

impl Answer<Value<String>> for &str {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        serde_json::to_string(self).map(Some)
    }
}

impl Answer<PlainText> for &str {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        Ok(Some(self.to_owned()))
    }
}

impl Answer<Nothing> for () {
    fn into_json(self) -> Result<Option<String>, serde_json::Error> {
        Ok(None)
    }
}

/// What may not be there, and is, is answered as itself or in `Some`.
macro_rules! optional {
    ($($shape:ident)*) => {$(
        impl<S: Shape, A: Answer<S>> Answer<$shape<S>> for Option<A> {
            fn into_json(self) -> Result<Option<String>, serde_json::Error> {
                self.map_or(Ok(None), Answer::into_json)
            }
        }

        impl<T: Structured> Answer<$shape<T>> for T {
            fn into_json(self) -> Result<Option<String>, serde_json::Error> {
                instance(&self.into())
            }
        }

        impl<T: Structured> Answer<$shape<T>> for Instance<T> {
            fn into_json(self) -> Result<Option<String>, serde_json::Error> {
                instance(&self)
            }
        }
    )*};
}

optional!(Nullable Maybe);

fn instance<T: Structured>(instance: &Instance<T>) -> Result<Option<String>, serde_json::Error> {
    to_json(instance).map(|json| Some(String::from_utf8_lossy(&json).into_owned()))
}

/// A value as the body of an answer, with its type.
pub(super) fn body<S: Shape, A: Answer<S>>(value: A) -> Result<Option<(String, &'static str)>, serde_json::Error> {
    let json = value.into_json()?;
    Ok(json.map(|json| match S::CONTENT {
        Content::Value => (format!("{{\"value\":{json}}}"), JSON),
        Content::Text => (json, "text/plain"),
        Content::Instance | Content::Items | Content::Nothing => (json, JSON),
    }))
}
