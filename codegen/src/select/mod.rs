//! The slice: what is kept of a model, and why.
//!
//! # What an `include` keeps
//!
//! | written as | keeps |
//! |---|---|
//! | nothing | everything: all types and operations, all members of the container |
//! | a namespace, `Ns` (with those below it: `Ns.*`) | its types, the operations that it declares or that are bound to one of its types, and the container members whose type or operation is in it |
//! | a type, `Ns.Type` or `*.Type` | the type; not the operations bound to it, nor the container members of that type |
//! | an operation, `Ns.Name` | all its overloads; for unbound ones their imports |
//! | a path, `/reports/*` | the container member, and what is walked by the paths that match: navigation properties, operations, casts |
//! | a request line, `GET /users/{id}/messages` | the container member, what the line walks, the one overload that it calls, what its query options name, the entity set of the entities that it links |
//!
//! In names, `*` stands for any run of characters. In paths it stands for any run of characters but `/`, and `**` for
//! any number of segments; `{…}` is a key, which may be left out; derived types are walked only where a segment with a
//! dot names them. A type of two matching kinds (a type and a namespace of one name) is kept for both.
//!
//! # The closure
//!
//! What is kept needs: base types, types of properties, the underlying types of definitions, binding types, parameter
//! and return types of operations, types of walked navigation properties. Derived types are not needed: an instance of
//! an undeclared derivation is kept losslessly. Whether a navigation property pulls its target in is the
//! [`NavigationPolicy`].
//!
//! # What an `exclude` takes out
//!
//! Types and operations, by name pattern; bound operations go with their binding type. Whatever refers to an excluded
//! type sees it as undeclared.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ids::{ContainerId, EnumId, Item, OperationId, StructuredId, TypeDefinitionId};
use crate::model::{Child, Model};
use crate::source::Places;

mod catalogue;
mod closure;
mod container;
mod dump;
mod explain;
mod list;
mod outside;
mod path_pattern;
mod roots;
#[cfg(test)]
mod tests;

pub(crate) use dump::dump;
pub(crate) use explain::explain;
pub(crate) use list::{list, nothing_listed};

/// What is kept, each with the first reason that led to it.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(crate) structured: BTreeMap<StructuredId, Reason>,
    pub(crate) enums: BTreeMap<EnumId, Reason>,
    pub(crate) definitions: BTreeMap<TypeDefinitionId, Reason>,
    pub(crate) operations: BTreeMap<OperationId, Reason>,
    /// Kept navigation properties: the declaring type and the position in its `navigation`.
    pub(crate) navigation: BTreeSet<(StructuredId, usize)>,
    /// The container whose members are kept, and which of them, by position.
    pub(crate) container: Option<ContainerId>,
    pub(crate) entity_sets: BTreeSet<usize>,
    pub(crate) singletons: BTreeSet<usize>,
    pub(crate) imports: BTreeSet<usize>,
    /// The names of the kept container members, each with the first `include` that asked for it.
    pub(crate) members: BTreeMap<Box<str>, String>,
}

impl Selection {
    /// Whether nothing is kept.
    fn is_empty(&self) -> bool {
        self.structured.is_empty()
            && self.enums.is_empty()
            && self.definitions.is_empty()
            && self.operations.is_empty()
            && self.members.is_empty()
    }

    /// Whether a child of the container is kept.
    pub(crate) fn keeps(&self, child: Child<'_>) -> bool {
        match child {
            Child::EntitySet(index, _) => self.entity_sets.contains(&index),
            Child::Singleton(index, _) => self.singletons.contains(&index),
            Child::Import(index, _) => self.imports.contains(&index),
        }
    }
}

/// Why something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// An `include` pattern or request line, as written; or the root of everything, where there is no `include`.
    Root(String),
    Base {
        of: StructuredId,
    },
    Property {
        of: StructuredId,
        name: Box<str>,
    },
    Navigation {
        of: StructuredId,
        name: Box<str>,
    },
    DefinitionOf {
        of: TypeDefinitionId,
    },
    BindingParameter {
        of: OperationId,
    },
    Parameter {
        of: OperationId,
        name: Box<str>,
    },
    ReturnType {
        of: OperationId,
    },
    EntitySet {
        name: Box<str>,
    },
    Singleton {
        name: Box<str>,
    },
    Import {
        name: Box<str>,
    },
    /// An operation bound to a kept type whose whole namespace was asked for.
    BoundTo {
        of: StructuredId,
    },
}

/// How far navigation properties pull further types into the slice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NavigationPolicy {
    /// Only navigation properties that a path or a request line walks are kept.
    Path,
    /// Also those whose target type is in the slice for another reason.
    #[default]
    Kept,
    /// All of them, with their target types, recursively.
    All,
}

/// What to keep.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// Patterns and request lines; empty keeps everything, whatever the policy.
    pub include: Vec<String>,
    /// Patterns that are taken out again, types and operations only.
    pub exclude: Vec<String>,
    /// See [`NavigationPolicy`].
    pub navigation: NavigationPolicy,
    /// The container, where there are several: its name, qualified or not.
    pub container: Option<String>,
    /// Where the manifest has the patterns and the container.
    pub places: Places,
}

/// Keeps of the model what `select` asks for, and what that needs.
pub(crate) fn slice(model: &Model, select: &Select, diagnostics: &mut Diagnostics) -> Selection {
    let catalogue = catalogue::Catalogue::new(model);
    let excluded = excluded(&catalogue, select, diagnostics);
    let container = container::choose(model, select, diagnostics);
    let everything = select.include.is_empty();
    let mut closure = closure::Closure::new(model, container, excluded, everything, select.navigation);
    if everything {
        roots::everything(&mut closure);
    } else {
        roots::add(&mut closure, &catalogue, select, diagnostics);
    }
    let selection = closure.finish();
    if select.is_slice() && selection.is_empty() && !diagnostics.has_errors() {
        let message = "the slice keeps nothing";
        diagnostics.push(
            Diagnostic::error("empty-slice", None, message)
                .help("name a type, an operation, or a request line that reads or changes something"),
        );
    }
    if select.is_slice() {
        outside::leave_out(model, &selection, diagnostics);
    }
    selection
}

/// What the `exclude` patterns name.
fn excluded(catalogue: &catalogue::Catalogue<'_>, select: &Select, diagnostics: &mut Diagnostics) -> BTreeSet<Item> {
    let mut items = BTreeSet::new();
    for pattern in &select.exclude {
        let place = select.places.of(pattern);
        let pattern = pattern.trim();
        if !matches!(roots::IncludeKind::of(pattern), roots::IncludeKind::Name) {
            let message = format!("exclude `{pattern}` is a path or a request line");
            diagnostics
                .push(Diagnostic::error("exclude-not-a-name", place, message).help(
                    "exclude takes types, operations and namespaces by name, for instance `Ns.Type` or `*.Type`",
                ));
            continue;
        }
        let matches = catalogue.matching(pattern);
        if matches.is_empty() {
            let message = format!("exclude `{pattern}` matches nothing");
            diagnostics
                .push(catalogue.suggest(Diagnostic::warning("exclude-matches-nothing", place, message), pattern));
        }
        items.extend(matches.items);
    }
    items
}
