//! Documents in, diagnostics and the dumped model out.

mod annotations;
mod containers;
mod corpus;
mod enums;
mod hostile;
mod keys;
mod names;
mod operations;
mod renderings;
mod structured;
mod targets;
mod vocabularies;

use expect_test::Expect;

use crate::csdl;
use crate::diagnostics::{Diagnostics, Severity};
use crate::source::{Sources, Span};

use super::{Model, dump, resolve};

/// Resolves documents, each the content of an `edmx:Edmx`: references first, then schemas.
fn check(documents: &[&str], expected: Expect) {
    let sources = sources(documents);
    let mut diagnostics = Diagnostics::default();
    let model = resolved(&sources, &mut diagnostics);
    let mut text = String::new();
    for fault in diagnostics.sorted() {
        let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
        let at = fault.span.map(|span| place(&sources, span)).unwrap_or_default();
        text.push_str(&format!("{severity}[{}] {at}: {}\n", fault.code, fault.message));
        text.extend(fault.label.iter().map(|label| format!("    here: {label}\n")));
        text.extend(
            fault.secondary.iter().map(|label| format!("    {}: {}\n", place(&sources, label.span), label.text)),
        );
        text.extend(fault.help.iter().map(|help| format!("    help: {help}\n")));
    }
    text.push_str(&dump(&model));
    expected.assert_eq(&text);
}

fn resolved(sources: &Sources, diagnostics: &mut Diagnostics) -> Model {
    let documents = csdl::parse(sources, diagnostics);
    resolve(&documents, diagnostics)
}

fn sources(documents: &[&str]) -> Sources {
    let mut sources = Sources::new();
    for (document, name) in documents.iter().zip('a'..) {
        sources.add(name.to_string(), edmx(document)).unwrap();
    }
    sources
}

fn edmx(content: &str) -> String {
    const END: &str = "</edmx:Reference>";
    let (references, schemas) = content.split_at(content.rfind(END).map_or(0, |at| at + END.len()));
    format!(
        "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{references}<edmx:DataServices>{schemas}\
         </edmx:DataServices></edmx:Edmx>"
    )
}

/// Document and line, and the text there.
fn place(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source).unwrap();
    let (before, after) = source.text.split_at(span.start as usize);
    let line = before.matches('\n').count() + 1;
    let text = after.get(..(span.end - span.start) as usize).unwrap();
    let text = text.lines().next().unwrap_or_default();
    let short: String = text.chars().take(40).collect();
    format!("{}:{line} `{short}`", source.path)
}
