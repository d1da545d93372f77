//! The functions of expressions (URL Conventions 5.1.1.5 to 5.1.1.13).

use crate::model::Primitive;

/// What a function gives, where that does not depend on what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Value(Primitive),
    Depends,
}

/// A function of the standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    /// All literals that it takes are texts.
    pub(super) takes_text: bool,
    pub(super) gives: Gives,
}

macro_rules! functions {
    ($($name:literal $takes_text:literal $gives:expr;)*) => {
        pub(super) const FUNCTIONS: &[Function] =
            &[$(Function { name: $name, takes_text: $takes_text, gives: $gives }),*];
    };
}

const TEXT: Gives = Gives::Value(Primitive::String);
const TRUTH: Gives = Gives::Value(Primitive::Boolean);
const INTEGER: Gives = Gives::Value(Primitive::Int32);
const DECIMAL: Gives = Gives::Value(Primitive::Decimal);
const INSTANT: Gives = Gives::Value(Primitive::DateTimeOffset);

functions! {
    "cast" false Gives::Depends;
    "ceiling" false Gives::Depends;
    "concat" true Gives::Depends;
    "contains" true TRUTH;
    "date" false Gives::Value(Primitive::Date);
    "day" false INTEGER;
    "endswith" true TRUTH;
    "floor" false Gives::Depends;
    "fractionalseconds" false DECIMAL;
    "geo.distance" false Gives::Value(Primitive::Double);
    "geo.intersects" false TRUTH;
    "geo.length" false Gives::Value(Primitive::Double);
    "hassubsequence" false TRUTH;
    "hassubset" false TRUTH;
    "hour" false INTEGER;
    "indexof" true INTEGER;
    "isof" false TRUTH;
    "length" true INTEGER;
    "matchespattern" true TRUTH;
    "maxdatetime" false INSTANT;
    "mindatetime" false INSTANT;
    "minute" false INTEGER;
    "month" false INTEGER;
    "now" false INSTANT;
    "round" false Gives::Depends;
    "second" false INTEGER;
    "startswith" true TRUTH;
    "substring" false TEXT;
    "time" false Gives::Value(Primitive::TimeOfDay);
    "tolower" true TEXT;
    "totaloffsetminutes" false INTEGER;
    "totalseconds" false DECIMAL;
    "toupper" true TEXT;
    "trim" true TEXT;
    "year" false INTEGER;
}

/// The function of that name, whatever its case.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}
