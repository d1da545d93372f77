//! A [`Model`] as text, for `codegen dump` and for goldens.

use std::fmt::{self, Write as _};

use crate::csdl::ast::{OperationKind, StructuredKind};
use crate::printable::Lines;

use super::describe;
use super::types::{
    Binding, Container, EnumType, Facets, KeyPart, Model, NavigationProperty, Nullability, Operation, OperationImport,
    Property, QualifiedName, Scale, StructuredType, Type, TypeDefinition, TypeRef,
};
use super::vocab::Meta;

/// The whole model, a line for each element and one for each of its facts, in the order of the input.
pub(crate) fn dump(model: &Model) -> String {
    let mut dump = Dump { model, out: Lines::default() };
    // Writing to a string does not fail.
    let _ = dump.all();
    dump.out.into_text()
}

struct Dump<'m> {
    model: &'m Model,
    out: Lines,
}

impl Dump<'_> {
    fn all(&mut self) -> fmt::Result {
        let model = self.model;
        for namespace in &model.namespaces {
            let default = if namespace.is_default { " default" } else { "" };
            write!(self.out, "namespace {}{default}", namespace.name)?;
            for alias in &namespace.aliases {
                write!(self.out, " alias {alias}")?;
            }
            self.out.line(format_args!(""))?;
            self.meta("  ", &namespace.meta)?;
        }
        model.structured.iter().try_for_each(|ty| self.structured(ty))?;
        model.enums.iter().try_for_each(|ty| self.enumeration(ty))?;
        model.type_definitions.iter().try_for_each(|ty| self.definition(ty))?;
        model.operations.iter().try_for_each(|operation| self.operation(operation))?;
        model.containers.iter().try_for_each(|container| self.container(container))
    }

    fn structured(&mut self, ty: &StructuredType) -> fmt::Result {
        let kind = match ty.kind {
            StructuredKind::Entity => "entity",
            StructuredKind::Complex => "complex",
        };
        write!(self.out, "{kind} {}", self.name(&ty.name))?;
        if let Some(base) = ty.base {
            write!(self.out, ": {}", self.name(&self.model.structured_type(base).name))?;
        }
        let flags = [(ty.is_abstract, " abstract"), (ty.is_open, " open"), (ty.has_stream, " stream")];
        flags.into_iter().filter(|(set, _)| *set).try_for_each(|(_, flag)| self.out.write_str(flag))?;
        self.out.line(format_args!(""))?;
        self.meta("  ", &ty.meta)?;
        ty.key.iter().try_for_each(|part| self.key(part))?;
        ty.properties.iter().try_for_each(|property| self.property(property))?;
        ty.navigation.iter().try_for_each(|property| self.navigation(property))
    }

    fn key(&mut self, part: &KeyPart) -> fmt::Result {
        let ty = part.ty.as_ref().map_or_else(|| "?".to_owned(), |ty| self.type_ref(ty));
        self.out.line(format_args!("  key {} = {}: {ty}", part.name, part.path.join("/")))
    }

    fn property(&mut self, property: &Property) -> fmt::Result {
        write!(self.out, "  {}: {}", property.name, self.type_ref(&property.ty))?;
        if let Some(value) = &property.default_value {
            write!(self.out, " = {value:?}")?;
        }
        self.out.line(format_args!(""))?;
        self.meta("    ", &property.meta)
    }

    fn navigation(&mut self, property: &NavigationProperty) -> fmt::Result {
        write!(self.out, "  -> {}: {}", property.name, self.type_ref(&property.ty))?;
        if property.contains_target {
            write!(self.out, " contained")?;
        }
        if let Some(partner) = &property.partner {
            write!(self.out, " partner {partner}")?;
        }
        for (dependent, principal) in &property.referential_constraints {
            write!(self.out, " where {dependent} = {principal}")?;
        }
        if let Some(action) = &property.on_delete {
            write!(self.out, " on delete {action}")?;
        }
        self.out.line(format_args!(""))?;
        self.meta("    ", &property.meta)
    }

    fn enumeration(&mut self, ty: &EnumType) -> fmt::Result {
        let kind = if ty.is_flags { "flags" } else { "enum" };
        self.out.line(format_args!("{kind} {}: Edm.{}", self.name(&ty.name), ty.underlying.name()))?;
        self.meta("  ", &ty.meta)?;
        for member in &ty.members {
            self.out.line(format_args!("  {} = {}", member.name, member.value))?;
            self.meta("    ", &member.meta)?;
        }
        Ok(())
    }

    fn definition(&mut self, ty: &TypeDefinition) -> fmt::Result {
        let underlying = TypeRef { nullable: Nullability::NonNullable, ..ty.underlying.clone() };
        self.out.line(format_args!("type {} = {}", self.name(&ty.name), self.type_ref(&underlying)))?;
        self.meta("  ", &ty.meta)
    }

    fn operation(&mut self, operation: &Operation) -> fmt::Result {
        let flags = [(operation.is_bound, "bound "), (operation.is_composable, "composable ")];
        flags.into_iter().filter(|(set, _)| *set).try_for_each(|(_, flag)| self.out.write_str(flag))?;
        write!(self.out, "{} {}", kind(operation.kind), self.name(&operation.name))?;
        if let Some(returns) = &operation.returns {
            write!(self.out, ": {}", self.type_ref(returns))?;
        }
        if let Some(path) = &operation.entity_set_path {
            write!(self.out, " in {path}")?;
        }
        self.out.line(format_args!(""))?;
        self.meta("  ", &operation.meta)?;
        for parameter in &operation.parameters {
            let optional = if parameter.is_optional { "optional " } else { "" };
            self.out.line(format_args!("  {optional}{}: {}", parameter.name, self.type_ref(&parameter.ty)))?;
            self.meta("    ", &parameter.meta)?;
        }
        if operation.returns_meta.0.is_some() {
            self.out.line(format_args!("  returns"))?;
            self.meta("    ", &operation.returns_meta)?;
        }
        Ok(())
    }

    fn container(&mut self, container: &Container) -> fmt::Result {
        self.out.line(format_args!("container {}", self.name(&container.name)))?;
        self.meta("  ", &container.meta)?;
        for set in &container.entity_sets {
            self.out.line(format_args!("  set {}: {}", set.name, self.ty(set.ty)))?;
            self.bindings(&set.bindings)?;
            self.meta("    ", &set.meta)?;
        }
        for singleton in &container.singletons {
            let null = if singleton.nullable { "?" } else { "" };
            self.out.line(format_args!("  singleton {}: {}{null}", singleton.name, self.ty(singleton.ty)))?;
            self.bindings(&singleton.bindings)?;
            self.meta("    ", &singleton.meta)?;
        }
        container.imports.iter().try_for_each(|import| self.import(import))
    }

    fn bindings(&mut self, bindings: &[Binding]) -> fmt::Result {
        bindings
            .iter()
            .try_for_each(|binding| self.out.line(format_args!("    bind {} = {}", binding.path, binding.target)))
    }

    fn import(&mut self, import: &OperationImport) -> fmt::Result {
        write!(self.out, "  {} import {}", kind(import.kind), import.name)?;
        match import.operations.as_slice() {
            [] => write!(self.out, ": ?")?,
            [first, rest @ ..] => {
                write!(self.out, ": {}", self.name(&self.model.operation(*first).name))?;
                if !rest.is_empty() {
                    write!(self.out, " x{}", rest.len() + 1)?;
                }
            }
        }
        if let Some(set) = &import.entity_set {
            write!(self.out, " in {set}")?;
        }
        self.out.line(format_args!(""))?;
        self.meta("    ", &import.meta)
    }

    fn name(&self, name: &QualifiedName) -> String {
        self.model.full_name(name)
    }

    fn ty(&self, ty: Type) -> String {
        describe::schema_name(self.model, ty).unwrap_or_else(|| "unresolved".to_owned())
    }

    /// `T?` may be null, `T~` in a collection may be either.
    fn type_ref(&self, reference: &TypeRef) -> String {
        let mark = match reference.nullable {
            Nullability::Nullable => "?",
            Nullability::NonNullable => "",
            Nullability::Unspecified => "~",
        };
        let item = format!("{}{mark}", self.ty(reference.ty));
        let mut text = if reference.collection { format!("Collection({item})") } else { item };
        if let Some(facets) = &reference.facets {
            facet_list(&mut text, facets);
        }
        text
    }

    fn meta(&mut self, indent: &str, meta: &Meta) -> fmt::Result {
        meta.get().facts().iter().try_for_each(|fact| self.out.line(format_args!("{indent}# {fact}")))
    }
}

fn kind(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}

fn facet_list(text: &mut String, facets: &Facets) {
    let number = |name, value: Option<u64>| value.map(|value| format!("{name} {value}"));
    let scale = facets.scale.map(|scale| match scale {
        Scale::Fixed(digits) => format!("scale {digits}"),
        Scale::Variable => "scale variable".to_owned(),
        Scale::Floating => "scale floating".to_owned(),
    });
    let list = [
        number("max", facets.max_length),
        number("precision", facets.precision),
        scale,
        facets.srid.as_ref().map(|srid| format!("srid {srid}")),
        facets.unicode.map(|unicode| format!("unicode {unicode}")),
    ];
    let list: Vec<_> = list.into_iter().flatten().collect();
    if !list.is_empty() {
        text.push_str(&format!(" [{}]", list.join(", ")));
    }
}
