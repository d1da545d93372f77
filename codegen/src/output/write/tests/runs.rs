//! Runs that meet: one that was killed and the next, and two at a time.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::super::staging::Staging;
use super::super::{WriteError, compare};
use super::{files, place, tree, write};
use crate::output::File;

/// What a run leaves that is killed before it has swapped anything.
fn leave(folder: &Path) {
    place(folder, ".codegen-staging/lock", &File::generated("lock", "").text);
    place(folder, ".codegen-staging/0.new", "half");
    place(folder, ".codegen-staging/folders/src/junk.rs", "half");
}

#[test]
fn the_next_run_clears_what_a_killed_one_left() {
    let folder = TempDir::new().unwrap();
    leave(folder.path());
    write(folder.path(), &[("src/lib.rs", "")]);
    assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["src/", "src/lib.rs"]);
}

#[test]
fn the_next_run_clears_it_when_it_has_nothing_to_write() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "")]);
    let before = tree(folder.path());
    leave(folder.path());
    write(folder.path(), &[("src/lib.rs", "")]);
    assert_eq!(tree(folder.path()), before);
}

/// A run that is killed as it begins, or as it ends, has no marked lock.
#[test]
fn an_empty_folder_and_an_empty_lock_are_cleared() {
    let folder = TempDir::new().unwrap();
    for leave in [
        |path: &Path| fs::create_dir(path.join(".codegen-staging")).unwrap(),
        |path: &Path| place(path, ".codegen-staging/lock", ""),
    ] {
        leave(folder.path());
        write(folder.path(), &[("src/lib.rs", "")]);
        assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["src/", "src/lib.rs"]);
    }
}

#[test]
fn comparing_names_what_a_killed_run_left_and_leaves_it() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "")]);
    let files = files(&[("src/lib.rs", "")]);
    assert_eq!(compare(folder.path(), &files).unwrap().leftover(), None);
    leave(folder.path());
    let before = tree(folder.path());
    let changes = compare(folder.path(), &files).unwrap();
    assert_eq!(changes.leftover(), Some(&*folder.path().join(".codegen-staging")));
    assert_eq!(changes.differing().count(), 0);
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn one_run_at_a_time() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1")]);
    let other = Staging::take(folder.path()).unwrap();
    let before = tree(folder.path());
    let after = files(&[("src/lib.rs", "2")]);
    let error = super::super::write(folder.path(), &after, false).unwrap_err();
    assert!(matches!(error, WriteError::Busy { .. }), "{error}");
    let error = compare(folder.path(), &after).unwrap_err();
    assert!(matches!(error, WriteError::Busy { .. }), "{error}");
    assert_eq!(tree(folder.path()), before);
    other.release().unwrap();
    write(folder.path(), &[("src/lib.rs", "2")]);
}

/// The lock is taken before anything is compared: a run that is refused has looked at nothing that is half written.
#[test]
fn a_run_compares_after_it_has_the_lock() {
    let folder = TempDir::new().unwrap();
    let other = Staging::take(folder.path()).unwrap();
    // Compared first, this would be the error.
    place(folder.path(), "src/lib.rs/in-the-way", "");
    let error = super::super::write(folder.path(), &files(&[("src/lib.rs", "")]), false).unwrap_err();
    assert!(matches!(error, WriteError::Busy { .. }), "{error}");
    other.release().unwrap();
    let error = super::super::write(folder.path(), &files(&[("src/lib.rs", "")]), false).unwrap_err();
    assert!(matches!(error, WriteError::InTheWay { .. }), "{error}");
}

/// Whichever of many runs come to write, the tree is that of one of them, and nothing else is left.
#[test]
fn runs_at_the_same_time_do_not_mix() {
    let folder = TempDir::new().unwrap();
    let trees: Vec<Vec<File>> = (0..4)
        .map(|run| {
            let name = format!("src/run{run}/a.rs");
            files(&[(&name, "a"), ("src/lib.rs", &format!("{run}")), ("src/main.rs", &format!("{run}"))])
        })
        .collect();
    std::thread::scope(|scope| {
        for files in &trees {
            scope.spawn(|| {
                for _ in 0..50 {
                    match super::super::write(folder.path(), files, false) {
                        Ok(_) | Err(WriteError::Busy { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let is_clean = |files: &Vec<File>| compare(folder.path(), files).unwrap().differing().count() == 0;
    assert_eq!(trees.iter().filter(|files| is_clean(files)).count(), 1, "{:?}", tree(folder.path()));
    assert!(!folder.path().join(".codegen-staging").exists());
}
