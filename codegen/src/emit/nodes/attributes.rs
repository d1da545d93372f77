//! Attributes and doc comments.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Item, ItemEnum, ItemImpl, ItemUse, Lit, LitStr, MacroDelimiter, Meta,
    MetaList, MetaNameValue,
};

use super::path;
use crate::emit::markdown::Line;

fn outer(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <syn::Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}

/// `#[name]`
pub(in crate::emit) fn word_attribute(name: &str) -> Attribute {
    outer(Meta::Path(path(&[name])))
}

/// `#[name(tokens)]`
pub(in crate::emit) fn list_attribute(name: &str, tokens: TokenStream) -> Attribute {
    let delimiter = MacroDelimiter::Paren(syn::token::Paren::default());
    outer(Meta::List(MetaList { path: path(&[name]), delimiter, tokens }))
}

/// `#[cfg(feature = "a")]`, or `#[cfg(all(feature = "a", feature = "b"))]`; nothing for no feature.
pub(in crate::emit) fn cfg(features: &[String]) -> Option<Attribute> {
    match features {
        [] => None,
        [single] => Some(list_attribute("cfg", quote! { feature = #single })),
        several => Some(list_attribute("cfg", quote! { all(#(feature = #several),*) })),
    }
}

/// The item, where these features are enabled.
pub(in crate::emit) fn gated(features: &[String], mut item: Item) -> Item {
    if let Item::Enum(ItemEnum { attrs, .. }) | Item::Impl(ItemImpl { attrs, .. }) | Item::Use(ItemUse { attrs, .. }) =
        &mut item
    {
        attrs.extend(cfg(features));
    }
    item
}

/// `#[name = "value"]`
pub(in crate::emit) fn attribute(name: &str, value: &str) -> Attribute {
    // The printer makes comments of those whose value is a string literal in so many words.
    let lit = Lit::Str(LitStr::new(value, Span::call_site()));
    outer(Meta::NameValue(MetaNameValue {
        path: path(&[name]),
        eq_token: <syn::Token![=]>::default(),
        value: Expr::Lit(ExprLit { attrs: Vec::new(), lit }),
    }))
}

/// `/// line`: Markdown, or words of ours.
pub(in crate::emit) fn documentation(line: impl Into<Line>) -> Attribute {
    attribute("doc", &line.into().into_comment())
}
