//! Values as URLs write them.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::address::push_segment_text;
use super::printable::Printable;
use super::request_error::RequestError;

/// A value as it stands in a URL: in a key, as the parameter of a function, in a filter
/// ([ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), `primitiveLiteral`).
///
/// No value can leave its literal or its path segment, whatever characters it holds; one that no literal can
/// express makes the request fail before it is sent.
///
/// ```
/// use odata_runtime::Literal;
///
/// assert_eq!(Literal::string("O'Neil").to_string(), "'O''Neil'");
/// assert_eq!(Literal::from(42).to_string(), "42");
/// assert_eq!(Literal::enumeration("NS.Color", "Red,Blue").to_string(), "NS.Color'Red,Blue'");
/// assert_eq!(Literal::null().to_string(), "null");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    form: Form,
    /// The value without quotes and prefix, nothing escaped.
    value: Cow<'static, str>,
}

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Bare,
    Quoted,
    /// `prefix'value'`
    Prefixed(Cow<'static, str>),
    Json,
    /// The value is the reason why there is none.
    Invalid,
}

impl Literal {
    fn new(form: Form, value: impl Into<Cow<'static, str>>) -> Self {
        Self { form, value: value.into() }
    }

    /// An `Edm.String`: quoted, its quotes doubled.
    #[must_use]
    pub fn string(value: impl Into<String>) -> Self {
        Self::new(Form::Quoted, value.into())
    }

    /// The absence of a value, of any type.
    #[must_use]
    pub const fn null() -> Self {
        Self { form: Form::Bare, value: Cow::Borrowed("null") }
    }

    /// A value whose literal is its text as it is: numbers, dates, times, GUIDs, `INF`.
    ///
    /// Text with other characters than ASCII letters, digits, `+`, `-`, `.`, `:` and `_` makes the request fail.
    #[must_use]
    pub fn bare(text: impl Into<String>) -> Self {
        Self::checked(Form::Bare, text.into(), |c| matches!(c, '+' | '-' | '.' | ':' | '_'))
    }

    /// An `Edm.Duration` from its ISO 8601 text: `duration'PT1H'`.
    #[must_use]
    pub fn duration(text: impl Into<String>) -> Self {
        Self::checked(Form::Prefixed("duration".into()), text.into(), |c| matches!(c, '+' | '-' | '.'))
    }

    /// An `Edm.Binary` from its base64url text: `binary'T0RhdGE'`.
    #[must_use]
    pub fn binary(base64url: impl Into<String>) -> Self {
        Self::checked(Form::Prefixed("binary".into()), base64url.into(), |c| matches!(c, '-' | '_' | '='))
    }

    /// A value of one of the `Edm.Geography` types, from its well-known text: `geography'SRID=4326;Point(1 2)'`.
    #[must_use]
    pub fn geography(well_known_text: impl Into<String>) -> Self {
        Self::new(Form::Prefixed("geography".into()), well_known_text.into())
    }

    /// A value of one of the `Edm.Geometry` types, from its well-known text: `geometry'SRID=0;Point(1 2)'`.
    #[must_use]
    pub fn geometry(well_known_text: impl Into<String>) -> Self {
        Self::new(Form::Prefixed("geometry".into()), well_known_text.into())
    }

    /// Members of an enumeration type, separated by commas: `NS.Color'Red,Blue'`.
    #[must_use]
    pub fn enumeration(type_name: impl Into<Cow<'static, str>>, members: impl Into<String>) -> Self {
        let type_name = type_name.into();
        if type_name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_')) {
            return Self::new(Form::Prefixed(type_name), members.into());
        }
        Self::new(Form::Invalid, format!("`{}` is not the name of a type", Printable(&type_name)))
    }

    /// A complex value, an entity or a collection as JSON, which a URL carries as a parameter alias
    /// ([URL Conventions 5.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        match serde_json::to_string(value) {
            Ok(json) => Self::new(Form::Json, json),
            Err(error) => Self::new(Form::Invalid, format!("the value cannot be written as JSON: {error}")),
        }
    }

    fn checked(form: Form, text: String, extra: fn(char) -> bool) -> Self {
        if !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || extra(c)) {
            return Self::new(form, text);
        }
        Self::new(Form::Invalid, format!("`{}` cannot stand in a URL literal of its type", Printable(&text)))
    }

    /// Whether the literal has to stand behind a parameter alias.
    pub(crate) fn needs_alias(&self) -> bool {
        self.form == Form::Json
    }

    /// The literal, nothing percent-encoded.
    ///
    /// # Errors
    ///
    /// When the value has none.
    pub(crate) fn text(&self) -> Result<Cow<'_, str>, RequestError> {
        let quoted = |prefix: &str| format!("{prefix}'{}'", self.value.replace('\'', "''"));
        match &self.form {
            Form::Bare | Form::Json => Ok(Cow::Borrowed(&self.value)),
            Form::Quoted => Ok(Cow::Owned(quoted(""))),
            Form::Prefixed(prefix) => Ok(Cow::Owned(quoted(prefix))),
            Form::Invalid => Err(RequestError::new(self.value.clone())),
        }
    }

    /// Appends the literal to a path.
    ///
    /// # Errors
    ///
    /// When the value has none.
    pub(crate) fn push_to_path(&self, path: &mut String) -> Result<(), RequestError> {
        push_segment_text(path, &self.text()?);
        Ok(())
    }

    /// The value without quotes, if a path segment of its own can carry it: as a dot segment it would be
    /// folded away, an empty one would vanish, and `$` starts a name of the protocol's.
    pub(crate) fn as_segment(&self) -> Option<&str> {
        let carried = !matches!(&*self.value, "" | "." | "..") && !self.value.starts_with('$');
        (carried && !matches!(self.form, Form::Invalid | Form::Json)).then_some(&*self.value)
    }
}

/// The literal, nothing percent-encoded; of a value that has none, the reason.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Ok(text) => f.write_str(&text),
            Err(error) => write!(f, "<{error}>"),
        }
    }
}

impl From<&str> for Literal {
    fn from(value: &str) -> Self {
        Self::string(value)
    }
}

impl From<String> for Literal {
    fn from(value: String) -> Self {
        Self::string(value)
    }
}

impl From<&String> for Literal {
    fn from(value: &String) -> Self {
        Self::string(value.as_str())
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::new(Form::Bare, if value { "true" } else { "false" })
    }
}

impl<T: Into<Self>> From<Option<T>> for Literal {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::null(), Into::into)
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Literal {
            fn from(value: $integer) -> Self {
                Self::new(Form::Bare, value.to_string())
            }
        }
    )*};
}

integers!(u8 u64 i8 i16 i32 i64);

/// The number with an exponent, where that is shorter.
pub(crate) fn with_exponent<F: fmt::Display + fmt::LowerExp>(value: F) -> Option<String> {
    let text = format!("{value:e}");
    (text.len() < value.to_string().len()).then_some(text)
}

macro_rules! floats {
    ($($float:ty)*) => {$(
        impl From<$float> for Literal {
            fn from(value: $float) -> Self {
                let text = match value {
                    <$float>::INFINITY => "INF".to_owned(),
                    <$float>::NEG_INFINITY => "-INF".to_owned(),
                    value => with_exponent(value).unwrap_or_else(|| value.to_string()),
                };
                Self::new(Form::Bare, text)
            }
        }
    )*};
}

floats!(f32 f64);
