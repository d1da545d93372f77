//! How a service wants numbers and bytes in the bodies of requests, which is known when a body is sent and not when a value is
//! written: a parameter of an action, a change and an expanded entity are JSON before there is a client.
//!
//! So the text of such a value is written behind a mark. JSON allows whitespace there and means nothing by it (RFC 8259, section 2),
//! and a string cannot hold a tab, so that no text of a value looks like a mark. When the body is sent, marks are taken out.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A value whose writing depends on the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `Edm.Int64` or `Edm.Decimal`.
    Number,
    /// `Edm.Binary`.
    Binary,
}

/// What all marks begin with. No program that indents JSON mixes tabs and spaces like this.
const START: &str = "\t \t\t \t";

impl Mark {
    /// The name of a newtype by which the writer knows what to mark; to other serializers a newtype is what it wraps.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number to be marked",
            Self::Binary => "bytes to be marked",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Number, Self::Binary].into_iter().find(|mark| mark.name() == name)
    }

    /// The mark as it stands in JSON.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Number => "\t \t\t \t ",
            Self::Binary => "\t \t\t \t\t",
        }
    }
}

/// How the values of a body are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// `Edm.Int64` and `Edm.Decimal` as strings (`IEEE754Compatible=true`).
    pub(crate) quoted_numbers: bool,
    /// `Edm.Binary` as base64 with `+` and `/`.
    pub(crate) plain_base64: bool,
}

impl Style {
    /// A text with its marked values written in this style, and without marks.
    pub(crate) fn settle(self, text: &str) -> Cow<'_, str> {
        let Some((mut before, mut rest)) = text.split_once(START) else { return text.into() };
        let mut out = String::with_capacity(text.len() + 32);
        loop {
            out.push_str(before);
            let after = if let Some(value) = rest.strip_prefix(' ') {
                let (token, after) = token(value);
                self.push_number(&mut out, token);
                after
            } else if let Some(value) = rest.strip_prefix('\t') {
                let (token, after) = token(value);
                self.push_binary(&mut out, token);
                after
            } else {
                // Whitespace of somebody else's.
                rest
            };
            match after.split_once(START) {
                Some(next) => (before, rest) = next,
                None => {
                    out.push_str(after);
                    return out.into();
                }
            }
        }
    }

    fn push_number(self, out: &mut String, token: &str) {
        let quote = if self.quoted_numbers && !token.starts_with('"') { "\"" } else { "" };
        out.push_str(quote);
        out.push_str(token);
        out.push_str(quote);
    }

    fn push_binary(self, out: &mut String, token: &str) {
        let alphabet = if self.plain_base64 { [('-', '+'), ('_', '/')] } else { [('+', '-'), ('/', '_')] };
        out.extend(token.chars().map(|digit| match alphabet.iter().find(|(from, _)| *from == digit) {
            Some((_, to)) => *to,
            None => digit,
        }));
    }
}

/// Divides a text behind the string without escapes, or the number, that it begins with.
fn token(text: &str) -> (&str, &str) {
    let length = match text.strip_prefix('"') {
        Some(rest) => rest.find('"').map(|end| end + 2),
        None => text.find([',', '}', ']']),
    };
    length.and_then(|length| text.split_at_checked(length)).unwrap_or((text, ""))
}

/// A value with its mark.
pub(crate) struct Marked<'a, T: ?Sized>(pub(crate) Mark, pub(crate) &'a T);

impl<T: Serialize + ?Sized> Serialize for Marked<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.0.name(), self.1)
    }
}
