//! Which container the slice takes its members from.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::ids::ContainerId;
use crate::model::{Container, Model};

use super::Select;

/// The named container, or else the only one, or else the one that has every member of all others (it extends them),
/// or else the last one, with a warning.
pub(super) fn choose(model: &Model, select: &Select, diagnostics: &mut Diagnostics) -> Option<ContainerId> {
    if let Some(name) = &select.container {
        let found = containers(model).find(|(_, container)| is_called(model, container, name));
        if found.is_none() {
            let names: Vec<String> = model.containers.iter().map(|one| model.full_name(&one.name)).collect();
            let message = format!("no entity container is called `{name}`");
            let mut diagnostic = Diagnostic::error("unknown-container", select.places.of(name), message);
            diagnostic = match names.as_slice() {
                [] => diagnostic.help("the documents declare none"),
                _ => diagnostic
                    .suggest(name, names.iter().map(String::as_str))
                    .help(format!("the documents declare {}", list(&names))),
            };
            diagnostics.push(diagnostic);
        }
        return found.map(|(id, _)| id);
    }
    let (last, container) = containers(model).last()?;
    if model.containers.len() == 1 {
        return Some(last);
    }
    if let Some(id) = superset(model) {
        return Some(id);
    }
    let names: Vec<String> = model.containers.iter().map(|one| model.full_name(&one.name)).collect();
    let chosen = model.full_name(&container.name);
    let message = format!("there are {} entity containers; `{chosen}` is used", names.len());
    diagnostics.push(
        Diagnostic::warning("several-containers", container.span, message)
            .help(format!("name the one to use: {}", list(&names))),
    );
    Some(last)
}

fn containers(model: &Model) -> impl Iterator<Item = (ContainerId, &Container)> {
    (0u32..).map(ContainerId).zip(&model.containers)
}

/// Whether `name` is the container's name, bare or qualified by namespace or alias.
fn is_called(model: &Model, container: &Container, name: &str) -> bool {
    let namespace = model.namespace(container.name.namespace);
    let short = &*container.name.name;
    let by = |qualifier: &str| {
        name.strip_prefix(qualifier).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| rest == short)
    };
    name == short || by(&namespace.name) || namespace.aliases.iter().any(|alias| by(alias))
}

/// The container that has the members of all others, if there is just one such.
fn superset(model: &Model) -> Option<ContainerId> {
    let all: BTreeSet<&str> = model.containers.iter().flat_map(Container::child_names).collect();
    let mut complete = containers(model).filter(|(_, one)| one.child_names().collect::<BTreeSet<_>>() == all);
    let (id, _) = complete.next()?;
    complete.next().is_none().then_some(id)
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
