//! Values of parameters and keys: in URLs as literals, in payloads as JSON.

use crate::edm::scalar::Scalar;
use crate::url::literal::Literal;
use crate::value::argument::Argument;
use crate::value::instance::Instance;
use crate::value::payload::{Payload, Purpose, Sent, SentItems};
use crate::value::structured::Structured;

/// A value that the parameter of a function or an action, or a part of a key, can have.
///
/// ```
/// use odata_runtime::{Argument, Parameter};
///
/// assert_eq!(Parameter::literal(&"O'Neil").to_string(), "'O''Neil'");
/// assert_eq!(Parameter::literal(&None::<i32>).to_string(), "null");
/// assert_eq!(Parameter::argument(&vec![1, 2]).json(), Some("[1,2]"));
/// ```
pub trait Parameter {
    /// The value as a URL writes it
    /// ([URL Conventions 5.1.1.14](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    fn literal(&self) -> Literal;

    /// The value as a payload writes it
    /// ([JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    fn argument(&self) -> Argument;

    /// Whether there is a value at all.
    fn is_given(&self) -> bool {
        true
    }
}

impl<S: Scalar> Parameter for S {
    fn literal(&self) -> Literal {
        self.to_literal()
    }

    fn argument(&self) -> Argument {
        Argument::of(&Sent::new(self, Purpose::Parameter))
    }
}

impl Parameter for &str {
    fn literal(&self) -> Literal {
        Literal::string(*self)
    }

    fn argument(&self) -> Argument {
        Argument::of(*self)
    }
}

impl<P: Parameter> Parameter for Option<P> {
    fn literal(&self) -> Literal {
        self.as_ref().map_or_else(Literal::null, P::literal)
    }

    fn argument(&self) -> Argument {
        self.as_ref().map_or_else(|| Argument::of(&()), P::argument)
    }

    fn is_given(&self) -> bool {
        self.is_some()
    }
}

impl<T: Structured> Parameter for Instance<T> {
    fn literal(&self) -> Literal {
        Literal::json(&Sent::new(self, Purpose::Parameter))
    }

    fn argument(&self) -> Argument {
        Argument::of(&Sent::new(self, Purpose::Parameter))
    }
}

impl<P: Payload> Parameter for Vec<P> {
    fn literal(&self) -> Literal {
        Literal::json(&SentItems(self, Purpose::Parameter))
    }

    fn argument(&self) -> Argument {
        Argument::of(&SentItems(self, Purpose::Parameter))
    }
}

/// The parameters of an action, without those that are not given
/// (`Core.OptionalParameter`, [Protocol 11.5.4.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
#[must_use]
pub fn arguments(parameters: &[(&'static str, &dyn Parameter)]) -> Vec<(&'static str, Argument)> {
    let given = parameters.iter().filter(|(_, value)| value.is_given());
    given.map(|(name, value)| (*name, value.argument())).collect()
}

/// Leaves out the parameters that are not given
/// (`Core.OptionalParameter`, [Protocol 11.5.4.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
#[must_use]
pub fn given<V, const N: usize>(parameters: [(&str, Option<V>); N]) -> Vec<(&str, V)> {
    parameters.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
