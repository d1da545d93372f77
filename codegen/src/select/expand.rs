//! What the `$expand` of a request line names.

use crate::diagnostics::{Diagnostic, Diagnostics, quoted};
use crate::model::Type;
use crate::model::ids::StructuredId;

use super::Reason;
use super::closure::Closure;
use crate::model::graph::{Case, Members};
use crate::model::ids::Item;
use crate::request::expression::expand_items;
use crate::request::query_option::QueryOption;

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
        for item in expand_items(expression) {
            match walk(closure, members, id, &item.path, root) {
                Ok(Some(target)) => {
                    let nested = item.options.iter().filter(|(option, _)| *option == Some(QueryOption::Expand));
                    pending.extend(nested.map(|(_, expression)| (target, *expression, depth + 1)));
                }
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

/// Walks one path; gives the type that it ends at, or the segment at fault and the type that lacks it.
fn walk<'p>(
    closure: &mut Closure<'_>,
    members: &Members<'_>,
    start: StructuredId,
    path: &[&'p str],
    root: &str,
) -> Result<Option<StructuredId>, (StructuredId, &'p str)> {
    let model = members.model;
    let mut id = start;
    for segment in path.iter().copied() {
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
