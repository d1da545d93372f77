//! The messages of the compiler, for each unit.

use std::collections::BTreeMap;

use tests::corpus::report;

use super::SHOWN;
use super::crates::PACKAGE;
use super::units::Unit;

/// Where a message points to: a crate, and a module at its root.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) package: usize,
    pub(crate) module: &'a str,
}

/// The errors of each unit; an error outside of all units counts for all units of its crate.
#[derive(Debug, Default)]
pub(crate) struct Failures {
    of_unit: BTreeMap<usize, Vec<String>>,
    elsewhere: Vec<String>,
}

impl Failures {
    pub(crate) fn add(&mut self, unit: usize, message: String) {
        self.of_unit.entry(unit).or_default().push(message);
    }

    /// Reads what cargo prints with short messages; answers with the number of warnings.
    pub(crate) fn read(&mut self, printed: &str, unit_of: impl Fn(Place<'_>) -> Option<usize>) -> usize {
        let mut warnings = 0;
        for line in printed.lines() {
            if line.contains(": warning: ") {
                warnings += 1;
            } else if line.contains(": error") && !line.starts_with("error: could not compile") {
                match place(line).and_then(&unit_of) {
                    Some(unit) => self.add(unit, line.to_owned()),
                    None => self.elsewhere.push(line.to_owned()),
                }
            }
        }
        warnings
    }

    /// Prints every failure with its first errors; answers with the number of documents that they concern.
    pub(crate) fn report(&self, units: &[Unit]) -> usize {
        for (unit, errors) in &self.of_unit {
            report(&format!("\nFAILED {}: {} errors", units[*unit].name(), errors.len()));
            errors.iter().take(SHOWN).for_each(|error| report(error));
        }
        if !self.elsewhere.is_empty() {
            report(&format!("\nFAILED outside of what the documents declare: {} errors", self.elsewhere.len()));
            self.elsewhere.iter().take(SHOWN).for_each(|error| report(error));
        }
        self.of_unit.keys().map(|unit| units[*unit].with_types).sum()
    }
}

/// `typecheck-3/src/microsoft_graph/user.rs:1:2: error…`
fn place(line: &str) -> Option<Place<'_>> {
    let (_, rest) = line.split_once(PACKAGE)?;
    let (index, rest) = rest.strip_prefix('-')?.split_once("/src/")?;
    let module = rest.split(['/', ':']).next()?;
    Some(Place { package: index.parse().ok()?, module: module.strip_suffix(".rs").unwrap_or(module) })
}
