//! Walks a document element by element: gives what [`rules`] allows, and reports the rest.

use std::borrow::Cow;

use super::ast::Text;
use super::names::{Attr, AttrSet, Element};
use super::rules::{self, rule};
use super::xml::escape::TextKind;
use super::xml::foreign::Foreign;
use super::xml::namespaces::{Namespace, Namespaces};
use super::xml::reader::{Event, Reader, Tag};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, quoted};
use crate::source::{SourceId, Span, Spanned};

/// A start tag that the rules allow in its parent. The cursor holds its attributes until they are taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) element: Element,
    /// From `<` to the end of the element's name.
    pub(super) span: Span,
    /// Whether it has all the attributes that the model needs.
    pub(super) complete: bool,
}

/// Walks one document.
#[derive(Debug)]
pub(super) struct Cursor<'s, 'd> {
    pub(super) reader: Reader<'s, 'd>,
    /// The known attributes of the last start tag that are not taken yet.
    attributes: Vec<(Attr, Text<'s>)>,
    foreign: Foreign<'s>,
    /// See [`Document::extents`](super::ast::Document::extents).
    pub(super) extents: Vec<Span>,
}

impl<'s, 'd> Cursor<'s, 'd> {
    /// A cursor before the root element.
    pub(super) fn new(source: SourceId, text: &'s str, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            reader: Reader::new(source, text, diagnostics),
            attributes: Vec::new(),
            foreign: Foreign::default(),
            extents: Vec::new(),
        }
    }

