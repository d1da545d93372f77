//! Tests of the whole stage: text in, syntax and diagnostics out.

mod annotations;
mod corpus;
mod faults_documents;
mod faults_elements;
mod faults_values;
mod hostile;
mod mutation;
mod structure;
mod xml_content;
mod xml_markup;

use expect_test::Expect;

use super::{dump, parse};
use crate::diagnostics::{Diagnostics, render};
use crate::source::Sources;

/// Compares what is read of a document, and what is reported, with what is expected.
fn check(xml: &str, expect: Expect) {
    let mut sources = Sources::new();
    sources.add("test.csdl", xml);
    let mut diagnostics = Diagnostics::default();
    let documents = parse(&sources, &mut diagnostics);
    let reported = render(&sources, &diagnostics.sorted(), false);
    let syntax = dump(&documents);
    expect.assert_eq(if reported.is_empty() { &syntax } else { &reported });
    if reported.is_empty() {
        assert_eq!(diagnostics.omitted(), 0);
    }
}

/// The same for the content of a schema.
fn check_schema(body: &str, expect: Expect) {
    check(&document(body), expect);
}

/// The same for the content of an annotation on a schema.
fn check_expression(body: &str, expect: Expect) {
    check(&document(&format!("<Annotation Term=\"T.T\">{body}</Annotation>")), expect);
}

/// A document around the content of a schema; its lines are counted from 1.
fn document(body: &str) -> String {
    const HEAD: &str = "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
        <Schema Namespace=\"NS\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">";
    format!("{HEAD}\n{body}\n</Schema></edmx:DataServices></edmx:Edmx>")
}

/// The codes of what is reported for a document, each once.
fn codes(xml: &str) -> Vec<&'static str> {
    let mut sources = Sources::new();
    sources.add("test.csdl", xml);
    let mut diagnostics = Diagnostics::default();
    parse(&sources, &mut diagnostics);
    let mut codes: Vec<_> = diagnostics.sorted().iter().map(|diagnostic| diagnostic.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
