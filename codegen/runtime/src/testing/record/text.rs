//! JSON whose numbers and strings stay as they were written, and whose members stay in their order.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::redact;

/// How deep JSON is that is read, as deep as serde_json reads values.
const DEPTH: usize = 128;

/// JSON, its tokens as they were written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// A string, a number, `true`, `false` or `null`.
    Token(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value that a text is; `None` where it is not JSON, or too deep.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::of(serde_json::from_str(text).ok()?, DEPTH)
    }

    fn of(raw: &RawValue, depth: usize) -> Option<Self> {
        let (text, depth) = (raw.get(), depth.checked_sub(1)?);
        if text.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.into_iter().map(|item| Self::of(item, depth)).collect::<Option<_>>().map(Self::Array)
        } else if text.starts_with('{') {
            let Members(members) = serde_json::from_str(text).ok()?;
            let members = members.into_iter().map(|(name, value)| Some((name, Self::of(value, depth)?)));
            members.collect::<Option<_>>().map(Self::Object)
        } else {
            Some(Self::Token(text.to_owned()))
        }
    }

    pub(super) fn string(text: &str) -> Self {
        Self::Token(serde_json::Value::from(text).to_string())
    }

    /// The text of a string.
    pub(super) fn as_string(&self) -> Option<String> {
        match self {
            Self::Token(token) if token.starts_with('"') => serde_json::from_str(token).ok(),
            Self::Token(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }

    /// A member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            Self::Token(_) | Self::Array(_) => None,
        }
    }

    /// Puts another text in the place of secrets, and says whether there were any.
    pub(super) fn redact(&mut self) -> bool {
        let mut is_changed = false;
        match self {
            Self::Array(items) => items.iter_mut().for_each(|item| is_changed |= item.redact()),
            Self::Object(members) => {
                for (name, value) in members {
                    if redact::is_secret_member(name) && value.as_string().is_some() {
                        *value = Self::string(redact::REDACTED);
                        is_changed = true;
                    } else {
                        is_changed |= value.redact();
                    }
                }
            }
            Self::Token(_) => {
                if let Some(text) = self.as_string()
                    && let redacted = redact::text(&text)
                    && redacted != text
                {
                    *self = Self::string(&redacted);
                    is_changed = true;
                }
            }
        }
        is_changed
    }

    /// The text on one line.
    pub(super) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None);
        text
    }

    /// The text with a line for each member and item.
    pub(super) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(0));
        text.push('\n');
        text
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        let inner = indent.map(|indent| indent + 2);
        let is_empty = match self {
            Self::Token(token) => return out.push_str(token),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    begin(out, index, inner);
                    item.write(out, inner);
                }
                items.is_empty()
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    begin(out, index, inner);
                    out.push_str(&serde_json::Value::from(name.as_str()).to_string());
                    out.push_str(if inner.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                }
                members.is_empty()
            }
        };
        if !is_empty {
            new_line(out, indent);
        }
        out.push(if matches!(self, Self::Array(_)) { ']' } else { '}' });
    }
}

/// Begins an item or a member.
fn begin(out: &mut String, index: usize, indent: Option<usize>) {
    if index > 0 {
        out.push(',');
    }
    new_line(out, indent);
}

fn new_line(out: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// The members of an object, in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
