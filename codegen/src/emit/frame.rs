//! The crate's root, the service, and the modules of the namespaces.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{Crate, Item, Module, ServiceItem};

use super::methods::{Receiver, method};
use super::tokens;

/// `lib.rs`.
pub(super) fn root(plan: &Crate) -> TokenStream {
    let docs = tokens::inner_docs(&plan.package.docs);
    let modules = plan.modules.iter().map(|module| {
        let name = tokens::ident(&module.ident);
        let docs = tokens::docs(&module.docs);
        quote! { #docs pub mod #name; }
    });
    let operations = (!plan.loose.is_empty()).then(|| quote! { mod operations; });
    quote! {
        #docs
        #![forbid(unsafe_code)]
        // Complex types may hold each other by value in long chains, along which the compiler looks for `Send`.
        #![recursion_limit = "1024"]
        // Names and documentation are the schema's; deprecated items are still part of their types.
        #![allow(
            confusable_idents,
            deprecated,
            mixed_script_confusables,
            non_camel_case_types,
            non_snake_case,
            uncommon_codepoints,
            clippy::all,
            clippy::pedantic
        )]

        #(#modules)*
        #operations
        pub mod runtime;
        mod service;

        #[doc(inline)]
        pub use runtime::*;
        #[doc(inline)]
        pub use service::SERVICE;
    }
}

/// `service.rs`: where a client starts.
pub(super) fn service(item: &ServiceItem) -> TokenStream {
    let root = &item.root;
    let docs = tokens::docs(&item.docs);
    let key_as_segment = item.key_as_segment.then(|| quote! { .key_as_segment() });
    let without_parentheses = (!item.empty_parentheses).then(|| quote! { .without_empty_parentheses() });
    let methods = item.methods.iter().map(|entry| method(entry, "", Receiver::Client));
    let runtime = (!item.methods.is_empty()).then(|| quote! { use crate::runtime; });
    quote! {
        #runtime
        use crate::runtime::{Client, ClientBuilder, Service};

        /// The service that the metadata describes: its root, and the URL conventions of the manifest.
        pub const SERVICE: Service = Service::new(#root) #key_as_segment #without_parentheses;

        #docs
        impl Client {
            /// Begins a client of the service.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(SERVICE)
            }

            #(#methods)*
        }
    }
}

/// The `mod.rs` of a namespace: a private module a type, its types re-exported.
pub(super) fn module(module: &Module) -> TokenStream {
    let declarations = module.files.iter().map(|file| {
        let stem = tokens::ident(&file.stem);
        quote! { mod #stem; }
    });
    let exports = module.files.iter().map(|file| {
        let stem = tokens::ident(&file.stem);
        let names: Vec<_> = match &file.item {
            Item::Struct(item) => {
                let key = item.key.as_ref().map(|key| &key.path.ident);
                let any = item.any.as_ref().map(|any| &any.path.ident);
                std::iter::once(&item.path.ident).chain(any).chain(key).map(|name| tokens::ident(name)).collect()
            }
            Item::Enum(item) => vec![tokens::ident(&item.path.ident)],
            Item::Newtype(item) => vec![tokens::ident(&item.path.ident)],
        };
        match names.as_slice() {
            [single] => quote! { pub use #stem::#single; },
            several => quote! { pub use #stem::{#(#several),*}; },
        }
    });
    quote! {
        #(#declarations)*

        #(#exports)*
    }
}
