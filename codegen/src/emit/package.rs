//! The files of the package that are no generated Rust: its manifest, and the runtime, which is copied.

use crate::rust::items::PackageItem;

/// A file as text, its path relative to the package's folder.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What the runtime needs, from which every generated `Cargo.toml` takes its dependencies.
const DEPENDENCIES: &str = include_str!("../../runtime/dependencies.toml");

/// The oldest compiler that the runtime is tested with.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The manifest of the package, and what keeps `cargo fmt` from its sources.
pub(crate) fn manifest(package: &PackageItem) -> Vec<TextFile> {
    let PackageItem { name, version, .. } = package;
    let text = format!(
        "[package]\nname = {name:?}\nversion = {version:?}\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\n\
         description = \"A typed client for an OData service.\"\n\n{DEPENDENCIES}"
    );
    vec![
        TextFile { path: "Cargo.toml".to_owned(), text },
        TextFile { path: "rustfmt.toml".to_owned(), text: "disable_all_formatting = true\n".to_owned() },
    ]
}

/// The runtime, its examples in the name of the crate.
pub(crate) fn runtime(package: &PackageItem) -> Vec<TextFile> {
    RUNTIME
        .iter()
        .map(|(name, text)| TextFile {
            path: format!("src/runtime/{name}"),
            text: in_the_name_of(&package.crate_name, text),
        })
        .collect()
}

/// Replaces `generated::` in doc comments by the name of the crate that the examples are compiled in.
fn in_the_name_of(crate_name: &str, text: &str) -> String {
    let mut named = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let code = line.trim_start();
        if code.starts_with("///") || code.starts_with("//!") {
            named.push_str(&line.replace("generated::", &format!("{crate_name}::")));
        } else {
            named.push_str(line);
        }
    }
    named
}

macro_rules! runtime_files {
    ($($name:literal)*) => {
        /// Every file of the runtime; a test holds this equal to the folder.
        const RUNTIME: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/", $name)))),*];
    };
}

runtime_files! {
    "action.rs"
    "at.rs"
    "body.rs"
    "cast.rs"
    "client.rs"
    "client_builder.rs"
    "convert.rs"
    "credential.rs"
    "decode.rs"
    "decode_any.rs"
    "decode_error.rs"
    "decode_key.rs"
    "derived.rs"
    "edm_binary.rs"
    "edm_date.rs"
    "edm_date_time.rs"
    "edm_decimal.rs"
    "edm_duration.rs"
    "edm_guid.rs"
    "edm_json.rs"
    "edm_text.rs"
    "encode.rs"
    "enums.rs"
    "erased.rs"
    "error.rs"
    "exchange.rs"
    "expanded.rs"
    "extras.rs"
    "field.rs"
    "flags.rs"
    "instance.rs"
    "key.rs"
    "link.rs"
    "literal.rs"
    "mod.rs"
    "object.rs"
    "odata_error.rs"
    "order.rs"
    "page.rs"
    "paging.rs"
    "parameter.rs"
    "primitive.rs"
    "printable.rs"
    "redirect.rs"
    "request.rs"
    "request_error.rs"
    "response.rs"
    "scalar.rs"
    "service.rs"
    "service_error.rs"
    "shape.rs"
    "side.rs"
    "touched.rs"
    "transport.rs"
    "transport_reqwest.rs"
    "url.rs"
}

#[cfg(test)]
mod tests {
    use super::{RUNTIME, in_the_name_of};

    #[test]
    fn every_file_of_the_runtime_is_copied() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .expect("the runtime is beside the sources")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".rs"))
            .collect();
        found.sort();
        let mut listed: Vec<&str> = RUNTIME.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }

    #[test]
    fn only_examples_are_renamed() {
        let text = "/// use generated::Client;\nlet generated::x = 1;\n//! generated::Page\n";
        let expected = "/// use graph::Client;\nlet generated::x = 1;\n//! graph::Page\n";
        assert_eq!(in_the_name_of("graph", text), expected);
    }
}
