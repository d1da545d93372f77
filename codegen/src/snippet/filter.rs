//! Expressions over the tokens of a query.

use std::ops::Range;

use crate::plan::items::{RustType, Value};
use crate::request::expression::{Expression, ExpressionNode, LambdaBody, Literal, Name, Operator, Quantifier};

use crate::request::literal::{is_literal, literal_prefix};

use super::functions;
use super::sample::{self, Form, Given};
use super::scope::{ExpressionScope, QueryTerm, Sort};

const BOOLEAN: Value = Value::BuiltIn(RustType::Bool);
const COUNT: Value = Value::BuiltIn(RustType::I64);

impl<'a> ExpressionScope<'_, 'a> {
    /// A condition in Rust; `None` where it can be written as text only.
    pub(super) fn condition(&mut self, expression: &Expression, source: &str) -> Option<String> {
        if let Some(term) = self.term(expression, source).filter(is_condition) {
            return Some(term.text);
        }
        None
    }

    /// A condition, or its text where it is a part of another and there is no lambda around it.
    fn part(&mut self, expression: &Expression, source: &str) -> Option<QueryTerm<'a>> {
        let term = self.term(expression, source).filter(is_condition);
        term.or_else(|| self.text(expression.span.clone(), source))
    }

    /// A part of the text as a condition, unless there is a lambda around it.
    fn text(&mut self, span: Range<usize>, source: &str) -> Option<QueryTerm<'a>> {
        let text = source.get(span).filter(|_| !self.is_in_lambda())?;
        self.has_text = true;
        self.untyped_part.get_or_insert_with(|| text.to_owned());
        let raw = self.snippets.names.root("query::raw");
        Some(computed(format!("{raw}::<bool>({text:?})"), &BOOLEAN))
    }

    /// An expression with a value.
    pub(super) fn term(&mut self, expression: &Expression, source: &str) -> Option<QueryTerm<'a>> {
        match &expression.kind {
            ExpressionNode::Literal(_) | ExpressionNode::List(_) => None,
            ExpressionNode::Path(names) => match names.split_last() {
                Some((last, collection)) if last.text == "$count" => {
                    let term = self.path(collection)?;
                    matches!(term.sort, Sort::Scalars(_) | Sort::Objects(_)).then_some(())?;
                    Some(computed(format!("{}.count()", term.text), &COUNT))
                }
                _ => self.path(names),
            },
            ExpressionNode::Call { name, arguments } => self.call(name, arguments, source),
            ExpressionNode::Lambda { path, quantifier, body } => {
                self.lambda(path, *quantifier, body.as_deref(), source)
            }
            ExpressionNode::Not(operand) => {
                let operand = self.part(operand, source)?;
                Some(computed(format!("{}.not()", operand.receiver()), &BOOLEAN))
            }
            ExpressionNode::Negate(operand) => {
                let operand = self.term(operand, source)?;
                Some(QueryTerm { text: format!("-{}", operand.receiver()), is_atom: false, field: None, ..operand })
            }
            ExpressionNode::Chain { first, rest } => self.chain(first, rest, source),
        }
    }

    /// Operands and operators from left to right.
    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)], source: &str) -> Option<QueryTerm<'a>> {
        let mut left = self.term(first, source);
        let mut end = first.span.end;
        for (operator, right) in rest {
            left = if let Operator::And | Operator::Or = operator {
                let left = left.filter(is_condition).or_else(|| self.text(first.span.start..end, source))?;
                let right = self.part(right, source)?;
                // The text grows in place: a copy for each operand would make long chains slow.
                let mut text = left.into_receiver();
                text.extend([".", operator.word(), "(", &right.text, ")"]);
                Some(computed(text, &BOOLEAN))
            } else {
                left.and_then(|left| self.binary(*operator, left, right, source))
            };
            end = right.span.end;
        }
        left
    }

    /// An operator that takes values.
    fn binary(
        &mut self,
        operator: Operator,
        left: QueryTerm<'a>,
        right: &Expression,
        source: &str,
    ) -> Option<QueryTerm<'a>> {
        if let (Operator::Equal | Operator::NotEqual, ExpressionNode::Literal(Literal::Null)) = (operator, &right.kind)
        {
            let can_be_null = left.depth > 1 || left.field.is_some_and(|field| field.nullable);
            let method = if operator == Operator::Equal { "is_null" } else { "is_not_null" };
            if !can_be_null {
                self.reach_limit(&format!(
                    "`{hint}` is never null",
                    hint = left.field.map_or("the value", |field| &field.wire)
                ));
            }
            return can_be_null.then(|| computed(format!("{}.{method}()", left.receiver()), &BOOLEAN));
        }
        let Sort::Scalar(ty) = left.sort else { return None };
        let hint = left.field.map_or("value", |field| &field.ident);
        match operator {
            Operator::In => {
                let ExpressionNode::List(items) = &right.kind else { return None };
                let items =
                    items.iter().map(|item| self.operand(item, ty, hint, source)).collect::<Option<Vec<_>>>()?;
                Some(computed(format!("{}.in_([{}])", left.receiver(), items.join(", ")), &BOOLEAN))
            }
            Operator::Add => self.arithmetic('+', &left, ty, right, source),
            Operator::Subtract => self.arithmetic('-', &left, ty, right, source),
            Operator::Multiply => self.arithmetic('*', &left, ty, right, source),
            Operator::Divide => self.arithmetic('/', &left, ty, right, source),
            Operator::Modulo => self.arithmetic('%', &left, ty, right, source),
            Operator::Has if !matches!(ty, Value::Flags(_)) => None,
            Operator::DivideBy => None,
            Operator::Or
            | Operator::And
            | Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual
            | Operator::Has => {
                let right = self.operand(right, ty, hint, source)?;
                Some(computed(format!("{}.{}({right})", left.receiver(), operator.word()), &BOOLEAN))
            }
        }
    }

    /// An operator between two numbers of one type.
    fn arithmetic(
        &mut self,
        sign: char,
        left: &QueryTerm<'a>,
        ty: &'a Value,
        right: &Expression,
        source: &str,
    ) -> Option<QueryTerm<'a>> {
        functions::is_number(ty).then_some(())?;
        let hint = left.field.map_or("value", |field| &field.ident);
        let right = self.operand(right, ty, hint, source)?;
        let text = format!("{} {sign} {right}", left.receiver());
        Some(QueryTerm { is_atom: false, ..computed(text, ty) })
    }

    /// An expression where a value of a type is needed.
    pub(super) fn operand(&mut self, expression: &Expression, ty: &Value, hint: &str, source: &str) -> Option<String> {
        let ExpressionNode::Literal(literal) = &expression.kind else {
            let term = self.term(expression, source)?;
            return matches!(term.sort, Sort::Scalar(its) if its == ty).then_some(term.text);
        };
        self.literal(literal, ty, hint)
    }

    fn literal(&mut self, literal: &Literal, ty: &Value, hint: &str) -> Option<String> {
        match ty {
            Value::BuiltIn(built_in) => self.built_in(literal, *built_in, hint),
            Value::Enum(path) | Value::Flags(path) => {
                let (Literal::Text(text) | Literal::Prefixed(_, text)) = literal else { return None };
                let item = self.snippets.index.enumeration(path)?;
                let variant = item.variants.iter().find(|variant| variant.wire == *text)?;
                Some(format!("{}::{}", self.snippets.names.path(path), variant.ident))
            }
            Value::Newtype(_) | Value::Structured(_) => None,
        }
    }

    fn built_in(&mut self, literal: &Literal, ty: RustType, hint: &str) -> Option<String> {
        match (sample::form(ty), literal) {
            (Form::Text, Literal::Text(text)) => Some(format!("{text:?}")),
            (Form::Text, Literal::Placeholder(name)) if !name.starts_with('@') => {
                Some(sample::text(Given::Placeholder(name), ""))
            }
            (Form::Boolean, Literal::Boolean(value)) => Some(value.to_string()),
            (Form::Integer | Form::Float, Literal::Bare(text)) => sample::number_of(ty, text),
            (Form::Parsed(_), Literal::Bare(text)) if literal_prefix(ty).is_none() && is_literal(ty, text) => {
                self.parsed(text, ty, hint)
            }
            (Form::Parsed(_), Literal::Prefixed(_, text)) if literal_prefix(ty).is_some() && is_literal(ty, text) => {
                self.parsed(text, ty, hint)
            }
            (Form::Text | Form::Boolean | Form::Integer | Form::Float | Form::Parsed(_) | Form::None, _) => None,
        }
    }

    /// A value that is parsed before the statement.
    fn parsed(&mut self, text: &str, ty: RustType, hint: &str) -> Option<String> {
        let ty = self.snippets.names.value(&Value::BuiltIn(ty));
        Some(format!("&{}", self.hoist(hint, ty, format!("{text:?}.parse()?"))?))
    }

    fn lambda(
        &mut self,
        path: &[Name],
        quantifier: Quantifier,
        body: Option<&LambdaBody>,
        source: &str,
    ) -> Option<QueryTerm<'a>> {
        let collection = self.path(path)?;
        let element = match collection.sort {
            Sort::Scalars(value) => Sort::Scalar(value),
            Sort::Objects(item) => Sort::Object(item),
            Sort::Scalar(_) | Sort::Object(_) => return None,
        };
        let Some(LambdaBody { variable, predicate }) = body else {
            return Some(computed(format!("{}.has_items()", collection.text), &BOOLEAN));
        };
        let method = if quantifier == Quantifier::Any { "any" } else { "all" };
        let name = self.enter(variable, element);
        let condition = self.condition(predicate, source);
        self.leave();
        Some(computed(format!("{}.{method}(|{name}| {})", collection.text, condition?), &BOOLEAN))
    }

    fn call(&mut self, name: &Name, arguments: &[Expression], source: &str) -> Option<QueryTerm<'a>> {
        if let ("cast", [value, Expression { kind: ExpressionNode::Path(ty), .. }]) = (name.text.as_str(), arguments) {
            let value = self.term(value, source)?;
            let (Sort::Scalar(_), [ty]) = (value.sort, ty.as_slice()) else { return None };
            let ty = functions::primitive(&ty.text)?;
            let text = format!("{}.cast_to::<{}>()", value.receiver(), self.snippets.names.value(ty));
            return Some(computed(text, ty));
        }
        if arguments.is_empty() {
            let (function, ty) = functions::constant(&name.text)?;
            return Some(computed(self.snippets.names.root(&format!("query::{function}()")), ty));
        }
        let (first, rest) = arguments.split_first()?;
        let receiver = self.term(first, source)?;
        let Sort::Scalar(ty) = receiver.sort else { return None };
        let function = functions::find(&name.text, ty, rest.len())?;
        let hint = receiver.field.map_or("value", |field| &field.ident);
        let rest = rest.iter().zip(function.parameters);
        let rest = rest.map(|(argument, ty)| self.operand(argument, ty, hint, source)).collect::<Option<Vec<_>>>()?;
        let result = function.result.unwrap_or(ty);
        Some(computed(format!("{}.{}({})", receiver.receiver(), function.method, rest.join(", ")), result))
    }
}

impl QueryTerm<'_> {
    /// The text, so that a method can be called on it.
    pub(super) fn receiver(&self) -> String {
        if self.is_atom { self.text.clone() } else { format!("({})", self.text) }
    }

    fn into_receiver(self) -> String {
        if self.is_atom { self.text } else { self.receiver() }
    }
}

fn is_condition(term: &QueryTerm<'_>) -> bool {
    matches!(term.sort, Sort::Scalar(ty) if *ty == BOOLEAN)
}

/// A value that is not a property.
fn computed(text: String, ty: &Value) -> QueryTerm<'_> {
    QueryTerm { text, sort: Sort::Scalar(ty), field: None, is_atom: true, depth: 0, is_item: false }
}
