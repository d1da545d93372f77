//! Request methods: thin, synchronous, inline; what they do is in the runtime.

use syn::{Expr, FnArg, ImplItem, Item};

use crate::rust::items::{Method, ParameterItem, Presence, Step, Surface, Value};

use super::nodes::{
    array, borrowed, call, cfg, function, gated, generic, ident, implementation, method_call, parameter, path,
    path_expression, receiver, receiver_ref, reference, text, tuple, type_path,
};
use super::{key, tokens};

/// The methods of one kind of position; nothing where there are none.
pub(super) fn surface(surface: &Surface, module: &str) -> Option<Item> {
    let position = || generic(&["runtime", "At"], [tokens::shape(&surface.position, module)]);
    let methods = || surface.methods.iter().map(|method| self::method(method, module, Receiver::Position)).collect();
    let all = || gated(&surface.features, implementation(None, position(), methods()));
    (!surface.methods.is_empty()).then(all)
}

/// What a method goes on from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// A position, which it consumes.
    Position,
    /// The client, at the service root.
    Client,
}

/// One method.
pub(super) fn method(method: &Method, module: &str, from: Receiver) -> ImplItem {
    let (this, segment_call) = match from {
        Receiver::Position => (receiver(), "segment"),
        Receiver::Client => (receiver_ref(), "at"),
    };
    let (call, result) = match &method.step {
        Step::Segment(segment) => (on_self(segment_call, [text(segment)]), "At"),
        Step::Key { parts, is_alternate } => (on_self("by_key", [predicate(parts, *is_alternate)]), "At"),
        Step::Function { segment, parameters } => {
            (on_self("function", [text(segment), reference(given(parameters, "literal"))]), "At")
        }
        Step::Action { segment, parameters: None } => (on_self("action", [text(segment), array([])]), "Request"),
        Step::Action { segment, parameters: Some(_) } => {
            let parameters = reference(path_expression(path(&["parameters"])));
            (on_self("action_with", [text(segment), parameters]), "Request")
        }
    };
    let parameters = match &method.step {
        Step::Segment(_) | Step::Action { .. } => &[][..],
        Step::Key { parts: parameters, .. } | Step::Function { parameters, .. } => parameters,
    };
    let action = match &method.step {
        Step::Action { parameters: Some(action), .. } => {
            Some(parameter(ident("parameters"), tokens::path(&action.path, module)))
        }
        _ => None,
    };
    function(&method.ident)
        .attributes(tokens::attributes(&method.docs))
        .attributes(cfg(&method.features).into_iter().collect())
        .inline()
        .public()
        .takes([this])
        .takes(parameters.iter().map(|parameter| declaration(parameter, module)).chain(action))
        .returns(generic(&["runtime", result], [tokens::shape(&method.answer, module)]))
        .body(call)
}

fn on_self(method: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    method_call(path_expression(path(&["self"])), method, arguments)
}

fn declaration(item: &ParameterItem, module: &str) -> FnArg {
    let single = tokens::item(&item.value, item.nullable_items, module);
    let ty = match (&item.value, item.collection) {
        (_, true) => generic(&["Vec"], [single]),
        (Value::Plain("String"), false) => borrowed(type_path(&["str"])),
        (_, false) => single,
    };
    let ty = if item.presence == Presence::Required { ty } else { tokens::option(ty) };
    parameter(ident(&item.ident), ty)
}

fn predicate(parts: &[ParameterItem], is_alternate: bool) -> Expr {
    let value = |part: &ParameterItem| key::literal(variable(part));
    match parts {
        [single] if !is_alternate => key::predicate_of(value(single)),
        _ => key::predicate_of_named(parts.iter().map(|part| (part.wire.as_str(), value(part)))),
    }
}

fn variable(parameter: &ParameterItem) -> Expr {
    path_expression(path(&[&parameter.ident]))
}

/// The parameters with their values, in the form that `form` gives them; without those that are left out.
fn given(parameters: &[ParameterItem], form: &str) -> Expr {
    let form = || path(&["runtime", "Parameter", form]);
    let value = |parameter| call(form(), [reference(variable(parameter))]);
    let pair = |parameter: &ParameterItem, value| tuple([text(&parameter.wire), value]);
    if parameters.iter().all(|parameter| parameter.presence != Presence::Optional) {
        return array(parameters.iter().map(|parameter| pair(parameter, value(parameter))));
    }
    let pairs = parameters.iter().map(|parameter| {
        let value = if parameter.presence == Presence::Optional {
            method_call(method_call(variable(parameter), "as_ref", []), "map", [path_expression(form())])
        } else {
            call(path(&["Some"]), [value(parameter)])
        };
        pair(parameter, value)
    });
    call(path(&["runtime", "given"]), [array(pairs)])
}
