//! CSDL 14: terms, annotations and their expressions.

use super::document::push;
use crate::csdl::ast::{
    Annotation, AnnotationBlock, ConstantKind, Expression, ExpressionKind, Operator, PathKind, PropertyValue, Term,
    Text,
};
use crate::csdl::cursor::{Cursor, Start};
use crate::csdl::literals;
use crate::csdl::names::{Attr, Element, ElementSet};
use crate::csdl::rules::{EXPRESSIONS, INLINE, rule};
use crate::csdl::values::trim;
use crate::diagnostics::{Diagnostic, quoted};

/// The children of an element that takes expressions.
struct Content<'s> {
    operands: Vec<Expression<'s>>,
    annotations: Vec<Annotation<'s>>,
}

impl<'s> Cursor<'s, '_> {
    /// CSDL 14.1: `edm:Term`.
    pub(crate) fn term(&mut self, start: Start) -> Term<'s> {
        Term {
            name: self.name(start),
            type_use: self.type_use(start),
            base_term: self.optional(Attr::BaseTerm),
            applies_to: self.optional(Attr::AppliesTo),
            default_value: self.take(Attr::DefaultValue),
            annotations: self.annotations(start),
        }
    }

    /// CSDL 5.2: `edm:Annotations`.
    pub(crate) fn annotation_block(&mut self, start: Start) -> AnnotationBlock<'s> {
        AnnotationBlock {
            target: self.demand(start, Attr::Target),
            qualifier: self.optional_identifier(start, Attr::Qualifier),
            annotations: self.annotations(start),
        }
    }

    /// The annotations in an element that has no other children.
    pub(crate) fn annotations(&mut self, start: Start) -> Vec<Annotation<'s>> {
        let mut annotations = Vec::new();
        while let Some(child) = self.child(start.element) {
            self.annotate(child, &mut annotations);
        }
        annotations
    }

    /// CSDL 14.2: `edm:Annotation`.
    pub(crate) fn annotate(&mut self, start: Start, annotations: &mut Vec<Annotation<'s>>) {
        let term = self.demand(start, Attr::Term);
        let qualifier = self.optional_identifier(start, Attr::Qualifier);
        let content = self.content(start);
        let value = content.operands.into_iter().next();
        let annotation = Annotation { term, qualifier, value, annotations: content.annotations, span: start.span };
        push(annotations, start, annotation);
    }

    /// The expressions in an element, written as attributes or as children, and the annotations beside.
    fn content(&mut self, start: Start) -> Content<'s> {
        let mut content = Content { operands: Vec::new(), annotations: Vec::new() };
        let mut count = 0;
        if rule(start.element).attributes.contains(Attr::UrlRef) {
            while let Some((attr, text)) = self.take_any(INLINE) {
                content.operands.push(self.inline_expression(attr, text));
                count += 1;
            }
        }
        while let Some(child) = self.child(start.element) {
            if child.element == Element::Annotation {
                self.annotate(child, &mut content.annotations);
            } else if EXPRESSIONS.contains(child.element) {
                count += 1;
                content.operands.extend(self.expression(child));
            }
        }
        self.check_count(start, count);
        content
    }

    fn check_count(&mut self, start: Start, count: usize) {
        let (least, most) = rule(start.element).operands;
        if (least..=most).contains(&count) {
            return;
        }
        self.warn(|| {
            let expected = match (least, most) {
                (0, 1) => "at most one expression".to_owned(),
                (1, 1) => "one expression".to_owned(),
                (least, most) if least == most => format!("{least} expressions"),
                (least, most) => format!("{least} to {most} expressions"),
            };
            let message = format!("`{}` takes {expected}, and has {count}", start.element.name());
            let diagnostic = Diagnostic::warning("operand-count", start.span, message);
            if most == 1 && count > 1 { diagnostic.label("the first one is used") } else { diagnostic }
        });
    }

    /// An expression in attribute notation.
    fn inline_expression(&mut self, attr: Attr, text: Text<'s>) -> Expression<'s> {
        let span = text.span;
        let kind = if attr == Attr::UrlRef {
            let kind = ExpressionKind::Constant(ConstantKind::String, text);
            ExpressionKind::UrlRef(vec![Expression { kind, annotations: Vec::new(), span }])
        } else {
            self.leaf(attr.name(), text)
        };
        Expression { kind, annotations: Vec::new(), span }
    }

    /// An expression in element notation; `None` where it lacks a required part.
    fn expression(&mut self, start: Start) -> Option<Expression<'s>> {
        let span = start.span;
        let expression = match start.element {
            Element::Record => self.record(start),
            Element::LabeledElement => self.labeled_element(start),
            Element::Cast | Element::IsOf => self.typed_expression(start),
            Element::Apply => {
                let function = self.demand(start, Attr::Function);
                let content = self.content(start);
                let kind = ExpressionKind::Apply { function, arguments: content.operands };
                Expression { kind, annotations: content.annotations, span }
            }
            Element::LabeledElementReference => {
                let kind = ExpressionKind::LabeledElementReference(trim(self.text(start)));
                Expression { kind, annotations: Vec::new(), span }
            }
            element if rule(element).children == ElementSet::default() => {
                let text = self.text(start);
                Expression { kind: self.leaf(element.name(), text), annotations: Vec::new(), span }
            }
            element => {
                let content = self.content(start);
                let kind = operation(element, content.operands);
                Expression { kind, annotations: content.annotations, span }
            }
        };
        start.complete.then_some(expression)
    }

    /// CSDL 14.3 constants, CSDL 14.4.1 paths.
    fn leaf(&mut self, name: &str, text: Text<'s>) -> ExpressionKind<'s> {
        if let Some(kind) = path_kind(name) {
            return ExpressionKind::Path(kind, trim(text));
        }
        let kind = constant_kind(name);
        if kind == ConstantKind::String {
            return ExpressionKind::Constant(kind, text);
        }
        let text = trim(text);
        if !literals::is_constant(kind, &text.value) {
            self.warn(|| {
                let message = format!("{} is not a constant of kind `{name}`", quoted(&text.value));
                Diagnostic::warning("invalid-constant", text.span, message).label("kept as it is written")
            });
        }
        ExpressionKind::Constant(kind, text)
    }

    /// CSDL 14.4.12: `edm:Record`.
    fn record(&mut self, start: Start) -> Expression<'s> {
        let type_name = self.optional(Attr::Type);
        let (mut values, mut annotations) = (Vec::new(), Vec::new());
        while let Some(child) = self.child(Element::Record) {
            if child.element == Element::Annotation {
                self.annotate(child, &mut annotations);
            } else {
                let value = self.property_value(child);
                push(&mut values, child, value);
            }
        }
        Expression { kind: ExpressionKind::Record { type_name, values }, annotations, span: start.span }
    }

    /// CSDL 14.4.12: `edm:PropertyValue`.
    fn property_value(&mut self, start: Start) -> PropertyValue<'s> {
        let property = self.demand(start, Attr::Property);
        let content = self.content(start);
        let value = content.operands.into_iter().next();
        PropertyValue { property, value, annotations: content.annotations }
    }

    /// CSDL 14.4.9: `edm:LabeledElement`.
    fn labeled_element(&mut self, start: Start) -> Expression<'s> {
        let name = self.name(start);
        let content = self.content(start);
        let value = content.operands.into_iter().next().map(Box::new);
        let kind = ExpressionKind::LabeledElement { name, value };
        Expression { kind, annotations: content.annotations, span: start.span }
    }

    /// CSDL 14.4.5: `edm:Cast`, CSDL 14.4.8: `edm:IsOf`.
    fn typed_expression(&mut self, start: Start) -> Expression<'s> {
        let type_use = Box::new(self.type_use(start));
        let content = self.content(start);
        let operand = content.operands;
        let kind = match start.element {
            Element::Cast => ExpressionKind::Cast { type_use, operand },
            _ => ExpressionKind::IsOf { type_use, operand },
        };
        Expression { kind, annotations: content.annotations, span: start.span }
    }
}

