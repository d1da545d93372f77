//! The files of the package that are copied rather than generated: its manifest, the face, and the runtime.

use odata_runtime::source;

use crate::config::Runtime;
use crate::plan::items::{Crate, Feature, PackageItem};

/// A file as text, its path relative to the package's folder.
pub(crate) struct TextFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The client and the positions, which have to be of the generated crate, since it adds methods to them.
const FACE: [(&str, &str); 7] = [
    ("mod.rs", include_str!("../../face/mod.rs")),
    ("at.rs", include_str!("../../face/at.rs")),
    ("changes.rs", include_str!("../../face/changes.rs")),
    ("client.rs", include_str!("../../face/client.rs")),
    ("batch.rs", include_str!("../../face/batch.rs")),
    ("queries.rs", include_str!("../../face/queries.rs")),
    ("values.rs", include_str!("../../face/values.rs")),
];

/// Where an embedded runtime lies, relative to the package's folder.
pub(super) const EMBEDDED: &str = "runtime";

/// A line of an embedded runtime's manifest, by which a later run knows it.
pub(super) const EMBEDDED_MARK: &str = "# The runtime of the generated package in the folder above.";

/// All files of the package beside its code, and the code that is the same in every package.
pub(crate) fn files(plan: &Crate, readme: String) -> Vec<TextFile> {
    let package = &plan.package;
    let mut files = vec![
        TextFile { path: "Cargo.toml".to_owned(), text: manifest(plan) },
        TextFile { path: "README.md".to_owned(), text: readme },
        TextFile { path: "rustfmt.toml".to_owned(), text: "disable_all_formatting = true\n".to_owned() },
    ];
    for (name, text) in FACE {
        let text = in_the_name_of(&package.crate_name, text);
        files.push(TextFile { path: format!("src/runtime/{name}"), text });
    }
    if package.runtime == Runtime::Embedded {
        files.extend(embedded_runtime(package));
    }
    files
}

/// The manifest of the package.
fn manifest(plan: &Crate) -> String {
    let PackageItem { name, version, .. } = &plan.package;
    let oldest = oldest_compiler();
    let mut text = format!(
        "[package]\nname = {name:?}\nversion = {version:?}\nedition = \"2024\"\nrust-version = \"{oldest}\"\n\
         description = \"A typed client for an OData service.\"\nreadme = \"README.md\"\n\n[features]\ndefault = [\"full\", \"reqwest\"]\n"
    );
    text += &namespaces(&plan.features);
    for feature in passed_on() {
        text += &format!("{feature} = [\"odata-runtime/{feature}\"]\n");
    }
    text += &format!("\n[dependencies]\nodata-runtime = {}\n", dependency(&plan.package));
    text
}

/// The lines of a table of the runtime's own manifest.
fn table(name: &str) -> &'static str {
    let (_, rest) = source::MANIFEST.split_once(&format!("[{name}]\n")).unwrap_or_default();
    rest.split("\n[").next().unwrap_or_default()
}

/// The oldest compiler of the runtime, and so of what is generated.
fn oldest_compiler() -> &'static str {
    let (_, rest) = table("package").split_once("\nrust-version = \"").unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

/// The features of the runtime that every generated crate passes on: all but its default, its text, and those that begin with
/// `__`, which only other features enable.
fn passed_on() -> impl Iterator<Item = &'static str> {
    let names = table("features").lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.filter(|name| !matches!(*name, "default" | "source") && !name.starts_with("__"))
}

/// Where the runtime comes from, as Cargo reads it.
fn dependency(package: &PackageItem) -> String {
    let source = match &package.runtime {
        Runtime::Embedded => format!("path = \"{EMBEDDED}\", package = {:?}", runtime_name(package)),
        Runtime::Path { path, version: None } => format!("path = {path:?}"),
        Runtime::Path { path, version: Some(version) } => format!("path = {path:?}, version = {version:?}"),
        Runtime::Version(version) => format!("version = {version:?}"),
        Runtime::Git { url, revision: None } => format!("git = {url:?}"),
        Runtime::Git { url, revision: Some(revision) } => format!("git = {url:?}, rev = {revision:?}"),
    };
    format!("{{ {source}, default-features = false }}")
}

/// The name of an embedded runtime's package, which differs from crate to crate: a workspace may hold several.
fn runtime_name(package: &PackageItem) -> String {
    format!("{}-runtime", package.name)
}

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

/// The runtime as a package below the generated one.
fn embedded_runtime(package: &PackageItem) -> Vec<TextFile> {
    let mut files = vec![TextFile { path: format!("{EMBEDDED}/Cargo.toml"), text: runtime_manifest(package) }];
    for (name, text) in source::FILES {
        let text = without_examples(&text.replace(SOURCE_MODULE, ""));
        files.push(TextFile { path: format!("{EMBEDDED}/src/{name}"), text });
    }
    files
}

/// Marks the examples in doc comments as text: they name the runtime as it is called in its own repository.
fn without_examples(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut is_inside = false;
    for line in text.split_inclusive('\n') {
        let code = line.trim_start();
        let is_fence = ["/// ```", "//! ```"].iter().any(|fence| code.starts_with(fence));
        is_inside ^= is_fence;
        match line.split_once("```") {
            Some((before, _)) if is_fence && is_inside => {
                marked.push_str(before);
                marked.push_str("```ignore\n");
            }
            Some(_) | None => marked.push_str(line),
        }
    }
    marked
}

/// What the runtime has for the generator alone, so that an embedded one can be built with all features.
const SOURCE_MODULE: &str = "#[cfg(feature = \"source\")]\n#[doc(hidden)]\npub mod source;\n";
const SOURCE_FEATURE: &str = "# The text of the package itself, for the generator.\nsource = []\n";

/// The runtime's own manifest under another name, without what only its workspace knows.
fn runtime_manifest(package: &PackageItem) -> String {
    let (name, oldest) = (runtime_name(package), oldest_compiler());
    let features = table("features").replace(SOURCE_FEATURE, "");
    format!(
        "{EMBEDDED_MARK}\n\n[package]\nname = {name:?}\nversion = {:?}\nedition = \"2024\"\nrust-version = \"{oldest}\"\n\
         description = \"What the package `{}` runs on.\"\n\n[lib]\ndoctest = false\n\n[features]\n{features}\n\
         [dependencies]\n{}",
        package.version,
        package.name,
        table("dependencies"),
    )
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

#[cfg(test)]
mod tests {
    use super::{in_the_name_of, without_examples};

    #[test]
    fn examples_of_an_embedded_runtime_are_not_run() {
        let text =
            "/// A.\n    /// ```no_run\n    /// x();\n    /// ```\n//! ```\n//! y();\n//! ```\nlet s = \"```\";\n";
        let expected = "/// A.\n    /// ```ignore\n    /// x();\n    /// ```\n//! ```ignore\n//! y();\n//! ```\nlet s = \"```\";\n";
        assert_eq!(without_examples(text), expected);
    }

    #[test]
    fn only_examples_are_renamed() {
        let text = "/// use generated::Client;\nlet generated::x = 1;\n//! generated::Page\n";
        let expected = "/// use graph::Client;\nlet generated::x = 1;\n//! graph::Page\n";
        assert_eq!(in_the_name_of("graph", text), expected);
    }
}
