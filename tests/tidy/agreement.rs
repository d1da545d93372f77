//! What two files both say is the same in both.

use tests::files;
use toml::Table;

use super::{assert_none, paths};

fn table(path: &str) -> Table {
    files::read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_runtime_shim_has_the_runtimes_dependencies() {
    let shim = table("tests/runtime/Cargo.toml");
    let generated = table("generated/Cargo.toml");
    for (name, value) in table("codegen/runtime/dependencies.toml") {
        assert_eq!(shim.get(&name), Some(&value), "[{name}] of tests/runtime/Cargo.toml");
        let mut generated = generated[&name].as_table().unwrap().clone();
        // The features of namespaces, which `full` enables, come after the features of every crate.
        let namespaces = generated.insert("full".to_owned(), toml::Value::Array(Vec::new()));
        for namespace in namespaces.iter().filter_map(toml::Value::as_array).flatten() {
            generated.remove(namespace.as_str().unwrap());
        }
        if value.get("full").is_none() {
            generated.remove("full");
        }
        assert_eq!(Some(&generated), value.as_table(), "[{name}] of generated/Cargo.toml");
    }
}

#[test]
fn the_runtime_shim_has_every_file_of_the_runtime() {
    let runtime = files::below(&files::workspace().join("codegen/runtime"));
    let copied = files::below(&files::workspace().join("generated/src/runtime"));
    let rust = |paths: Vec<String>| paths.into_iter().filter(|path| path.ends_with(".rs")).collect::<Vec<_>>();
    assert_eq!(rust(runtime), rust(copied));
}

/// The oldest compiler: `rust-version` of the workspace.
fn oldest_compiler() -> String {
    table("Cargo.toml")["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned()
}

#[test]
fn one_oldest_compiler() {
    let version = oldest_compiler();
    assert_eq!(table("generated/Cargo.toml")["package"]["rust-version"].as_str(), Some(version.as_str()));
    for package in ["codegen", "tests", "tests/promises", "tests/runtime"] {
        let inherited = &table(&format!("{package}/Cargo.toml"))["package"]["rust-version"]["workspace"];
        assert_eq!(inherited.as_bool(), Some(true), "{package}");
    }
    let readme = files::read("README.md");
    assert!(readme.contains(&format!("({version} or newer)")), "README.md does not name Rust {version}");
}

#[test]
fn every_package_has_the_lints_of_the_workspace() {
    for package in ["codegen", "tests", "tests/promises", "tests/runtime"] {
        let lints = &table(&format!("{package}/Cargo.toml"))["lints"]["workspace"];
        assert_eq!(lints.as_bool(), Some(true), "{package}");
    }
    let rust = &table("Cargo.toml")["workspace"]["lints"]["rust"];
    assert_eq!(rust["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(rust["unreachable_pub"].as_str(), Some("warn"));
}

#[test]
fn every_test_and_example_is_registered() {
    let manifest = table("tests/Cargo.toml");
    let registered = |kind: &str| {
        let mut paths: Vec<_> =
            manifest[kind].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
        paths.sort_unstable();
        paths.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let below = files::below(&files::workspace().join("tests"));
    let found = |test: fn(&str) -> bool| below.iter().filter(|path| test(path)).cloned().collect::<Vec<_>>();
    assert_eq!(
        registered("test"),
        found(|path| path.ends_with("/main.rs") && !path.starts_with("promises/") && path.matches('/').count() == 1)
    );
    assert_eq!(registered("example"), found(|path| path.starts_with("examples/")));
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The links of a document that lead nowhere: to a file that does not exist, or to a heading that is not there.
fn broken_links(path: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let (file, heading) = target.split_once('#').unwrap_or((target, ""));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let linked = files::workspace().join(folder).join(file);
        let is_broken = if file.contains("://") {
            false
        } else if !linked.exists() {
            true
        } else {
            let own = file.is_empty().then(|| text.to_owned());
            let linked = own.or_else(|| std::fs::read_to_string(linked).ok()).unwrap_or_default();
            !heading.is_empty() && !linked.lines().any(|line| line.starts_with('#') && anchor(line) == heading)
        };
        if is_broken {
            broken.push(format!("{path}: {target}"));
        }
    }
    broken
}

#[test]
fn links_of_documents_lead_somewhere() {
    let documents: Vec<String> = paths().into_iter().filter(|path| path.ends_with(".md")).collect();
    assert!(documents.len() >= 6, "{documents:?}");
    let broken: Vec<_> = documents.iter().flat_map(|path| broken_links(path, &files::read(path))).collect();
    assert_none(&broken, "links lead to files and headings that exist");
    let text =
        "# A `b` c\n[x](#a-b-c) [x](README.md) [x](https://a.example) [x](#a-c) [x](missing.md) [x](README.md#missing)";
    let expected = ["#a-c", "missing.md", "README.md#missing"].map(|target| format!("a.md: {target}"));
    assert_eq!(broken_links("a.md", text), expected);
}

/// A block of the README is a doctest, or `ignore`: then another test compiles it, see `tests/compile/readme.rs`.
#[test]
fn every_block_of_rust_in_the_readme_is_compiled() {
    let readme = files::read("README.md");
    for (number, line) in readme.lines().enumerate().filter(|(_, line)| line.starts_with("```") && line.len() > 3) {
        let known = ["```rust", "```rust,no_run", "```rust,ignore", "```sh", "```text", "```toml"];
        assert!(known.contains(&line), "README.md:{}: {line}", number + 1);
    }
    assert!(files::read("tests/src/lib.rs").contains("#[doc = include_str!(\"../../README.md\")]"));
}
