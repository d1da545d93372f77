//! What two files both say is the same in both.

use tests::files;
use toml::Table;

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

#[test]
fn the_readme_names_commands_that_exist() {
    let readme = files::read("README.md");
    for command in ["cargo run -p codegen", "--example registration_count", "metadata/codegen.toml", "ARCHITECTURE.md"]
    {
        assert!(readme.contains(command), "{command}");
    }
    // Links to files of the repository lead somewhere.
    for (path, text) in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|path| (path, files::read(path))) {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_file = !target.is_empty() && !target.contains("://");
            assert!(!is_file || files::workspace().join(target).exists(), "{path}: {target}");
        }
    }
}
