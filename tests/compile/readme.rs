//! The programs of the README that use a crate of another service than `generated` compile against that crate.
//!
//! Those that use `generated` are doctests of the package `tests`; the statements for request lines are held by
//! `tests/snippets`, against the whole of Microsoft Graph.

use tests::files;
use tests::input::Input;
use tests::package::Packages;

/// The section whose statements `tests/snippets` compiles.
const SNIPPETS: &str = "## From a documented request to Rust";

/// The crates of the README, each with its documents below `tests/readme`.
const CRATES: [(&str, &[&str]); 3] = [
    ("graph", &["graph.csdl"]),
    ("redfish", &["redfish/ServiceRoot_v1.xml", "redfish/ComputerSystem_v1.xml"]),
    ("orders", &["orders.csdl"]),
];

const AZURE_CORE: &str = "azure_core = { version = \"1.1\", default-features = false }\n";

/// What the programs depend on, besides the crates. `azure_identity` has some hundred dependencies: in its place is a package with the
/// names and signatures that the README uses.
const AZURE_IDENTITY: &str = "azure_identity = { path = \"../azure_identity\" }\n";

/// The blocks of Rust in a section that are not doctests.
fn programs(section: &str) -> Vec<&str> {
    let blocks = section.split("```rust,ignore\n").skip(1);
    blocks.map(|block| block.split_once("\n```").unwrap().0).collect()
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}")
}

#[test]
fn programs_of_the_readme_compile() {
    let readme = files::read("README.md");
    let (before, rest) = readme.split_once(SNIPPETS).unwrap();
    let (_, after) = rest.split_once("\n## ").unwrap();
    let programs = [programs(before), programs(after)].concat();
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "readme");
    let mut unused = CRATES.map(|(name, _)| name).to_vec();
    for (name, documents) in CRATES {
        let text = |path: &&str| files::read(&format!("tests/readme/{path}")).into_bytes();
        let (generated, rendered) =
            Input::of_documents(name, documents.iter().map(|path| (*path, text(path)))).generate();
        assert_eq!(rendered, "", "{name}");
        packages.add(name, &generated);
    }
    let identity = manifest("azure_identity", &format!("{AZURE_CORE}async-trait = \"0.1\"\n"));
    let source = files::read("tests/readme/azure/identity.rs");
    packages.add_written("azure_identity", &[("Cargo.toml", &identity), ("src/lib.rs", &source)]);
    for (number, program) in programs.iter().enumerate() {
        let used = CRATES.iter().find(|(name, _)| program.contains(&format!("use {name}::")));
        let (used, _) = used.unwrap_or_else(|| panic!("no crate of the README is used in\n{program}"));
        unused.retain(|name| name != used);
        let dependency = format!(
            "{used} = {{ path = \"../{used}\", default-features = false, features = [\"azure\", \"full\"] }}\n"
        );
        let name = format!("program-{number}");
        let manifest = manifest(&name, &(dependency + AZURE_CORE + AZURE_IDENTITY));
        // A function like any other needs no executor.
        let source = format!("#![allow(dead_code)]\n{}\n", program.replace("#[tokio::main]\n", ""));
        packages.add_written(&name, &[("Cargo.toml", &manifest), ("src/lib.rs", &source)]);
    }
    let checked = packages.cargo(&["check"], "");
    assert!(!checked.contains("warning"), "{checked}");
    assert_eq!(unused, Vec::<&str>::new(), "crates that no program of the README uses");
}
