//! From syntax to meaning, in passes: names, ids, types, operations, containers, annotations.
//!
//! No pass recurses over what the input can nest or chain, and each takes time about linear in the input: what
//! would not (looking up one of very many members again and again) draws on an [`Effort`].

mod chains;
mod containers;
mod declare;
mod operations;
mod overloads;
mod targets;
mod types;

use std::collections::BTreeSet;

use crate::csdl::ast;
use crate::diagnostics::Diagnostics;

use super::extents::Extents;
pub(super) use super::faults::Faults;
use super::ids::NamespaceId;
pub(super) use super::names::Names;
use super::types::Model;

use declare::Declarations;
use overloads::TypeKey;
use targets::annotations::Restriction;

/// Finds out what the documents mean together.
///
/// What is wrong is recorded in `diagnostics`; the model is whole in any case: every id in it is valid, base types
/// are acyclic and member names of a type are unique along its lineage.
pub(crate) fn resolve(documents: &[ast::Document<'_>], diagnostics: &mut Diagnostics) -> Model {
    let mut faults = Faults::new(diagnostics);
    let (names, declarations, mut model) = Declarations::collect(documents, &mut faults);
    model.extents = Extents::new(documents.iter().flat_map(|document| &document.extents).copied().collect());
    let effort = Effort::for_input(&declarations);
    let mut resolver = Resolver::new(names, faults, model, effort);
    // The use of a type asks what its definition says.
    resolver.type_definitions(&declarations);
    resolver.structured_types(&declarations);
    resolver.enum_types(&declarations);
    resolver.operations(&declarations);
    resolver.containers(&declarations);
    resolver.annotation_blocks(&declarations);
    resolver.navigation_restrictions();
    resolver.lineages();
    let Resolver { names, faults, model, .. } = resolver;
    faults.report(&names);
    model
}

/// Where a name is written: the document, whose aliases apply, and the schema around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) document: usize,
    pub(super) namespace: NamespaceId,
}

/// The state of a resolution.
struct Resolver<'a> {
    names: Names<'a>,
    faults: Faults<'a>,
    model: Model,
    effort: Effort,
    /// By structured type: some ancestor is unknown, so members may be inherited that no document shows.
    incomplete: Vec<bool>,
    /// By structured type: it has a key, own or inherited.
    keyed: Vec<bool>,
    /// By operation: the types of its parameters, by which annotation targets name an overload.
    signatures: Vec<Vec<TypeKey<'a>>>,
    /// By container: the one that it extends.
    extends: Vec<Option<usize>>,
    /// The containers that extend one which is not given.
    partial: BTreeSet<usize>,
    /// `NavigationRestrictions`, applied when the annotations of the navigation properties themselves are known.
    restrictions: Vec<Restriction<'a>>,
}

/// A bound on the work that is not linear in the input.
#[derive(Debug, Default)]
struct Effort {
    left: u64,
}

impl Effort {
    /// Enough for any real document of that size; a hostile one runs dry after a fraction of a second.
    fn for_input(declarations: &Declarations<'_>) -> Self {
        const BASE: u64 = 50_000_000;
        const EACH: u64 = 50;
        Self { left: BASE + EACH * declarations.members() as u64 }
    }

    /// Takes that many steps; false where they are used up.
    fn spend(&mut self, steps: usize) -> bool {
        self.left = self.left.saturating_sub(steps as u64 + 1);
        self.left > 0
    }

    fn is_spent(&self) -> bool {
        self.left == 0
    }
}

impl<'a> Resolver<'a> {
    fn new(names: Names<'a>, faults: Faults<'a>, model: Model, effort: Effort) -> Self {
        Self {
            names,
            faults,
            model,
            effort,
            incomplete: Vec::new(),
            keyed: Vec::new(),
            signatures: Vec::new(),
            extends: Vec::new(),
            partial: BTreeSet::new(),
            restrictions: Vec::new(),
        }
    }
}
