//! Expressions of system query options: `$filter`, `$orderby`, `$select`, `$expand`
//! (URL Conventions 5.1, ABNF `boolCommonExpr`).
//!
//! The parser does not use the model: the reader of the tree finds out what a name means, and which type a literal has. It accepts
//! what documentation gets wrong: keywords in any case, and white space wherever it does not join names.

mod lexer;
mod options;
mod parser;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub(crate) use options::{ExpandItem, ItemOption, expand_items, order_items, select_items};
pub(crate) use parser::parse;

/// An expression, and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) kind: ExpressionNode,
    /// In bytes.
    pub(crate) span: Range<usize>,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExpressionNode {
    Literal(Literal),
    /// `address/city`, `Ns.type/name`, `members/$count`, `$it/name`, a lambda variable and what follows it.
    Path(Vec<Name>),
    /// A canonical function, in lower case, or any other call, as written.
    Call {
        name: Name,
        arguments: Vec<Expression>,
    },
    /// `path/any(v:predicate)`
    Lambda {
        path: Vec<Name>,
        quantifier: Quantifier,
        body: Option<Box<LambdaBody>>,
    },
    Not(Box<Expression>),
    Negate(Box<Expression>),
    /// Operands with operators between them, which apply from left to right: `a add b gt c and d` has three. It is a list
    /// and not a tree, so that the depth of an expression does not grow with the number of its operands.
    Chain {
        first: Box<Expression>,
        rest: Vec<(Operator, Expression)>,
    },
    /// What stands to the right of `in`.
    List(Vec<Expression>),
}

impl Expression {
    /// How many literals, paths and calls it consists of.
    pub(crate) fn size(&self) -> usize {
        let sum = |parts: &[Expression]| parts.iter().map(Expression::size).sum::<usize>();
        match &self.kind {
            ExpressionNode::Literal(_) | ExpressionNode::Path(_) => 1,
            ExpressionNode::Call { arguments, .. } => 1 + sum(arguments),
            ExpressionNode::Lambda { body, .. } => 1 + body.as_ref().map_or(0, |body| body.predicate.size()),
            ExpressionNode::Not(operand) | ExpressionNode::Negate(operand) => operand.size(),
            ExpressionNode::Chain { first, rest } => {
                first.size() + rest.iter().map(|(_, operand)| operand.size()).sum::<usize>()
            }
            ExpressionNode::List(items) => sum(items),
        }
    }
}

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// The variable of a lambda expression, and its predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LambdaBody {
    pub(crate) variable: String,
    pub(crate) predicate: Expression,
}

/// Which items of a collection a lambda expression is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantifier {
    Any,
    All,
}

/// A value, decoded; its type is known by what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Null,
    Boolean(bool),
    /// `'text'`, without its quotes.
    Text(String),
    /// A number, a date, a GUID: whatever starts with a digit or a sign or is of hexadecimal groups.
    Bare(String),
    /// `duration'PT1H'`, `Ns.Color'Red'`: what stands before the quotes, and between them.
    Prefixed(String, String),
    /// `{name}` or `@name`.
    Placeholder(String),
}

macro_rules! operators {
    ($($variant:ident $word:literal $precedence:literal),* $(,)?) => {
        /// A binary operator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Operator {
            $($variant),*
        }

        impl Operator {
            fn of(word: &str) -> Option<Self> {
                $(if word.eq_ignore_ascii_case($word) {
                    return Some(Self::$variant);
                })*
                None
            }

            /// As a URL writes it.
            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }

            /// How tightly it binds (URL Conventions 5.1.1.17).
            fn precedence(self) -> u8 {
                match self {
                    $(Self::$variant => $precedence),*
                }
            }
        }
    };
}

operators! {
    Or "or" 1,
    And "and" 2,
    Equal "eq" 3,
    NotEqual "ne" 3,
    Less "lt" 4,
    LessOrEqual "le" 4,
    Greater "gt" 4,
    GreaterOrEqual "ge" 4,
    Add "add" 5,
    Subtract "sub" 5,
    Multiply "mul" 6,
    Divide "div" 6,
    DivideBy "divby" 6,
    Modulo "mod" 6,
    Has "has" 7,
    In "in" 7,
}

/// Where and why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpressionError {
    /// In bytes.
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) kind: ErrorKind,
}

/// What a text that could not be read may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// It is not an expression.
    Wrong,
    /// It nests too deeply to be read; it may be an expression.
    TooDeep,
    /// It has a part of the standard's grammar that is not read: JSON, calls of functions of the service, `case`.
    Unread,
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at position {}", self.message, self.span.start)
    }
}
