//! Why something is in the slice.

use crate::diagnostics::Diagnostic;
use crate::model::Model;
use crate::model::ids::{OperationId, StructuredId, TypeDefinitionId};

use super::catalogue::Catalogue;
use super::roots::EVERYTHING;
use super::{Reason, Selection};
use crate::model::describe;
use crate::model::ids::Item;

/// For each type and each overload called `name`, the chain of reasons that keeps it, or that it is not kept.
///
/// # Errors
///
/// A diagnostic with the nearest names where nothing has this name.
#[expect(clippy::result_large_err, reason = "asked once a run")]
pub(crate) fn explain(model: &Model, selection: &Selection, name: &str) -> Result<Vec<String>, Diagnostic> {
    let catalogue = Catalogue::new(model);
    let items = catalogue.named(name.trim());
    if items.is_empty() {
        let message = format!("no type or operation is called `{name}`");
        return Err(catalogue.suggest(Diagnostic::error("unknown-name", None, message), name));
    }
    Ok(items.into_iter().flat_map(|item| chain(model, selection, item)).collect())
}

fn chain(model: &Model, selection: &Selection, item: Item) -> Vec<String> {
    let title = title(model, item);
    let Some(mut reason) = selection.reason(item) else {
        let name = describe::item_name(model, item);
        return vec![
            format!("{title} is not in the slice"),
            format!("  include it with `--include {name}`, or with a path or a request line that needs it"),
        ];
    };
    let mut lines = vec![format!("{title} is kept")];
    loop {
        let (line, next) = because(model, selection, reason);
        lines.push(format!("  because {line}"));
        // A reason is always older than what it keeps, so the chain ends.
        match next.and_then(|item| selection.reason(item)) {
            Some(earlier) => reason = earlier,
            None => return lines,
        }
    }
}

/// What a reason says, and whose reason comes next.
pub(super) fn because(model: &Model, selection: &Selection, reason: &Reason) -> (String, Option<Item>) {
    let structured = |id: StructuredId| (title(model, Item::Structured(id)), Some(Item::Structured(id)));
    let operation = |id: OperationId| (title(model, Item::Operation(id)), Some(Item::Operation(id)));
    let definition = |id: TypeDefinitionId| (title(model, Item::Definition(id)), Some(Item::Definition(id)));
    let member = |name: &str| asked_by(selection.members.get(name).map_or(EVERYTHING, String::as_str));
    match reason {
        Reason::Root(root) => (asked_by(root), None),
        Reason::Base { of } => with(structured(*of), |of| format!("it is the base type of {of}")),
        Reason::Property { of, name } => {
            with(structured(*of), |of| format!("it is the type of the property `{name}` of {of}"))
        }
        Reason::Navigation { of, name } => {
            with(structured(*of), |of| format!("it is the target of the navigation property `{name}` of {of}"))
        }
        Reason::DefinitionOf { of } => with(definition(*of), |of| format!("it is the underlying type of {of}")),
        Reason::BindingParameter { of } => with(operation(*of), |of| format!("it is what {of} is bound to")),
        Reason::Parameter { of, name } => {
            with(operation(*of), |of| format!("it is the type of the parameter `{name}` of {of}"))
        }
        Reason::ReturnType { of } => with(operation(*of), |of| format!("{of} returns it")),
        Reason::EntitySet { name } => {
            (format!("it is the type of the entity set `{name}`, and {}", member(name)), None)
        }
        Reason::Singleton { name } => (format!("it is the type of the singleton `{name}`, and {}", member(name)), None),
        Reason::Import { name } => (format!("the import `{name}` calls it, and {}", member(name)), None),
        Reason::BoundTo { of } => {
            with(structured(*of), |of| format!("it is bound to {of}, whose namespace is asked for"))
        }
    }
}

/// What asks for a root.
fn asked_by(root: &str) -> String {
    match root {
        EVERYTHING => "no include is given, so everything is kept".to_owned(),
        _ => format!("`{root}` asks for it"),
    }
}

fn with((of, next): (String, Option<Item>), say: impl Fn(String) -> String) -> (String, Option<Item>) {
    (say(of), next)
}

/// Kind and name; for operations also the parameters, which identify the overload.
pub(super) fn title(model: &Model, item: Item) -> String {
    let name = match item {
        Item::Operation(id) => describe::signature(model, id),
        _ => describe::item_name(model, item),
    };
    format!("{} {name}", describe::item_kind(model, item))
}

impl Selection {
    /// Why it is kept; `None` where it is not.
    pub(crate) fn reason(&self, item: Item) -> Option<&Reason> {
        match item {
            Item::Structured(id) => self.structured.get(&id),
            Item::Enum(id) => self.enums.get(&id),
            Item::Definition(id) => self.definitions.get(&id),
            Item::Operation(id) => self.operations.get(&id),
        }
    }
}
