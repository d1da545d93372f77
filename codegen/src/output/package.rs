//! The files of the package that are not made of syntax: its manifest, and the runtime, which is copied.

use crate::plan::items::{Crate, Feature, PackageItem};

/// A file as text, its path relative to the package's folder.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What the runtime needs, from which every generated `Cargo.toml` takes its dependencies.
const DEPENDENCIES: &str = include_str!("../../runtime/dependencies.toml");

/// The oldest compiler that the runtime is tested with.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The manifest of the package, and the file that makes `cargo fmt` leave its sources alone.
pub(crate) fn manifest(plan: &Crate) -> Vec<TextFile> {
    let PackageItem { name, version, .. } = &plan.package;
    let dependencies = DEPENDENCIES.replace(NO_NAMESPACES, &namespaces(&plan.features));
    let text = format!(
        "[package]\nname = {name:?}\nversion = {version:?}\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\n\
         description = \"A typed client for an OData service.\"\n\n{dependencies}"
    );
    vec![
        TextFile { path: "Cargo.toml".to_owned(), text },
        TextFile { path: "rustfmt.toml".to_owned(), text: "disable_all_formatting = true\n".to_owned() },
    ]
}

/// The feature that enables all namespaces, where namespaces have no features.
const NO_NAMESPACES: &str = "full = []\n";

/// The feature that enables all namespaces, and those of the namespaces.
fn namespaces(features: &[Feature]) -> String {
    // Names of features are identifiers. TOML needs quotes around those that are not ASCII.
    let list = |names: &mut dyn Iterator<Item = &String>| {
        names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!("full = [{}]\n", list(&mut features.iter().map(|feature| &feature.name)));
    for Feature { name, enables } in features {
        let key = if name.is_ascii() { name.clone() } else { format!("\"{name}\"") };
        text += &format!("{key} = [{}]\n", list(&mut enables.iter()));
    }
    text
}

/// The runtime, with the name of the crate in its examples.
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
    "access.rs"
    "action.rs"
    "at.rs"
    "bind.rs"
    "body.rs"
    "budget.rs"
    "call.rs"
    "cast.rs"
    "change.rs"
    "client.rs"
    "client_builder.rs"
    "clock.rs"
    "compose.rs"
    "convert.rs"
    "convert_bigdecimal.rs"
    "convert_chrono.rs"
    "convert_jiff.rs"
    "convert_rust_decimal.rs"
    "convert_std.rs"
    "convert_time.rs"
    "convert_uuid.rs"
    "credential.rs"
    "deadline.rs"
    "decode.rs"
    "decode_any.rs"
    "decode_error.rs"
    "decode_items.rs"
    "decode_key.rs"
    "derived.rs"
    "edm_binary.rs"
    "edm_conversion.rs"
    "edm_date.rs"
    "edm_date_time.rs"
    "edm_decimal.rs"
    "edm_duration.rs"
    "edm_geo.rs"
    "edm_guid.rs"
    "edm_json.rs"
    "edm_text.rs"
    "encode.rs"
    "enums.rs"
    "erased.rs"
    "error.rs"
    "exchange.rs"
    "expand.rs"
    "expanded.rs"
    "extras.rs"
    "field.rs"
    "field_scalar.rs"
    "filter.rs"
    "filter_functions.rs"
    "filter_lambda.rs"
    "filter_operators.rs"
    "flags.rs"
    "index.rs"
    "instance.rs"
    "json.rs"
    "key.rs"
    "link.rs"
    "list.rs"
    "literal.rs"
    "media.rs"
    "mod.rs"
    "object.rs"
    "odata_error.rs"
    "operand.rs"
    "order.rs"
    "page.rs"
    "paging.rs"
    "parameter.rs"
    "payload.rs"
    "path.rs"
    "primitive.rs"
    "printable.rs"
    "projection.rs"
    "projection_field.rs"
    "prop.rs"
    "property.rs"
    "query_at.rs"
    "query_options.rs"
    "redirect.rs"
    "references.rs"
    "request.rs"
    "request_error.rs"
    "response.rs"
    "scalar.rs"
    "secret.rs"
    "select.rs"
    "service.rs"
    "service_error.rs"
    "shape.rs"
    "side.rs"
    "step.rs"
    "text.rs"
    "touched.rs"
    "transport.rs"
    "transport_gzip.rs"
    "transport_reqwest.rs"
    "url.rs"
    "write.rs"
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
