//! Small schemas and the code that is made of them, side by side: `golden/<case>/*.csdl` and `golden/<case>/expected/`.
//!
//! `UPDATE_GOLDEN=1` writes the expected files again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod front_page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Generated, Stage};
use tests::docs;
use tests::files;
use tests::input::Input;
use tests::package::Packages;

fn cases() -> Vec<PathBuf> {
    let folder = files::workspace().join("tests/golden");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() > 3, "{cases:?}");
    cases
}

fn name(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}

/// The documents of a case, by name.
fn documents(case: &Path) -> Vec<(String, Vec<u8>)> {
    let names = files::below(case).into_iter().filter(|path| path.ends_with(".csdl") && !path.contains('/'));
    names.map(|name| (name.clone(), fs::read(case.join(&name)).unwrap())).collect()
}

/// The input of a case, its documents in reverse where asked.
fn input(case: &Path, is_reversed: bool) -> Input {
    let manifest = case.join("codegen.toml");
    if manifest.exists() && !is_reversed {
        return Input::of_manifest(&manifest);
    }
    let mut documents = documents(case);
    if is_reversed {
        documents.reverse();
    }
    let documents = documents.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()));
    let mut input = Input::of_documents(name(case), documents);
    if manifest.exists() {
        input.config = Input::of_manifest(&manifest).config;
    }
    input
}

/// The case that shows front pages too, which are alike from case to case.
const WITH_FRONT_PAGE: &str = "addressing";

/// The files that depend on the schema: not the runtime, and not the files that are equal in every crate.
fn particular(case: &Path, generated: &Generated) -> BTreeMap<String, String> {
    let shows_front_page = name(case) == WITH_FRONT_PAGE;
    let files = generated.files.iter().filter(|file| match file.path.strip_prefix("src/") {
        Some("lib.rs") => shows_front_page,
        Some(path) => !path.starts_with("runtime/"),
        None => shows_front_page && file.path == "README.md",
    });
    files.map(|file| (file.path.trim_start_matches("src/").to_owned(), file.text.clone())).collect()
}

/// Makes the folder hold exactly these files, or returns how it differs.
fn compare(folder: &Path, files: &BTreeMap<String, String>) -> Vec<String> {
    let is_update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let found = if folder.exists() { files::below(folder) } else { Vec::new() };
    let mut faults = Vec::new();
    for stale in found.iter().filter(|path| !files.contains_key(*path)) {
        if is_update {
            fs::remove_file(folder.join(stale)).unwrap();
        } else {
            faults.push(format!("{}: no longer generated", folder.join(stale).display()));
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == *text {
            continue;
        }
        if is_update {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        } else {
            faults.push(format!("{}:\n{}", path.display(), difference(&expected, text)));
        }
    }
    faults
}

/// The lines from the first to the last that differ.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
    let lines = |sign, lines: &[&str]| lines.iter().map(|line| format!("{sign}{line}\n")).collect::<String>();
    lines('-', &old[start..old.len() - end]) + &lines('+', &new[start..new.len() - end])
}

#[test]
fn generated_code_is_as_expected() {
    let mut faults = Vec::new();
    for case in cases() {
        let input = input(&case, false);
        let (generated, rendered) = input.generate();
        let mut files = particular(&case, &generated);
        files.insert("diagnostics.txt".to_owned(), rendered);
        faults.extend(compare(&case.join("expected"), &files));
    }
    assert!(faults.is_empty(), "to accept: UPDATE_GOLDEN=1 cargo test -p tests --test golden\n{}", faults.join("\n"));
}

#[test]
fn the_order_of_documents_does_not_matter() {
    for case in cases() {
        let (generated, _) = input(&case, false).generate();
        let (reversed, _) = input(&case, true).generate();
        assert_eq!(generated.files, reversed.files, "{}", case.display());
    }
}

#[test]
fn every_stage_says_the_same_twice() {
    for case in cases() {
        for stage in [Stage::Syntax, Stage::Model, Stage::Select, Stage::Plan] {
            let dump = || {
                let input = input(&case, false);
                codegen::dump(stage, &input.sources, &input.config, &mut codegen::Diagnostics::default()).unwrap()
            };
            assert_eq!(dump(), dump(), "{} {stage:?}", case.display());
        }
    }
}

// Documentation is hostile input.
#[test]
fn documentation_is_text() {
    for case in cases() {
        let (generated, _) = input(&case, false).generate();
        assert!(!docs::of_crate(&generated).is_empty(), "{}", case.display());
        assert_eq!(docs::faults_of_crate(&generated), Vec::<String>::new(), "{}", case.display());
    }
}

#[test]
fn what_is_expected_compiles() {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "golden");
    for case in cases() {
        let mut input = input(&case, false);
        input.config.package.name = format!("golden-{}", name(&case));
        packages.add(&input.config.package.name, &input.generate().0);
    }
    let checked = packages.cargo(&["check"], "");
    assert!(!checked.contains("warning"), "{checked}");
}
