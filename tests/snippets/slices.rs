//! Slices made of request lines: they have what the statements of those lines need.

use tests::corpus::{self, report};

use crate::calls::Service;
use crate::{packages, programs, replay};

/// As many lines as a slice is made of.
const LINES: usize = 600;

#[test]
fn statements_compile_against_a_slice_made_of_their_lines() {
    let Some(root) = corpus::root() else { return };
    let document = "csdl/msgraph/v1.0-Prod.csdl";
    let whole = Service::read(&root, "graph-slice", "calls/graph-v1.0.tsv", document);
    let lines: Vec<String> =
        replay::sample(&whole.calls, LINES).iter().map(|call| format!("{} {}", call.method, call.url)).collect();
    let mut input = Service::input(&root, "graph-slice", document);
    input.config.select.include.clone_from(&lines);
    let slice = Service::of_lines(input, "graph-slice", &lines);
    slice.failures.iter().for_each(|failure| report(&format!("  no statement: {failure}")));
    let (generated, _) = slice.input.generate();
    let mut packages = packages("snippets-slice");
    packages.add(slice.package, &generated);
    let faults = programs::check(&slice, &mut packages);
    faults.iter().for_each(|fault| report(&format!("  does not compile: {fault}")));
    report(&format!(
        "slice of {} lines: {} types, {} operations",
        lines.len(),
        generated.summary.types,
        generated.summary.operations
    ));
    assert!(slice.failures.is_empty() && faults.is_empty(), "{} and {} lines", slice.failures.len(), faults.len());
}
