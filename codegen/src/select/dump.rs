//! The slice as text.

use crate::model::{Model, NavigationProperty};
use crate::printable::Lines;

use super::Selection;
use super::catalogue::Catalogue;
use super::explain::{because, title};
use crate::model::describe;
use crate::model::ids::Item;

/// A line for each thing that is kept: what it is, and the reason.
pub(crate) fn dump(model: &Model, selection: &Selection) -> String {
    let mut text = Lines::default();
    for item in Catalogue::new(model).names().iter().map(|(_, item)| *item) {
        let Some(reason) = selection.reason(item) else { continue };
        let (because, _) = because(model, selection, reason);
        line(&mut text, "", &format!("{}: {because}", title(model, item)));
        if let Item::Structured(id) = item {
            for (index, property) in model.structured_type(id).navigation.iter().enumerate() {
                if selection.navigation.contains(&(id, index)) {
                    line(&mut text, "  ", &navigation(model, property));
                }
            }
        }
    }
    let Some(container) = selection.container.map(|id| model.container(id)) else { return text.into_text() };
    line(&mut text, "", &format!("entity container {}", model.full_name(&container.name)));
    for set in selection.entity_sets.iter().filter_map(|index| container.entity_sets.get(*index)) {
        line(&mut text, "  ", &format!("entity set {}: {}", set.name, describe::type_name(model, set.ty)));
    }
    for one in selection.singletons.iter().filter_map(|index| container.singletons.get(*index)) {
        line(&mut text, "  ", &format!("singleton {}: {}", one.name, describe::type_name(model, one.ty)));
    }
    for import in selection.imports.iter().filter_map(|index| container.imports.get(*index)) {
        line(&mut text, "  ", &format!("import {}", import.name));
    }
    text.into_text()
}

fn navigation(model: &Model, property: &NavigationProperty) -> String {
    format!("navigation property {}: {}", property.name, describe::type_use(model, &property.ty))
}

fn line(text: &mut Lines, indent: &str, content: &str) {
    // Writing to a string cannot fail.
    let _ = text.line(format_args!("{indent}{content}"));
}
