//! Enumeration types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{EnumItem, Variant};

use super::tokens;

/// An enumeration type with a variant for members that the schema does not declare.
pub(super) fn enumeration(item: &EnumItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let docs = tokens::docs(&item.docs);
    let variants = item.variants.iter().map(variant);
    let unrecognized = tokens::ident(&item.unrecognized);
    let table = table(item);
    quote! {
        use crate::runtime;

        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum #name {
            #(#variants)*
            /// A member that the schema does not declare, as received.
            #unrecognized(Box<str>),
        }

        #table
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let docs = tokens::docs(&variant.docs);
    let name = tokens::ident(&variant.ident);
    quote! { #docs #name, }
}

fn table(item: &EnumItem) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let schema_name = &item.schema_name;
    let unrecognized = tokens::ident(&item.unrecognized);
    let members = item.variants.iter().map(|variant| {
        let Variant { wire, value, .. } = variant;
        let value = proc_macro2::Literal::i64_unsuffixed(*value);
        quote! { (#wire, #value) }
    });
    let idents: Vec<_> = item.variants.iter().map(|variant| tokens::ident(&variant.ident)).collect();
    let indices = tokens::indices(idents.len());
    let from_index = idents.iter().zip(indices.clone()).map(|(variant, index)| quote! { #index => Self::#variant, });
    let from_index = if idents.is_empty() {
        quote! { let _ = index; None }
    } else {
        quote! {
            Some(match index {
                #(#from_index)*
                _ => return None,
            })
        }
    };
    let to_index = idents.iter().zip(indices).map(|(variant, index)| quote! { Self::#variant => Ok(#index), });
    quote! {
        impl runtime::EnumType for #name {
            const INFO: &'static runtime::EnumInfo = &runtime::EnumInfo {
                name: #schema_name,
                members: &[#(#members),*],
            };

            fn from_index(index: usize) -> Option<Self> {
                #from_index
            }

            fn unrecognized(text: Box<str>) -> Self {
                Self::#unrecognized(text)
            }

            fn index(&self) -> Result<usize, &str> {
                match self {
                    #(#to_index)*
                    Self::#unrecognized(text) => Err(text),
                }
            }
        }
    }
}
