//! Vocabulary terms: which annotation means what, and its value read into a [`Meta`].
//!
//! Unknown terms are skipped. Annotations with a qualifier hold under circumstances that we know nothing of, and are
//! skipped, too. Of two annotations of one term the first is taken.

mod capabilities;
mod core;
mod permissions;
mod validation;
mod values;

use crate::csdl::ast::{Annotation, Expression};
use crate::diagnostics::Diagnostic;

use super::resolve::{Faults, Names};
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

/// The terms that were applied to an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TermSet(u64);

impl TermSet {
    /// None.
    pub(super) const EMPTY: Self = Self(0);

    /// Whether the term was not in the set.
    fn insert(&mut self, term: Term) -> bool {
        let bit = 1 << term as u32;
        let is_new = self.0 & bit == 0;
        self.0 |= bit;
        is_new
    }
}

/// The terms that we understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Term {
    Description,
    LongDescription,
    Revisions,
    Computed,
    Immutable,
    Permissions,
    OptionalParameter,
    DefaultNamespace,
    ODataVersions,
    AlternateKeys,
    FilterRestrictions,
    SortRestrictions,
    ExpandRestrictions,
    SearchRestrictions,
    CountRestrictions,
    SkipSupported,
    TopSupported,
    SelectSupport,
    KeyAsSegmentSupported,
    ReadRestrictions,
    InsertRestrictions,
    UpdateRestrictions,
    DeleteRestrictions,
    OperationRestrictions,
    NavigationRestrictions,
    Pattern,
    Minimum,
    Maximum,
    MultipleOf,
    MinItems,
    MaxItems,
    AllowedValues,
    DerivedTypeConstraint,
    Constraint,
    SecuritySchemes,
}

impl Term {
    /// The term of that namespace and name, if it is one of ours.
    fn new(namespace: &str, name: &str) -> Option<Self> {
        match namespace {
            "Org.OData.Core.V1" => Self::core(name),
            "Org.OData.Capabilities.V1" => Self::capability(name),
            "Org.OData.Validation.V1" => Self::validation(name),
            "Org.OData.Authorization.V1" if name == "SecuritySchemes" => Some(Self::SecuritySchemes),
            "OData.Community.Keys.V1" if name == "AlternateKeys" => Some(Self::AlternateKeys),
            _ => None,
        }
    }

    fn core(name: &str) -> Option<Self> {
        Some(match name {
            "Description" => Self::Description,
            "LongDescription" => Self::LongDescription,
            "Revisions" => Self::Revisions,
            "Computed" => Self::Computed,
            "Immutable" => Self::Immutable,
            "Permissions" => Self::Permissions,
            "OptionalParameter" => Self::OptionalParameter,
            "DefaultNamespace" => Self::DefaultNamespace,
            "ODataVersions" => Self::ODataVersions,
            "AlternateKeys" => Self::AlternateKeys,
            _ => return None,
        })
    }

    fn capability(name: &str) -> Option<Self> {
        Some(match name {
            "FilterRestrictions" => Self::FilterRestrictions,
            "SortRestrictions" => Self::SortRestrictions,
            "ExpandRestrictions" => Self::ExpandRestrictions,
            "SearchRestrictions" => Self::SearchRestrictions,
            "CountRestrictions" => Self::CountRestrictions,
            "SkipSupported" => Self::SkipSupported,
            "TopSupported" => Self::TopSupported,
            "SelectSupport" => Self::SelectSupport,
            "KeyAsSegmentSupported" => Self::KeyAsSegmentSupported,
            "ReadRestrictions" => Self::ReadRestrictions,
            "InsertRestrictions" => Self::InsertRestrictions,
            "UpdateRestrictions" => Self::UpdateRestrictions,
            "DeleteRestrictions" => Self::DeleteRestrictions,
            "OperationRestrictions" => Self::OperationRestrictions,
            "NavigationRestrictions" => Self::NavigationRestrictions,
            _ => return None,
        })
    }

    fn validation(name: &str) -> Option<Self> {
        Some(match name {
            "Pattern" => Self::Pattern,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            "MultipleOf" => Self::MultipleOf,
            "MinItems" => Self::MinItems,
            "MaxItems" => Self::MaxItems,
            "AllowedValues" => Self::AllowedValues,
            "DerivedTypeConstraint" => Self::DerivedTypeConstraint,
            "Constraint" => Self::Constraint,
            _ => return None,
        })
    }
}

/// Reads annotations of one element.
pub(super) fn apply<'a>(
    mut annotated: Annotated<'_, 'a>,
    annotations: &'a [Annotation<'a>],
    meta: &mut Meta,
) -> Extras<'a> {
    let mut extras = Extras::default();
    let mut here = TermSet::EMPTY;
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

/// What `Capabilities.NavigationRestrictions` says of which navigation property paths.
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
        // Documents that forget to include a vocabulary mean its usual alias.
        let usual = match prefix {
            "Core" => "Org.OData.Core.V1",
            "Capabilities" => "Org.OData.Capabilities.V1",
            "Validation" => "Org.OData.Validation.V1",
            "Authorization" | "Auth" => "Org.OData.Authorization.V1",
            _ => return None,
        };
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
        match term {
            Term::OptionalParameter => extras.optional = true,
            Term::DefaultNamespace => extras.default_namespace = reader.tag(value),
            Term::NavigationRestrictions => extras.navigation = value,
            Term::Description
            | Term::LongDescription
            | Term::Revisions
            | Term::Computed
            | Term::Immutable
            | Term::Permissions
            | Term::ODataVersions
            | Term::AlternateKeys => core::read(&mut reader, term, value, meta.make()),
            Term::Pattern
            | Term::Minimum
            | Term::Maximum
            | Term::MultipleOf
            | Term::MinItems
            | Term::MaxItems
            | Term::AllowedValues
            | Term::DerivedTypeConstraint
            | Term::Constraint => validation::read(&mut reader, term, annotation, &mut meta.make().validation),
            Term::SecuritySchemes => {
                permissions::security_schemes(&mut reader, value, &mut meta.make().capabilities.permissions);
            }
            _ => capabilities::read(&mut reader, term, value, &mut meta.make().capabilities),
        }
    }
}
