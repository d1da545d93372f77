//! From the plan to syntax: one file per kind of item, nothing decided, nothing that can fail.
//!
//! What is emitted once a type, a property or a method is made of [`nodes`]; the rest is `quote!`d, of which this is the one
//! user, and parsed before it is printed.

mod actions;
mod derived;
mod enums;
mod fields;
mod flags;
mod frame;
mod key;
pub(crate) mod lists;
mod markdown;
mod methods;
mod newtypes;
mod nodes;
mod shared;
mod structs;
mod tokens;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::items::{Crate, Item, Module, Placed};

use lists::Lists;
use nodes::{list_attribute, use_declaration, use_name, use_path};

/// A part of a Rust file.
pub(crate) enum Syntax<'a> {
    /// An item, ready to be printed.
    Item(Box<syn::Item>),
    /// What makes an item with very long lists, which is printed piece by piece.
    Long(Box<dyn Fn(&Lists) -> syn::Item + 'a>),
    /// What has to be parsed first; it may begin with inner attributes where it begins a file.
    Tokens(TokenStream),
    /// A line that is printed as it is.
    Line(String),
}

impl Syntax<'_> {
    fn item(item: syn::Item) -> Self {
        Self::Item(Box::new(item))
    }
}

/// The parts of one Rust file. Each is made when it is asked for, so that only one of them is in memory: syntax takes tens of
/// times as much as its text.
pub(crate) type Parts<'a> = Box<dyn Iterator<Item = Syntax<'a>> + 'a>;

/// Makes the parts of one Rust file, on whichever thread asks for them: syntax cannot be sent to another.
pub(crate) type Make<'a> = Box<dyn Fn() -> Parts<'a> + Send + 'a>;

/// One Rust file of the crate, its parts not made yet.
pub(crate) struct SourceFile<'a> {
    /// Relative to the package's folder.
    pub(crate) path: String,
    pub(crate) make: Make<'a>,
}

/// All Rust files of the crate, but for the runtime, which is copied.
pub(crate) fn emit(plan: &Crate) -> Vec<SourceFile<'_>> {
    let mut files = vec![
        file("src/lib.rs".to_owned(), || Box::new(frame::root(plan).into_iter())),
        file("src/service.rs".to_owned(), || Box::new(frame::service(&plan.service))),
    ];
    if !plan.loose.is_empty() {
        files.push(file("src/operations.rs".to_owned(), || {
            let surfaces = plan.loose.iter().flat_map(|surface| methods::surface(surface, ""));
            items(std::iter::once_with(|| gated_runtime_import(plan)).chain(surfaces))
        }));
    }
    for module in &plan.modules {
        let has_files = module.items.iter().any(|placed| placed.file.is_some());
        let path = format!("src/{}{}", module.ident, if has_files { "/mod.rs" } else { ".rs" });
        files.push(file(path, || items(frame::module(module))));
        files.extend(types(module));
    }
    files
}

fn one(part: Syntax<'_>) -> Parts<'_> {
    Box::new(std::iter::once(part))
}

/// An item that is made with lists of that many elements.
fn with_lists<'a>(longest: usize, make: impl Fn(&Lists) -> syn::Item + 'a) -> Syntax<'a> {
    if lists::is_long(longest) { Syntax::Long(Box::new(make)) } else { Syntax::item(make(&Lists::all())) }
}

fn items<'a>(items: impl Iterator<Item = syn::Item> + 'a) -> Parts<'a> {
    Box::new(items.map(Syntax::item))
}

/// `use crate::runtime;`
fn runtime_import() -> syn::Item {
    import_runtime(Vec::new())
}

/// `use crate::runtime;`, which nothing may need where features are not enabled.
fn gated_runtime_import(plan: &Crate) -> syn::Item {
    let reason = || quote! { unused_imports, reason = "used where a feature is enabled" };
    let unused = (!plan.features.is_empty()).then(|| list_attribute("allow", reason()));
    import_runtime(unused.into_iter().collect())
}

fn import_runtime(attributes: Vec<syn::Attribute>) -> syn::Item {
    use_declaration(attributes, use_path("crate", use_name("runtime")))
}

fn types(module: &Module) -> impl Iterator<Item = SourceFile<'_>> {
    module.items.iter().filter_map(|Placed { file: stem, item }| {
        let path = format!("src/{}/{}.rs", module.ident, stem.as_ref()?);
        Some(file(path, || match item {
            Item::Struct(item) => Box::new(structs::complete(item)),
            Item::Enum(item) => {
                let union = item.is_flags.then(|| Syntax::Tokens(flags::union(item)));
                Box::new(enums::complete(item).chain(union))
            }
            Item::Newtype(item) => one(Syntax::Tokens(newtypes::newtype(item))),
            Item::Action(item) => Box::new(actions::parameters(item)),
        }))
    })
}

fn file<'a>(path: String, make: impl Fn() -> Parts<'a> + Send + 'a) -> SourceFile<'a> {
    SourceFile { path, make: Box::new(make) }
}