/// The expressions that only contain other expressions.
fn operation(element: Element, operands: Vec<Expression<'_>>) -> ExpressionKind<'_> {
    let operator = match element {
        Element::Collection => return ExpressionKind::Collection(operands),
        Element::If => return ExpressionKind::If(operands),
        Element::UrlRef => return ExpressionKind::UrlRef(operands),
        Element::And => Operator::And,
        Element::Or => Operator::Or,
        Element::Not => Operator::Not,
        Element::Eq => Operator::Eq,
        Element::Ne => Operator::Ne,
        Element::Gt => Operator::Gt,
        Element::Ge => Operator::Ge,
        Element::Lt => Operator::Lt,
        Element::Le => Operator::Le,
        Element::Has => Operator::Has,
        Element::In => Operator::In,
        Element::Neg => Operator::Neg,
        Element::Add => Operator::Add,
        Element::Sub => Operator::Sub,
        Element::Mul => Operator::Mul,
        Element::Div => Operator::Div,
        Element::DivBy => Operator::DivBy,
        Element::Mod => Operator::Mod,
        _ => return ExpressionKind::Null,
    };
    ExpressionKind::Operation(operator, operands)
}

fn path_kind(name: &str) -> Option<PathKind> {
    match name {
        "AnnotationPath" => Some(PathKind::Annotation),
        "ModelElementPath" => Some(PathKind::ModelElement),
        "NavigationPropertyPath" => Some(PathKind::NavigationProperty),
        "Path" => Some(PathKind::Value),
        "PropertyPath" => Some(PathKind::Property),
        _ => None,
    }
}

fn constant_kind(name: &str) -> ConstantKind {
    match name {
        "Binary" => ConstantKind::Binary,
        "Bool" => ConstantKind::Bool,
        "Date" => ConstantKind::Date,
        "DateTimeOffset" => ConstantKind::DateTimeOffset,
        "Decimal" => ConstantKind::Decimal,
        "Duration" => ConstantKind::Duration,
        "EnumMember" => ConstantKind::EnumMember,
        "Float" => ConstantKind::Float,
        "Guid" => ConstantKind::Guid,
        "Int" => ConstantKind::Int,
        "TimeOfDay" => ConstantKind::TimeOfDay,
        _ => ConstantKind::String,
    }
}
