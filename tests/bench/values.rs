//! Decoding and encoding, by a program that is compiled against a generated crate.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::input::Input;
use tests::package::Packages;

use crate::{GRAPH, documents};

const PACKAGE: &str = "measured-values";
/// Types that the program names: the placeholder there, and the type.
const TYPES: &[(&str, &str)] = &[
    ("CRATE::TYPE", "microsoft.graph.user"),
    ("CRATE::WIDE", "microsoft.graph.directoryObject"),
    ("CRATE::NARROW", "microsoft.graph.attachment"),
];
/// Types that derive from them, and one that has attachments, without which no request leads to an attachment.
const OTHERS: &[&str] = &[
    "microsoft.graph.device",
    "microsoft.graph.fileAttachment",
    "microsoft.graph.group",
    "microsoft.graph.itemAttachment",
    "microsoft.graph.message",
    "microsoft.graph.referenceAttachment",
];
const PROGRAM: &str = include_str!("program.txt");

/// The program is a package of its own: a generated crate does not depend on serde's derives.
const MANIFEST: &str = r#"[package]
name = "measure"
version = "0.1.0"
edition = "2024"

[dependencies]
measured-values = { path = "../measured-values", default-features = false, features = ["full"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

pub(crate) fn measure(corpus: &Path, folder: &Path) {
    let folder = folder.join("values");
    let mut input = documents(PACKAGE, &[corpus.join(GRAPH)]);
    let names = TYPES.iter().map(|(_, name)| name).chain(OTHERS);
    input.config.select.include = names.map(|name| (*name).to_owned()).collect();
    let (generated, _) = input.generate();
    let program = TYPES
        .iter()
        .fold(PROGRAM.to_owned(), |program, (place, name)| program.replace(place, &rust_path(&input, name)));
    let program = program.replace("CRATE", "measured_values");
    let mut packages = Packages::new(&folder);
    packages.add(PACKAGE, &generated);
    packages.add_written("measure", &[("Cargo.toml", MANIFEST), ("src/main.rs", &program)]);
    packages.cargo(&["build", "--release"], "");
    let output = Command::new(folder.join("target/release/measure")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    print!("{}", String::from_utf8_lossy(&output.stdout));
    let size = fs::metadata(folder.join("target/release/measure")).map_or(0, |data| data.len());
    println!("the program: {:.1} MB", size as f64 / 1e6);
}

/// The path of a type in the generated crate.
fn rust_path(input: &Input, name: &str) -> String {
    let entries = codegen::list(&input.sources, &input.config, Some(name), &mut codegen::Diagnostics::default());
    let mut entries = entries.expect("the documents have no errors").into_iter();
    let entry = entries.find(|entry| entry.schema_name == name).expect("the type is kept");
    let path = entry.rust_path.expect("the type has a path");
    format!("measured_values::{}", path.strip_prefix("crate::").unwrap_or(&path))
}
