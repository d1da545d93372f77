//! What each `include` asks for.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics, quoted};
use crate::model::Type;
use crate::model::ids::NamespaceId;

use super::catalogue::{Catalogue, Matches, items};
use super::closure::{Closure, declared};
use super::{Reason, Select, path_pattern};
use crate::model::describe;
use crate::model::ids::Item;
use crate::request::DEEPEST_EXPANSION as DEEPEST;
use crate::request::query_option::QueryOption;
use crate::request::text::{has_scheme, split_method};
use crate::request::{NoteKind, ResolveError, ResolvedRequest, Resolver, Step, StepKind};

/// The root of everything, where there is no `include`.
pub(super) const EVERYTHING: &str = "all";

/// What an `include` is, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IncludeKind {
    /// `GET /users`, `https://…`, `/users?$expand=manager`
    RequestLine,
    /// `/users/*`; the first `/` may be left out, since no name has one.
    Path,
    /// `Ns.Type`
    Name,
}

impl IncludeKind {
    pub(super) fn of(text: &str) -> Self {
        if split_method(text).is_some() || has_scheme(text) || text.contains('/') && text.contains('?') {
            Self::RequestLine
        } else if text.contains('/') {
            Self::Path
        } else {
            Self::Name
        }
    }
}

/// Keeps all that the model has.
pub(super) fn everything(closure: &mut Closure<'_>) {
    for item in items(closure.model) {
        closure.keep(item, || Reason::Root(EVERYTHING.to_owned()));
    }
    keep_members(closure, EVERYTHING, |_| true);
}

/// Keeps what the includes name.
pub(super) fn add(
    closure: &mut Closure<'_>,
    catalogue: &Catalogue<'_>,
    select: &Select,
    diagnostics: &mut Diagnostics,
) {
    // One index serves all request lines and paths; names need none.
    let is_path = |root: &String| IncludeKind::of(root.trim()) != IncludeKind::Name;
    let resolver =
        select.include.iter().any(is_path).then(|| Resolver::new(catalogue.model, closure.container(), None));
    for written in &select.include {
        let (root, before) = (written.trim(), diagnostics.mark());
        match (IncludeKind::of(root), &resolver) {
            (IncludeKind::RequestLine, Some(resolver)) => add_request(closure, resolver, root, diagnostics),
            (IncludeKind::Path, Some(resolver)) => path_pattern::add(closure, &resolver.members, root, diagnostics),
            _ => add_names(closure, catalogue, root, diagnostics),
        }
        diagnostics.place(before, select.places.of(written));
    }
}

fn add_names(closure: &mut Closure<'_>, catalogue: &Catalogue<'_>, root: &str, diagnostics: &mut Diagnostics) {
    let Matches { namespaces, items } = catalogue.matching(root);
    if namespaces.is_empty() && items.is_empty() {
        let message = format!("include `{root}` matches nothing");
        let diagnostic = Diagnostic::error("include-matches-nothing", None, message);
        let diagnostic = catalogue.suggest(diagnostic, root);
        diagnostics.push(diagnostic.help("`codegen list` shows all names"));
        return;
    }
    for item in items {
        closure.keep(item, || Reason::Root(root.to_owned()));
    }
    if !namespaces.is_empty() {
        add_namespaces(closure, catalogue, &namespaces, root);
    }
}

/// Keeps what belongs to whole namespaces: operations bound to their types, and container members of their types.
fn add_namespaces(
    closure: &mut Closure<'_>,
    catalogue: &Catalogue<'_>,
    namespaces: &BTreeSet<NamespaceId>,
    root: &str,
) {
    let is_in = |item| namespaces.contains(&catalogue.namespace_of(item));
    for (id, operation) in catalogue.model.all_operations() {
        let binding = crate::model::graph::binding(operation).and_then(|binding| declared(binding.ty));
        if let Some(Item::Structured(of)) = binding.filter(|item| is_in(*item)) {
            closure.keep(Item::Operation(id), || Reason::BoundTo { of });
        }
    }
    keep_members(closure, root, is_in);
}

/// Keeps the container members whose type, or one of whose operations, passes.
fn keep_members(closure: &mut Closure<'_>, root: &str, passes: impl Fn(Item) -> bool) {
    let Some(container) = closure.container() else { return };
    let is_wanted = |ty: Type| declared(ty).is_none_or(&passes);
    for (index, set) in container.entity_sets.iter().enumerate() {
        if is_wanted(set.ty) {
            closure.keep_entity_set(index, root);
        }
    }
    for (index, singleton) in container.singletons.iter().enumerate() {
        if is_wanted(singleton.ty) {
            closure.keep_singleton(index, root);
        }
    }
    for (index, import) in container.imports.iter().enumerate() {
        for operation in import.operations.iter().filter(|id| passes(Item::Operation(**id))) {
            closure.keep_import(index, *operation, root);
        }
    }
}

