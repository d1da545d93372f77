//! What CSDL XML says: syntax, with a span on everything, nothing resolved.
//!
//! Stage one of the pipeline. [`xml`] turns text into events, [`cursor`] gives what [`rules`] allow,
//! the modules of [`parse`](mod@parse) build [`ast`]; what they cannot read is reported, never dropped silently.

pub(crate) mod ast;
mod ast_annotations;
mod cursor;
mod dump;
mod foreign_file;
mod legacy;
mod literals;
mod names;
mod parse;
pub(crate) mod references;
mod rules;
#[cfg(test)]
mod tests;
mod values;
mod xml;

use ast::Document;
use cursor::Cursor;
pub(crate) use dump::dump;
use names::Element;
use xml::namespaces::Namespace;
use xml::reader::Tag;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources};

/// Reads all documents, and reports their faults to `diagnostics`.
///
/// A document that is not CSDL at all gives nothing, a faulty one gives the part that could be read.
pub(crate) fn parse<'s>(sources: &'s Sources, diagnostics: &mut Diagnostics) -> Vec<Document<'s>> {
    sources.iter().filter_map(|(id, source)| parse_document(id, &source.text, diagnostics)).collect()
}

fn parse_document<'s>(source: SourceId, text: &'s str, diagnostics: &mut Diagnostics) -> Option<Document<'s>> {
    if let Some(fault) = foreign_file::fault(source, text) {
        diagnostics.push(fault);
        return None;
    }
    let mut cursor = Cursor::new(source, text, diagnostics);
    let mut document = Document { version: None, references: Vec::new(), schemas: Vec::new(), extents: Vec::new() };
    let root = cursor.root()?;
    let is_csdl = parse_root(&mut cursor, &root, &mut document);
    while let Some(next) = cursor.root() {
        cursor.error(|| {
            Diagnostic::error("malformed-xml", next.span, "XML allows one root element")
                .also(root.span, "the first one")
                .help("put the schemas into one `edmx:DataServices` in an `edmx:Edmx`, or into separate files")
        });
        if next.namespace == Namespace::Edm && next.local == Element::Schema.name() {
            parse_schema(&mut cursor, &next, &mut document);
        } else {
            cursor.reader.skip();
        }
    }
    cursor.report_foreign();
    document.extents = cursor.extents;
    is_csdl.then_some(document)
}

/// Reads the root element; says whether it is CSDL.
fn parse_root<'s>(cursor: &mut Cursor<'s, '_>, root: &Tag<'s>, document: &mut Document<'s>) -> bool {
    let claims_4 = |cursor: &Cursor<'_, '_>| {
        cursor
            .reader
            .attributes
            .iter()
            .any(|attribute| attribute.name == "Version" && attribute.value.starts_with("4."))
    };
    match (root.namespace, root.local) {
        (Namespace::Edmx, "Edmx") => {}
        (Namespace::OldEdmx(_), "Edmx") if claims_4(cursor) => cursor.warn(|| {
            let message = "`Edmx` of OData 4 belongs to the namespace `http://docs.oasis-open.org/odata/ns/edmx`";
            Diagnostic::warning("wrong-namespace", root.span, message).label("this is the namespace of OData 1 to 3")
        }),
        (Namespace::Edm, "Schema") => {
            cursor.warn(|| {
                Diagnostic::warning("bare-schema", root.span, "the document is a bare `Schema`")
                    .label("read as the content of `edmx:DataServices`")
            });
            parse_schema(cursor, root, document);
            return true;
        }
        _ => {
            legacy::report_root(cursor, root);
            return false;
        }
    }
    let start = cursor.open(Element::Edmx, root);
    cursor.edmx(start, document);
    true
}

fn parse_schema<'s>(cursor: &mut Cursor<'s, '_>, tag: &Tag<'s>, document: &mut Document<'s>) {
    let start = cursor.open(Element::Schema, tag);
    document.schemas.extend(cursor.schema(start));
}
