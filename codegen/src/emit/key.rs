//! Key types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::KeyItem;

use super::tokens;

/// The key of an entity type as a type.
pub(super) fn key(item: &KeyItem, module: &str) -> TokenStream {
    let name = tokens::ident(&item.path.ident);
    let docs = format!(" The key of an entity of type `{}`.", item.schema_name);
    let idents: Vec<_> = item.parts.iter().map(|part| tokens::ident(&part.ident)).collect();
    let types = item.parts.iter().map(|part| tokens::value(&part.value, module));
    let wires = item.parts.iter().map(|part| &part.wire);
    let predicate = match idents.as_slice() {
        [single] => quote! { runtime::Key::single(runtime::Parameter::literal(&self.#single)) },
        parts => quote! { runtime::Key::named([#((#wires, runtime::Parameter::literal(&self.#parts))),*]) },
    };
    quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(
                /// A part of the key.
                pub #idents: #types,
            )*
        }

        impl runtime::EntityKey for #name {
            fn to_key(&self) -> runtime::Key {
                #predicate
            }
        }
    }
}
