//! What types have to do with those that derive from them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::items::{AnyItem, TypePath};

use super::tokens;

/// The entry for the type that another one derives from.
pub(super) fn base(base: &TypePath, from: &str) -> TokenStream {
    let base = tokens::path(base, from);
    quote! { base: Some(<#base as runtime::Structured>::TYPE), }
}

/// The table of types that derive from a type.
pub(super) fn table(derived: &[TypePath], from: &str) -> TokenStream {
    let derived = derived.iter().map(|derived| tokens::path(derived, from));
    quote! {
        const DERIVED: &'static [runtime::Derived] = &[#(runtime::Derived::of::<#derived>()),*];
    }
}

/// The enumeration of a type and those that derive from it.
pub(super) fn any(item: &AnyItem, base: &TypePath) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let base = tokens::ident(&base.ident);
    let docs = tokens::docs(&item.docs);
    let base_docs = tokens::docs(&item.base_docs);
    let variants = variants(item);
    let types = item.alternatives.iter().map(|alternative| tokens::path(&alternative.path, &item.path.module));
    let implementation = alternatives(item, &base);
    quote! {
        #docs
        pub enum #name {
            #base_docs
            #(#variants(Box<runtime::Instance<#types>>),)*
        }

        impl #name {
            /// The same instance as one of the base type, which loses nothing.
            #[inline]
            pub fn into_base(self) -> runtime::Instance<#base> {
                runtime::Alternatives::into_base(self)
            }
        }

        impl runtime::Polymorphic for #base {
            type Any = #name;
        }

        #implementation

        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(runtime::Alternatives::object(self), f)
            }
        }
    }
}

fn variants(item: &AnyItem) -> Vec<Ident> {
    item.alternatives.iter().map(|alternative| tokens::ident(&alternative.ident)).collect()
}

/// What the runtime asks of the enumeration.
fn alternatives(item: &AnyItem, base: &Ident) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let variants = variants(item);
    let empty = variants.iter().zip(tokens::indices(variants.len())).skip(1);
    let empty = empty.map(|(variant, index)| quote! { #index => Self::#variant(Box::default()), });
    let first = variants.first();
    quote! {
        impl runtime::Alternatives for #name {
            type Base = #base;

            #[inline]
            fn empty(alternative: usize) -> Self {
                match alternative {
                    #(#empty)*
                    _ => Self::#first(Box::default()),
                }
            }

            #[inline]
            fn object(&self) -> &dyn runtime::Object {
                match self {
                    #(Self::#variants(instance) => &**instance,)*
                }
            }

            #[inline]
            fn object_mut(&mut self) -> &mut dyn runtime::Object {
                match self {
                    #(Self::#variants(instance) => &mut **instance,)*
                }
            }
        }
    }
}
