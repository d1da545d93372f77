//! Expressions.

use crate::diagnostics::suggest;
use crate::model::describe::{collection_of, type_name};
use crate::model::graph::Case;
use crate::model::{Nature, Primitive, Type};
use crate::request::expression::{
    ErrorKind, Expression, ExpressionError, ExpressionNode, LambdaBody, Literal, Name, Operator, Quantifier, parse,
};

use super::functions::{self, FUNCTIONS, Gives};
use super::path::PathUse;
use super::{Place, Position, Read, Reader, ResolveError, one, primitive};

impl Reader<'_, '_> {
    /// The condition of `$filter`.
    pub(super) fn condition_about(&mut self, value: &str, item: Option<Place>) -> Read<()> {
        let Some(expression) = self.parsed(parse(value))? else { return Ok(()) };
        self.about(item, |reader| reader.condition(&expression))
    }

    /// Reads something about another item.
    pub(super) fn about<T>(&mut self, item: Option<Place>, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let outer = std::mem::replace(&mut self.item, item);
        let result = read(self);
        self.item = outer;
        result
    }

    /// What was read; `None` for what may be right although it was not read.
    pub(super) fn parsed<T>(&mut self, parsed: Result<T, ExpressionError>) -> Read<Option<T>> {
        match parsed {
            Ok(parsed) => Ok(Some(parsed)),
            Err(error) if error.kind == ErrorKind::Wrong => Err(ResolveError::new(None, error.to_string())),
            Err(error) => {
                self.untyped(error.to_string());
                Ok(None)
            }
        }
    }

    /// An expression that is true or false.
    fn condition(&mut self, expression: &Expression) -> Read<()> {
        let place = self.expression(expression)?;
        self.is_condition(place)
    }

    fn is_condition(&self, place: Option<Place>) -> Read<()> {
        let Some(Position { ty, collection }) = place else { return Ok(()) };
        let is_known = collection || matches!(ty, Type::Primitive(_) | Type::Enum(_) | Type::Structured(_));
        if !is_known || !collection && ty == Type::Primitive(Primitive::Boolean) {
            return Ok(());
        }
        let name = collection_of(type_name(self.members.model, ty), collection);
        Err(ResolveError::new(None, format!("a condition is needed, and this is of {name}")))
    }

    /// What an expression gives; `None` where no type describes it, and for literals.
    pub(super) fn expression(&mut self, expression: &Expression) -> Read<Option<Place>> {
        match &expression.kind {
            ExpressionNode::Literal(_) => Ok(None),
            ExpressionNode::List(items) => {
                for item in items {
                    self.expression(item)?;
                }
                Ok(None)
            }
            ExpressionNode::Path(names) => {
                let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
                self.path(&names, PathUse::Expression)
            }
            ExpressionNode::Call { name, arguments } => self.call(name, arguments),
            ExpressionNode::Lambda { path, quantifier, body } => self.lambda(path, *quantifier, body.as_deref()),
            ExpressionNode::Not(operand) => {
                self.condition(operand)?;
                Ok(Some(primitive(Primitive::Boolean)))
            }
            ExpressionNode::Negate(operand) => self.expression(operand),
            ExpressionNode::Chain { first, rest } => self.chain(first, rest),
        }
    }

    /// Operands and operators from left to right.
    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Read<Option<Place>> {
        let mut left = self.expression(first)?;
        let mut literal = literal_of(first);
        for (operator, right) in rest {
            match operator {
                Operator::And | Operator::Or => {
                    self.is_condition(left)?;
                    self.condition(right)?;
                    left = Some(primitive(Primitive::Boolean));
                }
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::DivideBy
                | Operator::Modulo => {
                    self.expression(right)?;
                    left = left.filter(|left| is_number(left.ty));
                }
                Operator::Equal
                | Operator::NotEqual
                | Operator::Less
                | Operator::LessOrEqual
                | Operator::Greater
                | Operator::GreaterOrEqual
                | Operator::Has
                | Operator::In => {
                    let place = self.expression(right)?;
                    self.compared(left, right)?;
                    if let (Some(literal), Some(place)) = (literal, place) {
                        self.literal(place.ty, literal)?;
                    }
                    left = Some(primitive(Primitive::Boolean));
                }
            }
            literal = None;
        }
        Ok(left)
    }

