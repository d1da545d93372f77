//! What stands in two places says the same in both.

use odata_runtime::source;
use tests::files;
use toml::Table;

fn table(path: &str) -> Table {
    files::read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn generated_crates_pass_on_the_features_of_the_runtime() {
    let generated = table("generated/Cargo.toml")["features"].as_table().unwrap().clone();
    let runtime = table("codegen/runtime/Cargo.toml")["features"].as_table().unwrap().clone();
    for feature in runtime.keys().filter(|name| !matches!(name.as_str(), "default" | "source")) {
        let passed_on = toml::Value::from(vec![format!("odata-runtime/{feature}")]);
        assert_eq!(generated.get(feature), Some(&passed_on), "{feature}");
    }
}

#[test]
fn an_embedded_runtime_has_every_file_of_the_runtime() {
    let mut embedded: Vec<_> = source::FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
    embedded.push("source.rs".to_owned());
    embedded.sort();
    assert_eq!(embedded, files::below(&files::workspace().join("codegen/runtime/src")));
}

/// The oldest compiler: `rust-version` of the workspace.
fn oldest_compiler() -> String {
    table("Cargo.toml")["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned()
}

#[test]
fn one_oldest_compiler() {
    let version = oldest_compiler();
    assert_eq!(table("generated/Cargo.toml")["package"]["rust-version"].as_str(), Some(version.as_str()));
    for package in ["codegen", "codegen/runtime", "tests", "tests/promises"] {
        let inherited = &table(&format!("{package}/Cargo.toml"))["package"]["rust-version"]["workspace"];
        assert_eq!(inherited.as_bool(), Some(true), "{package}");
    }
    let readme = files::read("README.md");
    assert!(readme.contains(&format!("({version} or newer)")), "README.md does not name Rust {version}");
}

#[test]
fn every_package_has_the_lints_of_the_workspace() {
    for package in ["codegen", "codegen/runtime", "tests", "tests/promises"] {
        let lints = &table(&format!("{package}/Cargo.toml"))["lints"]["workspace"];
        assert_eq!(lints.as_bool(), Some(true), "{package}");
    }
    let rust = &table("Cargo.toml")["workspace"]["lints"]["rust"];
    assert_eq!(rust["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(rust["unreachable_pub"].as_str(), Some("warn"));
}

/// The packages that the library of codegen is compiled with.
fn dependencies(flags: &[&str]) -> Vec<String> {
    let mut command = std::process::Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "-p", "codegen", "-e", "normal", "--prefix", "none", "--format", "{lib}"]);
    let output = command.args(flags).current_dir(files::workspace()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn the_library_comes_without_the_libraries_of_the_program() {
    let with = dependencies(&[]);
    let without = dependencies(&["--no-default-features"]);
    for name in ["clap", "mimalloc", "annotate_snippets"] {
        assert!(with.iter().any(|library| library == name), "{name}: {with:?}");
        assert!(!without.iter().any(|library| library == name), "{name}: {without:?}");
    }
    assert!(without.iter().any(|library| library == "syn"), "{without:?}");
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
