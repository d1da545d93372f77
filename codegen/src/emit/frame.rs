//! The crate's root, the service, and the modules of the namespaces.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{Crate, Item, ItemFile, Module, ServiceItem};

use super::methods::{Receiver, method};
use super::nodes::{cfg, gated, module_declaration, reexport, use_group, use_name, use_path};
use super::tokens;

/// `lib.rs`.
pub(super) fn root(plan: &Crate) -> TokenStream {
    let docs = tokens::inner_docs(&plan.package.docs);
    let modules = plan.modules.iter().map(|module| {
        let name = tokens::ident(&module.ident);
        let docs = tokens::docs(&module.docs);
        let cfg = cfg(&module.features);
        quote! { #docs #cfg pub mod #name; }
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
    let is_gated = item.methods.iter().all(|method| !method.features.is_empty());
    let unused = is_gated.then(|| quote! { #[allow(unused_imports, reason = "used where a feature is enabled")] });
    let runtime = (!item.methods.is_empty()).then(|| quote! { #unused use crate::runtime; });
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
pub(super) fn module(module: &Module) -> Vec<syn::Item> {
    let declarations = module.files.iter().map(|file| module_declaration(&file.stem));
    declarations.chain(module.files.iter().flat_map(exports)).collect()
}

/// The types of a file, re-exported.
fn exports(file: &ItemFile) -> impl Iterator<Item = syn::Item> {
    let (names, gated_any) = match &file.item {
        Item::Struct(item) => {
            let key = item.key.as_ref().map(|key| &key.path.ident);
            let (any, gated_any) = match &item.any {
                Some(any) if any.features.is_empty() => (Some(&any.path.ident), None),
                other => (None, other.as_ref()),
            };
            let fields = item.tokens.as_ref().map(|path| &path.ident);
            (std::iter::once(&item.path.ident).chain(any).chain(fields).chain(key).collect(), gated_any)
        }
        Item::Enum(item) => (vec![&item.path.ident], None),
        Item::Newtype(item) => (vec![&item.path.ident], None),
        Item::Action(item) => (vec![&item.path.ident], None),
    };
    let tree = match names.as_slice() {
        [single] => use_name(single),
        several => use_group(several.iter().map(|name| use_name(name))),
    };
    let export = |tree| reexport(use_path(&file.stem, tree));
    let any = gated_any.map(|any| gated(&any.features, export(use_name(&any.path.ident))));
    std::iter::once(export(tree)).chain(any)
}
