//! Reads annotation values of an expected form. Dynamic expressions are skipped: only the service can compute them.

use crate::csdl::ast::{Annotation, ConstantKind, Expression, ExpressionKind, PropertyValue};
use crate::diagnostics::Diagnostic;
use crate::model::term::Term;
use crate::source::Span;

use super::Annotated;

/// Reads the value of one annotation.
pub(super) struct Reader<'x, 'r, 'a> {
    annotated: &'x mut Annotated<'r, 'a>,
    term: &'x str,
    at: Option<Span>,
}

/// The property values of a record, and its annotations.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    values: &'a [PropertyValue<'a>],
    annotations: &'a [Annotation<'a>],
}

impl<'a> Fields<'a> {
    pub(super) fn get(self, name: &str) -> Option<&'a Expression<'a>> {
        self.values.iter().find(|field| field.property.value == name).and_then(|field| field.value.as_ref())
    }
}

impl<'x, 'r, 'a> Reader<'x, 'r, 'a> {
    pub(super) fn new(annotated: &'x mut Annotated<'r, 'a>, term: &'x str) -> Self {
        Self { annotated, term, at: None }
    }

    /// Says where the annotation is, for faults of a value that is not there.
    pub(super) fn at(self, span: Span) -> Self {
        Self { at: Some(span), ..self }
    }

    /// A boolean; a term without a value is true (a tag).
    pub(super) fn tag(&mut self, value: Option<&'a Expression<'a>>) -> Option<bool> {
        match value {
            Some(value) => self.boolean(value),
            None => Some(true),
        }
    }

    /// A boolean field of a record, if it is there.
    pub(super) fn flag(&mut self, fields: Fields<'a>, name: &str) -> Option<bool> {
        fields.get(name).and_then(|value| self.boolean(value))
    }

    fn boolean(&mut self, value: &'a Expression<'a>) -> Option<bool> {
        const EXPECTED: &str = "`true` or `false`";
        match self.constant(value, EXPECTED)? {
            (ConstantKind::Bool | ConstantKind::String, "true" | "1") => Some(true),
            (ConstantKind::Bool | ConstantKind::String, "false" | "0") => Some(false),
            // Reading has reported it.
            (ConstantKind::Bool, _) => None,
            _ => {
                self.wrong(value.span, EXPECTED);
                None
            }
        }
    }

