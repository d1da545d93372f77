//! Attribute values with their types: names, booleans, type names, facets.

use std::borrow::Cow;

use super::ast::{Facets, Text, TypeName, TypeUse};
use super::cursor::{Cursor, Start};
use super::literals;
use super::names::{Attr, Element};
use crate::diagnostics::{Diagnostic, quoted};
use crate::source::{Span, Spanned};

impl<'s> Cursor<'s, '_> {
    /// An attribute that the rules require. Where it is missing, which was reported before, the text is empty.
    pub(super) fn demand(&mut self, start: Start, attr: Attr) -> Text<'s> {
        match self.take(attr) {
            Some(text) => trim(text),
            None => Spanned { value: Cow::Borrowed(""), span: start.span },
        }
    }

    /// An optional attribute without white space around it.
    pub(super) fn optional(&mut self, attr: Attr) -> Option<Text<'s>> {
        self.take(attr).map(trim)
    }

    /// The `Name` of what the element declares.
    pub(super) fn name(&mut self, start: Start) -> Text<'s> {
        let name = self.demand(start, Attr::Name);
        self.check_identifier(start, &name);
        name
    }

    /// An optional simple identifier.
    pub(super) fn optional_identifier(&mut self, start: Start, attr: Attr) -> Option<Text<'s>> {
        let name = self.optional(attr)?;
        self.check_identifier(start, &name);
        Some(name)
    }

    /// The dotted name of a namespace.
    pub(super) fn namespace(&mut self, start: Start, attr: Attr) -> Text<'s> {
        let name = self.demand(start, attr);
        if !name.value.is_empty() && !literals::is_namespace(&name.value) {
            self.invalid_name(&name, "a namespace is one or more identifiers with dots between");
        }
        self.check_empty(start, attr, &name);
        name
    }

    /// A boolean that is `false` where it is not written.
    pub(super) fn flag(&mut self, attr: Attr) -> bool {
        self.optional_flag(attr).unwrap_or_default()
    }

    /// A boolean whose default depends on more than the element.
    pub(super) fn optional_flag(&mut self, attr: Attr) -> Option<bool> {
        let text = self.optional(attr)?;
        if let Some(value) = literals::boolean(&text.value) {
            return Some(value);
        }
        let value = literals::boolean(&text.value.to_ascii_lowercase());
        match value {
            Some(value) => self.read_as(attr, &text, &value.to_string()),
            None => self.warn(|| invalid(attr, &text, "`true` or `false`").help(IGNORED)),
        }
        value
    }

    /// The value of `Value` of an enumeration member.
    pub(super) fn optional_integer(&mut self, attr: Attr) -> Option<Text<'s>> {
        let text = self.optional(attr)?;
        if text.value.parse::<i64>().is_ok() {
            return Some(text);
        }
        let Some(number) = literals::hexadecimal(&text.value) else {
            self.warn(|| invalid(attr, &text, "a whole number of 64 bits").help(IGNORED));
            return None;
        };
        self.read_as(attr, &text, &number.to_string());
        Some(Spanned { value: Cow::Owned(number.to_string()), span: text.span })
    }

    /// Warns that a value is written in a way that the standard does not have.
    fn read_as(&mut self, attr: Attr, text: &Text<'s>, read: &str) {
        self.warn(|| {
            let message = format!("`{}` is written {}", attr.name(), quoted(&text.value));
            Diagnostic::warning("invalid-value", text.span, message).label(format!("read as `{read}`"))
        });
    }

    /// `Type`: a name, or `Collection(name)`.
    pub(super) fn type_name(&mut self, start: Start) -> TypeName<'s> {
        let text = self.demand(start, Attr::Type);
        if let Some((word, name)) = collection(&text.value) {
            let range = (text.value.len() - name.len() - 1, text.value.len() - 1);
            if word != COLLECTION {
                self.read_as(Attr::Type, &text, &format!("{COLLECTION}({name})"));
            }
            let name = trim(part(text, range.0, range.1));
            self.check_type(start, &name);
            return TypeName { name, collection: true };
        }
        // Some services have types whose names hold such characters.
        if text.value.contains(['(', ')', ',']) {
            self.warn(|| {
                let invalid = invalid(Attr::Type, &text, "a type's name, or `Collection(` name `)`");
                invalid.help("the whole text is taken for the name of a type")
            });
        }
        self.check_type(start, &text);
        TypeName { name: text, collection: false }
    }

    /// `Type`, `Nullable` and the facets.
    pub(super) fn type_use(&mut self, start: Start) -> TypeUse<'s> {
        TypeUse {
            type_name: self.type_name(start),
            nullable: self.optional_flag(Attr::Nullable),
            facets: self.facets(),
        }
    }

    /// The facets, if there are any.
    pub(super) fn facets(&mut self) -> Option<Box<Facets<'s>>> {
        let facets = Facets {
            max_length: self.facet(Attr::MaxLength, &["max"]),
            precision: self.facet(Attr::Precision, &[]),
            scale: self.facet(Attr::Scale, &["floating", "variable"]),
            srid: self.facet(Attr::Srid, &["variable"]),
            unicode: self.optional_flag(Attr::Unicode),
        };
        let is_any = facets.max_length.is_some()
            || facets.precision.is_some()
            || facets.scale.is_some()
            || facets.srid.is_some()
            || facets.unicode.is_some();
        is_any.then(|| Box::new(facets))
    }

    /// A number, or one of the words.
    fn facet(&mut self, attr: Attr, words: &[&'static str]) -> Option<Text<'s>> {
        let text = self.optional(attr)?;
        if literals::is_digits(&text.value) || words.contains(&&*text.value) {
            return Some(text);
        }
        if let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(&text.value)) {
            self.read_as(attr, &text, word);
            return Some(Spanned { value: Cow::Borrowed(word), span: text.span });
        }
        self.warn(|| {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            let words = if words.is_empty() { String::new() } else { format!(", or {}", words.join(" or ")) };
            invalid(attr, &text, &format!("a whole number{words}")).help(IGNORED)
        });
        None
    }

    fn check_identifier(&mut self, start: Start, name: &Text<'s>) {
        if !literals::is_simple_identifier(&name.value) && !name.value.is_empty() {
            self.invalid_name(name, "an identifier is a letter or `_`, then at most 127 letters, digits and `_`");
        }
        self.check_empty(start, Attr::Name, name);
    }

    fn check_empty(&mut self, start: Start, attr: Attr, name: &Text<'s>) {
        if !is_empty(start, name) {
            return;
        }
        let message = format!("`{}` of `{}` is empty", attr.name(), start.element.name());
        // Nothing refers to a member by its name, and services may send it.
        if start.element == Element::Member {
            self.warn(|| Diagnostic::warning("empty-name", name.span, message).label("used as it is"));
        } else {
            self.error(|| Diagnostic::error("empty-name", name.span, message));
        }
    }

    fn check_type(&mut self, start: Start, name: &Text<'s>) {
        if is_empty(start, name) {
            self.warn(|| {
                let message = format!("`Type` of `{}` is empty", start.element.name());
                Diagnostic::warning("empty-name", name.span, message).label("taken for a type that is not declared")
            });
        }
    }

    fn invalid_name(&mut self, name: &Text<'s>, rule: &str) {
        self.warn(|| {
            let message = format!("{} is not a valid name", quoted(&name.value));
            Diagnostic::warning("invalid-name", name.span, message).label("used as it is").help(rule)
        });
    }
}

