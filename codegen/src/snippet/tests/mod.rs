//! Statements for lines of a small service.

mod batch;
mod calls;
mod cases;
mod given;
mod hostile;
mod keys;
mod names;
mod options;
mod redfish;
mod size;
mod streams;

use std::collections::BTreeMap;

use expect_test::Expect;

use crate::config::{Batch, Config, Limits, Package, Runtime, Service, Unqualified, Values};
use crate::diagnostics::Diagnostics;
use crate::select::Select;
use crate::snippet::{Snippet, SnippetError};
use crate::source::{Places, Sources};

/// The statement and its notes, or the error.
fn check(line: &str, expected: Expect) {
    expected.assert_eq(&shown(&staff(), include_str!("service.csdl"), line));
}

/// As [`check`], against a service with the conventions of the standard.
fn check_service(package: &str, document: &str, line: &str, expected: Expect) {
    let service = Service {
        root: None,
        unqualified_operations: Unqualified::Standard,
        empty_parentheses: true,
        key_as_segment: false,
        ..Service::default()
    };
    let package = Package { name: package.into(), version: "0.1.0".into() };
    expected.assert_eq(&shown(&Config { package, service, ..staff() }, document, line));
}

fn shown(config: &Config, document: &str, line: &str) -> String {
    match statements(config, document, &[line.to_owned()]).pop().expect("a line") {
        Ok(snippet) => {
            let notes = snippet.notes.iter().map(|note| format!("\nnote: {note}"));
            snippet.text + &notes.collect::<String>()
        }
        Err(error) => format!("error: {error}"),
    }
}

fn snippets(lines: &[String]) -> Vec<Result<Snippet, SnippetError>> {
    statements(&staff(), include_str!("service.csdl"), lines)
}

fn statements(config: &Config, document: &str, lines: &[String]) -> Vec<Result<Snippet, SnippetError>> {
    let mut sources = Sources::new();
    sources.add("service.csdl", document);
    let mut diagnostics = Diagnostics::default();
    let snippets = crate::snippets(&sources, config, lines, &mut diagnostics);
    snippets.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted()))
}

fn staff() -> Config {
    Config {
        package: Package { name: "staff".into(), version: "0.1.0".into() },
        runtime: Runtime::Embedded,
        service: Service {
            root: Some("https://staff.example/v1/".into()),
            unqualified_operations: Unqualified::All,
            empty_parentheses: false,
            key_as_segment: true,
            ..Service::default()
        },
        select: Select::default(),
        values: Values::default(),
        batch: Batch::default(),
        limits: Limits::default(),
        names: BTreeMap::new(),
        name_places: Places::default(),
    }
}
