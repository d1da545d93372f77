//! Values of a type as Rust expressions: what the line says where it is one, else a sample.

use crate::plan::items::{EnumItem, ParameterItem, Presence, RustType, Value as Type};
use crate::request::Value;

use super::Snippets;

/// How the values of a built-in type are written in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As a string literal.
    Text,
    Boolean,
    Integer,
    Float,
    /// As a text that is parsed, for instance this one.
    Parsed(&'static str),
    /// Not at all: a program makes them from what it has.
    None,
}

/// How the values of a built-in type are written in Rust.
pub(super) fn form(ty: RustType) -> Form {
    match ty {
        RustType::String => Form::Text,
        RustType::Bool => Form::Boolean,
        RustType::U8 | RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64 => Form::Integer,
        RustType::F32 | RustType::F64 => Form::Float,
        RustType::Binary => Form::Parsed(""),
        RustType::Date => Form::Parsed("2026-01-01"),
        RustType::DateTimeOffset => Form::Parsed("2026-01-01T00:00:00Z"),
        RustType::Decimal => Form::Parsed("0"),
        RustType::Duration => Form::Parsed("PT1H"),
        RustType::Guid => Form::Parsed("00000000-0000-0000-0000-000000000000"),
        RustType::TimeOfDay => Form::Parsed("12:00:00"),
        RustType::Geo | RustType::PrimitiveValue | RustType::Stream | RustType::Untyped => Form::None,
    }
}

/// A value as the line writes it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    /// `{name}`
    Placeholder(&'a str),
    /// The value, without quotes.
    Text(&'a str),
    Nothing,
}

impl<'a> Given<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        match value {
            Value::Placeholder(name) | Value::Alias { name, value: None } => Self::Placeholder(name),
            Value::Alias { value: Some(text), .. } => Self::Text(unquoted(text)),
            Value::Quoted(text) | Value::Bare(text) => Self::Text(text),
        }
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(text)
}

impl Snippets<'_> {
    /// The argument of a method that goes to a key or calls a function.
    pub(super) fn argument(&self, parameter: &ParameterItem, given: Given<'_>) -> String {
        let is_null = matches!(given, Given::Text("null"));
        match parameter.presence {
            Presence::OptionalOrNull if is_null => return "Some(None)".to_owned(),
            Presence::Nullable | Presence::Optional if is_null => return "None".to_owned(),
            Presence::Nullable | Presence::Optional | Presence::OptionalOrNull if matches!(given, Given::Nothing) => {
                return "None".to_owned();
            }
            Presence::Required | Presence::Nullable | Presence::Optional | Presence::OptionalOrNull => {}
        }
        let value = if parameter.collection {
            self.items(parameter, given)
        } else if parameter.value == Type::BuiltIn(RustType::String) {
            text(given, &parameter.wire)
        } else {
            self.value(&parameter.value, given)
        };
        let options = parameter.presence.options();
        format!("{}{value}{}", "Some(".repeat(options), ")".repeat(options))
    }

    /// A collection: of what JSON says, or of one sample.
    fn items(&self, parameter: &ParameterItem, given: Given<'_>) -> String {
        let json: Option<Vec<serde_json::Value>> = match given {
            Given::Text(text) => serde_json::from_str(text).ok(),
            Given::Placeholder(_) | Given::Nothing => None,
        };
        let Some(json) = json else { return "vec![]".to_owned() };
        let items = json.iter().map(|item| {
            let text = item.as_str().map_or_else(|| item.to_string(), str::to_owned);
            let item = self.value(&parameter.value, Given::Text(&text));
            if parameter.nullable_items { format!("Some({item})") } else { item }
        });
        format!("vec![{}]", items.collect::<Vec<_>>().join(", "))
    }

    /// An expression of exactly the type.
    pub(super) fn value(&self, ty: &Type, given: Given<'_>) -> String {
        match ty {
            Type::BuiltIn(ty) => match form(*ty) {
                Form::Text => format!("{}.to_owned()", text(given, "text")),
                Form::Boolean => if matches!(given, Given::Text("false")) { "false" } else { "true" }.to_owned(),
                Form::Integer => number(*ty, given).unwrap_or_else(|| "0".to_owned()),
                Form::Float => number(*ty, given).unwrap_or_else(|| "0.0".to_owned()),
                Form::Parsed(sample) => format!("{:?}.parse()?", parsed(*ty, sample, given)),
                Form::None => default(),
            },
            Type::Enum(path) => {
                let variant = self.index.enumeration(path).map(|item| variant(item, given));
                variant.map_or_else(default, |variant| format!("{}::{variant}", self.names.path(path)))
            }
            Type::Flags(_) => {
                let given = match given {
                    Given::Text(text) => Given::Text(prefixless(text)),
                    Given::Placeholder(_) | Given::Nothing => given,
                };
                format!("{}::from_text({})", self.names.root("Flags"), text(given, ""))
            }
            Type::Newtype(path) => match self.index.newtype(path) {
                Some(item) => format!("{}({})", self.names.path(path), self.value(&item.value, given)),
                None => default(),
            },
            Type::Structured(_) => default(),
        }
    }

    /// As [`Self::value`], where nothing around it tells its type.
    pub(super) fn typed_value(&self, ty: &Type, given: Given<'_>) -> String {
        match ty {
            Type::BuiltIn(built_in) => match form(*built_in) {
                Form::Parsed(sample) => {
                    format!("{:?}.parse::<{}>()?", parsed(*built_in, sample, given), self.names.value(ty))
                }
                Form::None => format!("{}::new(&())?", self.names.value(ty)),
                Form::Text | Form::Boolean | Form::Integer | Form::Float => self.value(ty, given),
            },
            Type::Structured(_) => format!("{}::<{}>::default()", self.names.root("Instance"), self.names.value(ty)),
            Type::Enum(_) | Type::Flags(_) | Type::Newtype(_) => self.value(ty, given),
        }
    }

    /// A `Literal` of the type, for keys that the metadata does not declare.
    pub(super) fn literal(&self, ty: &Type, given: Given<'_>) -> String {
        let form = match ty {
            Type::BuiltIn(ty) => Some(form(*ty)),
            Type::Enum(_) | Type::Flags(_) | Type::Newtype(_) | Type::Structured(_) => None,
        };
        match (form, given) {
            (Some(Form::Parsed(_) | Form::None), Given::Text(text)) => {
                format!("{}::bare({text:?})", self.names.root("Literal"))
            }
            (Some(Form::Text | Form::Parsed(_) | Form::None), _) => {
                format!("{}::string({})", self.names.root("Literal"), text(given, ""))
            }
            (Some(Form::Boolean | Form::Integer | Form::Float) | None, _) => {
                format!("{}::literal(&{})", self.names.root("Parameter"), self.value(ty, given))
            }
        }
    }
}

