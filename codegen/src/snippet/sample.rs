//! Values of a type as Rust expressions: what the line says where it is one, else a sample.

use crate::diagnostics::suggest;
use crate::plan::items::{EnumItem, ParameterItem, Presence, RustType, Value as Type};
use crate::request::Value;
use crate::request::literal::{integer, is_literal, literal_prefix};

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
    /// The value, which has no quotes.
    Bare(&'a str),
    /// The value without its quotes.
    Quoted(&'a str),
    Nothing,
}

impl<'a> Given<'a> {
    pub(super) fn of(value: &'a Value) -> Self {
        match value {
            Value::Alias { value: Some(value), .. } => Self::of(value),
            Value::Placeholder(name) | Value::Alias { name, value: None } => Self::Placeholder(name),
            Value::Quoted(text) => Self::Quoted(text),
            Value::Bare(text) => Self::Bare(text),
        }
    }

    /// The value that the line says, without quotes and prefix.
    fn content(self) -> Option<&'a str> {
        match self {
            Self::Quoted(text) => Some(text),
            Self::Bare(text) => Some(prefixless(text)),
            Self::Placeholder(_) | Self::Nothing => None,
        }
    }

    /// What the line writes; `None` where it does not say anything.
    fn written(self) -> Option<String> {
        match self {
            Self::Placeholder(name) => Some(format!("{{{name}}}")),
            Self::Bare(text) => Some(text.to_owned()),
            Self::Quoted(text) => Some(format!("'{text}'")),
            Self::Nothing => None,
        }
    }

    /// Whether it is a value, and not null.
    pub(super) fn is_value(self) -> bool {
        !matches!(self, Self::Bare("null") | Self::Nothing)
    }

    /// As the name of a segment.
    pub(super) fn segment(self) -> String {
        match self {
            Self::Placeholder(name) => format!("{{{name}}}"),
            Self::Bare(text) | Self::Quoted(text) => text.to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

impl Snippets<'_> {
    /// The argument of a method that goes to a key or calls a function. What is not what the line says is noted.
    pub(super) fn argument(&self, parameter: &ParameterItem, given: Given<'_>, notes: &mut Vec<String>) -> String {
        let is_null = matches!(given, Given::Bare("null"));
        let name = &parameter.wire;
        if parameter.presence != Presence::Required && (is_null || matches!(given, Given::Nothing)) {
            match parameter.presence {
                Presence::OptionalOrNull if is_null => return "Some(None)".to_owned(),
                Presence::Nullable if !is_null => notes.push(format!("`{name}` is not given: null is sent")),
                Presence::Optional if is_null => notes.push(format!("`{name}` is left out, and not null")),
                Presence::Required | Presence::Nullable | Presence::Optional | Presence::OptionalOrNull => {}
            }
            return "None".to_owned();
        }
        let (value, is_given) = self.given_or_sample(parameter, given, notes);
        if !is_given {
            let instead = format!("`{value}` is a sample");
            notes.push(match given.written() {
                None => format!("`{name}` is required and not given: {instead}"),
                Some(written) if matches!(given, Given::Placeholder(_)) => {
                    format!("`{written}` stands for the value of `{name}`: {instead}")
                }
                Some(written) => format!("`{written}` is not a value of `{name}`: {instead}"),
            });
        }
        let options = parameter.presence.options();
        format!("{}{value}{}", "Some(".repeat(options), ")".repeat(options))
    }

    /// The value that the line gives, or else a sample; and whether it is the line's.
    fn given_or_sample(&self, parameter: &ParameterItem, given: Given<'_>, notes: &mut Vec<String>) -> (String, bool) {
        let exact = if parameter.collection {
            self.items(parameter, given, notes)
        } else if parameter.value == Type::BuiltIn(RustType::String) {
            // Such a parameter borrows its text.
            (!matches!(given, Given::Nothing)).then(|| text(given, &parameter.wire))
        } else if let (Type::Structured(_), Given::Bare(json)) = (&parameter.value, given) {
            serde_json::from_str(json)
                .ok()
                .and_then(|json| self.object(&parameter.value, &json, notes))
                .map(|object| object + ".into()")
        } else {
            self.exact(&parameter.value, given, notes)
        };
        let is_given = exact.is_some();
        let sample = || match (parameter.collection, &parameter.value) {
            (true, _) => "vec![]".to_owned(),
            (false, Type::BuiltIn(RustType::String)) => format!("{:?}", parameter.wire),
            (false, ty) => self.value(ty),
        };
        (exact.unwrap_or_else(sample), is_given)
    }

    /// The value of the type that the line gives; `None` where it gives none.
    pub(super) fn exact(&self, ty: &Type, given: Given<'_>, notes: &mut Vec<String>) -> Option<String> {
        match ty {
            Type::BuiltIn(ty) => {
                if let (Form::Text, Given::Placeholder(_) | Given::Bare(_) | Given::Quoted(_)) = (form(*ty), given) {
                    return Some(format!("{}.to_owned()", text(given, "")));
                }
                let content = given.content()?;
                let value = built_in(*ty, content)?;
                if let Some(written) = given.written().filter(|written| changes_form(*ty, written, content)) {
                    notes.push(format!("`{written}` is sent as the literal of its type"));
                }
                Some(value)
            }
            Type::Enum(path) => {
                let item = self.index.enumeration(path)?;
                let name = given.content().filter(|name| !name.is_empty() && is_of_enum(given, item))?;
                self.note_members(item, name, notes);
                Some(format!("{}::{}", self.names.path(path), variant(item, name)))
            }
            Type::Flags(path) => {
                let item = self.index.enumeration(path)?;
                let names = given.content().filter(|names| !names.is_empty() && is_of_enum(given, item))?;
                self.note_members(item, names, notes);
                Some(format!("{}::from_text({names:?})", self.names.root("Flags")))
            }
            Type::Newtype(path) => {
                let item = self.index.newtype(path)?;
                let value = self.exact(&item.value, given, notes)?;
                Some(format!("{}({value})", self.names.path(path)))
            }
            Type::Structured(_) => None,
        }
    }

    /// Notes the members that an enumeration does not have, which are sent all the same.
    fn note_members(&self, item: &EnumItem, names: &str, notes: &mut Vec<String>) {
        for name in names.split(',').map(str::trim) {
            let is_known = item.variants.iter().any(|variant| variant.wire == name) || name.parse::<i64>().is_ok();
            if is_known {
                continue;
            }
            let near = suggest::nearest(name, item.variants.iter().map(|variant| variant.wire.as_str()));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            notes.push(format!("{} has no member `{name}`{hint}", item.schema_name));
        }
    }

    /// A sample of exactly the type.
    pub(super) fn value(&self, ty: &Type) -> String {
        match ty {
            Type::BuiltIn(ty) => match form(*ty) {
                Form::Text => "\"text\".to_owned()".to_owned(),
                Form::Boolean => "true".to_owned(),
                Form::Integer => "0".to_owned(),
                Form::Float => "0.0".to_owned(),
                Form::Parsed(sample) => format!("{sample:?}.parse()?"),
                Form::None => default(),
            },
            Type::Enum(path) => {
                let first = self.index.enumeration(path).and_then(|item| item.variants.first());
                first.map_or_else(default, |variant| format!("{}::{}", self.names.path(path), variant.ident))
            }
            Type::Flags(_) => format!("{}::from_text(\"\")", self.names.root("Flags")),
            Type::Newtype(path) => match self.index.newtype(path) {
                Some(item) => format!("{}({})", self.names.path(path), self.value(&item.value)),
                None => default(),
            },
            Type::Structured(_) => default(),
        }
    }

    /// As [`Self::value`], where nothing around it tells its type.
    pub(super) fn typed_value(&self, ty: &Type) -> String {
        match ty {
            Type::BuiltIn(built_in) => match form(*built_in) {
                Form::Parsed(sample) => format!("{sample:?}.parse::<{}>()?", self.names.value(ty)),
                Form::None => format!("{}::new(&())?", self.names.value(ty)),
                Form::Text | Form::Boolean | Form::Integer | Form::Float => self.value(ty),
            },
            Type::Structured(_) => format!("{}::<{}>::default()", self.names.root("Instance"), self.names.value(ty)),
            Type::Enum(_) | Type::Flags(_) | Type::Newtype(_) => self.value(ty),
        }
    }

    /// A `Literal` that is what the line says, for keys that no method takes.
    pub(super) fn literal(&self, ty: &Type, given: Given<'_>, notes: &mut Vec<String>) -> String {
        let literal = self.names.root("Literal");
        let is_parsed = matches!(ty, Type::BuiltIn(ty) if matches!(form(*ty), Form::Parsed(_) | Form::None));
        match given {
            Given::Bare(text) if is_parsed && text.bytes().all(is_bare) => format!("{literal}::bare({text:?})"),
            _ if is_parsed => format!("{literal}::string({})", text(given, "")),
            Given::Placeholder(_) | Given::Bare(_) | Given::Quoted(_) | Given::Nothing => {
                let value = self.exact(ty, given, notes);
                let value = value.unwrap_or_else(|| format!("{}.to_owned()", text(given, "")));
                format!("{}::literal(&{value})", self.names.root("Parameter"))
            }
        }
    }
}

/// Whether a literal without quotes may have the byte.
fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+-.:_".contains(&byte)
}

fn default() -> String {
    "Default::default()".to_owned()
}

/// A string literal.
pub(super) fn text(given: Given<'_>, name: &str) -> String {
    match given {
        Given::Placeholder(name) => format!("{:?}", format!("{{{name}}}")),
        Given::Bare(text) | Given::Quoted(text) => format!("{text:?}"),
        Given::Nothing => format!("{name:?}"),
    }
}

/// The value of a type whose values are not texts, if the text is a literal of it.
fn built_in(ty: RustType, text: &str) -> Option<String> {
    match form(ty) {
        Form::Boolean => is_literal(ty, text).then(|| text.to_owned()),
        Form::Integer | Form::Float => number_of(ty, text),
        Form::Parsed(_) => is_literal(ty, text).then(|| format!("{text:?}.parse()?")),
        Form::Text | Form::None => None,
    }
}

/// Whether the literal of the type has another form than what was written: no quotes, or another prefix.
fn changes_form(ty: RustType, written: &str, content: &str) -> bool {
    let Some(prefix) = literal_prefix(ty) else { return written != content };
    // In a segment of its own, a key has no prefix.
    written != content && written.strip_prefix(prefix).is_none_or(|rest| !rest.starts_with('\''))
}

/// Whether a literal has no prefix, or that of the enumeration.
fn is_of_enum(given: Given<'_>, item: &EnumItem) -> bool {
    let Given::Bare(text) = given else { return true };
    let short = |name: &str| name.rsplit('.').next().map(str::to_owned);
    text.split_once('\'').is_none_or(|(prefix, _)| short(prefix) == short(&item.schema_name))
}

/// A number of the type, if the text is one.
pub(super) fn number_of(ty: RustType, text: &str) -> Option<String> {
    match form(ty) {
        Form::Integer => integer(ty, text).map(|value| value.to_string()),
        Form::Float => {
            let constant = |name: &str| Some(format!("{}::{name}", ty.name()));
            match text {
                "INF" => constant("INFINITY"),
                "-INF" => constant("NEG_INFINITY"),
                "NaN" => constant("NAN"),
                _ if is_literal(ty, text) => {
                    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| format!("{value:?}"))
                }
                _ => None,
            }
        }
        Form::Text | Form::Boolean | Form::Parsed(_) | Form::None => None,
    }
}

/// The variant of a member.
fn variant(item: &EnumItem, name: &str) -> String {
    let named = item.variants.iter().find(|variant| variant.wire == name);
    named.map_or_else(|| format!("{}({name:?}.into())", item.unrecognized), |variant| variant.ident.to_string())
}

/// Without a prefix: `duration'PT1H'`, `Ns.Color'Red'`, and what OData 2 wrote, `guid'…'`.
fn prefixless(text: &str) -> &str {
    text.split_once('\'').map_or(text, |(_, rest)| rest.trim_end_matches('\''))
}
