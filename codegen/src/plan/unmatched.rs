//! Entries of the manifest that match nothing of the metadata, whether the slice keeps it or not.

use std::collections::BTreeSet;

use crate::config::{Config, Unqualified};
use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::glob::glob;
use crate::model::{Meta, Model, Nullability, Operation, StructuredType, TypeRef};
use crate::source::Span;

use super::naming::overload::overload_path;

/// Warns of names, patterns of nullable items and unqualified operations that match nothing.
pub(super) fn report(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    report_names(model, config, diagnostics);
    report_nullable_items(model, config, diagnostics);
    report_unqualified(model, config, diagnostics);
}

fn report_names(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    if config.names.is_empty() {
        return;
    }
    let known = nameable(model);
    for path in config.names.keys().filter(|path| !is_known(&known, path)) {
        let message = format!("`[names]` has a name for `{path}`, which the metadata does not declare");
        let diagnostic = warning("name-matches-nothing", config.name_places.of(path), message);
        diagnostics.push(with_suggestions(diagnostic, path, &known));
    }
}

fn report_nullable_items(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    // The pattern for everything is that of a profile.
    let patterns: Vec<&String> = config.values.nullable_items.iter().filter(|pattern| *pattern != "*").collect();
    if patterns.is_empty() {
        return;
    }
    let known = collections(model);
    for pattern in patterns {
        if known.iter().any(|path| glob(pattern, path)) {
            continue;
        }
        let message = format!("`nullable-items` has `{pattern}`, which matches no collection");
        let diagnostic = warning("nullable-items-match-nothing", config.values.places.of(pattern), message)
            .help("it counts for collections that do not say `Nullable`: `Ns.type/property`, `Ns.operation/parameter`, `Ns.operation`");
        diagnostics.push(with_suggestions(diagnostic, pattern, &known));
    }
}

fn report_unqualified(model: &Model, config: &Config, diagnostics: &mut Diagnostics) {
    let Unqualified::Only(names) = &config.service.unqualified_operations else { return };
    let bound = model.all_operations().filter(|(_, operation)| operation.is_bound);
    let mut known: BTreeSet<String> = bound.map(|(_, operation)| model.full_name(&operation.name)).collect();
    known.extend(model.namespaces.iter().map(|namespace| namespace.name.to_string()));
    for name in names.iter().filter(|name| !known.contains(*name)) {
        let message =
            format!("`unqualified-operations` has `{name}`, which is neither a namespace nor a bound operation");
        let diagnostic = warning("unqualified-matches-nothing", config.service.places.of(name), message);
        diagnostics.push(with_suggestions(diagnostic, name, &known));
    }
}

fn warning(code: &'static str, place: Option<Span>, message: String) -> Diagnostic {
    Diagnostic::warning(code, place, message).label("matches nothing")
}

/// Suggests the overloads of an operation that was written without its types; else the member of that name of another type; else
/// the nearest path of the same owner, or of all.
fn with_suggestions(diagnostic: Diagnostic, written: &str, known: &BTreeSet<String>) -> Diagnostic {
    const SHOWN: usize = 3;
    let (owner, member) = written.split_once('/').unwrap_or((written, ""));
    let is_overload = |path: &&str| path.strip_prefix(written).is_some_and(|types| types.starts_with('('));
    let has_member = |path: &&str| path.split_once('/').is_some_and(|(_, name)| name == member);
    let is_of_owner = |path: &&str| path.split_once('/').is_some_and(|(of, _)| of == owner);
    let all = || known.iter().map(String::as_str);
    let mut alike: Vec<&str> = all().filter(is_overload).filter(|path| !path.contains('/')).collect();
    if alike.is_empty() {
        alike.extend(all().filter(has_member));
    }
    if alike.is_empty() {
        let nearest = suggest::nearest(written, all().filter(is_of_owner)).or_else(|| suggest::nearest(written, all()));
        alike.extend(nearest);
    }
    suggest::sort_by_distance(written, &mut alike);
    let shown = alike.into_iter().take(SHOWN);
    shown.fold(diagnostic, |diagnostic, name| diagnostic.help(format!("did you mean `{name}`?")))
}

