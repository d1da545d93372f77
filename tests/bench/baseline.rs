//! What a generator without our runtime would emit: the same structs, with derives.

use std::fmt::Write as _;

use codegen::Generated;
use quote::ToTokens;

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
    let mut library = String::new();
    let files = generated.files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.contains("/runtime/"));
    for (number, file) in files.enumerate() {
        let syntax = syn::parse_file(&file.text).expect("what is generated is Rust");
        let structs: String = syntax.items.iter().filter_map(structure).collect();
        if !structs.is_empty() {
            write!(library, "pub mod m{number} {{\n{structs}}}\n").expect("a string can be written");
        }
    }
    library
}

/// One struct; those that hold more than properties are none of the schema's.
fn structure(item: &syn::Item) -> Option<String> {
    let syn::Item::Struct(item) = item else { return None };
    let mut fields = String::new();
    for field in &item.fields {
        let name = field.ident.as_ref()?;
        let ty = plain(&field.ty);
        if !ty.starts_with("Option<") {
            return None;
        }
        write!(fields, "#[serde(skip_serializing_if = \"Option::is_none\")]\npub {name}: {ty},\n").ok()?;
    }
    let renamed = "#[serde(rename_all = \"camelCase\")]\n";
    Some(format!("{DERIVES}{renamed}pub struct {} {{\n{fields}}}\n", item.ident))
}

/// The type without the runtime: what is no plain value is JSON, so that the baseline costs rather too little.
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
