//! The syntax of documents as text, a line for each thing that is declared.

use crate::printable::escaped;

use super::ast::{Annotation, Expression, ExpressionKind};
use super::ast::{Document, EntityContainer, Facets, Operation, OperationKind, Schema, StructuredKind, StructuredType};
use super::ast::{EnumType, NavigationProperty, NavigationPropertyBinding, Reference, Text, TypeName, TypeUse};

/// Prints documents for people and golden tests; the form is not stable.
pub(crate) fn dump(documents: &[Document<'_>]) -> String {
    let mut printer = Printer::default();
    for document in documents {
        printer.line(format!("document{}", option(" version ", &document.version)));
        printer.nested(|printer| {
            document.references.iter().for_each(|reference| printer.reference(reference));
            document.schemas.iter().for_each(|schema| printer.schema(schema));
        });
    }
    printer.output
}

#[derive(Default)]
struct Printer {
    output: String,
    depth: usize,
}

impl Printer {
    fn line(&mut self, text: impl AsRef<str>) {
        for _ in 0..self.depth {
            self.output.push_str("  ");
        }
        self.output.push_str(&escaped(text.as_ref()));
        self.output.push('\n');
    }

    fn nested(&mut self, print: impl FnOnce(&mut Self)) {
        self.depth += 1;
        print(self);
        self.depth -= 1;
    }

    /// A line, and the annotations of what it prints below it.
    fn annotated(&mut self, text: impl AsRef<str>, annotations: &[Annotation<'_>]) {
        self.line(text);
        self.nested(|printer| printer.annotations(annotations));
    }

    fn annotations(&mut self, annotations: &[Annotation<'_>]) {
        for item in annotations {
            self.line(annotation(item));
        }
    }

    fn reference(&mut self, reference: &Reference<'_>) {
        self.annotated(format!("reference {}", reference.uri.value), &reference.annotations);
        self.nested(|printer| {
            for include in &reference.includes {
                let alias = option(" as ", &include.alias);
                printer.annotated(format!("include {}{alias}", include.namespace.value), &include.annotations);
            }
            for include in &reference.include_annotations {
                let qualifier = option(" #", &include.qualifier);
                let target = option(" on ", &include.target_namespace);
                printer.line(format!("include annotations {}{qualifier}{target}", include.term_namespace.value));
            }
        });
    }

    fn schema(&mut self, schema: &Schema<'_>) {
        let alias = option(" as ", &schema.alias);
        self.annotated(format!("schema {}{alias}", schema.namespace.value), &schema.annotations);
        self.nested(|printer| {
            schema.structured_types.iter().for_each(|item| printer.structured_type(item));
            schema.enum_types.iter().for_each(|item| printer.enum_type(item));
            for item in &schema.type_definitions {
                let facets = facets(item.facets.as_deref());
                let text = format!("type {}: {}{facets}", item.name.value, item.underlying_type.value);
                printer.annotated(text, &item.annotations);
            }
            schema.operations.iter().for_each(|item| printer.operation(item));
            for item in &schema.terms {
                let base = option(" base ", &item.base_term);
                let applies = option(" applies to ", &item.applies_to);
                let default = quoted_option(" = ", &item.default_value);
                let text = format!("term {}: {}{base}{applies}{default}", item.name.value, type_use(&item.type_use));
                printer.annotated(text, &item.annotations);
            }
            schema.containers.iter().for_each(|item| printer.container(item));
            for block in &schema.annotation_blocks {
                let qualifier = option("#", &block.qualifier);
                printer.annotated(format!("annotations {}{qualifier}", block.target.value), &block.annotations);
            }
        });
    }

    fn structured_type(&mut self, item: &StructuredType<'_>) {
        let kind = match item.kind {
            StructuredKind::Entity => "entity",
            StructuredKind::Complex => "complex",
        };
        let base = option(" : ", &item.base_type);
        let flags = flags(&[(item.is_abstract, "abstract"), (item.open_type, "open"), (item.has_stream, "stream")]);
        self.annotated(format!("{kind} {}{base}{flags}", item.name.value), &item.annotations);
        self.nested(|printer| {
            for key in &item.keys {
                let reference = |text: &Text<'_>, alias| format!("{}{}", text.value, option(" as ", alias));
                let names: Vec<_> = key.property_refs.iter().map(|item| reference(&item.name, &item.alias)).collect();
                printer.line(format!("key {}", names.join(", ")));
            }
            for property in &item.properties {
                let default = quoted_option(" = ", &property.default_value);
                let text = format!("property {}: {}{default}", property.name.value, type_use(&property.type_use));
                printer.annotated(text, &property.annotations);
            }
            item.navigation_properties.iter().for_each(|property| printer.navigation_property(property));
        });
    }

    fn navigation_property(&mut self, property: &NavigationProperty<'_>) {
        let nullable = flag(" nullable=", property.nullable);
        let partner = option(" partner ", &property.partner);
        let flags = flags(&[(property.contains_target, "contains")]);
        let type_name = type_name(&property.type_name);
        let text = format!("navigation {}: {type_name}{nullable}{partner}{flags}", property.name.value);
        self.annotated(text, &property.annotations);
        self.nested(|printer| {
            for item in &property.referential_constraints {
                let text = format!("constraint {} -> {}", item.property.value, item.referenced_property.value);
                printer.annotated(text, &item.annotations);
            }
            if let Some(item) = &property.on_delete {
                printer.annotated(format!("on delete {}", item.action.value), &item.annotations);
            }
        });
    }

    fn enum_type(&mut self, item: &EnumType<'_>) {
        let underlying = option(" : ", &item.underlying_type);
        let flags = flags(&[(item.is_flags, "flags")]);
        self.annotated(format!("enum {}{underlying}{flags}", item.name.value), &item.annotations);
        self.nested(|printer| {
            for member in &item.members {
                let value = option(" = ", &member.value);
                printer.annotated(format!("member {}{value}", member.name.value), &member.annotations);
            }
        });
    }

    fn operation(&mut self, item: &Operation<'_>) {
        let kind = kind(item.kind);
        let path = option(" path ", &item.entity_set_path);
        let flags = flags(&[(item.is_bound, "bound"), (item.is_composable, "composable")]);
        self.annotated(format!("{kind} {}{path}{flags}", item.name.value), &item.annotations);
        self.nested(|printer| {
            for parameter in &item.parameters {
                let text = format!("parameter {}: {}", parameter.name.value, type_use(&parameter.type_use));
                printer.annotated(text, &parameter.annotations);
            }
            if let Some(item) = &item.return_type {
                printer.annotated(format!("returns {}", type_use(&item.type_use)), &item.annotations);
            }
        });
    }

    fn container(&mut self, item: &EntityContainer<'_>) {
        let extends = option(" extends ", &item.extends);
        self.annotated(format!("container {}{extends}", item.name.value), &item.annotations);
        self.nested(|printer| {
            for set in &item.entity_sets {
                let listed = flag(" listed=", set.include_in_service_document);
                let text = format!("set {}: {}{listed}", set.name.value, set.entity_type.value);
                printer.annotated(text, &set.annotations);
                printer.bindings(&set.bindings);
            }
            for singleton in &item.singletons {
                let nullable = flag(" nullable=", singleton.nullable);
                let text = format!("singleton {}: {}{nullable}", singleton.name.value, singleton.type_name.value);
                printer.annotated(text, &singleton.annotations);
                printer.bindings(&singleton.bindings);
            }
            for import in &item.operation_imports {
                let kind = kind(import.kind);
                let set = option(" in ", &import.entity_set);
                let listed = flag(" listed=", import.include_in_service_document);
                let text = format!("import {kind} {} = {}{set}{listed}", import.name.value, import.operation.value);
                printer.annotated(text, &import.annotations);
            }
        });
    }

    fn bindings(&mut self, bindings: &[NavigationPropertyBinding<'_>]) {
        self.nested(|printer| {
            for binding in bindings {
                let text = format!("bind {} -> {}", binding.path.value, binding.target.value);
                printer.annotated(text, &binding.annotations);
            }
        });
    }
}

fn kind(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    }
}

fn option(before: &str, text: &Option<Text<'_>>) -> String {
    text.as_ref().map(|text| format!("{before}{}", text.value)).unwrap_or_default()
}

fn quoted_option(before: &str, text: &Option<Text<'_>>) -> String {
    text.as_ref().map(|text| format!("{before}{:?}", text.value)).unwrap_or_default()
}

fn flag(before: &str, value: Option<bool>) -> String {
    value.map(|value| format!("{before}{value}")).unwrap_or_default()
}

fn flags(flags: &[(bool, &str)]) -> String {
    flags.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| format!(" {name}")).collect()
}

fn type_name(item: &TypeName<'_>) -> String {
    if item.collection { format!("Collection({})", item.name.value) } else { item.name.value.to_string() }
}

fn type_use(item: &TypeUse<'_>) -> String {
    let nullable = flag(" nullable=", item.nullable);
    format!("{}{nullable}{}", type_name(&item.type_name), facets(item.facets.as_deref()))
}

fn facets(facets: Option<&Facets<'_>>) -> String {
    let Some(facets) = facets else { return String::new() };
    [
        option(" max_length=", &facets.max_length),
        option(" precision=", &facets.precision),
        option(" scale=", &facets.scale),
        option(" srid=", &facets.srid),
        flag(" unicode=", facets.unicode),
    ]
    .concat()
}

fn annotation(item: &Annotation<'_>) -> String {
    let qualifier = option("#", &item.qualifier);
    let value = item.value.as_ref().map(|value| format!(" = {}", expression(value))).unwrap_or_default();
    format!("@{}{qualifier}{value}{}", item.term.value, annotation_list(&item.annotations))
}

fn annotation_list(annotations: &[Annotation<'_>]) -> String {
    if annotations.is_empty() {
        return String::new();
    }
    format!(" [{}]", annotations.iter().map(annotation).collect::<Vec<_>>().join(", "))
}

fn expressions(items: &[Expression<'_>]) -> String {
    items.iter().map(expression).collect::<Vec<_>>().join(", ")
}

fn expression(item: &Expression<'_>) -> String {
    let text = match &item.kind {
        ExpressionKind::Constant(kind, text) => format!("{kind:?} {:?}", text.value),
        ExpressionKind::Path(kind, text) => format!("{kind:?}Path {}", text.value),
        ExpressionKind::Operation(operator, operands) => format!("{operator:?}({})", expressions(operands)),
        ExpressionKind::Apply { function, arguments } => format!("{}({})", function.value, expressions(arguments)),
        ExpressionKind::Cast { type_use: to, operand } => format!("Cast({}, {})", type_use(to), expressions(operand)),
        ExpressionKind::IsOf { type_use: of, operand } => format!("IsOf({}, {})", type_use(of), expressions(operand)),
        ExpressionKind::Collection(items) => format!("[{}]", expressions(items)),
        ExpressionKind::If(operands) => format!("If({})", expressions(operands)),
        ExpressionKind::LabeledElement { name, value } => {
            let value = value.as_deref().map(expression).unwrap_or_default();
            format!("{}: ({value})", name.value)
        }
        ExpressionKind::LabeledElementReference(name) => format!("&{}", name.value),
        ExpressionKind::Null => "null".to_owned(),
        ExpressionKind::Record { type_name, values } => {
            let value = |value: &Expression<'_>| format!(" = {}", expression(value));
            let values = values.iter().map(|item| {
                let shown = item.value.as_ref().map(value).unwrap_or_default();
                format!("{}{shown}{}", item.property.value, annotation_list(&item.annotations))
            });
            let name = option("", type_name);
            format!("{name}{{{}}}", values.collect::<Vec<_>>().join(", "))
        }
        ExpressionKind::UrlRef(operand) => format!("UrlRef({})", expressions(operand)),
    };
    format!("{text}{}", annotation_list(&item.annotations))
}
