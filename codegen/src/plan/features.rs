//! Cargo features by namespace: which features exist, what each enables, and which items need them.
//!
//! A feature enables the features of all namespaces that its types and request methods name. A reference from a base type to
//! its derived types, or a method of the client, enables nothing: it is left out where its feature is not enabled.

use std::collections::{BTreeMap, BTreeSet};

use super::docs;
use super::items::{
    Crate, Feature, Item, Method, MethodStep, Module, ParameterItem, Shape, ShapeKind, StructItem, Surface, Value,
    code, words,
};
use super::naming::reserved;

/// More namespaces than this are versions of types rather than parts of a service.
const MOST: usize = 64;

/// Modules by name, each with the modules that it names.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Decides the features; none where a single feature would enable everything.
pub(super) fn assign(plan: &mut Crate) {
    if !(2..=MOST).contains(&plan.modules.len()) {
        return;
    }
    let named: Graph = plan.modules.iter().map(|module| (module.ident.to_string(), modules_named(module))).collect();
    let reached: Graph = named.keys().map(|module| (module.clone(), reached(module, &named))).collect();
    if reached.values().all(|modules| modules.len() == plan.modules.len()) {
        return;
    }
    let gates = FeatureGates { features: names(&named), reached };
    plan.features = named
        .iter()
        .map(|(module, named)| Feature {
            name: gates.feature(module),
            enables: named.iter().filter(|other| *other != module).map(|other| gates.feature(other)).collect(),
        })
        .collect();
    for module in &mut plan.modules {
        let feature = gates.feature(&module.ident);
        docs::remark(&mut module.docs, [words("Behind the feature "), code(&*feature), words(".")]);
        module.features = vec![feature];
        for placed in &mut module.items {
            if let Item::Struct(item) = &mut placed.item {
                gates.structure(item);
            }
        }
    }
    for method in &mut plan.service.methods {
        method.features = gates.of(&method_modules(method), None);
    }
    for surface in &mut plan.value_surfaces {
        let position = shape_module(&surface.position).map(str::to_owned);
        surface.features = gates.of(&position.clone().into_iter().collect(), None);
        for method in &mut surface.methods {
            method.features = gates.of(&method_modules(method), position.as_deref());
        }
    }
}

/// A module and all that its feature enables.
fn reached(module: &str, named: &Graph) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([module.to_owned()]);
    let mut pending = vec![module];
    while let Some(next) = pending.pop() {
        let new = named.get(next).into_iter().flatten().filter(|other| !reached.contains(*other));
        let new: Vec<&String> = new.collect();
        reached.extend(new.iter().map(|other| (*other).clone()));
        pending.extend(new.into_iter().map(String::as_str));
    }
    reached
}

/// The feature of each module: the module's name, unless every crate has a feature of that name.
fn names(modules: &Graph) -> BTreeMap<String, String> {
    let name = |module: &String| {
        let mut name = module.clone();
        while reserved::FEATURES.contains(&name.as_str()) || (name != *module && modules.contains_key(&name)) {
            name.push('_');
        }
        (module.clone(), name)
    };
    modules.keys().map(name).collect()
}

struct FeatureGates {
    /// By module.
    features: BTreeMap<String, String>,
    reached: Graph,
}

impl FeatureGates {
    fn feature(&self, module: &str) -> String {
        self.features.get(module).cloned().unwrap_or_default()
    }

    /// The features that have to be enabled for all these modules to be there, besides those that `from` enables, or
    /// that others of them enable.
    fn of(&self, modules: &BTreeSet<String>, from: Option<&str>) -> Vec<String> {
        let reaches =
            |from: &str, module: &String| self.reached.get(from).is_some_and(|reached| reached.contains(module));
        let is_implied = |module: &String| {
            from.is_some_and(|from| reaches(from, module))
                || modules.iter().any(|other| {
                    // The first of several features that enable each other.
                    other != module && reaches(other, module) && (other < module || !reaches(module, other))
                })
        };
        modules.iter().filter(|module| !is_implied(module)).map(|module| self.feature(module)).collect()
    }

    fn structure(&self, item: &mut StructItem) {
        let from = item.path.module.as_str();
        for derived in &mut item.derived {
            derived.features = self.of(&BTreeSet::from([derived.path.module.to_string()]), Some(from));
        }
        if let Some(any) = &mut item.any {
            let modules = any.alternatives.iter().map(|alternative| alternative.path.module.to_string()).collect();
            any.features = self.of(&modules, Some(from));
        }
    }
}

/// The modules that a module needs, directly or not.
fn modules_named(module: &Module) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for placed in &module.items {
        match &placed.item {
            Item::Struct(item) => {
                named.extend(item.base.iter().map(|base| base.module.to_string()));
                named.extend(item.fields.iter().filter_map(|field| value_module(&field.value)).map(str::to_owned));
                let parts = item.key.iter().flat_map(|key| &key.parts);
                named.extend(parts.filter_map(|part| value_module(&part.value)).map(str::to_owned));
                named.extend(surface_modules(&item.surface));
                named.extend(surface_modules(&item.collection_surface));
            }
            Item::Newtype(item) => named.extend(value_module(&item.value).map(str::to_owned)),
            Item::Action(item) => named.extend(parameter_modules(item.parameters.iter().map(|field| &field.parameter))),
            Item::Enum(_) => {}
        }
    }
    named
}

fn surface_modules(surface: &Surface) -> impl Iterator<Item = String> {
    surface.methods.iter().flat_map(method_modules)
}

fn method_modules(method: &Method) -> BTreeSet<String> {
    let named = match &method.step {
        MethodStep::Segment(_) => BTreeSet::new(),
        MethodStep::Key { parts: parameters, .. } | MethodStep::Function { parameters, .. } => {
            parameter_modules(parameters)
        }
        MethodStep::Action { parameters, .. } => {
            parameters.iter().map(|action| action.path.module.to_string()).collect()
        }
    };
    named.into_iter().chain(shape_module(&method.answer).map(str::to_owned)).collect()
}

fn parameter_modules<'a>(parameters: impl IntoIterator<Item = &'a ParameterItem>) -> BTreeSet<String> {
    parameters.into_iter().filter_map(|parameter| value_module(&parameter.value)).map(str::to_owned).collect()
}

fn shape_module(shape: &Shape) -> Option<&str> {
    match &shape.kind {
        ShapeKind::Nothing => None,
        ShapeKind::One(value) | ShapeKind::Many { value, .. } => value_module(value),
    }
}

fn value_module(value: &Value) -> Option<&str> {
    match value {
        Value::BuiltIn(_) => None,
        Value::Enum(path) | Value::Flags(path) | Value::Newtype(path) | Value::Structured(path) => {
            path.generated_module()
        }
    }
}
