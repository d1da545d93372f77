use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::staging::Staging;
use super::{STAGING, State, WriteError, compare, differences};
use crate::output::File;
use crate::output::package::EMBEDDED_MARK;

fn files(texts: &[(&str, &str)]) -> Vec<File> {
    texts.iter().map(|(path, body)| File::generated(*path, body)).collect()
}

fn write(folder: &Path, texts: &[(&str, &str)]) {
    super::write(folder, &files(texts), false).unwrap();
}

/// Writes `texts` after something has come into the way of them once they were compared, which has to fail and to leave
/// all else as it was.
fn fail_midway(folder: &Path, texts: &[(&str, &str)], place_obstacle: impl FnOnce()) -> WriteError {
    let files = files(texts);
    let staging = Staging::take(folder).unwrap();
    let changes = differences(folder, &files).unwrap();
    place_obstacle();
    let before = tree(folder);
    let error = changes.apply(&staging, false).unwrap_err();
    staging.release().unwrap();
    let before: BTreeMap<_, _> = before.into_iter().filter(|(path, _)| !path.starts_with(STAGING)).collect();
    assert_eq!(tree(folder), before);
    error
}

fn place(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All that is below `folder`; a folder's name ends in `/` and it has no text, that of a link is where it leads.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_symlink() {
            found.insert(name, fs::read_link(entry.path()).unwrap().to_string_lossy().into_owned());
        } else if kind.is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
            found.insert(format!("{name}/"), String::new());
        } else {
            let text = if kind.is_file() { fs::read_to_string(entry.path()).unwrap() } else { String::new() };
            found.insert(name, text);
        }
    }
    found
}

/// Writes `before`, compares with `after`, and then writes `after`, after which nothing differs and nothing else is
/// there.
fn check(before: &[(&str, &str)], after: &[(&str, &str)], expect: Expect) {
    let folder = TempDir::new().unwrap();
    write(folder.path(), before);
    let files = files(after);
    let changes = compare(folder.path(), &files).unwrap();
    let shown: String =
        changes.entries.iter().map(|(change, _)| format!("{:?} {}\n", change.state, change.path)).collect();
    expect.assert_eq(&shown);
    super::write(folder.path(), &files, false).unwrap();
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
fn a_runtime_that_is_no_longer_embedded_is_removed() {
    let folder = TempDir::new().unwrap();
    let manifest = format!("{EMBEDDED_MARK}\n[package]\n");
    write(folder.path(), &[("src/lib.rs", ""), ("runtime/Cargo.toml", &manifest), ("runtime/src/lib.rs", "")]);
    place(folder.path(), "runtime/mine.rs", "// by hand");
    write(folder.path(), &[("src/lib.rs", "")]);
    let paths: Vec<_> = tree(folder.path()).into_keys().filter(|path| !path.ends_with('/')).collect();
    assert_eq!(paths, ["runtime/mine.rs", "src/lib.rs"]);
}

#[test]
fn a_runtime_of_others_stays() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1")]);
    place(folder.path(), "runtime/Cargo.toml", &File::generated("Cargo.toml", "[package]").text);
    place(folder.path(), "runtime/src/lib.rs", &File::generated("a.rs", "").text);
    write(folder.path(), &[("src/lib.rs", "")]);
    let paths: Vec<_> = tree(folder.path()).into_keys().filter(|path| !path.ends_with('/')).collect();
    assert_eq!(paths, ["runtime/Cargo.toml", "runtime/src/lib.rs", "src/lib.rs"]);
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

/// Every kind of change, the last of which fails: a folder has appeared at the path of a file.
#[test]
fn a_failure_midway_leaves_the_tree_as_it_was() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1"), ("src/gone/a.rs", "")]);
    let after = [("src/lib.rs", "2"), ("src/b/new.rs", ""), ("src/z.rs", "")];
    let error = fail_midway(folder.path(), &after, || place(folder.path(), "src/z.rs/in-the-way", ""));
    assert!(matches!(&error, WriteError::Io { action: "write", path, .. } if path.ends_with("src/z.rs")), "{error}");
}

#[test]
fn new_folders_go_again_where_a_later_step_fails() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("src/lib.rs", "1"), ("src/file", "")]);
    // `src/file` becomes a folder, which is made in its place and not moved there.
    let after = [("src/a/b/c.rs", ""), ("src/file/d/e.rs", ""), ("src/lib.rs", "2"), ("src/z.rs", "")];
    fail_midway(folder.path(), &after, || place(folder.path(), "src/z.rs/in-the-way", ""));
    fs::remove_dir_all(folder.path().join("src/z.rs")).unwrap();
    write(folder.path(), &after);
    let paths: Vec<_> = tree(folder.path()).into_keys().filter(|path| !path.ends_with('/')).collect();
    assert_eq!(paths, ["src/a/b/c.rs", "src/file/d/e.rs", "src/lib.rs", "src/z.rs"]);
}