    /// The literals to the right of an operator.
    fn compared(&mut self, left: Option<Place>, right: &Expression) -> Read<()> {
        let Some(place) = left.filter(|left| !left.collection) else { return Ok(()) };
        let literals: Vec<&Literal> = if let ExpressionNode::List(items) = &right.kind {
            items.iter().filter_map(literal_of).collect()
        } else {
            literal_of(right).into_iter().collect()
        };
        for literal in literals {
            self.literal(place.ty, literal)?;
        }
        Ok(())
    }

    fn lambda(&mut self, path: &[Name], quantifier: Quantifier, body: Option<&LambdaBody>) -> Read<Option<Place>> {
        let names: Vec<&str> = path.iter().map(|name| name.text.as_str()).collect();
        let collection = self.path(&names, PathUse::Expression)?;
        if collection.is_some_and(|place| !place.collection) {
            return Err(ResolveError::new(None, format!("`{}` is not a collection", names.join("/"))));
        }
        match body {
            None if quantifier == Quantifier::All => {
                return Err(ResolveError::new(None, "`all` needs a condition".to_owned()));
            }
            None => {}
            Some(LambdaBody { variable, predicate }) => {
                let element = collection.map(|place| one(place.ty));
                self.variables.push((variable.clone(), element));
                let result = self.condition(predicate);
                self.variables.pop();
                result?;
            }
        }
        Ok(Some(primitive(Primitive::Boolean)))
    }

    fn call(&mut self, name: &Name, arguments: &[Expression]) -> Read<Option<Place>> {
        let Some(function) = functions::find(&name.text) else { return self.other_call(name, arguments) };
        // The last argument names a type.
        let is_of_type = matches!(function.name, "cast" | "isof");
        let values =
            if is_of_type { arguments.split_last().map_or(arguments, |(_, values)| values) } else { arguments };
        for value in values {
            self.expression(value)?;
            if let (true, Some(literal)) = (function.takes_text, literal_of(value)) {
                self.literal(Type::Primitive(Primitive::String), literal)?;
            }
        }
        Ok(match function.gives {
            Gives::Value(ty) => Some(primitive(ty)),
            Gives::Depends => None,
        })
    }

    /// A function of the service.
    fn other_call(&mut self, name: &Name, arguments: &[Expression]) -> Read<Option<Place>> {
        let (members, name) = (self.members, name.text.as_str());
        let message = format!("there is no function `{name}`");
        let standard = || FUNCTIONS.iter().map(|function| function.name);
        if !name.contains('.') {
            return Err(ResolveError::new(None, message).near(name, standard()));
        }
        let mut operations = members.model.all_operations();
        if !operations.any(|(_, operation)| members.means(name, &operation.name, Case::Exact)) {
            let names: Vec<String> =
                members.model.all_operations().map(|(_, operation)| members.model.full_name(&operation.name)).collect();
            let near = suggest::nearest_few(name, names.iter().map(String::as_str).chain(standard()), 3);
            let nearest = near.into_iter().map(str::to_owned).collect();
            return Err(ResolveError { nearest, ..ResolveError::new(None, message) });
        }
        for argument in arguments {
            self.expression(argument)?;
        }
        self.untyped(format!("`{name}` is a function of the service"));
        Ok(None)
    }
}

fn literal_of(expression: &Expression) -> Option<&Literal> {
    if let ExpressionNode::Literal(literal) = &expression.kind { Some(literal) } else { None }
}

fn is_number(ty: Type) -> bool {
    let Type::Primitive(ty) = ty else { return false };
    matches!(ty.rust_type().nature(), Nature::Integer | Nature::Float | Nature::Decimal)
}
