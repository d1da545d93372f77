//! XML events with namespaces and byte positions: the one user of quick-xml.
//!
//! quick-xml finds the borders of the markup; this module checks that elements nest, resolves namespaces, and
//! continues after a fault where it can, so that one run finds every fault. Otherwise the rest of the document is not read.

use std::borrow::Cow;

use quick_xml::Error as XmlError;
use quick_xml::Reader as Xml;
use quick_xml::events::Event as XmlEvent;

use super::attributes::{self, RawAttribute};
use super::bytes::{ByteClass, is_name};
use super::escape::{self, Fault, TextKind};
use super::namespaces::{Namespace, Namespaces};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, quoted};
use crate::source::{SourceId, Span};

/// How deep elements may nest. Real documents stay below 20; the parser recurses once or twice a level.
const DEEPEST: usize = 256;

/// How many faults are counted in one document; behind the last one, nothing more is read.
const MOST_FAULTS: usize = 100_000;

/// What comes next in a document.
#[derive(Debug)]
pub(crate) enum Event<'s> {
    /// A start tag; its attributes are in [`Reader::attributes`] until the next event.
    Start(Tag<'s>),
    /// The end of the innermost open element.
    End,
    /// All character data up to the next tag, decoded.
    Text(Cow<'s, str>, Span),
    /// The end of the document, or of what can be read of it.
    Eof,
}

/// The name of a start tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'s> {
    /// As written, with its prefix.
    pub(crate) name: &'s str,
    pub(crate) local: &'s str,
    pub(crate) namespace: Namespace<'s>,
    /// From `<` to the end of the name.
    pub(crate) span: Span,
}

/// A piece of markup or text, as quick-xml delimits it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    kind: PieceKind,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    Start,
    Empty,
    End,
    Text,
    CData,
    /// Comments, processing instructions, the XML declaration.
    Ignored,
    DocType,
    Eof,
}

/// Reads one document.
#[derive(Debug)]
pub(crate) struct Reader<'s, 'd> {
    xml: Xml<&'s [u8]>,
    text: &'s str,
    source: SourceId,
    pub(crate) diagnostics: &'d mut Diagnostics,
    /// The attributes of the last start tag, without namespace declarations.
    pub(crate) attributes: Vec<RawAttribute<'s>>,
    /// Whether attributes may be missing there because the tag is malformed.
    pub(crate) is_tag_broken: bool,
    pub(crate) namespaces: Namespaces<'s>,
    /// Whether white space between tags is an event: only in elements whose text means something.
    pub(crate) keeps_blanks: bool,
    open: Vec<(&'s str, Span)>,
    /// How many elements end before anything else is read.
    closing: usize,
    pending: Option<Piece>,
    finished: bool,
    /// The number of diagnostics at which reading stops.
    fault_limit: usize,
}

impl<'s, 'd> Reader<'s, 'd> {
    /// A reader at the start of a document.
    pub(crate) fn new(source: SourceId, text: &'s str, diagnostics: &'d mut Diagnostics) -> Self {
        let fault_limit = diagnostics.recorded() + MOST_FAULTS;
        let mut xml = Xml::from_str(text);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            xml,
            text,
            source,
            diagnostics,
            attributes: Vec::new(),
            is_tag_broken: false,
            namespaces: Namespaces::default(),
            keeps_blanks: false,
            open: Vec::new(),
            closing: 0,
            pending: None,
            finished: false,
            fault_limit,
        }
    }

