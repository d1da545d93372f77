//! What the `$expand` of a request line names.

use crate::diagnostics::{Diagnostic, Diagnostics, quoted};
use crate::model::Type;
use crate::model::ids::StructuredId;

use super::Reason;
use super::closure::Closure;
use crate::model::graph::{Case, Members};
use crate::model::ids::Item;
use crate::request::text::split;

/// How deep expansions may nest. Each level is read once more than the one around it, and services allow a few.
const DEEPEST: usize = 64;

/// Keeps the navigation properties that an expand expression on `ty` walks, nested ones included.
pub(super) fn add(
    closure: &mut Closure<'_>,
    members: &Members<'_>,
    ty: Type,
    expression: &str,
    root: &str,
    diagnostics: &mut Diagnostics,
) {
    let Type::Structured(id) = ty else { return };
    let mut pending = vec![(id, expression, 1)];
    while let Some((id, expression, depth)) = pending.pop() {
        if depth > DEEPEST {
            let message = format!("include {}: `$expand` nests deeper than {DEEPEST} levels", quoted(root));
            diagnostics.push(Diagnostic::error("nested-too-deeply", None, message));
            return;
        }
        for item in split(expression, ',', true) {
            let (path, options) = item.trim().split_once('(').unwrap_or((item.trim(), ""));
            match walk(closure, members, id, path, root) {
                Ok(Some(target)) => pending.extend(nested(options).map(|expression| (target, expression, depth + 1))),
                Ok(None) => {}
                Err((at, segment)) => {
                    let name = members.model.full_name(&members.model.structured_type(at).name);
                    let message = format!("include `{root}`: `$expand` names `{segment}`, which {name} does not have");
                    let navigation = members.model.lineage(at).flat_map(|(_, ty)| &ty.navigation);
                    diagnostics.push(
                        Diagnostic::warning("include-unknown-expand", None, message)
                            .suggest(segment, navigation.map(|property| &*property.name)),
                    );
                }
            }
        }
    }
}

/// The `$expand` options among those in the parentheses of an item.
fn nested(options: &str) -> impl Iterator<Item = &str> {
    let options = options.trim_end().strip_suffix(')').unwrap_or(options);
    split(options, ';', true).into_iter().filter_map(|option| {
        let (name, value) = option.split_once('=')?;
        (name.trim().trim_start_matches('$') == "expand").then_some(value)
    })
}

/// Walks one path; gives the type that it ends at, or the segment at fault and the type that lacks it.
fn walk<'p>(
    closure: &mut Closure<'_>,
    members: &Members<'_>,
    start: StructuredId,
    path: &'p str,
    root: &str,
) -> Result<Option<StructuredId>, (StructuredId, &'p str)> {
    let model = members.model;
    let mut id = start;
    for segment in path.split('/').map(str::trim).filter(|segment| !segment.is_empty()) {
        let mut cast = members.descendants(id).into_iter();
        let next = if segment == "*" {
            for (of, ty) in model.lineage(id) {
                (0..ty.navigation.len()).for_each(|index| closure.keep_navigation(of, index));
            }
            return Ok(None);
        } else if segment.starts_with('$') {
            return Ok(None);
        } else if let Some(to) = cast.find(|to| members.means(segment, &model.structured_type(*to).name, Case::Exact)) {
            closure.keep(Item::Structured(to), || Reason::Root(root.to_owned()));
            Some(Type::Structured(to))
        } else if let Some((of, index)) = members.navigation(id, segment, Case::Exact) {
            closure.keep_navigation(of, index);
            model.structured_type(of).navigation.get(index).map(|property| property.ty.ty)
        } else if let Some((of, index)) = members.property(id, segment, Case::Exact) {
            model.structured_type(of).properties.get(index).map(|property| property.ty.ty)
        } else {
            return Err((id, segment));
        };
        match next {
            Some(Type::Structured(next)) => id = next,
            _ => return Ok(None),
        }
    }
    Ok(Some(id))
}
