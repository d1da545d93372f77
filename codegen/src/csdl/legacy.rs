//! Documents that are not CSDL XML of OData 4: what they are, and what to do.

use super::cursor::Cursor;
use super::namespaces::Namespace;
use super::reader::{Event, Tag};
use crate::diagnostics::{Diagnostic, Diagnostics, quoted};
use crate::source::{SourceId, Span};

/// Reports a document that is no XML at all; says whether it is one.
pub(super) fn report_no_xml(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> bool {
    let body = text.trim_start();
    let start = u32::try_from(text.len() - body.len()).unwrap_or(u32::MAX);
    let span = |length: u32| Span { source, start, end: start.saturating_add(length) };
    let diagnostic = match body.chars().next() {
        Some('<') => return false,
        None => Diagnostic::error("empty-document", span(0), "the document is empty"),
        Some('{' | '[') => Diagnostic::error("csdl-json", span(1), "this is JSON, not CSDL XML")
            .help("ask the service for XML: `GET $metadata` with the header `Accept: application/xml`"),
        Some(_) => Diagnostic::error("not-csdl", span(1), "this is not XML")
            .help("CSDL XML starts with the element `edmx:Edmx`"),
    };
    diagnostics.push(diagnostic);
    true
}

/// Reports a root element that is not of CSDL 4.
pub(super) fn report_root(cursor: &mut Cursor<'_, '_>, tag: &Tag<'_>) {
    let (name, span) = (tag.local, tag.span);
    match tag.namespace {
        Namespace::OldEdm(uri) => return report_old(cursor, tag, version_of(uri).to_owned()),
        Namespace::OldEdmx(_) => {
            let version = find_version(cursor);
            return report_old(cursor, tag, version);
        }
        _ => {}
    }
    let message = format!("the root element is {}, not `edmx:Edmx`", quoted(tag.name));
    let diagnostic = Diagnostic::error("not-csdl", span, message);
    let diagnostic = match name {
        "html" | "HTML" => diagnostic.help("this is a web page, such as a service shows before one signs in"),
        "service" => diagnostic.help("this is a service document; the metadata is at `$metadata` below its address"),
        "Edmx" => diagnostic.help("the namespace should be `http://docs.oasis-open.org/odata/ns/edmx`"),
        "Schema" => diagnostic.help("the namespace should be `http://docs.oasis-open.org/odata/ns/edm`"),
        "error" => diagnostic.help("this is the error message of a service"),
        _ => diagnostic,
    };
    cursor.error(|| diagnostic);
    cursor.reader.stop();
}

/// Reports a schema of OData 1 to 3 inside of a document that is otherwise of OData 4.
pub(super) fn report_schema(cursor: &mut Cursor<'_, '_>, tag: &Tag<'_>) {
    if let Namespace::OldEdm(uri) = tag.namespace {
        report_old(cursor, tag, version_of(uri).to_owned());
    }
}

fn report_old(cursor: &mut Cursor<'_, '_>, tag: &Tag<'_>, version: String) {
    cursor.error(|| {
        let message = format!("this is metadata of OData {version}; only OData 4.0 and 4.01 are read");
        Diagnostic::error("odata-version", tag.span, message)
            .label("in a namespace of OData 1 to 3")
            .help("look for an OData 4 version of the service, often at another address")
            .help("or convert the document first, with the stylesheet `V2-to-V4-CSDL.xsl` that OASIS publishes")
    });
    cursor.reader.stop();
}

/// Reads on until the document says of which OData version it is.
fn find_version(cursor: &mut Cursor<'_, '_>) -> String {
    let reader = &mut cursor.reader;
    loop {
        match reader.next() {
            Event::Start(tag) => {
                let attribute =
                    reader.attributes.iter().find(|attribute| attribute.name.ends_with(":DataServiceVersion"));
                if let (Some(attribute), "DataServices") = (attribute, tag.local) {
                    return attribute.value.chars().take(8).filter(|c| c.is_ascii_digit() || *c == '.').collect();
                }
                if let Namespace::OldEdm(uri) = tag.namespace {
                    return version_of(uri).to_owned();
                }
            }
            Event::Eof => return "1 to 3".to_owned(),
            Event::End | Event::Text(..) => {}
        }
    }
}

/// The version in which a namespace of Microsoft's was introduced.
fn version_of(uri: &str) -> &'static str {
    match uri.strip_prefix("http://schemas.microsoft.com/ado/").and_then(|rest| rest.get(..4)) {
        Some("2006" | "2007") => "1.0",
        Some("2008") => "2.0",
        Some("2009") => "3.0",
        _ => "1 to 3",
    }
}
