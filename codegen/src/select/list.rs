//! The types and operations of a model, as a table.

use crate::diagnostics::Diagnostic;
use crate::model::Model;

use super::Selection;
use super::catalogue::Catalogue;
use crate::model::describe;
use crate::model::glob::glob;
use crate::model::ids::Item;

/// A type or an operation.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) item: Item,
    /// `entity type`, `complex type`, `enumeration type`, `type definition`, `action` or `function`.
    pub(crate) kind: &'static str,
    /// The qualified name.
    pub(crate) schema_name: String,
    /// The name with what matters most: base type, underlying type, or parameters and result.
    pub(crate) signature: String,
}

/// What is kept and passes the filter, in the order of names.
///
/// A filter with `*` is a pattern for the whole name; without, any part of the name, whatever its case.
pub(crate) fn list(model: &Model, selection: &Selection, filter: Option<&str>) -> Vec<Entry> {
    let is_kept = |item| selection.reason(item).is_some();
    let catalogue = Catalogue::new(model);
    let names = catalogue.names().iter().filter(|(name, item)| passes(filter, name) && is_kept(*item));
    names
        .map(|(schema_name, item)| Entry {
            item: *item,
            kind: describe::item_kind(model, *item),
            schema_name: schema_name.clone(),
            signature: signature(model, *item, schema_name),
        })
        .collect()
}

fn passes(filter: Option<&str>, name: &str) -> bool {
    match filter {
        Some(pattern) if pattern.contains('*') => glob(pattern, name),
        Some(part) => name.to_lowercase().contains(&part.to_lowercase()),
        None => true,
    }
}

/// Why a filter lets nothing of the slice pass: the slice leaves out what it matches, or no name is like it.
pub(crate) fn nothing_listed(model: &Model, filter: &str) -> Diagnostic {
    let catalogue = Catalogue::new(model);
    let message = format!("no type or operation of the slice matches `{filter}`");
    let diagnostic = Diagnostic::warning("list-matches-nothing", None, message);
    match catalogue.names().iter().find(|(name, _)| passes(Some(filter), name)) {
        Some((name, _)) => diagnostic.help(format!("the slice leaves out `{name}`; include it to list it")),
        None => catalogue.suggest(diagnostic, filter),
    }
}

fn signature(model: &Model, item: Item, name: &str) -> String {
    match item {
        Item::Structured(id) => match model.structured_type(id).base {
            Some(base) => format!("{name}: {}", describe::item_name(model, Item::Structured(base))),
            None => name.to_owned(),
        },
        Item::Enum(id) => {
            let members: Vec<&str> = model.enum_type(id).members.iter().map(|member| &*member.name).collect();
            format!("{name} {{ {} }}", members.join(", "))
        }
        Item::Definition(id) => format!("{name}: {}", describe::type_use(model, &model.type_definition(id).underlying)),
        Item::Operation(id) => describe::signature(model, id),
    }
}
