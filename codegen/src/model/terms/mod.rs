//! Vocabulary terms: which annotation means what, and its value read into a [`Meta`].
//!
//! Unknown terms are skipped. Annotations with a qualifier hold under conditions that the generator does not know, and are
//! skipped, too. Of two annotations of one term the first is taken.

mod capabilities;
mod core;
mod permissions;
mod validation;
mod values;

use crate::csdl::ast::{Annotation, Expression};
use crate::diagnostics::Diagnostic;

use super::resolve::{Faults, Names};
use super::term::{Term, TermSet, usual_namespace};
use super::vocab::{Capabilities, Meta};
use values::Reader;

/// Where annotations stand: what their names mean there, and where their faults go.
pub(super) struct Annotated<'r, 'a> {
    pub(super) names: &'r Names<'a>,
    pub(super) faults: &'r mut Faults<'a>,
    pub(super) document: usize,
    /// The same annotations were read before, for another target.
    pub(super) quiet: bool,
}

/// What annotations say beside the content of a [`Meta`].
#[derive(Debug, Default)]
pub(super) struct Extras<'a> {
    /// `Core.OptionalParameter`.
    pub(super) optional: bool,
    /// `Core.DefaultNamespace`.
    pub(super) default_namespace: Option<bool>,
    /// `Capabilities.NavigationRestrictions`.
    pub(super) navigation: Option<&'a Expression<'a>>,
}

/// Reads annotations of one element.
pub(super) fn apply<'a>(
    mut annotated: Annotated<'_, 'a>,
    annotations: &'a [Annotation<'a>],
    meta: &mut Meta,
) -> Extras<'a> {
    let mut extras = Extras::default();
    let mut here = TermSet::default();
    for annotation in annotations {
        if annotation.qualifier.is_some() {
            continue;
        }
        let Some(term) = annotated.term(&annotation.term.value) else { continue };
        if !here.insert(term) {
            annotated.duplicate(annotation, annotations);
        } else if meta.make().applied.insert(term) {
            annotated.value(term, annotation, meta, &mut extras);
        }
    }
    extras
}

/// The restrictions of `Capabilities.NavigationRestrictions`, by navigation property path.
pub(super) fn navigation_restrictions<'a>(
    mut annotated: Annotated<'_, 'a>,
    value: &'a Expression<'a>,
) -> Vec<(&'a str, Capabilities)> {
    capabilities::restricted_navigation(&mut Reader::new(&mut annotated, "NavigationRestrictions"), value)
}

impl<'a> Annotated<'_, 'a> {
    fn term(&self, name: &str) -> Option<Term> {
        let (prefix, simple) = name.rsplit_once('.')?;
        let namespace = self.names.expand(self.document, prefix);
        if let Some(term) = Term::new(namespace, simple) {
            return Some(term);
        }
        let usual = usual_namespace(prefix)?;
        if self.names.knows(self.document, prefix) { None } else { Term::new(usual, simple) }
    }

    fn duplicate(&mut self, annotation: &Annotation<'_>, all: &[Annotation<'_>]) {
        if self.quiet {
            return;
        }
        let name = &annotation.term.value;
        let text = format!("term `{name}` is applied twice to one element");
        let fault = Diagnostic::warning("duplicate-annotation", annotation.term.span, text).label("applied again here");
        let first = all.iter().find(|first| first.term.value == *name && first.qualifier.is_none());
        let fault = match first {
            Some(first) if first.term.span != annotation.term.span => fault.also(first.term.span, "first applied here"),
            _ => fault,
        };
        self.faults.push(fault.help("the first one is taken; another one needs a `Qualifier`"));
    }

    fn value(&mut self, term: Term, annotation: &'a Annotation<'a>, meta: &mut Meta, extras: &mut Extras<'a>) {
        let mut reader = Reader::new(self, &annotation.term.value).at(annotation.span);
        let value = annotation.value.as_ref();
        let meta = meta.make();
        match term {
            Term::Core(term) => core::read(&mut reader, term, value, meta, extras),
            Term::Capability(term) => capabilities::read(&mut reader, term, value, &mut meta.capabilities, extras),
            Term::Validation(term) => validation::read(&mut reader, term, annotation, meta),
            Term::Authorization(term) => {
                permissions::read(&mut reader, term, value, &mut meta.capabilities.permissions)
            }
        }
    }
}