/// What becomes of a value that cannot be read.
const IGNORED: &str = "the attribute is ignored, as if it was not written";

/// How a type of many values is written.
const COLLECTION: &str = "Collection";

/// The word before the parentheses, `Collection` in whatever case, and what stands in them.
fn collection(text: &str) -> Option<(&str, &str)> {
    let (word, name) = text.strip_suffix(')')?.split_once('(')?;
    word.eq_ignore_ascii_case(COLLECTION).then_some((word, name))
}

/// A missing attribute was reported as missing; the text in its place has the span of the element.
fn is_empty(start: Start, name: &Text<'_>) -> bool {
    name.value.is_empty() && name.span != start.span
}

fn invalid(attr: Attr, text: &Text<'_>, expected: &str) -> Diagnostic {
    let message = format!("{} is not a value of `{}`", quoted(&text.value), attr.name());
    Diagnostic::warning("invalid-value", text.span, message).label(format!("expected {expected}"))
}

/// The text without white space at both ends.
pub(super) fn trim(text: Text<'_>) -> Text<'_> {
    let trimmed = text.value.trim_ascii_start();
    let from = text.value.len() - trimmed.len();
    let to = from + trimmed.trim_ascii_end().len();
    if from == 0 && to == text.value.len() { text } else { part(text, from, to) }
}

/// A part of the text; its span is exact unless the text was decoded.
fn part(text: Text<'_>, from: usize, to: usize) -> Text<'_> {
    let Spanned { value, span } = text;
    match value {
        Cow::Borrowed(value) => {
            let offset = |at: usize| span.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            let span = Span { start: offset(from), end: offset(to), ..span };
            Spanned { value: Cow::Borrowed(value.get(from..to).unwrap_or_default()), span }
        }
        Cow::Owned(value) => Spanned { value: Cow::Owned(value.get(from..to).unwrap_or_default().to_owned()), span },
    }
}
