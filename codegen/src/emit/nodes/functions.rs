//! Functions of implementations.

use proc_macro2::Ident;
use syn::{
    Attribute, Block, Expr, FnArg, FnModifiers, Generics, ImplItem, ImplItemFn, Pat, PatIdent, PatType, Receiver,
    ReceiverKind, ReturnType, Safety, Signature, Stmt, Type, Visibility,
};

use super::{ident, word_attribute};

/// A function to which its parts are added in the order in which they are written.
pub(in crate::emit) struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    parameters: Vec<FnArg>,
    result: ReturnType,
}

/// `fn name() {}`
pub(in crate::emit) fn function(name: &str) -> Function {
    Function {
        attributes: Vec::new(),
        visibility: Visibility::Inherited,
        name: ident(name),
        parameters: Vec::new(),
        result: ReturnType::Default,
    }
}

impl Function {
    /// Attributes and doc comments, in this order.
    pub(in crate::emit) fn attributes(mut self, attributes: Vec<Attribute>) -> Self {
        self.attributes.extend(attributes);
        self
    }

    /// `#[inline]`
    pub(in crate::emit) fn inline(mut self) -> Self {
        self.attributes.push(word_attribute("inline"));
        self
    }

    /// `pub`
    pub(in crate::emit) fn public(mut self) -> Self {
        self.visibility = Visibility::Public(<syn::Token![pub]>::default());
        self
    }

    /// The next parameters.
    pub(in crate::emit) fn takes(mut self, parameters: impl IntoIterator<Item = FnArg>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// `-> T`
    pub(in crate::emit) fn returns(mut self, result: Type) -> Self {
        self.result = ReturnType::Type(<syn::Token![->]>::default(), Box::new(result));
        self
    }

    /// `{ value }`
    pub(in crate::emit) fn body(self, value: Expr) -> ImplItem {
        self.block(vec![Stmt::Expr(value, None)])
    }

    /// `{ statements }`
    pub(in crate::emit) fn block(self, statements: Vec<Stmt>) -> ImplItem {
        let Self { attributes, visibility, name, parameters, result } = self;
        ImplItem::Fn(ImplItemFn {
            attrs: attributes,
            vis: visibility,
            modifiers: FnModifiers::default(),
            sig: Signature {
                constness: None,
                asyncness: None,
                safety: Safety::Default,
                abi: None,
                fn_token: <syn::Token![fn]>::default(),
                ident: name,
                generics: Generics::default(),
                paren_token: syn::token::Paren::default(),
                inputs: parameters.into_iter().collect(),
                variadic: None,
                output: result,
            },
            block: Block { brace_token: syn::token::Brace::default(), stmts: statements },
        })
    }
}

/// `self`
pub(in crate::emit) fn receiver() -> FnArg {
    self_as(ReceiverKind::Value)
}

/// `&self`
pub(in crate::emit) fn receiver_ref() -> FnArg {
    self_as(ReceiverKind::Reference(<syn::Token![&]>::default(), None, None))
}

/// `&mut self`
pub(in crate::emit) fn receiver_mut() -> FnArg {
    let mutable = Some(<syn::Token![mut]>::default());
    self_as(ReceiverKind::Reference(<syn::Token![&]>::default(), None, mutable))
}

fn self_as(kind: ReceiverKind) -> FnArg {
    FnArg::Receiver(Receiver { attrs: Vec::new(), mutability: None, self_token: <syn::Token![self]>::default(), kind })
}

/// `name: T`
pub(in crate::emit) fn parameter(name: Ident, ty: Type) -> FnArg {
    let pattern = PatIdent { attrs: Vec::new(), by_ref: None, mutability: None, ident: name, subpat: None };
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(pattern)),
        colon_token: <syn::Token![:]>::default(),
        ty: Box::new(ty),
    })
}
