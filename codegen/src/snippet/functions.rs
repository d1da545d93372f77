//! The canonical functions of expressions, as methods of the runtime (URL Conventions 5.1.1.5 to 5.1.1.11).

use std::sync::LazyLock;

use crate::model::{Nature, Primitive};
use crate::plan::items::{RustType, Value};

use super::sample::{self, Form};

const STRING: Value = Value::BuiltIn(RustType::String);
const BOOLEAN: Value = Value::BuiltIn(RustType::Bool);
const INT32: Value = Value::BuiltIn(RustType::I32);
const DATE: Value = Value::BuiltIn(RustType::Date);
const DATE_TIME: Value = Value::BuiltIn(RustType::DateTimeOffset);
const DECIMAL: Value = Value::BuiltIn(RustType::Decimal);
const DURATION: Value = Value::BuiltIn(RustType::Duration);
const TIME: Value = Value::BuiltIn(RustType::TimeOfDay);

/// A function as a method of its first argument.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    name: &'static str,
    /// The types whose values have it; empty for all numbers.
    of: &'static [Value],
    pub(super) method: &'static str,
    /// The types of the other arguments.
    pub(super) parameters: &'static [Value],
    /// `None` for the type of the first argument.
    pub(super) result: Option<&'static Value>,
}

macro_rules! functions {
    ($($name:literal $of:tt $method:ident $parameters:tt -> $result:expr;)*) => {
        const FUNCTIONS: &[Function] = &[$(Function {
            name: $name,
            of: &$of,
            method: stringify!($method),
            parameters: &$parameters,
            result: $result,
        }),*];
    };
}

functions! {
    "contains" [STRING] contains [STRING] -> Some(&BOOLEAN);
    "startswith" [STRING] starts_with [STRING] -> Some(&BOOLEAN);
    "endswith" [STRING] ends_with [STRING] -> Some(&BOOLEAN);
    "matchespattern" [STRING] matches_pattern [STRING] -> Some(&BOOLEAN);
    "length" [STRING] length [] -> Some(&INT32);
    "indexof" [STRING] index_of [STRING] -> Some(&INT32);
    "substring" [STRING] substring [INT32] -> None;
    "substring" [STRING] substring_of [INT32, INT32] -> None;
    "tolower" [STRING] to_lower [] -> None;
    "toupper" [STRING] to_upper [] -> None;
    "trim" [STRING] trim [] -> None;
    "concat" [STRING] concat [STRING] -> None;
    "year" [DATE_TIME, DATE] year [] -> Some(&INT32);
    "month" [DATE_TIME, DATE] month [] -> Some(&INT32);
    "day" [DATE_TIME, DATE] day [] -> Some(&INT32);
    "hour" [DATE_TIME, TIME] hour [] -> Some(&INT32);
    "minute" [DATE_TIME, TIME] minute [] -> Some(&INT32);
    "second" [DATE_TIME, TIME] second [] -> Some(&INT32);
    "fractionalseconds" [DATE_TIME, TIME] fractional_seconds [] -> Some(&DECIMAL);
    "date" [DATE_TIME] date [] -> Some(&DATE);
    "time" [DATE_TIME] time [] -> Some(&TIME);
    "totaloffsetminutes" [DATE_TIME] total_offset_minutes [] -> Some(&INT32);
    "totalseconds" [DURATION] total_seconds [] -> Some(&DECIMAL);
    "round" [] round [] -> None;
    "floor" [] floor [] -> None;
    "ceiling" [] ceiling [] -> None;
}

/// The function of that name, whatever its case, that values of the type have.
pub(super) fn find(name: &str, of: &Value, parameters: usize) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| {
        function.name.eq_ignore_ascii_case(name)
            && function.parameters.len() == parameters
            && if function.of.is_empty() { is_number(of) } else { function.of.contains(of) }
    })
}

/// Whether a type has arithmetic.
pub(super) fn is_number(ty: &Value) -> bool {
    let Value::BuiltIn(ty) = ty else { return false };
    match ty.nature() {
        Nature::Integer | Nature::Float | Nature::Decimal => true,
        Nature::Text | Nature::Bytes | Nature::Time | Nature::Other => false,
    }
}

/// A function without arguments, and the type of its value.
pub(super) fn constant(name: &str) -> Option<(&'static str, &'static Value)> {
    let function = match name.to_ascii_lowercase().as_str() {
        "now" => "now",
        "mindatetime" => "min_date_time",
        "maxdatetime" => "max_date_time",
        _ => return None,
    };
    Some((function, &DATE_TIME))
}

/// The built-in types as values, which terms refer to.
static BUILT_IN: LazyLock<Vec<Value>> = LazyLock::new(|| RustType::ALL.iter().copied().map(Value::BuiltIn).collect());

/// The Rust type of a primitive type that values can be cast to, by its qualified name.
pub(super) fn primitive(name: &str) -> Option<&'static Value> {
    let (namespace, name) = name.split_once('.')?;
    let ty = Primitive::from_name(name).filter(|_| namespace == "Edm")?.rust_type();
    // A type that others share does not say which of them is meant.
    let has_literals = sample::form(ty) != Form::None;
    BUILT_IN.iter().find(|value| **value == Value::BuiltIn(ty)).filter(|_| has_literals)
}