    /// The next event.
    pub(crate) fn next(&mut self) -> Event<'s> {
        if self.closing > 0 {
            self.closing -= 1;
            return self.leave();
        }
        loop {
            let piece = self.piece();
            match piece.kind {
                PieceKind::Start | PieceKind::Empty => return self.start(piece),
                PieceKind::End => {
                    if let Some(event) = self.end(piece) {
                        return event;
                    }
                }
                PieceKind::Text if !self.keeps_blanks && self.is_blank(piece) => {}
                PieceKind::Text | PieceKind::CData => return self.character_data(piece),
                PieceKind::Ignored => {}
                PieceKind::DocType => self.refuse_doctype(piece),
                PieceKind::Eof => return self.eof(piece),
            }
        }
    }

    /// Reads nothing more of the document.
    pub(crate) fn stop(&mut self) -> Event<'s> {
        self.finished = true;
        self.pending = None;
        self.open.clear();
        self.closing = 0;
        Event::Eof
    }

    fn give_up(&mut self, at: usize) {
        let span = self.span(at, at);
        self.fault_limit = usize::MAX;
        self.diagnostics.push_with(Severity::Error, || {
            Diagnostic::error("too-many-faults", span, "too many faults; the rest of the document is not read")
        });
        self.stop();
    }

    /// Reads on to the end of the element that was opened last.
    pub(crate) fn skip(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Event::Start(_) => depth += 1,
                Event::End => depth -= 1,
                Event::Text(..) => {}
                Event::Eof => return,
            }
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The byte range as a place in the sources.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }

    /// Reports that the text is not well-formed XML.
    pub(crate) fn malformed(&mut self, start: usize, end: usize, message: impl FnOnce() -> String) {
        let span = self.span(start, end);
        self.diagnostics.push_with(Severity::Error, || Diagnostic::error("malformed-xml", span, message()));
    }

    /// Reports an attribute that an element has twice; the first is kept.
    pub(crate) fn duplicate_attribute(&mut self, attribute: &RawAttribute<'s>) {
        let name_span =
            |attribute: &RawAttribute<'s>| self.span(attribute.name_start, attribute.name_start + attribute.name.len());
        let span = name_span(attribute);
        let first = self.attributes.iter().find(|other| other.name == attribute.name).map(name_span);
        self.diagnostics.push_with(Severity::Error, || {
            let message = format!("duplicate attribute {}", quoted(attribute.name));
            let diagnostic = Diagnostic::error("duplicate-attribute", span, message);
            first.into_iter().fold(diagnostic, |diagnostic, first| diagnostic.also(first, "the first one is used"))
        });
    }

    /// Decodes character data that starts at byte `start`, and reports its faults.
    pub(crate) fn decode(&mut self, raw: &'s str, start: usize, kind: TextKind) -> Cow<'s, str> {
        escape::decode(raw, kind, |fault, range| {
            let text = raw.get(range.clone()).unwrap_or_default();
            let (from, to) = (start + range.start, start + range.end);
            match fault {
                Fault::UnknownEntity => self.unknown_entity(text, from, to),
                Fault::BadReference => self.malformed(from, to, || {
                    "`&` does not begin a reference to a character; write `&amp;` for the character itself".into()
                }),
                Fault::ControlCharacter => {
                    self.malformed(from, to, || "XML does not allow this control character".into());
                }
                Fault::LessThan => {
                    self.malformed(from, to, || "`<` in an attribute value has to be written as `&lt;`".into());
                }
            }
            self.diagnostics.recorded() < self.fault_limit
        })
    }

    fn unknown_entity(&mut self, text: &str, start: usize, end: usize) {
        let span = self.span(start, end);
        self.diagnostics.push_with(Severity::Error, || {
            Diagnostic::error("unknown-entity", span, format!("entity {} is not known", quoted(text))).help(
                "only `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and character numbers such as `&#x20;` are read",
            )
        });
    }

    fn piece(&mut self) -> Piece {
        if let Some(piece) = self.pending.take() {
            return piece;
        }
        let start = self.position();
        if self.diagnostics.recorded() >= self.fault_limit {
            self.give_up(start);
        }
        if self.finished {
            return Piece { kind: PieceKind::Eof, start, end: start };
        }
        let kind = match self.xml.read_event() {
            Ok(XmlEvent::Start(_)) => PieceKind::Start,
            Ok(XmlEvent::Empty(_)) => PieceKind::Empty,
            Ok(XmlEvent::End(_)) => PieceKind::End,
            Ok(XmlEvent::Text(_) | XmlEvent::GeneralRef(_)) => PieceKind::Text,
            Ok(XmlEvent::CData(_)) => PieceKind::CData,
            Ok(XmlEvent::Comment(_) | XmlEvent::PI(_) | XmlEvent::Decl(_)) => PieceKind::Ignored,
            Ok(XmlEvent::DocType(_)) => PieceKind::DocType,
            Ok(XmlEvent::Eof) => PieceKind::Eof,
            Err(error) => {
                let at = usize::try_from(self.xml.error_position()).unwrap_or(start);
                self.malformed(at, at + 1, || match error {
                    XmlError::Syntax(error) => error.to_string(),
                    _ => error.to_string(),
                });
                self.stop();
                PieceKind::Eof
            }
        };
        Piece { kind, start, end: self.position() }
    }

    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn start(&mut self, piece: Piece) -> Event<'s> {
        let closing = usize::from(piece.kind == PieceKind::Empty);
        let inner = self.slice(piece.start + 1, piece.end - 1 - closing);
        let length = inner.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inner.len());
        let (name, rest) = inner.split_at_checked(length).unwrap_or((inner, ""));
        let name_end = piece.start + 1 + length;
        let span = self.span(piece.start, name_end);
        if self.open.len() == DEEPEST {
            let message = format!("elements nest deeper than {DEEPEST} levels; the rest of the document is not read");
            self.diagnostics.push(Diagnostic::error("nested-too-deeply", span, message));
            return self.stop();
        }
        if !is_name(name) {
            self.malformed(piece.start, name_end, || format!("{} is not an element name", quoted(name)));
        }
        self.is_tag_broken = !attributes::scan(self, rest, name_end);
        self.open.push((name, span));
        self.closing = closing;
        Namespaces::enter(self);
        let (namespace, local) = Namespaces::element(self, name, span);
        Event::Start(Tag { name, local, namespace, span })
    }

    fn leave(&mut self) -> Event<'s> {
        self.namespaces.leave(self.open.len());
        self.open.pop();
        Event::End
    }

    /// Closes the element that an end tag names. `None` if it closes nothing.
    fn end(&mut self, piece: Piece) -> Option<Event<'s>> {
        let name = self.slice(piece.start + 2, piece.end - 1).trim_ascii_end();
        let span = self.span(piece.start, piece.start + 2 + name.len());
        let innermost = self.open.last().copied();
        if innermost.is_some_and(|(open, _)| open == name) {
            return Some(self.leave());
        }
        if let Some(index) = self.open.iter().rposition(|(open, _)| *open == name) {
            let unclosed: Vec<_> = self.open.iter().skip(index + 1).copied().collect();
            self.closing = unclosed.len();
            for (open, at) in unclosed {
                let message = format!("element {} is not closed", quoted(open));
                let diagnostic = Diagnostic::error("unclosed-element", at, message);
                self.diagnostics.push(diagnostic.also(span, "closes an enclosing element"));
            }
            return Some(self.leave());
        }
        let slip = innermost.filter(|(open, _)| crate::diagnostics::suggest::nearest(name, [*open]).is_some());
        self.diagnostics.push_with(Severity::Error, || {
            let message = format!("end tag {} closes no open element", quoted(name));
            let diagnostic = Diagnostic::error("unopened-element", span, message);
            innermost.into_iter().fold(diagnostic, |diagnostic, (open, at)| {
                diagnostic.also(at, format!("{} is open here", quoted(open)))
            })
        });
        slip.map(|_| self.leave())
    }

    /// Joins the pieces of character data up to the next tag: references, CDATA sections and comments divide them.
    fn character_data(&mut self, first: Piece) -> Event<'s> {
        let mut end = first.end;
        let mut text = self.decode_piece(first);
        loop {
            let piece = self.piece();
            match piece.kind {
                PieceKind::Text | PieceKind::CData => {
                    text.to_mut().push_str(&self.decode_piece(piece));
                    end = piece.end;
                }
                PieceKind::Ignored => {}
                _ => {
                    self.pending = Some(piece);
                    let span = self.span(first.start, end);
                    return Event::Text(text, span);
                }
            }
        }
    }

    fn is_blank(&self, piece: Piece) -> bool {
        let text = self.slice(piece.start, piece.end).as_bytes();
        ByteClass::SPACE.run(text) == text.len()
    }

    fn decode_piece(&mut self, piece: Piece) -> Cow<'s, str> {
        if piece.kind == PieceKind::CData {
            let start = piece.start + "<![CDATA[".len();
            let raw = self.slice(start, piece.end - "]]>".len());
            return self.decode(raw, start, TextKind::CData);
        }
        self.decode(self.slice(piece.start, piece.end), piece.start, TextKind::Content)
    }

    fn refuse_doctype(&mut self, piece: Piece) {
        let span = self.span(piece.start, piece.start + "<!DOCTYPE".len());
        let diagnostic = Diagnostic::error("doctype", span, "document type declarations are refused")
            .label("entities that it may declare are not expanded")
            .help("CSDL needs none: remove it");
        self.diagnostics.push(diagnostic);
    }

    fn eof(&mut self, piece: Piece) -> Event<'s> {
        if let Some((name, span)) = self.open.last().copied() {
            let message = format!("the document ends before element {} is closed", quoted(name));
            let end = self.span(piece.start, piece.start);
            self.diagnostics.push(Diagnostic::error("unclosed-element", span, message).also(end, "it ends here"));
        }
        self.stop()
    }
}
