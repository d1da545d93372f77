//! Statements for lines of a small service.

mod calls;
mod hostile;
mod options;
mod size;
mod streams;

use std::collections::BTreeMap;

use expect_test::Expect;

use crate::config::{Config, Limits, Package, Runtime, Service, Unqualified};
use crate::diagnostics::Diagnostics;
use crate::select::Select;
use crate::snippet::{Snippet, SnippetError};
use crate::source::Sources;

/// The statement and its notes, or the error.
fn check(line: &str, expected: Expect) {
    let text = match snippets(&[line.to_owned()]).pop().expect("a line") {
        Ok(snippet) => {
            let notes = snippet.notes.iter().map(|note| format!("\nnote: {note}"));
            snippet.text + &notes.collect::<String>()
        }
        Err(error) => format!("error: {error}"),
    };
    expected.assert_eq(&text);
}

fn snippets(lines: &[String]) -> Vec<Result<Snippet, SnippetError>> {
    let mut sources = Sources::new();
    sources.add("service.csdl", include_str!("service.csdl"));
    let config = Config {
        package: Package { name: "staff".into(), version: "0.1.0".into() },
        runtime: Runtime::Embedded,
        service: Service {
            root: Some("https://staff.example/v1/".into()),
            unqualified_operations: Unqualified::All,
            empty_parentheses: false,
            key_as_segment: true,
        },
        select: Select::default(),
        limits: Limits::default(),
        names: BTreeMap::new(),
    };
    let mut diagnostics = Diagnostics::default();
    let snippets = crate::snippets(&sources, &config, lines, &mut diagnostics);
    snippets.unwrap_or_else(|| panic!("{:?}", diagnostics.sorted()))
}
