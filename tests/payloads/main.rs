//! J11, J12: the bodies of real services and their documentation, decoded into generated types and encoded again.
//!
//! A body that conforms to its schema gives an equal JSON value. Any other body does so too, or is refused with the
//! place and the type, and is then read by lenient decoding, which gives an equal JSON value. No data is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

mod action;
mod bodies;
mod driver;
mod services;

use tests::corpus::{self, report};

use driver::{Case, Outcome};

/// The outcomes for the bodies of a file.
#[derive(Default)]
struct Counts {
    same: usize,
    refused: Vec<String>,
    failures: Vec<String>,
}

impl Counts {
    fn add(&mut self, case: &Case, outcome: &Outcome) {
        match outcome {
            Outcome::Same => self.same += 1,
            Outcome::Refused(error) if !case.is_true => self.refused.push(format!("{}: {error}", case.id)),
            Outcome::Refused(error) => self.failures.push(format!("{} ({}): {error}", case.id, case.type_name)),
            Outcome::Changed(what) => self.failures.push(format!("{} ({}): changed: {what}", case.id, case.type_name)),
        }
    }
}

// P10, J11, J12
#[test]
fn bodies_survive_their_types() {
    let Some(root) = corpus::root() else { return };
    let mut failures = Vec::new();
    report("file: bodies = true to the schema + others + without a type in a schema; unchanged, refused, failed");
    let services: Vec<_> = services::all(&root);
    let outcomes = driver::run(&services);
    for (service, outcomes) in services.iter().zip(outcomes) {
        let mut counts = Counts::default();
        let is_true = service.cases.iter().filter(|case| case.is_true).count();
        for (case, outcome) in service.cases.iter().zip(&outcomes) {
            counts.add(case, outcome);
        }
        let cases = service.cases.len();
        report(&format!(
            "{}: {} = {is_true} + {} + {}; {}, {}, {} (types: {})",
            service.file,
            cases + service.untyped,
            cases - is_true,
            service.untyped,
            counts.same,
            counts.refused.len(),
            counts.failures.len(),
            service.types.len(),
        ));
        assert_eq!(cases, outcomes.len(), "{}: every body has an outcome", service.file);
        if is_true == 0 {
            // The corpus does not say whether these bodies conform to their schema.
            counts.refused.iter().for_each(|line| report(&format!("  refused: {line}")));
        }
        failures.extend(counts.failures);
    }
    assert!(failures.is_empty(), "{} bodies:\n{}", failures.len(), failures.join("\n"));
}
