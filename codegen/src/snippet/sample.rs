//! Values of a type as Rust expressions: what the line says where it is one, else a sample.

use crate::plan::items::{EnumItem, ParameterItem, Presence, Value as Type};
use crate::request::Value;

use super::Snippets;

/// What the line says of a value.
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
        if parameter.presence != Presence::Required && (is_null || matches!(given, Given::Nothing)) {
            return "None".to_owned();
        }
        let value = if parameter.collection {
            self.items(parameter, given)
        } else if parameter.value == Type::Plain("String") {
            text(given, &parameter.wire)
        } else {
            self.value(&parameter.value, given)
        };
        if parameter.presence == Presence::Required { value } else { format!("Some({value})") }
    }

    /// A collection: of what JSON says, or of one sample.
    fn items(&self, parameter: &ParameterItem, given: Given<'_>) -> String {
        let json: Option<Vec<serde_json::Value>> = match given {
            Given::Text(text) => serde_json::from_str(text).ok(),
            _ => None,
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
            Type::Plain("String") => format!("{}.to_owned()", text(given, "text")),
            Type::Plain("bool") => if matches!(given, Given::Text("false")) { "false" } else { "true" }.to_owned(),
            Type::Plain(name) => number(name, given),
            Type::Edm(name) => self.edm(name, given),
            Type::Enum(path) => {
                let variant = self.index.enumeration(path).map(|item| variant(item, given));
                variant.map_or_else(default, |variant| format!("{}::{variant}", self.names.path(path)))
            }
            Type::Flags(_) => {
                let given = match given {
                    Given::Text(text) => Given::Text(prefixless(text)),
                    other => other,
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
        let value = self.value(ty, given);
        let name = self.names.value(ty);
        match ty {
            Type::Edm(_) if value == default() => format!("{name}::new(&())?"),
            Type::Edm(_) => value.replace(".parse()?", &format!(".parse::<{name}>()?")),
            Type::Structured(_) => format!("{}::<{name}>::default()", self.names.root("Instance")),
            _ => value,
        }
    }

    /// A `Literal` of the type, for keys that the metadata does not declare.
    pub(super) fn literal(&self, ty: &Type, given: Given<'_>) -> String {
        match ty {
            Type::Plain("String") => format!("{}::string({})", self.names.root("Literal"), text(given, "")),
            Type::Edm(_) => match given {
                Given::Text(text) => format!("{}::bare({text:?})", self.names.root("Literal")),
                _ => format!("{}::string({})", self.names.root("Literal"), text(given, "")),
            },
            _ => format!("{}::literal(&{})", self.names.root("Parameter"), self.value(ty, given)),
        }
    }

    fn edm(&self, name: &str, given: Given<'_>) -> String {
        let sample = match name {
            "Date" => "2026-01-01",
            "DateTimeOffset" => "2026-01-01T00:00:00Z",
            "Decimal" => "0",
            "Duration" => "PT1H",
            "Guid" => "00000000-0000-0000-0000-000000000000",
            "TimeOfDay" => "12:00:00",
            "Binary" => "",
            _ => return default(),
        };
        let text = match given {
            Given::Text(text) if is_valid(name, text) => prefixless(text),
            _ => sample,
        };
        format!("{text:?}.parse()?")
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

fn number(ty: &str, given: Given<'_>) -> String {
    let number = match given {
        Given::Text(text) => number_of(ty, text),
        _ => None,
    };
    number.unwrap_or_else(|| if ty.starts_with('f') { "0.0" } else { "0" }.to_owned())
}

/// A number of the type, if the text is one.
pub(super) fn number_of(ty: &str, text: &str) -> Option<String> {
    let is_one = match ty {
        "u8" => text.parse::<u8>().is_ok(),
        "i8" => text.parse::<i8>().is_ok(),
        "i16" => text.parse::<i16>().is_ok(),
        "i32" => text.parse::<i32>().is_ok(),
        "i64" => text.parse::<i64>().is_ok(),
        "f32" | "f64" => {
            return text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| format!("{value:?}"));
        }
        _ => false,
    };
    is_one.then(|| text.to_owned())
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

/// Whether a text has the form of a literal, as far as documentation gets it wrong.
pub(super) fn is_valid(name: &str, text: &str) -> bool {
    let text = prefixless(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "Guid" => {
            let lengths: Vec<usize> = text.split('-').map(str::len).collect();
            lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        }
        "Date" => is_date(text),
        "DateTimeOffset" => text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time_with_zone(time)),
        "Decimal" => {
            let unsigned = text.trim_start_matches('-');
            unsigned.split_once('.').map_or(digits(unsigned), |(whole, part)| digits(whole) && digits(part))
        }
        _ => false,
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
