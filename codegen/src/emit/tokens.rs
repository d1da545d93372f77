//! The leaves: identifiers, docs, types.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::rust::items::{Docs, Shape, ShapeKind, TypePath, Value};

/// An identifier of the plan, which makes only valid ones.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `0`, `1`, `2`, … as literals without a suffix.
pub(super) fn indices(count: usize) -> impl Iterator<Item = Literal> + Clone {
    (0..count).map(Literal::usize_unsuffixed)
}

/// Doc comment lines and `#[deprecated]`.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines.iter().map(|line| doc_line(line));
    let deprecated = docs.deprecated.as_ref().map(|note| quote! { #[deprecated(note = #note)] });
    quote! { #(#lines)* #deprecated }
}

/// Inner doc comment lines, for a file.
pub(super) fn inner_docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines.iter().map(|line| {
        let text = padded(line);
        quote! { #![doc = #text] }
    });
    quote! { #(#lines)* }
}

fn doc_line(line: &str) -> TokenStream {
    let text = padded(line);
    quote! { #[doc = #text] }
}

fn padded(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

/// A generated type, as seen from the module `from`.
pub(super) fn path(path: &TypePath, from: &str) -> TokenStream {
    let name = ident(&path.ident);
    if path.module == from {
        return quote! { super::#name };
    }
    let module = ident(&path.module);
    quote! { crate::#module::#name }
}

/// A single value's type, structured ones bare.
pub(super) fn value(value: &Value, from: &str) -> TokenStream {
    match value {
        Value::Plain(name) => {
            let name = ident(name);
            quote! { #name }
        }
        Value::Edm(name) => {
            let name = ident(name);
            quote! { runtime::edm::#name }
        }
        Value::Enum(target) | Value::Newtype(target) | Value::Structured(target) => path(target, from),
        Value::Flags(target) => {
            let target = path(target, from);
            quote! { runtime::Flags<#target> }
        }
    }
}

/// An item of a collection: a structured one with what the schema does not declare.
pub(super) fn item(target: &Value, nullable: bool, from: &str) -> TokenStream {
    let bare = value(target, from);
    let full = if matches!(target, Value::Structured(_)) {
        quote! { runtime::Instance<#bare> }
    } else {
        bare
    };
    if nullable {
        quote! { Option<#full> }
    } else {
        full
    }
}

/// The marker type of a position or an answer.
pub(super) fn shape(shape: &Shape, from: &str) -> TokenStream {
    let full = match &shape.kind {
        ShapeKind::Nothing => quote! { runtime::Nothing },
        ShapeKind::One(one) => position(one, from),
        ShapeKind::Many { value: one, nullable_items } => {
            let one = position(one, from);
            if *nullable_items {
                quote! { runtime::Many<runtime::Nullable<#one>> }
            } else {
                quote! { runtime::Many<#one> }
            }
        }
    };
    if shape.nullable {
        quote! { runtime::Nullable<#full> }
    } else {
        full
    }
}

fn position(one: &Value, from: &str) -> TokenStream {
    let bare = value(one, from);
    if matches!(one, Value::Structured(_)) {
        bare
    } else {
        quote! { runtime::Value<#bare> }
    }
}
