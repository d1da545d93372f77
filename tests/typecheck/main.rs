//! Every valid document of the corpus that declares a type becomes a crate that type-checks. Needs `ODATA_CORPUS`.
//!
//! `TYPECHECK_ONLY` names a part of a path, for a run over fewer documents.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod crates;
mod failures;
mod units;

use std::path::Path;
use std::time::Instant;

use codegen::{Diagnostics, Generated};
use tests::corpus::report;
use tests::input::{Input, config};
use tests::package::Packages;

use self::crates::{Member, PACKAGE, pack};
use self::failures::{Failures, Place};
use self::units::{Unit, units};

/// As many errors of a unit as are shown.
const SHOWN: usize = 5;

/// What `codegen generate` makes of the documents.
fn generate(unit: &Unit) -> Result<Generated, String> {
    let mut input = Input::of_documents(PACKAGE, []);
    input.config = config(PACKAGE);
    let mut diagnostics = Diagnostics::default();
    for document in &unit.documents {
        input.sources.add_bytes(&document.file, document.bytes.clone(), &mut diagnostics);
    }
    codegen::generate(&input.sources, &input.config, &mut diagnostics)
        .ok_or_else(|| codegen::render(&input.sources, &diagnostics, false))
}

/// The units with their generated crates; units without one are failures.
fn generate_all(units: &[Unit], failures: &mut Failures) -> Vec<Member> {
    let mut members = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        match generate(unit) {
            Ok(generated) => members.push(Member { unit: index, generated }),
            Err(rendered) => failures.add(index, rendered),
        }
    }
    members
}

// G1, S2, S5
#[test]
fn every_valid_document_becomes_a_crate_that_type_checks() {
    let Some(units) = units(std::env::var("TYPECHECK_ONLY").ok().as_deref()) else { return };
    let documents: usize = units.iter().map(|unit| unit.with_types).sum();
    let mut failures = Failures::default();
    let start = Instant::now();
    let packed = pack(generate_all(&units, &mut failures));
    let seconds = start.elapsed().as_secs();
    report(&format!(
        "{documents} documents with types: {} units, {} crates, generated in {seconds} s",
        units.len(),
        packed.len()
    ));

    let mut packages = Packages::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("typecheck"));
    for (index, package) in packed.iter().enumerate() {
        packages.add(&format!("{PACKAGE}-{index}"), &package.generated);
    }
    let start = Instant::now();
    let output = packages.run(&["check", "--lib", "--keep-going", "--message-format=short", "--quiet"], "");
    report(&format!("checked in {} s", start.elapsed().as_secs()));
    let printed = String::from_utf8_lossy(&output.stderr);
    let warnings = failures.read(&printed, |Place { package, module }| packed.get(package)?.unit_of(module));
    report(&format!("{warnings} warnings of the compiler"));

    let failed = failures.report(&units);
    report(&format!("{} of {documents} documents with types become crates that type-check", documents - failed));
    assert_eq!(failed, 0, "the documents above do not type-check");
    assert!(output.status.success(), "{printed}");
}
