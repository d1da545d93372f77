//! Faults of references, gathered by what is missing: a document that is not given is one warning, not thousands.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::edm;
use crate::model::ids::NamespaceId;
use crate::source::Span;

use super::names::names_in;
use super::resolve::Names;
use super::suggestions::Suggestions;

/// What kind of reference fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Missing {
    /// (URI, namespace): included, not given.
    Document,
    /// (prefix, name): the prefix is neither a namespace nor an alias.
    Namespace,
    /// (namespace, name): the namespace is given and has no such type.
    Type,
    /// ("", name): stands without a namespace.
    Qualifier,
    /// (alias, name): the alias is declared, but by other documents only.
    Alias,
}

/// Where: the first place, and all of them.
#[derive(Debug)]
struct Tally {
    first: Span,
    places: Vec<Span>,
}

/// The diagnostics of this phase.
#[derive(Debug)]
pub(in crate::model) struct Faults<'a> {
    diagnostics: &'a mut Diagnostics,
    tallies: BTreeMap<(Missing, &'a str, &'a str), Tally>,
    pub(crate) suggestions: Suggestions,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Self { diagnostics, tallies: BTreeMap::new(), suggestions: Suggestions::new() }
    }

    /// Records a fault.
    pub(in crate::model) fn push(&mut self, fault: Diagnostic) {
        self.diagnostics.push(fault);
    }

    /// Counts one more reference that fails for the same reason.
    pub(crate) fn tally(&mut self, missing: Missing, scope: &'a str, name: &'a str, at: Span) {
        // More faults than are shown need no comparison.
        const KEPT: usize = 2_000;
        if self.tallies.len() < KEPT || self.tallies.contains_key(&(missing, scope, name)) {
            let tally = self.tallies.entry((missing, scope, name)).or_insert(Tally { first: at, places: Vec::new() });
            tally.first = tally.first.min(at);
            tally.places.push(at);
        }
    }

    /// Turns what was counted into diagnostics.
    pub(crate) fn report(mut self, names: &Names<'a>) {
        let tallies = std::mem::take(&mut self.tallies);
        self.missing_documents(names, &tallies);
        self.unknown_prefixes(names, &tallies);
        for ((missing, scope, name), tally) in &tallies {
            let fault = match missing {
                Missing::Type => self.unresolved_type(names, scope, name, tally),
                Missing::Qualifier => unqualified(name, tally),
                Missing::Document | Missing::Namespace | Missing::Alias => continue,
            };
            self.push(fault.about(tally.places.iter().copied()));
        }
    }

    fn missing_documents(&mut self, names: &Names<'a>, tallies: &Tallies<'a>) {
        for (uri, namespaces) in grouped(tallies, Missing::Document) {
            let count: usize = namespaces.iter().map(|(_, tally)| tally.places.len()).sum();
            let Some((first, _)) = namespaces.first() else { continue };
            let Some(span) = names.included.get(first).map(|uri| uri.span) else { continue };
            let list = listed(namespaces.iter().map(|(namespace, _)| *namespace));
            let used = namespaces.iter().map(|(_, tally)| tally.first).min();
            let mut fault = Diagnostic::warning(
                "missing-document",
                span,
                format!("the document `{uri}` is referenced and not among the inputs"),
            )
            .label(format!("{} {list}", references(count, "into")));
            if let Some(used) = used {
                fault = fault.also(used, "first used here");
            }
            self.push(
                fault
                    .about(places(&namespaces))
                    .help(format!("add it to the inputs: `--metadata <copy of {uri}>`"))
                    .help("values of its types are kept as JSON, and base types in it are left out"),
            );
        }
    }

    fn unknown_prefixes(&mut self, names: &Names<'a>, tallies: &Tallies<'a>) {
        for missing in [Missing::Namespace, Missing::Alias] {
            for (prefix, uses) in grouped(tallies, missing) {
                let count: usize = uses.iter().map(|(_, tally)| tally.places.len()).sum();
                let Some(first) = uses.iter().map(|(_, tally)| tally.first).min() else { continue };
                let fault = if missing == Missing::Alias {
                    foreign_alias(prefix, count, first)
                } else {
                    let text = format!("`{prefix}` is neither a namespace nor an alias of this document");
                    let fault =
                        Diagnostic::warning("unknown-namespace", first, text).label(references(count, "with it"));
                    let known = names.namespaces.keys().chain(names.all_aliases.keys()).copied();
                    self.suggestions.add(fault, prefix, known).help(
                        "include its document by an `edmx:Reference`, and add that to the inputs; \
                         until then values of its types are kept as JSON",
                    )
                };
                self.push(fault.about(places(&uses)));
            }
        }
    }

    fn unresolved_type(&mut self, names: &Names<'a>, namespace: &str, name: &str, tally: &Tally) -> Diagnostic {
        let separator = if namespace.is_empty() { "" } else { "." };
        let text = format!("there is no type `{namespace}{separator}{name}`");
        let fault =
            Diagnostic::warning("unresolved-type", tally.first, text).label(references(tally.places.len(), "to it"));
        let fault = match names.namespaces.get(namespace) {
            Some(id) => self.suggestions.add(fault, name, names_in(&names.types, *id)),
            None => self.suggestions.add(fault, name, edm::names()),
        };
        fault.help("its values are kept as JSON; types that derive from it lack what it has")
    }

    /// Adds the nearest of the names that a namespace has in a table.
    pub(crate) fn suggest_in<T>(
        &mut self,
        fault: Diagnostic,
        table: &BTreeMap<(NamespaceId, &str), T>,
        namespace: NamespaceId,
        name: &str,
    ) -> Diagnostic {
        self.suggestions.add(fault, name, names_in(table, namespace))
    }
}

type Tallies<'a> = BTreeMap<(Missing, &'a str, &'a str), Tally>;

/// The tallies of one kind, by scope.
fn grouped<'t, 'a>(tallies: &'t Tallies<'a>, kind: Missing) -> BTreeMap<&'a str, Vec<(&'a str, &'t Tally)>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for ((_, scope, name), tally) in tallies.iter().filter(|((missing, ..), _)| *missing == kind) {
        groups.entry(*scope).or_default().push((*name, tally));
    }
    groups
}

/// All places of a group.
fn places(group: &[(&str, &Tally)]) -> impl Iterator<Item = Span> {
    group.iter().flat_map(|(_, tally)| tally.places.iter().copied())
}

fn unqualified(name: &str, tally: &Tally) -> Diagnostic {
    Diagnostic::warning("unqualified-name", tally.first, format!("`{name}` stands without its namespace"))
        .label(references(tally.places.len(), "to it"))
        .help("taken for the type of that name in the same schema, or else for the one in `Edm`")
}

fn foreign_alias(alias: &str, count: usize, first: Span) -> Diagnostic {
    let text = format!("alias `{alias}` is declared in another document only");
    Diagnostic::warning("foreign-alias", first, text)
        .label(references(count, "with it"))
        .help("an alias holds in its own document; the meaning that it has there is taken")
}

/// `3 references to it`.
fn references(count: usize, rest: &str) -> String {
    let noun = if count == 1 { "reference" } else { "references" };
    format!("{count} {noun} {rest}")
}

/// The first few names, and how many more there are.
pub(crate) fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 4;
    let more = names.len().saturating_sub(SHOWN);
    let mut list = names.take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    list
}
