//! Terms, annotations and their expressions as they are written (CSDL 14).

use crate::source::Span;

use super::ast::{Text, TypeUse};

/// CSDL 14.1: `edm:Term`.
#[derive(Debug)]
pub(crate) struct Term<'s> {
    pub(crate) name: Text<'s>,
    pub(crate) type_use: TypeUse<'s>,
    pub(crate) base_term: Option<Text<'s>>,
    /// Space-separated, as written.
    pub(crate) applies_to: Option<Text<'s>>,
    pub(crate) default_value: Option<Text<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 5.2: `edm:Annotations` with a `Target`.
#[derive(Debug)]
pub(crate) struct AnnotationBlock<'s> {
    pub(crate) target: Text<'s>,
    pub(crate) qualifier: Option<Text<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}

/// CSDL 14.2: `edm:Annotation`.
#[derive(Debug)]
pub(crate) struct Annotation<'s> {
    pub(crate) term: Text<'s>,
    pub(crate) qualifier: Option<Text<'s>>,
    /// `None`: the term's default value applies.
    pub(crate) value: Option<Expression<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// An annotation expression (CSDL 14.3, 14.4) with its place.
#[derive(Debug)]
pub(crate) struct Expression<'s> {
    pub(crate) kind: ExpressionKind<'s>,
    pub(crate) annotations: Vec<Annotation<'s>>,
    pub(crate) span: Span,
}

/// The constant kinds (CSDL 14.3); the text is kept as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConstantKind {
    Binary,
    Bool,
    Date,
    DateTimeOffset,
    Decimal,
    Duration,
    EnumMember,
    Float,
    Guid,
    Int,
    String,
    TimeOfDay,
}

/// The path kinds (CSDL 14.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathKind {
    Annotation,
    ModelElement,
    NavigationProperty,
    Property,
    Value,
}

/// The operators with operand children (CSDL 14.4.2, 14.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    And,
    Or,
    Not,
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
    In,
    Neg,
    Add,
    Sub,
    Mul,
    Div,
    DivBy,
    Mod,
}

/// What an expression is.
#[derive(Debug)]
pub(crate) enum ExpressionKind<'s> {
    Constant(ConstantKind, Text<'s>),
    Path(PathKind, Text<'s>),
    Operation(Operator, Vec<Expression<'s>>),
    Apply { function: Text<'s>, arguments: Vec<Expression<'s>> },
    Cast { type_use: Box<TypeUse<'s>>, operand: Vec<Expression<'s>> },
    IsOf { type_use: Box<TypeUse<'s>>, operand: Vec<Expression<'s>> },
    Collection(Vec<Expression<'s>>),
    If(Vec<Expression<'s>>),
    LabeledElement { name: Text<'s>, value: Option<Box<Expression<'s>>> },
    LabeledElementReference(Text<'s>),
    Null,
    Record { type_name: Option<Text<'s>>, values: Vec<PropertyValue<'s>> },
    UrlRef(Vec<Expression<'s>>),
}

/// CSDL 14.4.12: `edm:PropertyValue`.
#[derive(Debug)]
pub(crate) struct PropertyValue<'s> {
    pub(crate) property: Text<'s>,
    pub(crate) value: Option<Expression<'s>>,
    pub(crate) annotations: Vec<Annotation<'s>>,
}
