//! Decoding and encoding, by a program that is compiled against a generated crate.

use std::fs;
use std::path::Path;
use std::process::Command;

use tests::package::Packages;

use crate::documents;

const PACKAGE: &str = "measured-values";
const TYPE: &str = "microsoft.graph.user";
const PROGRAM: &str = include_str!("program.txt");

/// The program is a package of its own: serde's derives are no dependency of a generated crate.
const MANIFEST: &str = r#"[package]
name = "measure"
version = "0.1.0"
edition = "2024"

[dependencies]
measured-values = { path = "../measured-values", default-features = false }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
"#;

pub(crate) fn measure(corpus: &Path, folder: &Path) {
    let folder = folder.join("values");
    let mut input = documents(PACKAGE, vec![corpus.join("csdl/msgraph/v1.0-Prod.csdl")]);
    input.config.select.include = vec![TYPE.to_owned()];
    let (generated, _) = input.generate();
    let entries = codegen::list(&input.sources, &input.config, Some(TYPE), &mut codegen::Diagnostics::default());
    let mut entries = entries.expect("the documents have no errors").into_iter();
    let entry = entries.find(|entry| entry.schema_name == TYPE).expect("the type is kept");
    let path = entry.rust_path.expect("the type has a path");
    let path = format!("measured_values::{}", path.strip_prefix("crate::").unwrap_or(&path));
    let mut packages = Packages::new(&folder);
    packages.add(PACKAGE, &generated);
    packages.add_written(
        "measure",
        &[
            ("Cargo.toml", MANIFEST),
            ("src/main.rs", &PROGRAM.replace("CRATE::TYPE", &path).replace("CRATE", "measured_values")),
        ],
    );
    packages.cargo(&["build", "--release"], "");
    let output = Command::new(folder.join("target/release/measure")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    print!("{}", String::from_utf8_lossy(&output.stdout));
    let size = fs::metadata(folder.join("target/release/measure")).map_or(0, |data| data.len());
    println!("the program: {:.1} MB", size as f64 / 1e6);
}
