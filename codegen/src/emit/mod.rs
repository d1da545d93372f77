//! From the plan to tokens: one file per kind of item, nothing decided, nothing that can fail.
//!
//! The one user of `quote`.

mod derived;
mod enums;
mod frame;
mod key;
mod methods;
mod newtypes;
pub(crate) mod package;
mod structs;
mod tokens;

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::items::{Crate, Item, Module};

/// Makes the tokens of one Rust file, on whichever thread asks for them.
pub(crate) type Make<'a> = Box<dyn Fn() -> TokenStream + Send + 'a>;

/// One Rust file of the crate, its tokens not made yet.
pub(crate) struct SourceFile<'a> {
    /// Relative to the package's folder.
    pub(crate) path: String,
    pub(crate) make: Make<'a>,
}

/// All Rust files of the crate, but for the runtime, which is copied.
pub(crate) fn emit(plan: &Crate) -> Vec<SourceFile<'_>> {
    let mut files = vec![
        file("src/lib.rs".to_owned(), || frame::root(plan)),
        file("src/service.rs".to_owned(), || frame::service(&plan.service)),
    ];
    if !plan.loose.is_empty() {
        files.push(file("src/operations.rs".to_owned(), || {
            let surfaces = plan.loose.iter().map(|surface| methods::surface(surface, ""));
            quote! {
                use crate::runtime;

                #(#surfaces)*
            }
        }));
    }
    for module in &plan.modules {
        files.push(file(format!("src/{}/mod.rs", module.ident), || frame::module(module)));
        files.extend(items(module));
    }
    files
}

fn items(module: &Module) -> impl Iterator<Item = SourceFile<'_>> {
    module.files.iter().map(|item_file| {
        let path = format!("src/{}/{}.rs", module.ident, item_file.stem);
        file(path, || match &item_file.item {
            Item::Struct(item) => structs::structure(item),
            Item::Enum(item) => enums::enumeration(item),
            Item::Newtype(item) => newtypes::newtype(item),
        })
    })
}

fn file<'a>(path: String, make: impl Fn() -> TokenStream + Send + 'a) -> SourceFile<'a> {
    SourceFile { path, make: Box::new(make) }
}
