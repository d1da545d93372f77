//! How each diagnostic of this phase looks, once.

mod names;
mod service;
mod types;

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::Expect;

use crate::diagnostics::{self, Diagnostics};

use super::{resolved, sources};

/// What takes a document of megabytes to come about; tested in `hostile`.
const OF_HOSTILE_SIZE: [&str; 2] = ["too-many-extends", "too-many-references"];

fn check(documents: &[&str], expected: Expect) {
    let sources = sources(documents);
    let mut diagnostics = Diagnostics::default();
    resolved(&sources, &mut diagnostics);
    expected.assert_eq(&diagnostics::render(&sources, &diagnostics.sorted(), false));
}

/// The codes in the sources of this phase: words with hyphens between quotes.
fn codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            self::codes(&path, codes);
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let is_code = |word: &&str| word.contains('-') && word.chars().all(|c| c == '-' || c.is_ascii_lowercase());
        codes.extend(text.split('"').filter(is_code).map(str::to_owned));
    }
}

#[test]
fn every_code_is_rendered_here() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut known = BTreeSet::new();
    codes(&model.join("resolve"), &mut known);
    codes(&model.join("terms"), &mut known);
    for documents in [names::NAMES, types::TYPES, types::ENUMS, service::SERVICE, service::ANNOTATIONS] {
        let sources = sources(documents);
        let mut diagnostics = Diagnostics::default();
        resolved(&sources, &mut diagnostics);
        for fault in diagnostics.sorted() {
            known.remove(fault.code());
        }
    }
    assert_eq!(known, OF_HOSTILE_SIZE.map(str::to_owned).into());
}
