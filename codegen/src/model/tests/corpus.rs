//! S2, S7 on documents that others wrote, found by `ODATA_CORPUS`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts are what these tests are for")]

use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::source::decode::decode;

use super::resolved;

/// The documents of one class; `None` where there is no corpus.
fn class(name: &str) -> Option<Vec<PathBuf>> {
    let Some(root) = std::env::var_os("ODATA_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: set ODATA_CORPUS to the corpus of schemas");
        return None;
    };
    let index = std::fs::read_to_string(root.join("INDEX.tsv")).unwrap();
    let rows = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    Some(rows.filter(|row| row.get(1) == Some(&name)).map(|row| root.join(row[0])).collect())
}

fn read(files: &[PathBuf]) -> Sources {
    let mut sources = Sources::new();
    for file in files {
        let text = decode(std::fs::read(file).unwrap()).unwrap();
        sources.add(file.display().to_string(), text).unwrap();
    }
    sources
}

/// The diagnostics of some documents together.
fn faults(files: &[PathBuf]) -> (usize, Vec<String>) {
    let sources = read(files);
    let mut diagnostics = Diagnostics::default();
    resolved(&sources, &mut diagnostics);
    let list = diagnostics.sorted().iter().map(|fault| format!("[{}] {}", fault.code(), fault.message())).collect();
    (diagnostics.errors(), list)
}

#[test]
fn every_valid_document_resolves_without_an_error() {
    let Some(files) = class("v4") else { return };
    let failed: Vec<_> = files
        .iter()
        .map(|file| (file, faults(std::slice::from_ref(file))))
        .filter(|(_, (errors, _))| *errors > 0)
        .collect();
    println!("{} of {} documents resolve without an error", files.len() - failed.len(), files.len());
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn redfish_resolves_as_a_whole() {
    let Some(files) = class("v4") else { return };
    let is_redfish = |file: &&PathBuf| file.components().any(|part| part.as_os_str() == Path::new("redfish-dmtf"));
    let files: Vec<_> = files.iter().filter(is_redfish).cloned().collect();
    let (errors, list) = faults(&files);
    println!("{} documents together: {errors} errors, {} warnings", files.len(), list.len() - errors);
    assert_eq!(errors, 0, "{list:#?}");
}

#[test]
fn every_negative_document_gives_a_diagnostic() {
    let Some(files) = class("v4-negative") else { return };
    let silent: Vec<_> = files.iter().filter(|file| faults(std::slice::from_ref(*file)).1.is_empty()).collect();
    println!("{} of {} documents give a diagnostic", files.len() - silent.len(), files.len());
    assert!(silent.is_empty(), "{silent:#?}");
}
