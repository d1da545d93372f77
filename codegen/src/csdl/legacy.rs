//! CSDL of OData 1 to 3: which version it is, and what the user can do.

use super::cursor::Cursor;
use super::xml::namespaces::Namespace;
use super::xml::reader::{Event, Tag};
use crate::diagnostics::{Diagnostic, quoted};

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
    let ending = if name == "Schema" { "edm" } else { "edmx" };
    let diagnostic = Diagnostic::error("not-csdl", span, message)
        .help(format!("the namespace should be `http://docs.oasis-open.org/odata/ns/{ending}`"));
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

/// Reads on to the attribute that states the OData version.
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
