use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::{State, WriteError, compare};
use crate::output::File;

fn files(texts: &[(&str, &str)]) -> Vec<File> {
    texts.iter().map(|(path, body)| File::generated(*path, body)).collect()
}

fn write(folder: &Path, texts: &[(&str, &str)]) {
    compare(folder, &files(texts)).unwrap().apply(false).unwrap();
}

fn place(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All files and folders below `folder`; a folder's name ends in `/` and it has no text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
            found.insert(format!("{name}/"), String::new());
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    found
}

/// Writes `before`, compares with `after`, and then writes `after`, after which nothing differs and nothing else is there.
fn check(before: &[(&str, &str)], after: &[(&str, &str)], expect: Expect) {
    let folder = TempDir::new().unwrap();
    write(folder.path(), before);
    let files = files(after);
    let changes = compare(folder.path(), &files).unwrap();
    let shown: String =
        changes.entries.iter().map(|(change, _)| format!("{:?} {}\n", change.state, change.path)).collect();
    expect.assert_eq(&shown);
    changes.apply(false).unwrap();
    assert_eq!(compare(folder.path(), &files).unwrap().differing().count(), 0);
    let on_disk = tree(folder.path()).into_iter().filter(|(path, _)| !path.ends_with('/'));
    let wanted: BTreeMap<_, _> = files.into_iter().map(|file| (file.path, file.text)).collect();
    assert_eq!(on_disk.collect::<BTreeMap<_, _>>(), wanted);
}

