//! Method names that generated code must not take.

use std::collections::BTreeSet;

use proc_macro2::TokenTree;
use quote::ToTokens;
use tests::files;

use super::sources;

/// The strings of a constant list in `codegen/src/plan/naming/reserved.rs`.
fn list(name: &str) -> BTreeSet<String> {
    let file = syn::parse_file(&files::read("codegen/src/plan/naming/reserved.rs")).unwrap();
    let list = file.items.iter().find_map(|item| match item {
        syn::Item::Const(item) if item.ident == name => Some(&item.expr),
        _ => None,
    });
    let Some(syn::Expr::Reference(list)) = list.map(|list| &**list) else { panic!("no list {name}") };
    let syn::Expr::Array(array) = &*list.expr else { panic!("{name} is not a list") };
    array
        .elems
        .iter()
        .map(|element| match element {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.value(),
            _ => panic!("{name} holds something other than text"),
        })
        .collect()
}

/// The methods that set query options, by the generator's table: those of every position, and those of collections.
fn query_options() -> (BTreeSet<String>, BTreeSet<String>) {
    let file = syn::parse_file(&files::read("codegen/src/request/query_option.rs")).unwrap();
    let table = file.items.iter().find_map(|item| match item {
        syn::Item::Macro(item) if item.mac.path.is_ident("query_options") => Some(item.mac.tokens.clone()),
        _ => None,
    });
    let (mut always, mut of_collections) = (BTreeSet::new(), BTreeSet::new());
    let mut applies_to = String::new();
    for token in table.unwrap() {
        match token {
            TokenTree::Ident(ident) => applies_to = ident.to_string(),
            TokenTree::Group(methods) => {
                let methods =
                    methods.stream().into_iter().map(|method| method.to_string().trim_matches('"').to_owned());
                if applies_to == "Resource" { always.extend(methods) } else { of_collections.extend(methods) }
            }
            _ => {}
        }
    }
    (always, of_collections)
}

/// The names of all methods of a type of the runtime, of any visibility: a second method with the name of an inherent one
/// would not compile, and one with the name of a trait's method would hide it. The second set has the methods that only
/// collections have.
fn methods(type_name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut always, mut of_collections) = (BTreeSet::new(), BTreeSet::new());
    for source in sources("codegen/face/") {
        for item in &source.syntax.items {
            if let syn::Item::Struct(item) = item
                && item.ident == type_name
                && item.attrs.iter().any(|attribute| attribute.to_token_stream().to_string().contains("Clone"))
            {
                always.insert("clone".to_owned());
            }
            if let syn::Item::Macro(item) = item
                && item.mac.path.is_ident("request_options")
                && item.mac.tokens.to_string() == type_name
            {
                always.extend(request_options());
            }
            let syn::Item::Impl(item) = item else { continue };
            let syn::Type::Path(path) = &*item.self_ty else { continue };
            if path.path.segments.last().is_none_or(|last| last.ident != type_name) {
                continue;
            }
            let restriction =
                format!("{} {}", item.self_ty.to_token_stream(), item.generics.where_clause.to_token_stream());
            let is_of_collections = restriction.contains("Many") || restriction.contains("Page");
            let names = if is_of_collections { &mut of_collections } else { &mut always };
            names.extend(item.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            }));
        }
    }
    (always, of_collections)
}

/// The methods that the macro of this name defines on a type.
fn request_options() -> Vec<String> {
    let text = files::read("codegen/runtime/src/request/call.rs");
    let (_, definition) = text.split_once("macro_rules! __request_options").unwrap();
    let names = definition.split("pub fn ").skip(1).map(|rest| rest.split('(').next().unwrap().to_owned());
    names.collect()
}

// S5
#[test]
fn methods_of_positions_are_reserved() {
    let (always, of_collections) = methods("At");
    assert!(of_collections.contains("items") && !always.contains("items"));
    let (options, options_of_collections) = query_options();
    let reserved: BTreeSet<String> = list("POSITION_METHODS").union(&options).cloned().collect();
    assert_eq!(reserved, always);
    let further: BTreeSet<String> = list("COLLECTION_METHODS").union(&options_of_collections).cloned().collect();
    assert_eq!(&further - &always, &of_collections - &always);
}

// S5
#[test]
fn features_of_every_crate_are_reserved() {
    let table: toml::Table = files::read("generated/Cargo.toml").parse().unwrap();
    let features = table["features"].as_table().unwrap();
    let is_namespace = |name: &&String| name.starts_with("microsoft_");
    assert_eq!(list("FEATURES"), features.keys().filter(|name| !is_namespace(name)).cloned().collect());
}

// S5
#[test]
fn methods_of_clients_are_reserved() {
    let (mut methods, _) = methods("Client");
    // The generated crate's own way to begin.
    methods.insert("builder".to_owned());
    assert_eq!(list("CLIENT_METHODS"), methods);
}

// S5
#[test]
fn modules_of_every_crate_are_reserved() {
    let root = syn::parse_file(&files::read("codegen/runtime/src/lib.rs")).unwrap();
    let is_public = |visibility: &syn::Visibility, attributes: &[syn::Attribute]| {
        let is_hidden = |attribute: &syn::Attribute| attribute.to_token_stream().to_string().contains("hidden");
        matches!(visibility, syn::Visibility::Public(_)) && !attributes.iter().any(is_hidden)
    };
    let modules = root.items.iter().filter_map(|item| match item {
        syn::Item::Mod(item) if is_public(&item.vis, &item.attrs) => Some(item.ident.to_string()),
        syn::Item::Use(syn::ItemUse { tree: syn::UseTree::Name(item), .. }) => Some(item.ident.to_string()),
        _ => None,
    });
    let emitted = ["lib", "main", "operations", "runtime", "service"].map(str::to_owned);
    assert_eq!(list("ROOT"), modules.chain(emitted).collect());
}
