//! Elements and attributes of other vocabularies in CSDL: counted, and reported once for each namespace.

use crate::diagnostics::{Diagnostic, Diagnostics, Severity, quoted};
use crate::source::Span;

/// How many namespaces are counted one by one; the rest are counted together.
const MOST: usize = 32;

/// How many places of a namespace are remembered.
const MOST_PLACES: usize = 1_000;

/// What was skipped, by namespace.
#[derive(Debug, Default)]
pub(crate) struct Foreign<'s> {
    tallies: Vec<Tally<'s>>,
    others: Option<Tally<'s>>,
}

#[derive(Debug)]
struct Tally<'s> {
    uri: &'s str,
    first: Span,
    /// The first of their places.
    places: Vec<Span>,
    elements: usize,
    attributes: usize,
}

impl<'s> Foreign<'s> {
    /// Counts an element.
    pub(crate) fn element(&mut self, uri: &'s str, span: Span) {
        self.tally(uri, span).elements += 1;
    }

    /// Counts an attribute.
    pub(crate) fn attribute(&mut self, uri: &'s str, span: Span) {
        self.tally(uri, span).attributes += 1;
    }

    fn tally(&mut self, uri: &'s str, span: Span) -> &mut Tally<'s> {
        let new = || Tally { uri, first: span, places: Vec::new(), elements: 0, attributes: 0 };
        let known = self.tallies.iter().position(|tally| tally.uri == uri);
        let index = known.unwrap_or(self.tallies.len());
        if known.is_none() && index < MOST {
            self.tallies.push(new());
        }
        let tally = self.tallies.get_mut(index).unwrap_or_else(|| self.others.get_or_insert_with(new));
        if tally.places.len() < MOST_PLACES {
            tally.places.push(span);
        }
        tally
    }

    /// Reports a warning for each namespace.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        for tally in &self.tallies {
            let name = match tally.uri {
                "" => "without a namespace".to_owned(),
                uri => format!("of the namespace {}", quoted(uri)),
            };
            tally.report(&name, diagnostics);
        }
        if let Some(others) = self.others {
            others.report("of further namespaces", diagnostics);
        }
    }
}

impl Tally<'_> {
    fn report(&self, namespace: &str, diagnostics: &mut Diagnostics) {
        let count = |number: usize, noun: &str| match number {
            0 => None,
            1 => Some(format!("1 {noun}")),
            _ => Some(format!("{number} {noun}s")),
        };
        let counts = [count(self.elements, "element"), count(self.attributes, "attribute")];
        let counts: Vec<_> = counts.into_iter().flatten().collect();
        diagnostics.push_with(Severity::Warning, || {
            Diagnostic::warning(
                "foreign-namespace",
                self.first,
                format!("{} {namespace} not read", counts.join(" and ")),
            )
            .label("the first of them")
            .about(self.places.iter().copied())
        });
    }
}
