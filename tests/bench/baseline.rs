//! The baseline: the same structs with serde's derives and without our runtime.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use codegen::Generated;
use quote::ToTokens;
use tests::docs;

pub(crate) const PACKAGE: &str = "measured-derives";

pub(crate) const MANIFEST: &str = r#"[package]
name = "measured-derives"
version = "0.1.0"
edition = "2024"

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

/// The derives that people put on such types.
const DERIVES: &str = "#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]\n";

/// The structs of a generated crate, a module for each file, since two namespaces may have types of one name.
pub(crate) fn library(generated: &Generated) -> String {
    let parsed: Vec<(&str, syn::File)> = docs::made_of_metadata(generated)
        .map(|file| (module(&file.path), syn::parse_file(&file.text).expect("what is generated is Rust")))
        .collect();
    let mut shared = Shared::new();
    for (module, file) in &parsed {
        for item in &file.items {
            if let syn::Item::Struct(item) = item
                && !item.generics.params.is_empty()
                && let Some(fields) = fields(item)
            {
                shared.insert(((*module).to_owned(), item.ident.to_string()), fields);
            }
        }
    }
    let mut library = String::new();
    for (number, (module, file)) in parsed.iter().enumerate() {
        let structs: String = file.items.iter().filter_map(|item| structure(item, module, &shared)).collect();
        if !structs.is_empty() {
            write!(library, "pub mod m{number} {{\n{structs}}}\n").expect("a string can be written");
        }
    }
    library
}

/// The module of a namespace, by one of its files.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// Fields of structs that types share, by module and name.
type Shared = BTreeMap<(String, String), String>;

/// One struct, also of a type that shares one; `None` for structs that are not made of properties alone.
fn structure(item: &syn::Item, module: &str, shared: &Shared) -> Option<String> {
    let (name, fields) = match item {
        syn::Item::Struct(item) if item.generics.params.is_empty() => (&item.ident, fields(item)?),
        syn::Item::Type(item) => (&item.ident, shared.get(&target(&item.ty, module)?)?.clone()),
        _ => return None,
    };
    Some(format!("{DERIVES}#[serde(rename_all = \"camelCase\")]\npub struct {name} {{\n{fields}}}\n"))
}

/// The struct that a type is an alias of, as seen from a module.
fn target(ty: &syn::Type, module: &str) -> Option<(String, String)> {
    let syn::Type::Path(ty) = ty else { return None };
    let segments: Vec<String> = ty.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match segments.as_slice() {
        [_, other, name] => Some((other.clone(), name.clone())),
        [_, name] => Some((module.to_owned(), name.clone())),
        _ => None,
    }
}

/// The fields that are properties; `None` where another field is not a marker.
fn fields(item: &syn::ItemStruct) -> Option<String> {
    let mut fields = String::new();
    for field in &item.fields {
        let name = field.ident.as_ref()?;
        let ty = plain(&field.ty);
        if ty.contains("PhantomData") {
            continue;
        }
        if !ty.starts_with("Option<") {
            return None;
        }
        write!(fields, "#[serde(skip_serializing_if = \"Option::is_none\")]\npub {name}: {ty},\n").ok()?;
    }
    Some(fields)
}

/// The type without the runtime. A type that is not a plain value becomes JSON, so that the baseline costs too little rather than
/// too much.
fn plain(ty: &syn::Type) -> String {
    let text = ty.to_token_stream().to_string().replace(' ', "");
    let is_list = text.starts_with("Option<Vec<");
    let plain = ["bool", "u8", "i8", "i16", "i32", "i64", "f32", "f64", "String"];
    let item = text.trim_start_matches("Option<").trim_start_matches("Vec<").trim_end_matches('>');
    let item = match item {
        item if plain.contains(&item) => item,
        item if item.contains("Instance<") || item.contains("Expanded<") => "serde_json::Value",
        _ => "String",
    };
    match text.strip_prefix("Option<") {
        Some(_) if is_list => format!("Option<Vec<{item}>>"),
        Some(_) => format!("Option<{item}>"),
        None => text,
    }
}
