//! "Did you mean", within bounds: comparing every unknown name with every known one is quadratic.

use crate::diagnostics::Diagnostic;

/// What may still be spent on comparing names.
#[derive(Debug)]
pub(crate) struct Suggestions {
    cells: usize,
}

impl Suggestions {
    /// About a tenth of a second's worth.
    pub(crate) fn new() -> Self {
        Self { cells: 20_000_000 }
    }

    /// Adds the nearest candidate, if the budget allows to look for it.
    pub(crate) fn add<'c>(
        &mut self,
        fault: Diagnostic,
        written: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Diagnostic {
        // A name of one or two letters with another letter is another name, not a misspelling.
        let likely = |candidate: &&str| written.len() > 2 || candidate.eq_ignore_ascii_case(written);
        let affordable = candidates.into_iter().filter(likely).take_while(|candidate| {
            // A candidate of a very different length is not compared.
            let similar = candidate.len().abs_diff(written.len()) <= written.len();
            let cost = if similar { candidate.len() * written.len() } else { candidate.len() };
            self.cells = self.cells.saturating_sub(cost + 1);
            self.cells > 0
        });
        fault.suggest(written, affordable)
    }
}
