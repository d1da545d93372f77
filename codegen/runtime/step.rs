//! The steps of emitted methods.
//!
//! They are functions and no methods: rustc would look a method of [`At`] up in all its `impl`s, of which a service has
//! as many as types. And they go on through pointers to functions, because rustc would otherwise follow all that these call
//! anew for each emitted method, in search of a cycle, before it decides what to inline. Together that is a tenth of the
//! time that Microsoft Graph takes to compile.

use http::Method;

use super::action::{self, Arguments};
use super::at::At;
use super::body::Body;
use super::call::Request;
use super::client::Client;
use super::key::Key;
use super::literal::Literal;
use super::parameter::Parameter;
use super::request::Target;
use super::shape::{Many, Nothing};

const SEGMENT: fn(&mut Target, &str) = Target::segment;
const FUNCTION: fn(&mut Target, &str, &[(&str, Literal)]) = Target::function;
const KEY: fn(&mut Target, &dyn Parameter) = |target, value| target.key(&Key::single(value.literal()));
const ACTION: fn(&mut Target, &str, Option<&dyn Arguments>) -> Body =
    |target, name, parameters| action::body(target, name, parameters.map(Arguments::arguments));

/// The service root.
pub fn root(client: &Client) -> At<Nothing> {
    At::new(client.target())
}

/// [`At::segment`].
pub fn segment<S, R>(at: At<S>, name: &str) -> At<R> {
    let mut target = at.into_target();
    SEGMENT(&mut target, name);
    At::new(target)
}

/// [`At::by_key`] of a single value.
pub fn key<T>(at: At<Many<T>>, value: &dyn Parameter) -> At<T> {
    let mut target = at.into_target();
    KEY(&mut target, value);
    At::new(target)
}

/// [`At::function`].
pub fn function<S, R>(at: At<S>, name: &str, parameters: &[(&str, Literal)]) -> At<R> {
    let mut target = at.into_target();
    FUNCTION(&mut target, name, parameters);
    At::new(target)
}

/// [`At::action`] without parameters.
pub fn action<S, R>(at: At<S>, name: &str) -> Request<R> {
    request(at, name, None)
}

/// [`At::action`] with parameters of its own type.
pub fn action_with<S, R>(at: At<S>, name: &str, parameters: &dyn Arguments) -> Request<R> {
    request(at, name, Some(parameters))
}

fn request<S, R>(at: At<S>, name: &str, parameters: Option<&dyn Arguments>) -> Request<R> {
    let mut target = at.into_target();
    let body = ACTION(&mut target, name, parameters);
    Request::new(Method::POST, target, body)
}
