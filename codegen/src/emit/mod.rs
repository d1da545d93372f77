//! From the plan to syntax: one file per kind of item. Nothing is decided here, and nothing can fail.
//!
//! All of it is made of [`nodes`].

mod actions;
mod constants;
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

use crate::plan::items::{Crate, Item, Module, PlacedItem};

use lists::Lists;
use nodes::{list_attribute, named, use_declaration, use_path, use_rename, word};

/// A part of a Rust file.
pub(crate) enum Syntax<'a> {
    /// An item, ready to be printed.
    Item(Box<syn::Item>),
    /// What makes an item with very long lists, which is printed piece by piece.
    Long(Box<dyn Fn(&Lists) -> syn::Item + 'a>),
    /// A line that is printed as it is.
    Line(String),
    /// Inner attributes and documentation, which a file begins with.
    Beginning(Vec<syn::Attribute>),
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

/// All Rust files of the crate, except those of the runtime, which are copied.
pub(crate) fn emit(plan: &Crate) -> Vec<SourceFile<'_>> {
    let mut files = vec![
        file("src/lib.rs".to_owned(), || Box::new(frame::root(plan))),
        file("src/service.rs".to_owned(), || Box::new(frame::service(plan))),
    ];
    if !plan.value_surfaces.is_empty() {
        files.push(file("src/operations.rs".to_owned(), || {
            let surfaces = plan.value_surfaces.iter().flat_map(|surface| methods::surface(surface, ""));
            let import = || import_runtime_where_used(!plan.features.is_empty());
            items(std::iter::once_with(import).chain(surfaces))
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

/// The text of the package's README: what the documentation of the crate says.
pub(crate) fn readme(plan: &Crate) -> String {
    markdown::file(&plan.package.name, &plan.package.docs.blocks)
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

/// `use crate::runtime::internal as runtime;`, which may be unused where all that needs it is behind features.
fn import_runtime_where_used(is_gated: bool) -> syn::Item {
    let reason = || [word("unused_imports"), named("reason", "used where a feature is enabled")];
    import_runtime(is_gated.then(|| list_attribute("allow", reason())).into_iter().collect())
}

fn import_runtime(attributes: Vec<syn::Attribute>) -> syn::Item {
    use_declaration(attributes, use_path("crate", use_path("runtime", use_rename("internal", "runtime"))))
}

fn types(module: &Module) -> impl Iterator<Item = SourceFile<'_>> {
    module.items.iter().filter_map(|PlacedItem { file: stem, item }| {
        let path = format!("src/{}/{}.rs", module.ident, stem.as_ref()?);
        Some(file(path, || match item {
            Item::Struct(item) => Box::new(structs::complete(item)),
            Item::Enum(item) => {
                let union = item.is_flags.then(|| Syntax::item(flags::union(item)));
                Box::new(enums::complete(item).chain(union))
            }
            Item::Newtype(item) => items(newtypes::newtype(item).into_iter()),
            Item::Action(item) => Box::new(actions::parameters(item)),
        }))
    })
}

fn file<'a>(path: String, make: impl Fn() -> Parts<'a> + Send + 'a) -> SourceFile<'a> {
    SourceFile { path, make: Box::new(make) }
}
