//! Request methods: thin, synchronous, inline; what they do is in the runtime.

use syn::{Expr, FnArg, ImplItem, Item, Type};

use crate::plan::items::{KeyKind, Method, MethodStep, ParameterItem, Presence, RustType, ShapeKind, Surface, Value};

use super::nodes::{
    array, borrowed, call, cfg, function, gated, generic, ident, implementation, method_call, parameter, path,
    path_expression, receiver, receiver_ref, reference, text, tuple, type_path,
};
use super::{key, tokens};

/// How many methods an impl has at most, so that the syntax of only so many is in memory at a time.
pub(super) const MOST: usize = 1_000;

/// The methods of one kind of position; nothing where there are none.
pub(super) fn surface<'a>(surface: &'a Surface, module: &'a str) -> impl Iterator<Item = Item> + 'a {
    let position = move || generic(&["runtime", "At"], [tokens::shape(&surface.position, module)]);
    let own: Vec<&Method> = surface.methods.iter().filter(|method| !method.is_shared).collect();
    (0..own.len()).step_by(MOST).map(move |start| {
        let methods = own.iter().skip(start).take(MOST);
        let methods = methods.map(|method| self::method(method, module, Receiver::Position));
        gated(&surface.features, implementation(None, position(), methods.collect()))
    })
}

/// The methods of one kind of position, for all types that share the struct `this`; nothing where there are none.
pub(super) fn shared_surface<'a>(
    surface: &'a Surface,
    module: &'a str,
    this: impl Fn() -> Type + 'a,
) -> impl Iterator<Item = Item> + 'a {
    surface.methods.chunks(MOST).map(move |methods| {
        let position = match &surface.position.kind {
            ShapeKind::Many { .. } => generic(&["runtime", "Many"], [this()]),
            ShapeKind::One(_) | ShapeKind::Nothing => this(),
        };
        let methods = methods.iter().map(|method| {
            let is_key = matches!(method.step, MethodStep::Key { .. });
            let answer = if is_key { this() } else { tokens::shape(&method.answer, module) };
            method_to(method, module, Receiver::Position, answer)
        });
        implementation(None, generic(&["runtime", "At"], [position]), methods.collect())
    })
}

/// The methods of the client beyond those of its first impl.
pub(super) fn of_client(methods: &[Method]) -> impl Iterator<Item = Item> {
    methods.chunks(MOST).map(|methods| {
        let methods = methods.iter().map(|method| self::method(method, "", Receiver::Client));
        implementation(None, type_path(&["Client"]), methods.collect())
    })
}

/// The receiver of a method.
#[derive(Clone, Copy)]
pub(super) enum Receiver {
    /// A position, which it consumes.
    Position,
    /// The client, at the service root.
    Client,
}

/// One method.
pub(super) fn method(method: &Method, module: &str, from: Receiver) -> ImplItem {
    method_to(method, module, from, tokens::shape(&method.answer, module))
}

/// A method that leads to `answer`.
fn method_to(method: &Method, module: &str, from: Receiver, answer: Type) -> ImplItem {
    let this = || path_expression(path(&["self"]));
    let (receiver, start) = match from {
        Receiver::Position => (receiver(), this()),
        Receiver::Client => (receiver_ref(), step("root", [this()])),
    };
    let (call, result) = match &method.step {
        MethodStep::Segment(segment) => (step("segment", [start, text(segment)]), "At"),
        MethodStep::Key { parts, kind } => (by_key(start, parts, *kind), "At"),
        MethodStep::Function { segment, parameters } => {
            (step("function", [start, text(segment), reference(given(parameters))]), "At")
        }
        MethodStep::Action { segment, parameters: None } => (step("action", [start, text(segment)]), "Request"),
        MethodStep::Action { segment, parameters: Some(_) } => {
            let parameters = reference(path_expression(path(&["parameters"])));
            (step("action_with", [start, text(segment), parameters]), "Request")
        }
    };
    let parameters = match &method.step {
        MethodStep::Segment(_) | MethodStep::Action { .. } => &[][..],
        MethodStep::Key { parts: parameters, .. } | MethodStep::Function { parameters, .. } => parameters,
    };
    let action = if let MethodStep::Action { parameters: Some(action), .. } = &method.step {
        Some(parameter(ident("parameters"), tokens::path(&action.path, module)))
    } else {
        None
    };
    function(&method.ident)
        .attributes(tokens::attributes(&method.docs))
        .attributes(cfg(&method.features).into_iter().collect())
        .inline()
        .public()
        .takes([receiver])
        .takes(parameters.iter().map(|parameter| declaration(parameter, module)).chain(action))
        .returns(generic(&["runtime", result], [answer]))
        .body(call)
}

fn step(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    call(path(&["runtime", "step", name]), arguments)
}

fn declaration(item: &ParameterItem, module: &str) -> FnArg {
    let single = tokens::item(&item.value, item.nullable_items, module);
    let ty = match (&item.value, item.collection) {
        (_, true) => generic(&["Vec"], [single]),
        (Value::BuiltIn(RustType::String), false) => borrowed(type_path(&["str"])),
        (_, false) => single,
    };
    parameter(ident(&item.ident), tokens::options(ty, item.presence))
}

fn by_key(position: Expr, parts: &[ParameterItem], kind: KeyKind) -> Expr {
    if let ([single], KeyKind::Whole | KeyKind::Free) = (parts, kind) {
        return step("key", [position, reference(variable(single))]);
    }
    let value = |part: &ParameterItem| key::literal(variable(part));
    let predicate = key::predicate_of_named(parts.iter().map(|part| (part.wire.as_str(), value(part))));
    method_call(position, "by_key", [predicate])
}

fn variable(parameter: &ParameterItem) -> Expr {
    path_expression(path(&[&parameter.ident]))
}

/// The parameters with their literals, without those that are left out.
fn given(parameters: &[ParameterItem]) -> Expr {
    let value = |parameter| key::literal(variable(parameter));
    let pair = |parameter: &ParameterItem, value| tuple([text(&parameter.wire), value]);
    let may_be_left_out =
        |parameter: &ParameterItem| matches!(parameter.presence, Presence::Optional | Presence::OptionalOrNull);
    if !parameters.iter().any(may_be_left_out) {
        return array(parameters.iter().map(|parameter| pair(parameter, value(parameter))));
    }
    let pairs = parameters.iter().map(|parameter| {
        let value = if may_be_left_out(parameter) {
            method_call(method_call(variable(parameter), "as_ref", []), "map", [path_expression(key::form())])
        } else {
            call(path(&["Some"]), [value(parameter)])
        };
        pair(parameter, value)
    });
    call(path(&["runtime", "given"]), [array(pairs)])
}
