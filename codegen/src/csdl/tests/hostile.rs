//! Bounds: nothing that a document can hold takes unbounded time, memory or stack.

use expect_test::expect;

use super::{check, codes, document};
use crate::csdl::parse;
use crate::diagnostics::{Diagnostics, render};
use crate::source::Sources;

fn nested(levels: usize, open: &str, close: &str) -> String {
    document(&format!("<Annotation Term=\"T.T\">{}{}</Annotation>", open.repeat(levels), close.repeat(levels)))
}

// S7: 100 levels of nesting are read, and so is all that the limit admits, in the stack of a test
#[test]
fn deep_nesting() {
    assert_eq!(codes(&nested(100, "<Not>", "</Not>")), ["operand-count"]);
    assert_eq!(
        codes(&nested(120, "<Record><PropertyValue Property=\"p\">", "</PropertyValue></Record>")),
        [] as [&str; 0]
    );
    assert_eq!(codes(&nested(252, "<Annotation Term=\"T.T\">", "</Annotation>")), [] as [&str; 0]);
    assert_eq!(codes(&nested(253, "<Annotation Term=\"T.T\">", "</Annotation>")), ["nested-too-deeply"]);
    assert_eq!(codes(&"<a>".repeat(100_000)), ["not-csdl"]);
}

#[test]
fn too_deep_nesting() {
    check(
        &nested(300, "<Not>\n", "</Not>"),
        expect![[r#"
        warning[operand-count]: `Not` takes one expression, and has 0
           --> test.csdl:253:1
            |
        253 | <Not>
            | ^^^^

        error[nested-too-deeply]: elements nest deeper than 256 levels; the rest of the document is not read
           --> test.csdl:254:1
            |
        254 | <Not>
            | ^^^^

    "#]],
    );
}

#[test]
fn too_many_attributes_and_namespaces() {
    let attributes: String = (0..101).map(|index| format!("a{index}=\"\" ")).collect();
    let namespaces: String = (0..65).map(|index| format!("xmlns:a{index}=\"\" ")).collect();
    let body = format!("<x:a xmlns:x=\"x\">\n<x:b {attributes}/>\n<x:c {namespaces}/></x:a>");
    assert_eq!(codes(&document(&body)), ["foreign-namespace", "malformed-xml"]);
}

// S7: a document of one line, and of junk: the place is right, and what is shown is short
#[test]
fn one_long_line() {
    let junk = "é".repeat(1_000_000);
    let xml = format!(
        "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"><!--{junk}--><Foo/><!--{junk}--></Schema>"
    );
    check(
        &xml,
        expect![[r#"
        warning[bare-schema]: the document is a bare `Schema`
         --> test.csdl:1:1
          |
        1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><!--ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé...
          | ^^^^^^^ read as the content of `edmx:DataServices`

        warning[unknown-element]: unknown element `Foo` in `Schema`
         --> test.csdl:1:1000078
          |
        1 | …éééééééééééééééééééééééééééééééééééééééééééééééééééééééééé--><Foo/><!--ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé...
          |                                                               ^^^^ ignored, with everything inside it

    "#]],
    );
}

// S7: as many faults as fit
#[test]
fn faults_without_end() {
    for junk in ["<a/>", "<", "&", "&x;", "</a>", "]]>", "<a b='", "\u{0}", "<a:b/>", "<!x>", "\n", "<Property x=''/>"]
    {
        let mut sources = Sources::new();
        sources.add("test.csdl", document(&junk.repeat(110_000)));
        let mut diagnostics = Diagnostics::default();
        parse(&sources, &mut diagnostics);
        // The limit, and a fault for each element that is open where reading stops.
        assert!(diagnostics.errors() + diagnostics.warnings() <= 100_010, "{junk:?}");
        let sorted = diagnostics.sorted();
        assert!(sorted.len() <= 2_000, "{junk:?}");
        let rendered = render(&sources, sorted.get(..20).unwrap_or(&sorted), true);
        assert!(rendered.len() < 40_000, "{junk:?}: {}", rendered.len());
    }
}

// S7: behind the limit nothing is read, and a message says so
#[test]
fn too_many_faults() {
    let mut sources = Sources::new();
    sources.add("test.csdl", document(&"<a/>".repeat(110_000)));
    let mut diagnostics = Diagnostics::default();
    parse(&sources, &mut diagnostics);
    let mut sorted = diagnostics.sorted();
    sorted.retain(|diagnostic| diagnostic.code() == "too-many-faults");
    expect![[r#"
        error[too-many-faults]: too many faults; the rest of the document is not read
         --> test.csdl:2:400001
          |
        2 | …<a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/>...
          |                                                                                                                          ^

    "#]].assert_eq(&render(&sources, &sorted, false));
    assert_eq!((diagnostics.errors(), diagnostics.warnings(), diagnostics.omitted()), (1, 100_000, 99_000));
}
