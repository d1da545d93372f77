//! The files below `generated/` are those that codegen makes of `metadata/` today.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use std::fs;
use std::path::Path;

use codegen::output::{State, compare, write};
use tests::files;
use tests::input::Input;

/// The files of a folder that differ from what is generated now.
fn differing(folder: &Path) -> Vec<(String, State)> {
    let (generated, _) = Input::own().generate();
    let changes = compare(folder, &generated.files).unwrap();
    changes.differing().map(|change| (change.path.clone(), change.state)).collect()
}

#[test]
fn generated_is_fresh() {
    let folder = Input::own().directory;
    let differing = differing(&folder);
    assert!(differing.is_empty(), "run `cargo run -p codegen`; these files differ: {differing:#?}");
}

#[test]
fn nothing_but_generated_files_lies_in_generated() {
    let folder = Input::own().directory;
    let (generated, _) = Input::own().generate();
    let expected: Vec<_> = generated.files.iter().map(|file| file.path.as_str()).collect();
    let found = files::below(&folder);
    let foreign: Vec<_> = found.iter().filter(|path| !expected.contains(&path.as_str())).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let (generated, _) = Input::own().generate();
    write(folder.path(), &generated.files, false).unwrap();
    assert_eq!(differing(folder.path()), []);
    let path = "src/microsoft_aad_reporting/report_root.rs";
    let mut bytes = fs::read(folder.path().join(path)).unwrap();
    let last = bytes.len() - 1;
    bytes[last] = b' ';
    fs::write(folder.path().join(path), bytes).unwrap();
    fs::remove_file(folder.path().join("src/lib.rs")).unwrap();
    let stale = "src/microsoft_aad_reporting/gone.rs";
    fs::copy(folder.path().join("src/service.rs"), folder.path().join(stale)).unwrap();
    assert_eq!(
        differing(folder.path()),
        [("src/lib.rs".to_owned(), State::New), (stale.to_owned(), State::Stale), (path.to_owned(), State::Changed),]
    );
}

#[test]
fn two_runs_make_the_same_bytes() {
    let (first, warnings) = Input::own().generate();
    let (second, again) = Input::own().generate();
    assert_eq!((first.files, first.summary, warnings), (second.files, second.summary, again));
}

#[test]
fn our_own_metadata_gives_no_diagnostic() {
    let (_, rendered) = Input::own().generate();
    assert_eq!(rendered, "");
}
