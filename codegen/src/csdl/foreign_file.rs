//! Files that are not CSDL XML at all. A document or a manifest may name any file, even one of passwords, so a message about
//! such a file shows its place and never its text.

use super::xml::reader::{Event, Reader};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};

/// What a file is that is not CSDL, without quoting it; `None` for CSDL.
///
/// A file is CSDL if its root element is called `Edmx` or `Schema`, in any version.
pub(super) fn fault(source: SourceId, text: &str) -> Option<Diagnostic> {
    let body = text.trim_start();
    let start = u32::try_from(text.len() - body.len()).unwrap_or(u32::MAX);
    let here = Span { source, start, end: start };
    let at_start = |code, message: &str| Diagnostic::error(code, here, message).unquoted();
    Some(match body.chars().next() {
        Some('<') => return root_fault(source, text),
        None => at_start("empty-document", "the document is empty"),
        Some('{' | '[') => at_start("csdl-json", "this is JSON, not CSDL XML")
            .help("ask the service for XML: `GET $metadata` with the header `Accept: application/xml`"),
        Some(_) => at_start("not-csdl", "this is not XML").help(START),
    })
}

const START: &str = "CSDL XML starts with the element `edmx:Edmx`";

fn root_fault(source: SourceId, text: &str) -> Option<Diagnostic> {
    let mut unreported = Diagnostics::default();
    let mut reader = Reader::new(source, text, &mut unreported);
    let root = loop {
        match reader.next() {
            Event::Start(tag) => break Some(tag),
            Event::Eof => break None,
            Event::End | Event::Text(..) => {}
        }
    };
    let start = reader.span(0, 0);
    let Some(root) = root else {
        let malformed = unreported.sorted().first().and_then(|fault| fault.span);
        return Some(
            match malformed {
                Some(span) => Diagnostic::error("malformed-xml", span, "this is not well-formed XML").help(START),
                None => Diagnostic::error("not-csdl", start, "the document has no root element"),
            }
            .unquoted(),
        );
    };
    let help = match root.local {
        "Edmx" | "Schema" => return None,
        "html" | "HTML" => "this is a web page, such as a service shows before one signs in",
        "service" => "this is a service document; the metadata is at `$metadata` below its address",
        "error" => "this is the error message of a service",
        _ => START,
    };
    Some(Diagnostic::error("not-csdl", root.span, "the root element is not `edmx:Edmx`").unquoted().help(help))
}