#[test]
fn first_run() {
    check(
        &[],
        &[("Cargo.toml", "[package]"), ("src/lib.rs", "mod a;"), ("src/a/b.rs", "")],
        expect![[r#"
        New Cargo.toml
        New src/a/b.rs
        New src/lib.rs
    "#]],
    );
}

#[test]
fn every_state() {
    check(
        &[("Cargo.toml", ""), ("src/lib.rs", "1"), ("src/gone.rs", ""), ("src/old/deep/gone.rs", ""), ("same.md", "#")],
        &[("Cargo.toml", ""), ("src/lib.rs", "2"), ("src/new.rs", ""), ("same.md", "#")],
        expect![[r#"
            Unchanged Cargo.toml
            Unchanged same.md
            Stale src/gone.rs
            Changed src/lib.rs
            New src/new.rs
            Stale src/old/deep/gone.rs
        "#]],
    );
}

#[test]
fn a_file_gives_way_to_a_folder() {
    check(
        &[("src/a", "")],
        &[("src/a/b.rs", "")],
        expect![[r#"
        Stale src/a
        New src/a/b.rs
    "#]],
    );
}

#[test]
fn what_is_not_ours_stays() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1"), ("src/a/b.rs", "")]);
    place(folder.path(), "src/a/mine.rs", "// by hand");
    place(folder.path(), "target/lib.rs", &File::generated("a.rs", "").text);
    place(folder.path(), "src/nested/Cargo.toml", "");
    place(folder.path(), "src/nested/lib.rs", &File::generated("a.rs", "").text);
    write(folder.path(), &[("src/lib.rs", "2")]);
    let paths: Vec<_> = tree(folder.path()).into_keys().filter(|path| !path.ends_with('/')).collect();
    assert_eq!(paths, ["src/a/mine.rs", "src/lib.rs", "src/nested/Cargo.toml", "src/nested/lib.rs", "target/lib.rs"]);
}

#[test]
fn unchanged_files_are_not_touched() {
    let folder = TempDir::new().unwrap();
    let texts = [("src/lib.rs", "1"), ("src/a.rs", "")];
    write(folder.path(), &texts);
    let modified = || fs::metadata(folder.path().join("src/lib.rs")).unwrap().modified().unwrap();
    let first = modified();
    write(folder.path(), &texts);
    write(folder.path(), &[("src/lib.rs", "1"), ("src/a.rs", "2")]);
    assert_eq!(modified(), first);
}

/// Every kind of change, the last of which fails: a folder has come to stand where a file is to be.
#[test]
fn a_failure_midway_leaves_the_tree_as_it_was() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1"), ("src/gone/a.rs", "")]);
    let files = files(&[("src/lib.rs", "2"), ("src/b/new.rs", ""), ("src/z.rs", "")]);
    let changes = compare(folder.path(), &files).unwrap();
    place(folder.path(), "src/z.rs/in-the-way", "");
    let before = tree(folder.path());
    let error = changes.apply(false).unwrap_err();
    assert!(matches!(&error, WriteError::Io { action: "write", path, .. } if path.ends_with("src/z.rs")), "{error}");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_failure_removes_the_folders_that_it_created() {
    let parent = TempDir::new().unwrap();
    place(parent.path(), "file", "");
    let files = files(&[("src/lib.rs", "")]);
    let changes = compare(&parent.path().join("a/b"), &files).unwrap();
    place(parent.path(), "a/b/src/lib.rs/in-the-way", "");
    let before = tree(parent.path());
    changes.apply(true).unwrap_err();
    assert_eq!(tree(parent.path()), before);
}

#[test]
fn new_folders_go_again_where_a_later_step_fails() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1")]);
    let files = files(&[("src/a/b/c.rs", ""), ("src/a/d.rs", ""), ("src/lib.rs", "2"), ("src/z.rs", "")]);
    let changes = compare(folder.path(), &files).unwrap();
    place(folder.path(), "src/z.rs/in-the-way", "");
    let before = tree(folder.path());
    changes.apply(false).unwrap_err();
    assert_eq!(tree(folder.path()), before);
    fs::remove_dir_all(folder.path().join("src/z.rs")).unwrap();
    changes.apply(false).unwrap();
    let after: Vec<_> = tree(folder.path()).into_keys().collect();
    assert_eq!(after, ["src/", "src/a/", "src/a/b/", "src/a/b/c.rs", "src/a/d.rs", "src/lib.rs", "src/z.rs"]);
}

#[test]
fn leftovers_of_an_interrupted_run_are_cleared() {
    let folder = TempDir::new().unwrap();
    place(folder.path(), ".codegen-staging/0.new", "half");
    place(folder.path(), ".codegen-staging/folders/src/lib.rs", "half");
    place(folder.path(), ".codegen-staging/lock", "");
    write(folder.path(), &[("src/lib.rs", "")]);
    assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["src/", "src/lib.rs"]);
}

#[test]
fn one_run_at_a_time() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1")]);
    place(folder.path(), ".codegen-staging/lock", "");
    let lock = fs::File::open(folder.path().join(".codegen-staging/lock")).unwrap();
    lock.lock().unwrap();
    let before = tree(folder.path());
    let files = files(&[("src/lib.rs", "2")]);
    let error = compare(folder.path(), &files).unwrap().apply(false).unwrap_err();
    assert!(matches!(error, WriteError::Busy { .. }), "{error}");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_folder_that_is_not_ours_is_refused_unless_forced() {
    let folder = TempDir::new().unwrap();
    place(folder.path(), "Cargo.toml", "[package]");
    let files = files(&[("Cargo.toml", ""), ("src/lib.rs", "")]);
    let changes = compare(folder.path(), &files).unwrap();
    assert!(matches!(changes.apply(false), Err(WriteError::Foreign { .. })));
    assert_eq!(fs::read_to_string(folder.path().join("Cargo.toml")).unwrap(), "[package]");
    changes.apply(true).unwrap();
    assert_eq!(compare(folder.path(), &files).unwrap().count(State::Unchanged), 2);
}

#[test]
fn a_fresh_repository_counts_as_empty() {
    let folder = TempDir::new().unwrap();
    place(folder.path(), ".git/HEAD", "");
    write(folder.path(), &[("src/lib.rs", "")]);
}

#[test]
fn paths_cannot_escape() {
    let folder = TempDir::new().unwrap();
    for path in [
        "../a.rs",
        "/a.rs",
        "src/../../a.rs",
        "src//a.rs",
        "",
        ".",
        "C:/a.rs",
        "a\\b.rs",
        "a\0.rs",
        ".codegen-staging/lock",
    ] {
        let error = compare(folder.path(), &files(&[(path, "")])).unwrap_err();
        assert!(matches!(error, WriteError::Unsafe { .. }), "{path:?}: {error}");
    }
}

// S5: names that differ by case alone are one file on some systems.
#[test]
fn paths_are_apart_on_every_system() {
    let folder = TempDir::new().unwrap();
    let error = compare(folder.path(), &files(&[("src/User.rs", ""), ("src/user.rs", "")])).unwrap_err();
    assert!(matches!(error, WriteError::Twice { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let outside = TempDir::new().unwrap();
    place(outside.path(), "lib.rs", "mine");
    place(outside.path(), "stale.rs", &File::generated("stale.rs", "").text);
    for (link, target) in [("src", outside.path().to_path_buf()), ("src/lib.rs", outside.path().join("lib.rs"))] {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join(link).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, folder.path().join(link)).unwrap();
        let error = compare(folder.path(), &files(&[("src/lib.rs", "")])).unwrap_err();
        assert!(matches!(error, WriteError::InTheWay { .. }), "{link}: {error}");
    }
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "")]);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("src/elsewhere")).unwrap();
    assert_eq!(compare(folder.path(), &files(&[("src/lib.rs", "")])).unwrap().differing().count(), 0);
    assert_eq!(tree(outside.path()).len(), 2);
}
