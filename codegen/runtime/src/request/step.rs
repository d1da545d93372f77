//! The steps of emitted methods, as functions: what generated code calls is compiled once, here.

use http::Method;

use crate::request::action;
use crate::request::call::Request;
use crate::request::key::{EntityKey, Key};
use crate::request::target::Target;
use crate::url::literal::Literal;
use crate::value::argument::{Argument, Arguments};
use crate::value::parameter::Parameter;

/// One segment further.
pub fn segment(mut target: Target, name: &str) -> Target {
    target.segment(name);
    target
}

/// The same as an instance of a derived type.
pub fn cast(mut target: Target, name: &str) -> Target {
    target.cast(name);
    target
}

/// The call of the action that is at the position itself.
pub fn call_action<R>(mut target: Target, parameters: &dyn Arguments) -> Request<R> {
    let body = action::payload_of(&mut target, parameters.arguments());
    Request::new(Method::POST, target, body)
}

/// A key of a single value.
pub fn key(mut target: Target, value: &dyn Parameter) -> Target {
    target.key(&Key::single(value.literal()));
    target
}

/// The call of a function.
pub fn function(mut target: Target, name: &str, parameters: &[(&str, Literal)]) -> Target {
    target.function(name, parameters);
    target
}

/// The call of an action.
pub fn action<R>(mut target: Target, name: &str, parameters: Option<&dyn Arguments>) -> Request<R> {
    let body = action::body(&mut target, name, parameters.map(Arguments::arguments));
    Request::new(Method::POST, target, body)
}

/// The call of an action with any parameters.
pub fn call<R>(mut target: Target, name: &str, parameters: Vec<(&str, Argument)>) -> Request<R> {
    let body = action::body(&mut target, name, (!parameters.is_empty()).then_some(parameters));
    Request::new(Method::POST, target, body)
}

/// A key of any kind.
pub fn entity_key(mut target: Target, key: &impl EntityKey) -> Target {
    target.key(&key.to_key());
    target
}
