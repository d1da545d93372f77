//! Documents in, lines of the plan out.

mod any_entity;
mod cases;
mod keys;
mod named_values;
mod slices;
mod unmatched;
mod words;

use expect_test::Expect;

use crate::config::{Config, Manifest};
use crate::diagnostics::{Diagnostics, Severity};
use crate::source::Sources;
use crate::{Stage, dump};

/// A manifest that names only the package, and has these further lines.
fn manifest(further: &str) -> String {
    format!("inputs = ['x']\n[package]\nname = 'sample'\ndirectory = 'x'\n{further}")
}

/// Its options.
fn config(further: &str) -> Config {
    let mut sources = Sources::new();
    let id = sources.add_manifest("codegen.toml", manifest(further)).unwrap();
    Manifest::read(&sources, id, &mut Diagnostics::default()).unwrap().config
}

/// Lowers the schemas, and compares the lines of the plan that `shows` picks, below the diagnostics.
fn check(schemas: &str, config: &Config, shows: impl Fn(&str) -> bool, expected: Expect) {
    let mut sources = Sources::new();
    sources.add("test.csdl".to_owned(), crate::request::tests::document(schemas)).unwrap();
    let mut diagnostics = Diagnostics::default();
    let plan = dump(Stage::Plan, &sources, config, &mut diagnostics).unwrap_or_default();
    let mut text = String::new();
    for fault in diagnostics.sorted() {
        let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
        text.push_str(&format!("{severity}[{}]: {}\n", fault.code, fault.message));
    }
    for line in plan.lines().filter(|line| shows(line)) {
        text.push_str(&format!("{}\n", line.trim_start()));
    }
    expected.assert_eq(&text);
}