fn default() -> String {
    "Default::default()".to_owned()
}

/// A string literal.
pub(super) fn text(given: Given<'_>, name: &str) -> String {
    match given {
        Given::Placeholder(name) => format!("{:?}", format!("{{{name}}}")),
        Given::Text(text) => format!("{text:?}"),
        Given::Nothing => format!("{name:?}"),
    }
}

/// The literal of a type whose values are parsed: what the line says, if it is one, else the sample.
fn parsed<'g>(ty: RustType, sample: &'g str, given: Given<'g>) -> &'g str {
    match given {
        Given::Text(text) if is_literal(ty, text) => prefixless(text),
        Given::Text(_) | Given::Placeholder(_) | Given::Nothing => sample,
    }
}

fn number(ty: RustType, given: Given<'_>) -> Option<String> {
    match given {
        Given::Text(text) => number_of(ty, text),
        Given::Placeholder(_) | Given::Nothing => None,
    }
}

/// A number of the type, if the text is one.
pub(super) fn number_of(ty: RustType, text: &str) -> Option<String> {
    match form(ty) {
        Form::Integer => {
            let (least, most) = ty.integer_range()?;
            let is_one = text.parse::<i64>().is_ok_and(|value| (least..=most).contains(&value));
            is_one.then(|| text.to_owned())
        }
        Form::Float => text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| format!("{value:?}")),
        Form::Text | Form::Boolean | Form::Parsed(_) | Form::None => None,
    }
}

/// The variant of the member that is named, or the first.
fn variant(item: &EnumItem, given: Given<'_>) -> String {
    let first = || item.variants.first().map(|variant| variant.ident.to_string());
    let unrecognized = |text: &str| format!("{}({text:?}.into())", item.unrecognized);
    match given {
        Given::Text(text) => {
            let text = prefixless(text);
            let named = item.variants.iter().find(|variant| variant.wire == text);
            named.map_or_else(|| unrecognized(text), |variant| variant.ident.to_string())
        }
        Given::Placeholder(_) | Given::Nothing => first().unwrap_or_else(|| unrecognized("")),
    }
}

/// Whether a text is a literal of a type whose values are parsed; `false` in doubt.
pub(super) fn is_literal(ty: RustType, text: &str) -> bool {
    let text = prefixless(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match ty {
        RustType::Guid => {
            let lengths: Vec<usize> = text.split('-').map(str::len).collect();
            lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        }
        RustType::Date => is_date(text),
        RustType::DateTimeOffset => {
            text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time_with_zone(time))
        }
        RustType::Decimal => {
            let unsigned = text.trim_start_matches('-');
            unsigned.split_once('.').map_or(digits(unsigned), |(whole, part)| digits(whole) && digits(part))
        }
        // What documentation writes there is a placeholder more often than a value.
        RustType::Binary | RustType::Duration | RustType::TimeOfDay => false,
        RustType::String
        | RustType::Bool
        | RustType::F32
        | RustType::F64
        | RustType::I16
        | RustType::I32
        | RustType::I64
        | RustType::I8
        | RustType::U8
        | RustType::Geo
        | RustType::PrimitiveValue
        | RustType::Stream
        | RustType::Untyped => false,
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<(usize, Option<u32>)> = text.split('-').map(|part| (part.len(), part.parse().ok())).collect();
    matches!(parts.as_slice(), [(4, Some(_)), (2, Some(1..=12)), (2, Some(1..=28))])
}

fn is_time_with_zone(text: &str) -> bool {
    let (time, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let mut parts = time.split(':');
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = |part: &str| {
        part.split_once('.').map_or(two(part), |(whole, rest)| {
            two(whole) && !rest.is_empty() && rest.len() <= 12 && rest.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let is_time = parts.next().is_some_and(two) && parts.next().is_some_and(two) && parts.next().is_some_and(seconds);
    let is_zone =
        zone == "Z" || zone.get(1..).and_then(|zone| zone.split_once(':')).is_some_and(|(h, m)| two(h) && two(m));
    is_time && is_zone && parts.next().is_none()
}

/// Without a prefix: `duration'PT1H'`, `Ns.Color'Red'`, and what OData 2 wrote, `guid'…'`.
fn prefixless(text: &str) -> &str {
    text.split_once('\'').map_or(text, |(_, rest)| rest.trim_end_matches('\''))
}