fn add_request(closure: &mut Closure<'_>, resolver: &Resolver<'_>, root: &str, diagnostics: &mut Diagnostics) {
    let request = match resolver.resolve(root) {
        Ok(request) => request,
        Err(error) => return diagnostics.push(unresolved(root, &error)),
    };
    let mentioned = match resolver.mentioned(&request) {
        Ok(mentioned) => mentioned,
        Err(error) => return diagnostics.push(unresolved(root, &error)),
    };
    // A name that an open type does not declare is a dynamic property, or a slip where a declared name is like it.
    let slips = request.undeclared.iter().chain(&mentioned.undeclared);
    let slips: Vec<Diagnostic> = slips.map(|error| unresolved(root, error)).collect();
    if !slips.is_empty() {
        return slips.into_iter().for_each(|slip| diagnostics.push(slip));
    }
    if mentioned.is_too_deep {
        let message = format!("include {}: `$expand` nests deeper than {DEEPEST} levels", quoted(root));
        return diagnostics.push(Diagnostic::error("nested-too-deeply", None, message));
    }
    for note in &request.notes {
        // Other guesses concern values, or have only one possible meaning.
        if let NoteKind::ServiceRoot | NoteKind::OpenProperty | NoteKind::Method = note.kind {
            let message = format!("include `{root}`: {}", note.text);
            diagnostics.push(Diagnostic::warning("include-guessed", None, message));
        }
    }
    add_steps(closure, &request, root, diagnostics);
    for (of, index) in mentioned.navigation.iter().chain(&mentioned.starred) {
        closure.keep_navigation(*of, *index);
    }
    for id in &mentioned.casts {
        closure.keep(Item::Structured(*id), || Reason::Root(root.to_owned()));
    }
    add_referenced(closure, resolver, &request, root, diagnostics);
}

fn unresolved(root: &str, error: &ResolveError) -> Diagnostic {
    let at = error.segment.as_ref().map_or_else(String::new, |segment| format!(" at `{segment}`"));
    let message = format!("include `{root}` does not resolve{at}: {error}");
    let diagnostic = Diagnostic::error("include-unresolved", None, message);
    error.nearest.iter().fold(diagnostic, |diagnostic, name| diagnostic.help(format!("did you mean `{name}`?")))
}

/// Keeps what leads to the entities that a request for references names: what its `$id` walks, or else an entity set of
/// their type or of a base type of it.
fn add_referenced(
    closure: &mut Closure<'_>,
    resolver: &Resolver<'_>,
    request: &ResolvedRequest,
    root: &str,
    diagnostics: &mut Diagnostics,
) {
    let is_reference = request.steps.last().is_some_and(|step| step.kind == StepKind::Ref);
    if !is_reference || request.method == "GET" {
        return;
    }
    let id = request.query.iter().find(|(name, _)| QueryOption::from_name(name) == Some(QueryOption::Id));
    if let Some(named) = id.and_then(|(_, url)| resolver.resolve(&format!("GET {url}")).ok()) {
        return add_steps(closure, &named, root, diagnostics);
    }
    let Some(Type::Structured(id)) = request.result().map(|at| at.ty) else { return };
    let Some(container) = closure.container() else { return };
    let lineage = closure.model.lineage(id).map(|(id, _)| Type::Structured(id));
    let set = lineage.filter_map(|ty| container.entity_sets.iter().position(|set| set.ty == ty)).next();
    if let Some(index) = set {
        closure.keep_entity_set(index, root);
    }
}

fn add_steps(closure: &mut Closure<'_>, request: &ResolvedRequest, root: &str, diagnostics: &mut Diagnostics) {
    for Step { kind, after } in &request.steps {
        let needed = match kind {
            StepKind::Operation { operation, .. } | StepKind::Import { operation, .. } => {
                Some(Item::Operation(*operation))
            }
            _ => after.and_then(|after| declared(after.ty)),
        };
        if let Some(item) = needed.filter(|item| closure.is_excluded(*item)) {
            let name = describe::item_name(closure.model, item);
            let message = format!("include `{root}` needs `{name}`, which an exclude takes out");
            diagnostics.push(Diagnostic::warning("include-excluded", None, message));
            return;
        }
        add_step(closure, kind, root);
    }
}

/// Keeps what one step walks.
pub(super) fn add_step(closure: &mut Closure<'_>, step: &StepKind, root: &str) {
    match step {
        StepKind::EntitySet(index) => closure.keep_entity_set(*index, root),
        StepKind::Singleton(index) => closure.keep_singleton(*index, root),
        StepKind::Import { index, operation, .. } => closure.keep_import(*index, *operation, root),
        StepKind::Navigation { ty, index } | StepKind::Members { ty, index, .. } => {
            closure.keep_navigation(*ty, *index);
        }
        StepKind::Cast { ty, .. } => closure.keep(Item::Structured(*ty), || Reason::Root(root.to_owned())),
        StepKind::Operation { operation, .. } => {
            closure.keep(Item::Operation(*operation), || Reason::Root(root.to_owned()));
        }
        // Properties are kept with their type; the other kinds name nothing in the model.
        _ => {}
    }
}
