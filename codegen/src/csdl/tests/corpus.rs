//! Real documents, found through the environment variable `ODATA_CORPUS`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::csdl::{dump, parse};
use crate::diagnostics::{Diagnostics, render};
use crate::source::Sources;
use crate::source::decode::decode;

/// The corpus, if it is there.
pub(super) fn root() -> Option<PathBuf> {
    let root = std::env::var_os("ODATA_CORPUS").map(PathBuf::from);
    if root.is_none() {
        say("skipped: ODATA_CORPUS does not name a folder");
    }
    root
}

#[expect(clippy::print_stderr, reason = "a test that skips its work has to say so")]
fn say(text: &str) {
    eprintln!("{text}");
}

/// The documents of these classes.
pub(super) fn documents(root: &Path, classes: &[&str]) -> Vec<(String, Vec<u8>)> {
    let index = fs::read_to_string(root.join("INDEX.tsv")).unwrap();
    let rows = index.lines().skip(1).filter_map(|row| {
        let mut columns = row.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    rows.filter(|(_, class)| classes.contains(class))
        .map(|(file, _)| (file.to_owned(), fs::read(root.join(file)).unwrap()))
        .collect()
}

/// What was found in one document.
struct Outcome {
    documents: usize,
    dumped: usize,
    codes: Vec<&'static str>,
    errors: usize,
    rendered: String,
}

fn read(path: &str, bytes: Vec<u8>) -> Outcome {
    let mut sources = Sources::new();
    sources.add(path, decode(bytes).unwrap());
    let mut diagnostics = Diagnostics::default();
    let documents = parse(&sources, &mut diagnostics);
    let sorted = diagnostics.sorted();
    Outcome {
        documents: documents.len(),
        dumped: dump(&documents).len(),
        codes: sorted.iter().map(|diagnostic| diagnostic.code()).collect(),
        errors: diagnostics.errors(),
        rendered: render(&sources, &sorted, false),
    }
}

// S1, P10
#[test]
fn valid_documents_have_no_errors() {
    let Some(root) = root() else { return };
    let documents = documents(&root, &["v4"]);
    let count = documents.len();
    for (path, bytes) in documents {
        let outcome = read(&path, bytes);
        assert!(outcome.errors == 0 && outcome.documents == 1, "{}", outcome.rendered);
        assert!(outcome.dumped > 0, "{path}");
    }
    say(&format!("{count} documents without errors"));
}

// S7
#[test]
fn faulty_documents_are_reported() {
    let Some(root) = root() else { return };
    // Their faults are of meaning, not of syntax: the model stage reports them.
    const SEMANTIC: &[&str] = &[
        "annotationtarget1.xml",
        "test2.xml",
        "C_FINVALIDATIONRESULT_CDS_VAN.annotation.xml",
        "SD_F3245_SDOC_DUPLICATE_ANNO_MDL.annotation.xml",
    ];
    for (path, bytes) in documents(&root, &["malformed", "v4-negative"]) {
        let outcome = read(&path, bytes);
        let is_semantic = SEMANTIC.iter().any(|name| path.ends_with(name));
        assert_eq!(outcome.codes.is_empty(), is_semantic, "{path}\n{}", outcome.rendered);
    }
}

// S7
#[test]
fn old_documents_are_refused_with_one_error() {
    let Some(root) = root() else { return };
    for (path, bytes) in documents(&root, &["v2v3"]) {
        let outcome = read(&path, bytes);
        assert_eq!(outcome.codes, ["odata-version"], "{path}\n{}", outcome.rendered);
        assert_eq!(outcome.documents, 0, "{path}");
    }
}
