//! What can be sent, before it is sent.

use http::Method;

use crate::Request;
use crate::http::body::Body;
use crate::request::target::Target;

/// A request that is not sent yet: a position, which is read, or a [`Request`].
pub trait Unsent {
    /// The shape of its answer.
    type Shape;

    /// Method, address and headers, and body.
    #[doc(hidden)]
    fn into_request(self) -> (Method, Target, Body);
}

impl<S> Unsent for Request<S> {
    type Shape = S;

    fn into_request(self) -> (Method, Target, Body) {
        self.into_parts()
    }
}
