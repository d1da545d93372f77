//! Request lines as Rust statements: they compile against the generated crate, and send what is written. Documented lines
//! need `ODATA_CORPUS`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

mod calls;
mod canonical;
mod programs;
mod readme;
mod replay;
mod slices;
mod small;

use std::time::Instant;

use tests::corpus::{self, report};
use tests::package::Packages;

use calls::Service;

/// As many lines as are replayed.
const REPLAYED: usize = 300;

fn packages(name: &str) -> Packages {
    Packages::shared(env!("CARGO_TARGET_TMPDIR"), name)
}

/// Every resolved line has a statement, and every statement compiles.
fn check(service: &Service, packages: &mut Packages) {
    let Service { calls, failures, .. } = service;
    let all = calls.len() + failures.len();
    failures.iter().for_each(|failure| report(&format!("  no statement: {failure}")));
    let (generated, _) = service.input.generate();
    packages.add(service.package, &generated);
    let started = Instant::now();
    let faults = programs::check(service, packages);
    let seconds = started.elapsed().as_secs_f64();
    faults.iter().for_each(|fault| report(&format!("  does not compile: {fault}")));
    report(&format!(
        "{}: {all} lines, {} statements, {} do not compile; checked with the crate in {seconds:.0} s",
        service.package,
        calls.len(),
        faults.len(),
    ));
    assert!(failures.is_empty(), "{} of {all} lines have a statement", calls.len());
    assert!(faults.is_empty(), "{} statements do not compile", faults.len());
}

/// A sample of the statements sends what is documented, but for what their notes say.
fn check_sent(service: &Service, packages: &mut Packages) {
    let replayed = replay::replay(service, REPLAYED, packages);
    replayed.differences.iter().for_each(|difference| report(&format!("  differs: {difference}")));
    report(&format!("{} statements sent, {} send another line", replayed.sent, replayed.differences.len()));
    assert!(replayed.differences.is_empty(), "{} lines differ", replayed.differences.len());
    assert_eq!(replayed.sent, REPLAYED);
}

// U1 to U14, on what people write
#[test]
fn documented_requests_of_v1_0() {
    let Some(root) = corpus::root() else { return };
    let service = Service::read(&root, "graph-v1-0", "calls/graph-v1.0.tsv", "csdl/msgraph/v1.0-Prod.csdl");
    let mut packages = packages("snippets-v1-0");
    check(&service, &mut packages);
    check_sent(&service, &mut packages);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let Some(root) = corpus::root() else { return };
    let examples = readme::examples();
    let lines: Vec<String> = examples.iter().map(|example| example.line.clone()).collect();
    let snippets = Service::snippets(&Service::input(&root, "graph", "csdl/msgraph/v1.0-Prod.csdl"), &lines);
    for (example, snippet) in examples.iter().zip(snippets) {
        assert_eq!(snippet.unwrap().text, example.statement, "{}", example.line);
    }
    assert_eq!(examples.len(), 5);
}

#[test]
fn documented_requests_of_beta() {
    let Some(root) = corpus::root() else { return };
    let service = Service::read(&root, "graph-beta", "calls/graph-beta.tsv", "csdl/msgraph/beta-USNat.csdl");
    let mut packages = packages("snippets-beta");
    check(&service, &mut packages);
    check_sent(&service, &mut packages);
}
