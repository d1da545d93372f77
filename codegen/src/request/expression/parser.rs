//! From tokens to a tree, by precedence.

use std::ops::Range;

use super::lexer::{Token, TokenKind, tokens};
use super::{ErrorKind, Expression, ExpressionError, ExpressionNode, LambdaBody, Literal, Name, Operator, Quantifier};

/// How deep expressions may nest: parentheses, negations, arguments of functions, lambda expressions, and operators that
/// bind more tightly than those around them.
const DEEPEST: usize = 64;

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Expression, ExpressionError> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, end: text.len() };
    let expression = parser.binary(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => {
            let message = "the expression ends before this".into();
            // What leads on from a call or a parameter alias is not read.
            let is_path = token.kind == TokenKind::Sign('/');
            let kind = if is_path { ErrorKind::Unread } else { ErrorKind::Wrong };
            Err(ExpressionError { span: token.span.clone(), message, kind })
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    end: usize,
}

type Parsed = Result<Expression, ExpressionError>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn peek_sign(&self, sign: char) -> bool {
        self.peek().is_some_and(|token| token.kind == TokenKind::Sign(sign))
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let found = self.peek_sign(sign);
        self.next += usize::from(found);
        found
    }

    fn expect_sign(&mut self, sign: char) -> Result<(), ExpressionError> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.expected(&format!("`{sign}`"))) }
    }

    fn expected(&self, what: &str) -> ExpressionError {
        let span = self.peek().map_or(self.end..self.end, |token| token.span.clone());
        ExpressionError { span, message: format!("expected {what}"), kind: ErrorKind::Wrong }
    }

    fn unread(&self, what: &str) -> ExpressionError {
        let error = self.expected(what);
        ExpressionError { message: format!("{what} cannot be read"), kind: ErrorKind::Unread, ..error }
    }

    /// Where the last token ends.
    fn here(&self) -> usize {
        let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(0, |token| token.span.end)
    }

    /// Operators that bind more tightly than `least`.
    fn binary(&mut self, least: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            let error = self.expected(&format!("at most {DEEPEST} levels of nesting"));
            return Err(ExpressionError { kind: ErrorKind::TooDeep, ..error });
        }
        let first = self.unary()?;
        let mut rest = Vec::new();
        while let Some(Token { kind: TokenKind::Word(word), .. }) = self.peek()
            && let Some(operator) = Operator::of(word).filter(|operator| operator.precedence() > least)
        {
            self.next += 1;
            let right = if operator == Operator::In { self.list()? } else { self.binary(operator.precedence())? };
            rest.push((operator, right));
        }
        self.depth -= 1;
        let Some((_, last)) = rest.last() else { return Ok(first) };
        let span = first.span.start..last.span.end;
        Ok(Expression { kind: ExpressionNode::Chain { first: Box::new(first), rest }, span })
    }

    fn list(&mut self) -> Parsed {
        let start = self.here();
        if !self.peek_sign('(') {
            return self.unary();
        }
        let items = self.arguments()?;
        Ok(Expression { kind: ExpressionNode::List(items), span: start..self.here() })
    }

    fn unary(&mut self) -> Parsed {
        let Some(Token { kind, span }) = self.peek().cloned() else { return Err(self.expected("an expression")) };
        let negation: Option<fn(Box<Expression>) -> ExpressionNode> = match &kind {
            TokenKind::Sign('-') => Some(ExpressionNode::Negate),
            TokenKind::Word(word) if word.eq_ignore_ascii_case("not") => Some(ExpressionNode::Not),
            TokenKind::Sign(_) | TokenKind::Word(_) | TokenKind::Text(_) | TokenKind::Placeholder(_) => None,
        };
        let Some(negation) = negation else { return self.primary(kind, span) };
        self.next += 1;
        // Tighter than any operator but `has` and `in`.
        let operand = self.binary(Operator::Multiply.precedence())?;
        let span = span.start..operand.span.end;
        Ok(Expression { kind: negation(Box::new(operand)), span })
    }

    fn primary(&mut self, kind: TokenKind, span: Range<usize>) -> Parsed {
        self.next += 1;
        let literal = |literal| Ok(Expression { kind: ExpressionNode::Literal(literal), span: span.clone() });
        match kind {
            TokenKind::Text(text) => literal(Literal::Text(text)),
            TokenKind::Placeholder(name) => literal(Literal::Placeholder(name)),
            TokenKind::Sign('(') => {
                let inner = self.binary(0)?;
                self.expect_sign(')')?;
                Ok(Expression { kind: inner.kind, span: span.start..self.here() })
            }
            TokenKind::Word(word) => match self.peek().map(|token| (&token.kind, token.span.start)) {
                Some((TokenKind::Text(text), start)) if start == span.end => {
                    let text = text.clone();
                    self.next += 1;
                    let kind = ExpressionNode::Literal(Literal::Prefixed(word, text));
                    Ok(Expression { kind, span: span.start..self.here() })
                }
                Some((TokenKind::Sign('('), _)) if word.eq_ignore_ascii_case("case") => Err(self.unread("`case`")),
                Some((TokenKind::Sign('('), _)) => {
                    let arguments = self.arguments()?;
                    let kind = ExpressionNode::Call { name: Name { text: word, span: span.clone() }, arguments };
                    Ok(Expression { kind, span: span.start..self.here() })
                }
                _ => match bare(&word) {
                    Some(value) => literal(value),
                    None => self.path(Name { text: word, span }),
                },
            },
            TokenKind::Sign(_) => {
                self.next -= 1;
                Err(self.expected("an expression"))
            }
        }
    }

    /// `(a, b)`, or nothing between the parentheses.
    fn arguments(&mut self) -> Result<Vec<Expression>, ExpressionError> {
        self.expect_sign('(')?;
        let mut arguments = Vec::new();
        if self.take_sign(')') {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if !self.take_sign(',') {
                break;
            }
        }
        self.expect_sign(')')?;
        Ok(arguments)
    }

    fn path(&mut self, first: Name) -> Parsed {
        let start = first.span.start;
        let mut names = vec![first];
        while self.take_sign('/') {
            let Some(Token { kind: TokenKind::Word(word), span }) = self.peek().cloned() else {
                return Err(self.expected("a name"));
            };
            self.next += 1;
            if self.peek_sign('(') {
                let quantifier = match word.to_ascii_lowercase().as_str() {
                    "any" => Quantifier::Any,
                    "all" => Quantifier::All,
                    _ => return Err(self.unread("a call of a function of the service, or a key,")),
                };
                let body = self.lambda()?;
                let kind = ExpressionNode::Lambda { path: names, quantifier, body };
                return Ok(Expression { kind, span: start..self.here() });
            }
            names.push(Name { text: word, span });
        }
        Ok(Expression { kind: ExpressionNode::Path(names), span: start..self.here() })
    }

    /// `(variable:predicate)`, or `()`.
    fn lambda(&mut self) -> Result<Option<Box<LambdaBody>>, ExpressionError> {
        self.expect_sign('(')?;
        if self.take_sign(')') {
            return Ok(None);
        }
        let Some(Token { kind: TokenKind::Word(variable), .. }) = self.peek().cloned() else {
            return Err(self.expected("a variable"));
        };
        self.next += 1;
        self.expect_sign(':')?;
        let predicate = self.binary(0)?;
        self.expect_sign(')')?;
        Ok(Some(Box::new(LambdaBody { variable, predicate })))
    }
}

/// A literal without quotes, if the word is one.
fn bare(word: &str) -> Option<Literal> {
    let starts_like_number = word.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit());
    match word {
        "null" => Some(Literal::Null),
        "true" => Some(Literal::Boolean(true)),
        "false" => Some(Literal::Boolean(false)),
        "INF" | "-INF" | "NaN" => Some(Literal::Bare(word.to_owned())),
        _ if word.starts_with('@') => Some(Literal::Placeholder(word.to_owned())),
        // No name holds a hyphen.
        _ if starts_like_number || word.contains('-') => Some(Literal::Bare(word.to_owned())),
        _ => None,
    }
}