/// Whether a path names something. Alternatives and keys are named by what they consist of.
fn is_known(known: &BTreeSet<String>, path: &str) -> bool {
    let is_part = |(owner, part): (&str, &str)| {
        let is_key = part.starts_with("$Key(") && part.ends_with(')');
        known.contains(owner) && (is_key || part.strip_prefix("$Any/").is_some_and(|name| known.contains(name)))
    };
    known.contains(path) || path.split_once('/').is_some_and(is_part)
}

/// The paths of all that can have a name in the manifest.
fn nameable(model: &Model) -> BTreeSet<String> {
    let mut paths: BTreeSet<String> = model.namespaces.iter().map(|namespace| namespace.name.to_string()).collect();
    for (_, ty) in model.structured_types() {
        add_structured(&mut paths, model.full_name(&ty.name), ty);
    }
    for (_, ty) in model.enum_types() {
        let path = model.full_name(&ty.name);
        paths.extend(ty.members.iter().map(|member| format!("{path}/{}", member.name)));
        paths.insert(path);
    }
    for (_, ty) in model.definitions() {
        let path = model.full_name(&ty.name);
        add_named_values(&mut paths, &path, &ty.meta);
        paths.insert(path);
    }
    for (_, operation) in model.all_operations() {
        let (path, overload) = (model.full_name(&operation.name), overload_path(model, operation));
        for parameter in &operation.parameters {
            add_named_values(&mut paths, &format!("{path}/{}", parameter.name), &parameter.meta);
        }
        paths.extend([format!("{overload}/$Parameters"), overload]);
    }
    for container in &model.containers {
        let path = model.full_name(&container.name);
        for child in container.children() {
            paths.insert(format!("{path}/{}", child.name()));
        }
        for import in &container.imports {
            for operation in import.operations.iter().map(|id| model.operation(*id)) {
                let overload = overload_path(model, operation);
                let types = overload.get(model.full_name(&operation.name).len()..).unwrap_or_default();
                paths.insert(format!("{path}/{}{types}", import.name));
            }
        }
    }
    paths
}

fn add_structured(paths: &mut BTreeSet<String>, path: String, ty: &StructuredType) {
    for property in &ty.properties {
        let property_path = format!("{path}/{}", property.name);
        add_named_values(paths, &property_path, &property.meta);
        paths.insert(property_path);
    }
    paths.extend(ty.navigation.iter().map(|property| format!("{path}/{}", property.name)));
    paths.extend(ty.key.iter().map(|part| format!("{path}/$Key/{}", part.name)));
    for companion in ["$Any", "$Fields", "$Key", "$Properties", "$Type"] {
        paths.insert(format!("{path}/{companion}"));
    }
    paths.insert(path);
}

fn add_named_values(paths: &mut BTreeSet<String>, path: &str, meta: &Meta) {
    paths.extend(meta.get().named_values.iter().map(|named| format!("{path}/{}", named.name)));
}

/// The paths of the collections whose items the manifest can make nullable.
fn collections(model: &Model) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for (_, ty) in model.structured_types() {
        let path = model.full_name(&ty.name);
        let properties = ty.properties.iter().filter(|property| is_open_to_null(&property.ty));
        paths.extend(properties.map(|property| format!("{path}/{}", property.name)));
    }
    for (_, operation) in model.all_operations() {
        add_collections_of(&mut paths, model.full_name(&operation.name), operation);
    }
    paths
}

fn add_collections_of(paths: &mut BTreeSet<String>, path: String, operation: &Operation) {
    let parameters = operation.beside_binding().iter().filter(|parameter| is_open_to_null(&parameter.ty));
    paths.extend(parameters.map(|parameter| format!("{path}/{}", parameter.name)));
    if operation.returns.as_ref().is_some_and(is_open_to_null) {
        paths.insert(path);
    }
}

fn is_open_to_null(ty: &TypeRef) -> bool {
    ty.collection && ty.nullable == Nullability::Unspecified
}
