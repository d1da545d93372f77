//! Expressions and patterns.

use proc_macro2::{Ident, Literal, Span};
use syn::{
    Arm, Attribute, Expr, ExprArray, ExprCall, ExprField, ExprLit, ExprMatch, ExprMethodCall, ExprPath, ExprReference,
    ExprStruct, ExprTuple, ExprUnary, FieldValue, Index, Lit, Local, LocalInit, LocalModifiers, Member, Pat, PatIdent,
    PatTupleStruct, PatWild, Path, QSelf, Stmt, Type, UnOp,
};

use super::{ident, path};

/// `a::b::C`
pub(in crate::emit) fn path_expression(path: Path) -> Expr {
    Expr::Path(plain(None, path))
}

/// `<T as trait_path>::NAME`
pub(in crate::emit) fn associated(ty: Type, trait_path: &[&str], name: &str) -> Expr {
    let qualified = QSelf {
        lt_token: <syn::Token![<]>::default(),
        ty: Box::new(ty),
        position: trait_path.len(),
        as_token: Some(<syn::Token![as]>::default()),
        gt_token: <syn::Token![>]>::default(),
    };
    Expr::Path(plain(Some(qualified), path(&[trait_path, &[name]].concat())))
}

fn plain(qself: Option<QSelf>, path: Path) -> ExprPath {
    ExprPath { attrs: Vec::new(), qself, path }
}

/// `"text"`
pub(in crate::emit) fn text(text: &str) -> Expr {
    Expr::Lit(literal(Literal::string(text)))
}

/// `1`, `-1`
pub(in crate::emit) fn integer(value: i64) -> Expr {
    Expr::Lit(literal(Literal::i64_unsuffixed(value)))
}

/// `1.5`, `-1.0`; the number must be finite.
pub(in crate::emit) fn single(value: f32) -> Expr {
    Expr::Lit(literal(Literal::f32_unsuffixed(value)))
}

/// The same for a number of double precision.
pub(in crate::emit) fn double(value: f64) -> Expr {
    Expr::Lit(literal(Literal::f64_unsuffixed(value)))
}

/// A literal that the printer copies.
pub(super) fn literal(literal: Literal) -> ExprLit {
    ExprLit { attrs: Vec::new(), lit: Lit::Verbatim(literal) }
}

/// `&value`
pub(in crate::emit) fn reference(value: Expr) -> Expr {
    borrow(None, value)
}

/// `&mut value`
pub(in crate::emit) fn reference_mut(value: Expr) -> Expr {
    borrow(Some(<syn::Token![mut]>::default()), value)
}

fn borrow(mutability: Option<syn::Token![mut]>, value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: <syn::Token![&]>::default(),
        mutability,
        expr: Box::new(value),
    })
}

/// `*value`
pub(in crate::emit) fn dereference(value: Expr) -> Expr {
    Expr::Unary(ExprUnary { attrs: Vec::new(), op: UnOp::Deref(<syn::Token![*]>::default()), expr: Box::new(value) })
}

/// `[a, b]`
pub(in crate::emit) fn array(elements: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: syn::token::Bracket::default(),
        elems: elements.into_iter().collect(),
    })
}

/// `(a, b)`
pub(in crate::emit) fn tuple(elements: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(ExprTuple {
        attrs: Vec::new(),
        paren_token: syn::token::Paren::default(),
        elems: elements.into_iter().collect(),
    })
}

/// `#[attribute] call`, for an element of an array.
pub(in crate::emit) fn attributed(attribute: Option<Attribute>, mut call: Expr) -> Expr {
    if let Expr::Call(call) = &mut call {
        call.attrs.extend(attribute);
    }
    call
}

/// `function(arguments)`
pub(in crate::emit) fn call(function: Path, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(path_expression(function)),
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `receiver.method(arguments)`
pub(in crate::emit) fn method_call(receiver: Expr, method: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: <syn::Token![.]>::default(),
        method: ident(method),
        turbofish: None,
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `base.name`
pub(in crate::emit) fn field(base: Expr, name: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(base),
        dot_token: <syn::Token![.]>::default(),
        member: Member::Named(name),
    })
}

/// `base.0`
pub(in crate::emit) fn field_at(base: Expr, index: u32) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(base),
        dot_token: <syn::Token![.]>::default(),
        member: Member::Unnamed(Index { index, span: Span::call_site() }),
    })
}

/// `Path { name: value, ..rest }`
pub(in crate::emit) fn struct_expression(
    path: Path,
    fields: impl IntoIterator<Item = (Ident, Expr)>,
    rest: Option<Expr>,
) -> Expr {
    let field = |(name, expr)| FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token: Some(<syn::Token![:]>::default()),
        expr,
    };
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        brace_token: syn::token::Brace::default(),
        fields: fields.into_iter().map(field).collect(),
        dot2_token: rest.as_ref().map(|_| <syn::Token![..]>::default()),
        rest: rest.map(Box::new),
    })
}

/// `match value { arms }`
pub(in crate::emit) fn match_expression(value: Expr, arms: impl IntoIterator<Item = Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: <syn::Token![match]>::default(),
        expr: Box::new(value),
        brace_token: syn::token::Brace::default(),
        arms: arms.into_iter().collect(),
    })
}

/// `pattern => body,`
pub(in crate::emit) fn arm(pattern: Pat, body: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: pattern,
        fat_arrow_token: <syn::Token![=>]>::default(),
        body: Box::new(body),
        comma: Some(<syn::Token![,]>::default()),
    }
}

/// `1` as a pattern.
pub(in crate::emit) fn number_pattern(number: usize) -> Pat {
    Pat::Lit(literal(Literal::usize_unsuffixed(number)))
}

/// `a::b::C(name)` as a pattern.
pub(in crate::emit) fn tuple_pattern(path: Path, name: &str) -> Pat {
    let name = PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: ident(name), subpat: None };
    Pat::TupleStruct(PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        paren_token: syn::token::Paren::default(),
        elems: [Pat::Ident(name)].into_iter().collect(),
    })
}

/// `_`
pub(in crate::emit) fn wildcard() -> Pat {
    Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: <syn::Token![_]>::default() })
}

/// `let _ = value;`
pub(in crate::emit) fn discard(value: Expr) -> Stmt {
    Stmt::Local(Local {
        attrs: Vec::new(),
        let_token: <syn::Token![let]>::default(),
        modifiers: LocalModifiers::default(),
        pat: wildcard(),
        init: Some(LocalInit { eq_token: <syn::Token![=]>::default(), expr: Box::new(value), diverge: None }),
        semi_token: <syn::Token![;]>::default(),
    })
}
