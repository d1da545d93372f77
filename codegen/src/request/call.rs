//! Which overload a segment calls, and with which arguments (U11).

use crate::model::OperationKind;
use crate::model::describe::{operation_kind, signature};
use crate::model::graph::Case;
use crate::model::ids::OperationId;
use crate::model::{Model, Operation};

use super::segment::{self, pairs, value};
use super::{Argument, Note, NoteKind, ResolveError, Value};

/// The call that a segment makes.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) operation: OperationId,
    pub(super) arguments: Vec<Argument>,
    /// How many groups of parentheses held arguments: 0 or 1. What follows is a key.
    pub(super) groups: usize,
}

/// The part of the line by which an overload is chosen.
pub(super) struct Context<'a> {
    pub(super) model: &'a Model,
    pub(super) method: &'a str,
    pub(super) is_last: bool,
    pub(super) groups: &'a [String],
}

/// Of the operations of one name, those of the kind that the method calls, if there are any.
///
/// Before the last segment only functions can stand.
pub(super) fn of_fitting_kind(context: &Context<'_>, candidates: &mut Vec<(usize, OperationId)>) -> bool {
    let kind = match context.method {
        "POST" if context.is_last => OperationKind::Action,
        _ => OperationKind::Function,
    };
    let fits = |id: OperationId| context.model.operation(id).kind == kind;
    let some_fit = candidates.iter().any(|(_, id)| fits(*id));
    if some_fit {
        candidates.retain(|(_, id)| fits(*id));
    }
    some_fit
}

/// Chooses among overloads, each with the distance to its binding type; takes arguments given as query options.
pub(super) fn choose(
    context: &Context<'_>,
    candidates: &[(usize, OperationId)],
    query: &mut Vec<(String, String)>,
    notes: &mut Vec<Note>,
) -> Result<Call, ResolveError> {
    let model = context.model;
    let is_parameter = |name: &str| candidates.iter().any(|(_, id)| position(model.operation(*id), name).is_some());
    let given = context.groups.first().map(|group| pairs(group, is_parameter));
    let names: Option<Vec<&str>> = given.as_ref().map(|given| given.iter().filter_map(|(name, _)| *name).collect());
    // A value without a name is a key: the function was written without parentheses, and the key belongs to its result.
    let is_key = given.as_ref().is_some_and(|given| given.iter().any(|(name, _)| name.is_none()));
    let names = names.filter(|_| !is_key);
    let lacks = |id: OperationId| missing(model.operation(id), names.as_deref(), query).len();
    let fitting = candidates
        .iter()
        .filter(|(_, id)| names.as_ref().is_none_or(|names| accepts(model.operation(*id), names)))
        .min_by_key(|(distance, id)| (lacks(*id), *distance, model.operation(*id).parameters.len(), *id));
    let Some((_, id)) = fitting else {
        return Err(no_overload(model, candidates, names.as_deref().unwrap_or_default()));
    };
    let operation = model.operation(*id);
    for name in missing(operation, names.as_deref(), query) {
        let text = format!("{} `{}` needs the parameter `{name}`", operation_kind(operation), operation.name.name);
        notes.push(Note { kind: NoteKind::MissingParameter, text });
    }
    let mut arguments: Vec<Argument> = Vec::new();
    if names.is_some() {
        let given = given.into_iter().flatten();
        for (name, value) in given.filter_map(|(name, value)| Some((name?, value))) {
            let Some(parameter) = position(operation, name) else { continue };
            let declared = operation.parameters.get(parameter).map_or(name, |parameter| &parameter.name);
            if declared != name {
                notes.push(Note { kind: NoteKind::Case, text: format!("`{name}` is declared as `{declared}`") });
            }
            arguments.push(Argument { parameter, value });
        }
    } else if operation.kind == OperationKind::Function {
        take_from_query(operation, query, &mut arguments, notes);
    }
    arguments.sort_by_key(|argument| argument.parameter);
    Ok(Call { operation: *id, arguments, groups: usize::from(names.is_some()) })
}

/// The required parameters that are not given. Those of actions stand in the body.
fn missing<'o>(operation: &'o Operation, names: Option<&[&str]>, query: &[(String, String)]) -> Vec<&'o str> {
    if operation.kind == OperationKind::Action {
        return Vec::new();
    }
    let is_given = |parameter: &str| match names {
        Some(names) => names.iter().any(|name| name.eq_ignore_ascii_case(parameter)),
        None => query.iter().any(|(name, _)| name == parameter),
    };
    let parameters = operation.parameters.iter().skip(usize::from(operation.is_bound));
    parameters.filter(|one| !one.is_optional && !is_given(&one.name)).map(|one| &*one.name).collect()
}

/// Whether the operation has all these parameters.
fn accepts(operation: &Operation, names: &[&str]) -> bool {
    names.iter().all(|name| position(operation, name).is_some())
}

/// Where a parameter stands among all, the binding parameter included.
fn position(operation: &Operation, name: &str) -> Option<usize> {
    let by = |case: Case| {
        let mut parameters = operation.parameters.iter().enumerate().skip(usize::from(operation.is_bound));
        parameters.find(|(_, parameter)| case.eq(&parameter.name, name)).map(|(index, _)| index)
    };
    by(Case::Exact).or_else(|| by(Case::Any))
}

/// 4.01 lets parameters stand as query options of their name.
fn take_from_query(
    operation: &Operation,
    query: &mut Vec<(String, String)>,
    arguments: &mut Vec<Argument>,
    notes: &mut Vec<Note>,
) {
    for (index, parameter) in operation.parameters.iter().enumerate().skip(usize::from(operation.is_bound)) {
        if let Some(at) = query.iter().position(|(name, _)| **name == *parameter.name) {
            let (name, text) = query.remove(at);
            let text_of_note = format!("the option `{name}` is sent as a parameter of `{}`", operation.name.name);
            notes.push(Note { kind: NoteKind::FromQuery, text: text_of_note });
            arguments.push(Argument { parameter: index, value: value(&text) });
        }
    }
}

fn no_overload(model: &Model, candidates: &[(usize, OperationId)], names: &[&str]) -> ResolveError {
    let signatures: Vec<String> = candidates.iter().map(|(_, id)| format!("`{}`", signature(model, *id))).collect();
    let message = format!("no overload takes ({}); there is {}", names.join(", "), signatures.join(", "));
    let parameters = candidates.iter().flat_map(|(_, id)| {
        let operation = model.operation(*id);
        operation.parameters.iter().skip(usize::from(operation.is_bound))
    });
    let known: Vec<&str> = parameters.map(|parameter| &*parameter.name).collect();
    let unknown = names.iter().find(|name| !known.iter().any(|known| known.eq_ignore_ascii_case(name)));
    ResolveError::new(None, message).near(unknown.unwrap_or(&""), known.iter().copied())
}

/// Looks aliases up in the query, and takes them out of it.
pub(super) fn resolve_alias(value: &mut Value, query: &mut Vec<(String, String)>) {
    if let Value::Alias { name, value } = value
        && let Some(at) = query.iter().position(|(option, _)| option.strip_prefix('@') == Some(name.as_str()))
    {
        *value = Some(Box::new(segment::value(&query.remove(at).1)));
    }
}
