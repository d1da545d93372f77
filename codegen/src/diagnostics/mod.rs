//! Faults as data. `render` makes text of them, `json` lines for programs.

mod json;
mod quote;
#[cfg(feature = "cli")]
mod render;
pub(crate) mod suggest;
#[cfg(test)]
mod tests;

pub(crate) use json::json;
pub(crate) use quote::quoted;
#[cfg(feature = "cli")]
pub(crate) use render::render;

use crate::source::Span;

/// Whether a diagnostic stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run fails, because the output would be missing or wrong.
    Error,
    /// The run goes on, with the assumption that the message states.
    Warning,
}

/// A further place that explains a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// One fault of an input: where it is, what is wrong, and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub(crate) severity: Severity,
    /// Stable, in kebab case: `unresolved-type`.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The primary place; `None` for faults without a document (a flag, a pattern that matches nothing).
    pub(crate) span: Option<Span>,
    /// What is shown at the primary place.
    pub(crate) label: Option<String>,
    pub(crate) secondary: Vec<Label>,
    pub(crate) help: Vec<String>,
    /// The places that it is about, if the primary one is not the only one. A slice shows it if it keeps one of them.
    pub(crate) about: Vec<Span>,
    /// Whether the line of the place may be shown. It may not where the file is neither CSDL nor a manifest.
    pub(crate) is_quoted: bool,
}

impl Diagnostic {
    /// An error at `span`.
    pub(crate) fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span.into(), message.into())
    }

    /// A warning at `span`.
    pub(crate) fn warning(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span.into(), message.into())
    }

    /// A diagnostic of that severity at `span`.
    pub(crate) fn new(severity: Severity, code: &'static str, span: Option<Span>, message: String) -> Self {
        Self {
            severity,
            code,
            message,
            span,
            label: None,
            secondary: Vec::new(),
            help: Vec::new(),
            about: Vec::new(),
            is_quoted: true,
        }
    }

    /// Names the place and quotes nothing of the file, which may be any file, for instance one of passwords.
    pub(crate) fn unquoted(mut self) -> Self {
        self.is_quoted = false;
        self
    }

    /// Adds a text at the primary place.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Points at a further place.
    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Names the places that it is about.
    pub(crate) fn about(mut self, places: impl IntoIterator<Item = Span>) -> Self {
        self.about.extend(places);
        self
    }

    /// Adds how to fix it.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds "did you mean …?" where a candidate is close to what was written.
    pub(crate) fn suggest<'a>(self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match suggest::nearest(written, candidates) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Whether one of the places that it is about passes; points there where the primary place does not.
    fn narrow(&mut self, passes: impl Fn(Span) -> bool) -> bool {
        let Some(span) = self.span else { return true };
        if self.about.is_empty() {
            return passes(span);
        }
        let Some(first) = self.about.iter().copied().find(|place| passes(*place)) else { return false };
        if self.about.contains(&span) && !passes(span) {
            self.span = Some(first);
        }
        true
    }

    /// Whether it stops the run.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The stable code, in kebab case.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// The faults of a run. Bounded: a hostile document cannot fill memory with them.
#[derive(Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    keeps_all: bool,
    left_out: usize,
}

/// How many diagnostics of one severity are kept; the rest are counted.
const MOST_KEPT: usize = 10_000;

/// How many of those are shown.
const MOST_SHOWN: usize = 1_000;

impl Diagnostics {
    /// Diagnostics that keep warnings about parts of the documents which the slice leaves out.
    pub fn with_all_warnings() -> Self {
        Self { keeps_all: true, ..Self::default() }
    }

    /// Records a fault.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.count(diagnostic.severity) {
            self.items.push(diagnostic);
        }
    }

    /// Records a fault, whose text is only made if it is kept: a hostile document can have millions of faults.
    pub(crate) fn push_with(&mut self, severity: Severity, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.count(severity) {
            self.items.push(diagnostic());
        }
    }

    /// Counts a fault. Returns whether it is kept.
    fn count(&mut self, severity: Severity) -> bool {
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        *count <= MOST_KEPT
    }

    /// How many were kept so far, for [`Diagnostics::place`].
    pub(crate) fn mark(&self) -> usize {
        self.items.len()
    }

    /// Gives this place to those that were recorded since the mark and have none.
    pub(crate) fn place(&mut self, mark: usize, place: Option<Span>) {
        for diagnostic in self.items.iter_mut().skip(mark) {
            diagnostic.span = diagnostic.span.or(place);
        }
    }

    /// Leaves out the warnings that are not about a place that passes, unless all are kept.
    pub(crate) fn leave_out_warnings(&mut self, passes: impl Fn(Span) -> bool) {
        if self.keeps_all {
            return;
        }
        let before = self.items.len();
        self.items.retain_mut(|diagnostic| diagnostic.severity == Severity::Error || diagnostic.narrow(&passes));
        let left_out = before - self.items.len();
        self.warnings -= left_out;
        self.left_out += left_out;
    }

    /// Those of one severity.
    pub fn of(&self, severity: Severity) -> Self {
        let mut diagnostics = Self::default();
        self.items.iter().filter(|one| one.severity == severity).for_each(|one| diagnostics.push(one.clone()));
        diagnostics
    }

    /// Whether anything was recorded that stops the run.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors were recorded.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings were recorded and not left out.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many warnings were left out because they are about parts of the documents that the slice leaves out.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// How many errors and warnings were recorded.
    pub(crate) fn recorded(&self) -> usize {
        self.errors + self.warnings
    }

    /// How many are not shown because there are too many.
    pub fn omitted(&self) -> usize {
        self.recorded() - self.sorted().len()
    }

    /// Those that are shown, in the order of the input.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut items: Vec<_> = self.items.iter().collect();
        items.sort_by_key(|diagnostic| diagnostic.span);
        let (mut errors, mut warnings) = (0, 0);
        items.retain(|diagnostic| {
            let count = match diagnostic.severity {
                Severity::Error => &mut errors,
                Severity::Warning => &mut warnings,
            };
            *count += 1;
            *count <= MOST_SHOWN
        });
        items
    }
}
