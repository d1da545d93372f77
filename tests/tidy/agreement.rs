//! What two files both say is the same in both.

use std::collections::BTreeSet;

use odata_runtime::source;
use quote::ToTokens;
use tests::files;
use toml::Table;

use super::{assert_none, paths};

fn table(path: &str) -> Table {
    files::read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn generated_crates_pass_on_the_features_of_the_runtime() {
    let generated = table("generated/Cargo.toml")["features"].as_table().unwrap().clone();
    let runtime = table("codegen/runtime/Cargo.toml")["features"].as_table().unwrap().clone();
    let is_private = |name: &str| name.starts_with("__");
    let public = |name: &&String| !matches!(name.as_str(), "default" | "source") && !is_private(name);
    assert!(!generated.keys().any(|name| is_private(name)), "{generated:?}");
    for feature in runtime.keys().filter(public) {
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

/// The names that the root of the runtime offers, from its `pub use` and `pub mod`.
fn public_names() -> BTreeSet<String> {
    let root = syn::parse_file(&files::read("codegen/runtime/src/lib.rs")).unwrap();
    let mut names = BTreeSet::new();
    for item in root.items {
        match item {
            syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Public(_)) => leaves(&item.tree, &mut names),
            syn::Item::Mod(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                let is_hidden =
                    item.attrs.iter().any(|attribute| attribute.to_token_stream().to_string().contains("hidden"));
                names.extend((!is_hidden).then(|| item.ident.to_string()));
            }
            _ => {}
        }
    }
    names
}

fn leaves(tree: &syn::UseTree, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => leaves(&path.tree, names),
        syn::UseTree::Name(name) => _ = names.insert(name.ident.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        syn::UseTree::Rename(rename) => _ = names.insert(rename.rename.to_string()),
        syn::UseTree::Glob(_) => panic!("the root names what it offers"),
    }
}

#[test]
fn the_root_offers_what_callers_write_in_groups() {
    let face = files::read("codegen/face/mod.rs");
    let table = face.lines().filter(|line| line.starts_with("//! |")).collect::<String>();
    let listed: BTreeSet<String> =
        table.split('`').skip(1).step_by(2).map(|name| name.trim_end_matches('!').to_owned()).collect();
    let mut expected = public_names();
    // The face's own, a macro, and the names of features.
    expected.extend(["At", "Client", "ClientBuilder", "azure", "projection", "reqwest"].map(str::to_owned));
    assert_eq!(listed, expected);
}

/// The `rust-version` of a package.
fn rust_version(package: &str) -> String {
    table(&format!("{package}/Cargo.toml"))["package"]["rust-version"].as_str().unwrap().to_owned()
}

/// One for the generator, which is that of the workspace, and an older one for what is generated and its runtime.
#[test]
fn one_oldest_compiler() {
    let version = table("Cargo.toml")["workspace"]["package"]["rust-version"].as_str().unwrap().to_owned();
    for package in ["codegen", "tests", "tests/promises", "tests/promises/shop"] {
        let inherited = &table(&format!("{package}/Cargo.toml"))["package"]["rust-version"]["workspace"];
        assert_eq!(inherited.as_bool(), Some(true), "{package}");
    }
    assert_eq!(rust_version("generated"), rust_version("codegen/runtime"));
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

/// The packages that the library of a package is compiled with.
fn dependencies(package: &str, flags: &[&str]) -> Vec<String> {
    let mut command = std::process::Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "-p", package, "-e", "normal", "--prefix", "none", "--format", "{lib}"]);
    let output = command.args(flags).current_dir(files::workspace()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn the_library_comes_without_the_libraries_of_the_program() {
    let with = dependencies("codegen", &[]);
    let without = dependencies("codegen", &["--no-default-features"]);
    for name in ["clap", "mimalloc", "annotate_snippets"] {
        assert!(with.iter().any(|library| library == name), "{name}: {with:?}");
        assert!(!without.iter().any(|library| library == name), "{name}: {without:?}");
    }
    assert!(without.iter().any(|library| library == "syn"), "{without:?}");
}

#[test]
fn each_feature_of_tls_brings_one() {
    // reqwest's own default is aws-lc-rs: with another provider, clients that the program builds would have none.
    for (feature, expected) in [
        ("", [].as_slice()),
        ("reqwest", ["aws_lc_rs", "rustls"].as_slice()),
        ("rustls-aws-lc", ["aws_lc_rs", "rustls"].as_slice()),
        ("rustls-ring", ["ring", "rustls"].as_slice()),
        ("native-tls", ["native_tls"].as_slice()),
    ] {
        let all = dependencies("generated", &["--no-default-features", "--features", feature]);
        let is_tls = |library: &&str| all.iter().any(|it| it == library);
        let found: Vec<_> = ["aws_lc_rs", "native_tls", "ring", "rustls"].into_iter().filter(is_tls).collect();
        assert_eq!(found, expected, "{feature}");
        let has_urls = all.iter().any(|library| library == "url");
        assert_eq!(has_urls, !feature.is_empty(), "{feature}: only reqwest needs `url`");
    }
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
    // One program has several of them as modules.
    let all = files::read("tests/all/main.rs");
    let is_module = |path: &str| all.contains(&format!("#[path = \"../{path}\"]\n"));
    let found = |test: &dyn Fn(&str) -> bool| below.iter().filter(|path| test(path)).cloned().collect::<Vec<_>>();
    assert_eq!(
        registered("test"),
        found(&|path| path.ends_with("/main.rs")
            && !path.starts_with("promises/")
            && !is_module(path)
            && path.matches('/').count() == 1)
    );
    assert_eq!(registered("example"), found(&|path| path.starts_with("examples/")));
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
