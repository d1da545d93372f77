//! The crate's root, the service, and the modules of the namespaces.

use odata_runtime::source::INTERFACE;
use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::items::{Crate, Item, Method, Module, Placed, ServiceItem};

use super::methods::{self, Receiver, method};
use super::nodes::{cfg, gated, module_declaration, reexport, use_group, use_name, use_path};
use super::{Syntax, shared, tokens};

/// `lib.rs`: attributes, and the items of the crate in a macro that gives one clear error where the runtime does not fit.
pub(super) fn root(plan: &Crate) -> [Syntax<'_>; 4] {
    [
        Syntax::Tokens(root_attributes(plan)),
        Syntax::Line(format!("odata_runtime::private::generated_for! {{ interface {INTERFACE}:")),
        Syntax::Tokens(root_items(plan)),
        Syntax::Line("}".to_owned()),
    ]
}

fn root_attributes(plan: &Crate) -> TokenStream {
    let docs = tokens::inner_docs(&plan.package.docs);
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
    }
}

fn root_items(plan: &Crate) -> TokenStream {
    // While rustdoc looks for examples to run, nothing is there that has documentation from metadata.
    let untested = quote! { #[cfg(not(doctest))] };
    let modules = plan.modules.iter().map(|module| {
        let name = tokens::ident(&module.ident);
        let docs = tokens::docs(&module.docs);
        let cfg = cfg(&module.features);
        quote! { #docs #cfg #untested pub mod #name; }
    });
    let operations = (!plan.loose.is_empty()).then(|| quote! { #untested mod operations; });
    quote! {
        #(#modules)*
        #operations
        pub mod runtime;
        #untested
        mod service;

        #[doc(inline)]
        pub use runtime::*;
        #[doc(inline)]
        #untested
        pub use service::SERVICE;
    }
}

/// `service.rs`: where a client starts.
pub(super) fn service(item: &ServiceItem) -> impl Iterator<Item = Syntax<'_>> {
    let (first, rest) = item.methods.split_at_checked(methods::MOST).unwrap_or((&item.methods, &[]));
    let beginning = std::iter::once_with(|| Syntax::Tokens(client(item, first)));
    beginning.chain(methods::of_client(rest).map(Syntax::item))
}

fn client(item: &ServiceItem, first: &[Method]) -> TokenStream {
    let root = &item.root;
    let docs = tokens::docs(&item.docs);
    let key_as_segment = item.key_as_segment.then(|| quote! { .key_as_segment() });
    let without_parentheses = (!item.empty_parentheses).then(|| quote! { .without_empty_parentheses() });
    let methods = first.iter().map(|entry| method(entry, "", Receiver::Client));
    let is_gated = item.methods.iter().all(|method| !method.features.is_empty());
    let unused = is_gated.then(|| quote! { #[allow(unused_imports, reason = "used where a feature is enabled")] });
    let runtime = (!item.methods.is_empty()).then(|| quote! { #unused use crate::runtime; });
    quote! {
        #runtime
        use crate::runtime::{Client, ClientBuilder, Service};

        /// The service that the metadata describes: its root, and the URL conventions of the manifest.
        pub const SERVICE: Service = Service::new(#root)
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            #key_as_segment
            #without_parentheses;

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

/// The file of a namespace: a private module for each type that has one, its types re-exported, and the other types.
pub(super) fn module(module: &Module) -> impl Iterator<Item = syn::Item> {
    let with_files = || module.items.iter().filter_map(|Placed { file, item }| Some((file.as_ref()?, item)));
    let declarations = with_files().map(|(stem, _)| module_declaration(stem));
    let exports = with_files().flat_map(|(stem, item)| exports(stem, item));
    let own = module.items.iter().filter(|placed| placed.file.is_none());
    let own: Vec<_> = own.filter_map(|placed| placed.item.as_struct()).collect();
    let runtime = (!own.is_empty()).then(super::runtime_import);
    let own = own.into_iter().flat_map(|item| shared::alias(item, ""));
    runtime.into_iter().chain(declarations).chain(exports).chain(own)
}

/// The types of a file, re-exported.
fn exports(stem: &str, item: &Item) -> impl Iterator<Item = syn::Item> {
    let any = item.as_struct().and_then(|item| item.any.as_ref());
    let any_if = |is_gated: bool| any.filter(|any| any.features.is_empty() != is_gated);
    let mut exported = item.exports();
    let itself = exported.next();
    let any = any_if(false).map(|any| &any.path);
    let names: Vec<&str> = itself.into_iter().chain(any).chain(exported).map(|path| path.ident.as_str()).collect();
    let tree = match names.as_slice() {
        [single] => use_name(single),
        several => use_group(several.iter().map(|name| use_name(name))),
    };
    let export = |tree| reexport(use_path(stem, tree));
    let any = any_if(true).map(|any| gated(&any.features, export(use_name(&any.path.ident))));
    std::iter::once(export(tree)).chain(any)
}