    /// A string.
    pub(super) fn string(&mut self, value: Option<&'a Expression<'a>>) -> Option<&'a str> {
        const EXPECTED: &str = "a string";
        let Some(value) = value else {
            self.absent(EXPECTED);
            return None;
        };
        match self.constant(value, EXPECTED)? {
            (ConstantKind::String, text) => Some(text),
            _ => {
                self.wrong(value.span, EXPECTED);
                None
            }
        }
    }

    /// The text of a constant of whatever kind.
    pub(super) fn scalar(&mut self, value: Option<&'a Expression<'a>>) -> Option<&'a str> {
        const EXPECTED: &str = "a constant";
        match value {
            Some(value) => self.constant(value, EXPECTED).map(|(_, text)| text),
            None => {
                self.absent(EXPECTED);
                None
            }
        }
    }

    /// A constant and whether it is a string.
    pub(super) fn literal(&mut self, value: &'a Expression<'a>) -> Option<(bool, &'a str)> {
        self.constant(value, "a constant").map(|(kind, text)| (kind == ConstantKind::String, text))
    }

    /// The members of an enumeration value, without their type.
    pub(super) fn members(&mut self, value: Option<&'a Expression<'a>>) -> Option<Vec<&'a str>> {
        const EXPECTED: &str = "an enumeration member";
        let Some(value) = value else {
            self.absent(EXPECTED);
            return None;
        };
        let (kind, text) = self.constant(value, EXPECTED)?;
        if !matches!(kind, ConstantKind::EnumMember | ConstantKind::String) {
            self.wrong(value.span, EXPECTED);
            return None;
        }
        let members = text.split([' ', ',']).filter(|member| !member.is_empty());
        Some(members.map(|member| member.rsplit_once('/').map_or(member, |(_, name)| name)).collect())
    }

    /// A record.
    pub(super) fn record(&mut self, value: Option<&'a Expression<'a>>) -> Option<Fields<'a>> {
        const EXPECTED: &str = "a record";
        let Some(value) = value else {
            self.absent(EXPECTED);
            return None;
        };
        let fields = record_fields(value);
        if fields.is_none() {
            self.other(value, &labeled(value).kind, EXPECTED);
        }
        fields
    }

    /// The items of a collection.
    pub(super) fn items(&mut self, value: Option<&'a Expression<'a>>) -> &'a [Expression<'a>] {
        const EXPECTED: &str = "a collection";
        let Some(value) = value else {
            self.absent(EXPECTED);
            return &[];
        };
        let kind = &labeled(value).kind;
        if let ExpressionKind::Collection(items) = kind {
            return items;
        }
        self.other(value, kind, EXPECTED);
        &[]
    }

    /// The records of a collection; a single record stands for a collection of one.
    pub(super) fn records(&mut self, value: Option<&'a Expression<'a>>) -> Vec<Fields<'a>> {
        if let Some(fields) = value.and_then(record_fields) {
            return vec![fields];
        }
        let items = self.items(value);
        items.iter().filter_map(|item| self.record(Some(item))).collect()
    }

    /// The annotation of a record with that term.
    pub(super) fn nested(&self, fields: Fields<'a>, term: Term) -> Option<&'a Annotation<'a>> {
        let mut annotations = fields.annotations.iter();
        annotations.find(|nested| nested.qualifier.is_none() && self.annotated.term(&nested.term.value) == Some(term))
    }

    /// The strings of a collection; a single string stands for a collection of one.
    pub(super) fn strings(&mut self, value: Option<&'a Expression<'a>>) -> Vec<&'a str> {
        if let Some(ExpressionKind::Constant(_, text)) = value.map(|value| &labeled(value).kind) {
            return vec![&text.value];
        }
        let items = self.items(value);
        items.iter().filter_map(|item| self.string(Some(item))).collect()
    }

    fn constant(&mut self, value: &'a Expression<'a>, expected: &str) -> Option<(ConstantKind, &'a str)> {
        let kind = &labeled(value).kind;
        if let ExpressionKind::Constant(kind, text) = kind {
            return Some((*kind, &text.value));
        }
        self.other(value, kind, expected);
        None
    }

    /// Reports a value of another kind than the expected, unless only the service could compute it.
    fn other(&mut self, value: &'a Expression<'a>, kind: &ExpressionKind<'_>, expected: &str) {
        let is_written = matches!(
            kind,
            ExpressionKind::Constant(..) | ExpressionKind::Collection(_) | ExpressionKind::Record { .. }
        );
        if is_written {
            self.wrong(value.span, expected);
        }
    }

    fn absent(&mut self, expected: &str) {
        if let Some(span) = self.at {
            self.wrong(span, expected);
        }
    }

    /// Reports a value that is of another form.
    pub(super) fn wrong(&mut self, span: Span, expected: &str) {
        if self.annotated.quiet {
            return;
        }
        let text = format!("value of `{}` has the wrong form", self.term);
        let fault = Diagnostic::warning("invalid-annotation-value", span, text)
            .label(format!("expected {expected}"))
            .help("the value is left out");
        self.annotated.faults.push(fault);
    }
}

/// The content of a record.
fn record_fields<'a>(expression: &'a Expression<'a>) -> Option<Fields<'a>> {
    let Expression { kind, annotations, .. } = labeled(expression);
    let ExpressionKind::Record { values, .. } = kind else { return None };
    Some(Fields { values, annotations })
}

/// The expression inside labels, whose nesting the reader of documents bounds.
fn labeled<'a>(expression: &'a Expression<'a>) -> &'a Expression<'a> {
    let mut at = expression;
    while let ExpressionKind::LabeledElement { value: Some(value), .. } = &at.kind {
        at = value;
    }
    at
}

/// The path that an expression writes down, as a path or as a string.
pub(super) fn written_path<'a>(expression: &'a Expression<'a>) -> Option<&'a str> {
    let kind = &labeled(expression).kind;
    if let ExpressionKind::Path(_, path) | ExpressionKind::Constant(ConstantKind::String, path) = kind {
        Some(&path.value)
    } else {
        None
    }
}