    /// The next root element: a document has one, what follows it is reported by the caller.
    pub(super) fn root(&mut self) -> Option<Tag<'s>> {
        loop {
            match self.reader.next() {
                Event::Start(tag) => return Some(tag),
                Event::Text(text, span) if !is_blank(&text) => {
                    self.error(|| Diagnostic::error("malformed-xml", span, "text outside of the root element"));
                }
                Event::Text(..) | Event::End => {}
                Event::Eof => return None,
            }
        }
    }

    /// The next child that `parent` may have, or `None` at its end.
    pub(super) fn child(&mut self, parent: Element) -> Option<Start> {
        loop {
            match self.reader.next() {
                Event::Start(tag) => match self.admit(parent, &tag) {
                    Some(start) => return Some(start),
                    None => self.reader.skip(),
                },
                Event::Text(text, span) if !is_blank(&text) => self.refuse_text(parent, span),
                Event::Text(..) => {}
                Event::End | Event::Eof => return None,
            }
        }
    }

    /// The text of an element that has nothing else, up to its end.
    pub(super) fn text(&mut self, start: Start) -> Text<'s> {
        let mut content: Option<Text<'s>> = None;
        self.reader.keeps_blanks = true;
        loop {
            match self.reader.next() {
                Event::Start(tag) => {
                    // Every child is reported, since the rules allow none.
                    self.admit(start.element, &tag);
                    self.reader.skip();
                }
                Event::Text(value, span) => match &mut content {
                    None => content = Some(Spanned { value, span }),
                    Some(content) => content.value.to_mut().push_str(&value),
                },
                Event::End | Event::Eof => break,
            }
        }
        self.reader.keeps_blanks = false;
        content.unwrap_or(Spanned { value: Cow::Borrowed(""), span: start.span })
    }

    /// Reads on to the end of an element that may have no children.
    pub(super) fn finish(&mut self, element: Element) {
        while self.child(element).is_some() {
            self.reader.skip();
        }
    }

    /// Notes where an element lies whose end has just been read.
    pub(super) fn note_extent(&mut self, start: Start) {
        let end = self.reader.position();
        self.extents.push(self.reader.span(start.span.start as usize, end));
    }

    /// Takes the attributes of a start tag, checks them, and makes it the current element.
    pub(super) fn open(&mut self, element: Element, tag: &Tag<'s>) -> Start {
        let seen = self.read_attributes(element);
        let rule = rule(element);
        let complete = seen.or(rule.required).or(rule.expected) == seen;
        if !complete && !self.reader.is_tag_broken {
            let missing = |attrs: AttrSet| attrs.iter().filter(move |attr| !seen.contains(*attr));
            missing(rule.required).for_each(|attr| self.report_missing(element, attr, tag.span, Severity::Error));
            missing(rule.expected).for_each(|attr| self.report_missing(element, attr, tag.span, Severity::Warning));
        }
        Start { element, span: tag.span, complete }
    }

    /// Takes an attribute's value, if it is there.
    pub(super) fn take(&mut self, attr: Attr) -> Option<Text<'s>> {
        let index = self.attributes.iter().position(|(other, _)| *other == attr)?;
        Some(self.attributes.swap_remove(index).1)
    }

    /// Takes the first of these attributes, in the order of the document.
    pub(super) fn take_any(&mut self, attrs: AttrSet) -> Option<(Attr, Text<'s>)> {
        let index = self.attributes.iter().position(|(attr, _)| attrs.contains(*attr))?;
        Some(self.attributes.remove(index))
    }

    /// Reports an error.
    pub(super) fn error(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        self.reader.diagnostics.push_with(Severity::Error, diagnostic);
    }

    /// Reports a warning.
    pub(super) fn warn(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        self.reader.diagnostics.push_with(Severity::Warning, diagnostic);
    }

    /// Reports a child that an element may have only once.
    pub(super) fn repeated(&mut self, parent: Element, start: Start, first: Span, consequence: &str) {
        self.warn(|| {
            let message = format!("`{}` has more than one `{}`", parent.name(), start.element.name());
            Diagnostic::warning("repeated-element", start.span, message).label(consequence).also(first, "the first one")
        });
    }

    /// Reports the elements and attributes of other vocabularies.
    pub(super) fn report_foreign(&mut self) {
        let foreign = std::mem::take(&mut self.foreign);
        foreign.report(self.reader.diagnostics);
    }

    /// The start tag, if it is an element of CSDL that `parent` may contain; anything else is reported.
    fn admit(&mut self, parent: Element, tag: &Tag<'s>) -> Option<Start> {
        let is_edmx = match tag.namespace {
            Namespace::Edm => false,
            Namespace::Edmx | Namespace::OldEdmx(_) => true,
            Namespace::OldEdm(_) if tag.local == Element::Schema.name() => {
                super::legacy::report_schema(self, tag);
                return None;
            }
            Namespace::OldEdm(uri) | Namespace::Foreign(uri) => {
                self.foreign.element(uri, tag.span);
                return None;
            }
        };
        let Some(element) = Element::named(tag.local) else {
            self.unknown_element(parent, tag);
            return None;
        };
        if !rule(parent).children.contains(element) {
            self.misplaced_element(parent, element, tag);
            return None;
        }
        if rules::EDMX.contains(element) != is_edmx {
            self.warn(|| {
                let namespace = if is_edmx { "edm" } else { "edmx" };
                let message = format!("`{}` belongs to the namespace `{namespace}`", element.name());
                Diagnostic::warning("wrong-namespace", tag.span, message)
                    .help(format!("the namespace is `http://docs.oasis-open.org/odata/ns/{namespace}`"))
            });
        }
        Some(self.open(element, tag))
    }

    fn unknown_element(&mut self, parent: Element, tag: &Tag<'s>) {
        self.warn(|| {
            let message = format!("unknown element {} in `{}`", quoted(tag.local), parent.name());
            let diagnostic =
                Diagnostic::warning("unknown-element", tag.span, message).label("ignored, with everything inside it");
            if rules::OLD_ELEMENTS.contains(&tag.local) {
                return diagnostic.help("this is an element of OData 1 to 3");
            }
            diagnostic.suggest(tag.local, rule(parent).children.iter().map(Element::name))
        });
    }

    fn misplaced_element(&mut self, parent: Element, element: Element, tag: &Tag<'s>) {
        // A missing schema loses everything that refers to it; any other missing element loses only itself.
        let severity = if element == Element::Schema { Severity::Error } else { Severity::Warning };
        self.reader.diagnostics.push_with(severity, || {
            let message = format!("`{}` is not allowed in `{}`", element.name(), parent.name());
            let parents: Vec<_> = Element::ALL
                .iter()
                .filter(|parent| rule(**parent).children.contains(element))
                .map(|parent| format!("`{}`", parent.name()))
                .collect();
            let diagnostic = Diagnostic::new(severity, "misplaced-element", Some(tag.span), message)
                .label("ignored, with everything inside it");
            match parents.as_slice() {
                [] => diagnostic.help("it is allowed as the root element only"),
                few if few.len() <= 5 => diagnostic.help(format!("it is allowed in {}", few.join(", "))),
                _ => diagnostic,
            }
        });
    }

    fn refuse_text(&mut self, parent: Element, span: Span) {
        self.warn(|| {
            Diagnostic::warning("unexpected-text", span, format!("`{}` takes no text", parent.name())).label("not read")
        });
    }

    /// Sorts the attributes of the start tag just read; says which known ones it has.
    fn read_attributes(&mut self, element: Element) -> AttrSet {
        self.attributes.clear();
        let mut seen = AttrSet::default();
        for index in 0..self.reader.attributes.len() {
            let Some(raw) = self.reader.attributes.get(index).copied() else { break };
            let span = self.reader.span(raw.name_start, raw.name_start + raw.name.len());
            let (namespace, local) = Namespaces::attribute(&mut self.reader, raw.name, span);
            if let Some(Namespace::Foreign(uri) | Namespace::OldEdm(uri) | Namespace::OldEdmx(uri)) = namespace {
                self.foreign.attribute(uri, span);
                continue;
            }
            let known = Attr::named(local).filter(|attr| rule(element).attributes.contains(*attr));
            let Some(attr) = known else {
                self.unknown_attribute(element, local, span);
                continue;
            };
            if namespace.is_some() {
                self.warn(|| {
                    let message = format!("attribute `{local}` is written without a prefix in CSDL");
                    Diagnostic::warning("wrong-namespace", span, message).label("read as if it had none")
                });
            }
            let value = if raw.is_plain {
                Cow::Borrowed(raw.value)
            } else {
                self.reader.decode(raw.value, raw.value_start, TextKind::Attribute)
            };
            let span = self.reader.span(raw.value_start, raw.value_start + raw.value.len());
            seen = seen.or(AttrSet::of(&[attr]));
            self.attributes.push((attr, Spanned { value, span }));
        }
        seen
    }

    fn unknown_attribute(&mut self, element: Element, name: &str, span: Span) {
        self.warn(|| {
            let message = format!("unknown attribute {} on `{}`", quoted(name), element.name());
            let diagnostic = Diagnostic::warning("unknown-attribute", span, message).label("not read");
            if rules::OLD_ATTRIBUTES.contains(&name) {
                return diagnostic.help("this is an attribute of OData 1 to 3");
            }
            diagnostic.suggest(name, rule(element).attributes.iter().map(Attr::name))
        });
    }

    fn report_missing(&mut self, element: Element, attr: Attr, span: Span, severity: Severity) {
        self.reader.diagnostics.push_with(severity, || {
            let message = format!("`{}` lacks the attribute `{}`", element.name(), attr.name());
            let diagnostic = Diagnostic::new(severity, "missing-attribute", Some(span), message);
            if severity == Severity::Warning { diagnostic.label("left out of the model") } else { diagnostic }
        });
    }
}

/// Whether the text is white space only.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}
