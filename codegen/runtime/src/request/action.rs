//! Calls of actions.

use crate::http::body::Body;
use crate::request::target::Target;
use crate::url::request_error::RequestError;
use crate::value::argument::Argument;

/// The body of a call of the action `name`, after `target` is led to it: a payload if it takes parameters
/// ([Protocol 11.5.5.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
pub(crate) fn body(target: &mut Target, name: &str, parameters: Option<Vec<(&str, Argument)>>) -> Body {
    target.operation(name);
    parameters.map_or_else(Body::empty, |parameters| target.body(payload(parameters)))
}

/// The body of a call of an action by its own URL, which has a payload if any parameter is given.
pub(crate) fn payload_of(target: &mut Target, parameters: Vec<(&str, Argument)>) -> Body {
    if parameters.is_empty() { Body::empty() } else { target.body(payload(parameters)) }
}

/// The JSON object of the parameters.
fn payload(parameters: Vec<(&str, Argument)>) -> Result<String, RequestError> {
    let mut json = String::from("{");
    for (index, (name, argument)) in parameters.into_iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        json.push_str(&serde_json::Value::from(name).to_string());
        json.push(':');
        argument.push_marked(&mut json)?;
    }
    json.push('}');
    Ok(json)
}