/// No file system has names of 300 characters, which is noticed when the output folder is there already.
#[test]
fn a_failed_run_removes_the_folders_that_it_created() {
    let parent = TempDir::new().unwrap();
    let long = format!("src/{}.rs", "x".repeat(300));
    let files = files(&[("src/lib.rs", ""), (&long, "")]);
    let error = super::write(&parent.path().join("a/b"), &files, false).unwrap_err();
    assert!(matches!(error, WriteError::Io { .. }), "{error}");
    assert_eq!(tree(parent.path()), BTreeMap::new());
}

#[test]
fn a_run_with_nothing_to_write_leaves_no_folder() {
    let parent = TempDir::new().unwrap();
    super::write(&parent.path().join("a/b"), &[], false).unwrap();
    assert_eq!(tree(parent.path()), BTreeMap::new());
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
        ".Codegen-Staging/lock",
    ] {
        let error = super::write(folder.path(), &files(&[(path, "")]), true).unwrap_err();
        assert!(matches!(error, WriteError::Unsafe { .. }), "{path:?}: {error}");
    }
    assert_eq!(tree(folder.path()), BTreeMap::new());
}

// S5: names that differ by case alone are one file on some systems.
#[test]
fn paths_are_apart_on_every_system() {
    let folder = TempDir::new().unwrap();
    let error = compare(folder.path(), &files(&[("src/User.rs", ""), ("src/user.rs", "")])).unwrap_err();
    assert!(matches!(error, WriteError::Twice { .. }), "{error}");
}

#[test]
fn a_folder_that_is_not_ours_is_refused_unless_forced() {
    let folder = TempDir::new().unwrap();
    place(folder.path(), "Cargo.toml", "[package]");
    let files = files(&[("Cargo.toml", ""), ("src/lib.rs", "")]);
    let before = tree(folder.path());
    assert!(matches!(super::write(folder.path(), &files, false), Err(WriteError::Foreign { .. })));
    assert_eq!(tree(folder.path()), before);
    super::write(folder.path(), &files, true).unwrap();
    assert_eq!(compare(folder.path(), &files).unwrap().count(State::Unchanged), 2);
}

#[test]
fn a_fresh_repository_counts_as_empty() {
    let folder = TempDir::new().unwrap();
    place(folder.path(), ".git/HEAD", "");
    write(folder.path(), &[("src/lib.rs", "")]);
}

/// The whole first line of a file decides whether it is ours.
#[test]
fn the_mark_counts_in_the_first_line_alone() {
    let marked = File::generated("a.rs", "").text;
    for (text, is_ours) in [
        (marked.clone(), true),
        (marked.replace('\n', "\r\n"), true),
        (File::generated("a.md", "").text, true),
        (File::generated("a.toml", "").text, true),
        (format!("// by hand\n{marked}"), false),
        (format!("\n{marked}"), false),
        (marked.replace("// ", "let text = \"// "), false),
        (format!("{} By hand.\n", marked.trim_end()), false),
        (marked.trim_start_matches("// ").to_owned(), false),
        (marked.replace(" Do not edit.", ""), false),
        (String::new(), false),
    ] {
        let folder = TempDir::new().unwrap();
        write(folder.path(), &[("src/lib.rs", "")]);
        place(folder.path(), "src/other.rs", &text);
        write(folder.path(), &[("src/lib.rs", "")]);
        assert_eq!(folder.path().join("src/other.rs").exists(), !is_ours, "{text:?}");
        place(folder.path(), "src/lib.rs", &text);
        fs::remove_file(folder.path().join("src/other.rs")).unwrap_or_default();
        let is_written = super::write(folder.path(), &files(&[("src/lib.rs", "new")]), false).is_ok();
        assert_eq!(is_written, is_ours, "{text:?}");
    }
}

mod places;
mod runs;

#[test]
fn errors_name_the_place_and_the_reason() {
    let source = || std::io::Error::other("the disk is full");
    let errors = [
        WriteError::Io { action: "write", path: "out/src/lib.rs".into(), source: source() },
        WriteError::Foreign { folder: "out".into() },
        WriteError::Busy { folder: "out".into() },
        WriteError::Unsafe { path: "../a".into() },
        WriteError::Twice { path: "src/A.rs".into() },
        WriteError::InTheWay { path: "out/src".into() },
        WriteError::NotOurs { path: "out/.codegen-staging".into() },
    ];
    expect![[r#"
        cannot write `out/src/lib.rs`: the disk is full
        `out` is not empty and holds no file that codegen has written
        another run of codegen is writing to `out`
        `../a` is not a safe path for a generated file
        two generated files would be called `src/A.rs`, if upper and lower case are the same
        `out/src` is in the way: it is not the regular file or the folder that belongs there
        `out/.codegen-staging` has the name of a folder that codegen makes, and codegen did not make it
    "#]]
    .assert_eq(&errors.iter().map(|error| format!("{error}\n")).collect::<String>());
    let sources: Vec<_> =
        errors.iter().map(|error| std::error::Error::source(error).map(ToString::to_string)).collect();
    assert_eq!(sources[0].as_deref(), Some("the disk is full"));
    assert!(sources[1..].iter().all(Option::is_none));
}
