//! Slices of the small service.

mod lines;
mod names;
mod paths;
mod reports;

use expect_test::Expect;

use crate::diagnostics::Diagnostics;
use crate::select::tests::{SERVICE, document, model};
use crate::select::{Select, dump, slice};

/// The slice as text, then the diagnostics.
fn check(include: &[&str], expected: Expect) {
    check_all(Select { include: strings(include), ..Select::default() }, expected);
}

fn check_all(select: Select, expected: Expect) {
    let model = model(&[&document(SERVICE)]);
    let mut diagnostics = Diagnostics::default();
    let selection = slice(&model, &select, &mut diagnostics);
    expected.assert_eq(&format!("{}{}", dump(&model, &selection), faults(&diagnostics)));
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn faults(diagnostics: &Diagnostics) -> String {
    let lines = diagnostics
        .sorted()
        .into_iter()
        .map(|one| format!("{:?} {}: {}; {}\n", one.severity, one.code, one.message, one.help.join("; ")));
    lines.collect()
}
