//! Attributes and doc comments.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Item, ItemEnum, ItemImpl, ItemMod, ItemUse, Lit, LitStr, MacroDelimiter, Meta,
    MetaList, MetaNameValue,
};

use super::{ident, path};
use crate::emit::markdown::Line;

fn outer(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <syn::Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}

/// `#![…]` of `#[…]`
pub(in crate::emit) fn inner(attribute: Attribute) -> Attribute {
    Attribute { style: AttrStyle::Inner(<syn::Token![!]>::default()), ..attribute }
}

/// `#[name]`
pub(in crate::emit) fn word_attribute(name: &str) -> Attribute {
    outer(Meta::Path(path(&[name])))
}

/// `#[name(settings)]`
pub(in crate::emit) fn list_attribute(name: &str, settings: impl IntoIterator<Item = Setting>) -> Attribute {
    let delimiter = MacroDelimiter::Paren(syn::token::Paren::default());
    outer(Meta::List(MetaList { path: path(&[name]), delimiter, tokens: separated(settings) }))
}

/// What stands between the commas in the parentheses of an attribute: tokens, since syn has no nodes for them.
pub(in crate::emit) struct Setting(TokenStream);

/// `name`
pub(in crate::emit) fn word(name: &str) -> Setting {
    let name = ident(name);
    Setting(quote! { #name })
}

/// `tool::name`
pub(in crate::emit) fn lint(tool: &str, name: &str) -> Setting {
    let [tool, name] = [tool, name].map(ident);
    Setting(quote! { #tool::#name })
}

/// `name = "value"`
pub(in crate::emit) fn named(name: &str, value: &str) -> Setting {
    let name = ident(name);
    Setting(quote! { #name = #value })
}

/// `name(settings)`
pub(in crate::emit) fn nested(name: &str, settings: impl IntoIterator<Item = Setting>) -> Setting {
    let (name, settings) = (ident(name), separated(settings));
    Setting(quote! { #name(#settings) })
}

fn separated(settings: impl IntoIterator<Item = Setting>) -> TokenStream {
    let settings = settings.into_iter().map(|Setting(tokens)| tokens);
    quote! { #(#settings),* }
}

/// `#[cfg(feature = "a")]`, or `#[cfg(all(feature = "a", feature = "b"))]`; nothing for no feature.
pub(in crate::emit) fn cfg(features: &[String]) -> Option<Attribute> {
    let feature = |name: &String| named("feature", name);
    match features {
        [] => None,
        [single] => Some(list_attribute("cfg", [feature(single)])),
        several => Some(list_attribute("cfg", [nested("all", several.iter().map(feature))])),
    }
}

/// The item, where these features are enabled.
pub(in crate::emit) fn gated(features: &[String], item: Item) -> Item {
    with_attributes(cfg(features), item)
}

/// The item with further attributes.
pub(in crate::emit) fn with_attributes(attributes: impl IntoIterator<Item = Attribute>, mut item: Item) -> Item {
    if let Item::Enum(ItemEnum { attrs, .. })
    | Item::Impl(ItemImpl { attrs, .. })
    | Item::Mod(ItemMod { attrs, .. })
    | Item::Use(ItemUse { attrs, .. }) = &mut item
    {
        attrs.extend(attributes);
    }
    item
}

/// `#[name = "value"]`
pub(in crate::emit) fn attribute(name: &str, value: &str) -> Attribute {
    // The printer makes comments of `doc` attributes whose value is a plain string literal.
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
