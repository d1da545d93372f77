//! Output folders with random content: nothing outside of the folder changes, files that are not ours stay, and a run writes
//! all of its files or changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use codegen::output::{File, WriteError, compare, write};
use tempfile::TempDir;

use super::random::Random;
use super::repeat::repeat;

/// Paths of files of a run; one is the folder of another, so that each can be in the place of the other.
const PATHS: &[&str] =
    &["Cargo.toml", "README.md", "src/a", "src/a/b.rs", "src/a/c.rs", "src/d.rs", "src/e/f/g.rs", "src/lib.rs"];

/// Paths where the user has files, folders or links.
const PLACES: &[&str] = &[
    ".codegen-staging",
    ".codegen-staging/0.new",
    ".codegen-staging/folders",
    ".codegen-staging/lock",
    "Cargo.toml",
    "notes.txt",
    "src",
    "src/a",
    "src/a/b.rs",
    "src/a/old.rs",
    "src/e",
    "src/e/f/g.rs",
    "src/lib.rs",
    "src/old.rs",
];

#[derive(Clone, Copy, Debug)]
enum Thing {
    Ours,
    Foreign,
    Empty,
    Folder,
    LinkToFolder,
    LinkToFile,
    LinkToOurs,
    Dangling,
    HardLink,
}

const THINGS: &[Thing] = &[
    Thing::Ours,
    Thing::Foreign,
    Thing::Empty,
    Thing::Folder,
    Thing::LinkToFolder,
    Thing::LinkToFile,
    Thing::LinkToOurs,
    Thing::Dangling,
    Thing::HardLink,
];

#[derive(Clone, Debug)]
struct Case {
    /// What an earlier run has written.
    before: Vec<File>,
    placed: Vec<(&'static str, Thing)>,
    after: Vec<File>,
    force: bool,
}

fn files(random: &mut Random) -> Vec<File> {
    let mut files = Vec::new();
    for path in PATHS {
        if random.below(2) == 0 {
            files.push(File::generated(*path, &random.below(3).to_string()));
        }
    }
    if random.below(16) == 0 {
        files.push(File::generated(format!("src/{}/x.rs", "x".repeat(300)), ""));
    }
    files
}

fn case(random: &mut Random) -> Case {
    let before = if random.below(4) == 0 { Vec::new() } else { files(random) };
    let count = random.below(5);
    let placed = (0..count).map(|_| (*random.pick(PLACES), *random.pick(THINGS))).collect();
    Case { before, placed, after: files(random), force: random.below(2) == 0 }
}

/// Creates a thing at a path, if the folders above allow it.
fn place(folder: &Path, outside: &Path, at: &str, thing: Thing) {
    let path = folder.join(at);
    let is_outside = path.ancestors().skip(1).take_while(|above| *above != folder).any(Path::is_symlink);
    if is_outside || fs::create_dir_all(path.parent().unwrap()).is_err() {
        return;
    }
    let _ = if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    let ours = File::generated("a.rs", "by an earlier run").text;
    match thing {
        Thing::Ours => fs::write(path, ours),
        Thing::Foreign => fs::write(path, "mine"),
        Thing::Empty => fs::write(path, ""),
        Thing::Folder => fs::create_dir(path),
        Thing::LinkToFolder => symlink(outside, path),
        Thing::LinkToFile => symlink(outside.join("mine.rs"), path),
        Thing::LinkToOurs => symlink(outside.join("ours.rs"), path),
        Thing::Dangling => symlink(outside.join("nowhere"), path),
        Thing::HardLink => fs::hard_link(outside.join("mine.rs"), path),
    }
    .unwrap();
}

/// Everything below a folder: the text of files, the targets of links, nothing for folders.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_symlink() {
            found.insert(name, format!("link to {:?}", fs::read_link(entry.path()).unwrap()));
        } else if kind.is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
            found.insert(format!("{name}/"), String::new());
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

/// The tree without the files that a killed run left, which every run removes.
fn without_staging(tree: &BTreeMap<String, String>) -> BTreeMap<&String, &String> {
    tree.iter().filter(|(path, _)| !path.starts_with("out/.codegen-staging")).collect()
}

fn is_ours(text: &str) -> bool {
    text.starts_with(File::generated("a.rs", "").text.as_str())
        || text.starts_with(File::generated("a.md", "").text.as_str())
        || text.starts_with(File::generated("a.toml", "").text.as_str())
}

/// Writes into the tree of a case; returns whether that succeeded.
fn run(case: Case) -> bool {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().canonicalize().unwrap();
    let (outside, folder) = (root.join("outside"), root.join("deep/out"));
    for (path, text) in [
        ("mine.rs", "mine".to_owned()),
        ("ours.rs", File::generated("a.rs", "").text),
        ("lock", File::generated("lock", "").text),
        ("0.new", "mine".to_owned()),
    ] {
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join(path), text).unwrap();
    }
    let canary = tree(&outside);
    let _ = write(&folder, &case.before, false);
    for (at, thing) in &case.placed {
        place(&folder, &outside, at, *thing);
    }
    let before = tree(&root.join("deep"));
    let _ = compare(&folder, &case.after);
    assert_eq!(tree(&root.join("deep")), before, "comparing changes nothing");
    let written = write(&folder, &case.after, case.force).map(drop);
    let after = tree(&root.join("deep"));
    assert_eq!(tree(&outside), canary, "what is outside stays");
    if let Err(error) = written {
        if matches!(error, WriteError::NotOurs { .. }) {
            assert_eq!(after, before, "{error}");
        }
        assert_eq!(without_staging(&after), without_staging(&before), "nothing is changed: {error}");
        return false;
    }
    let wanted: BTreeMap<String, &String> =
        case.after.iter().map(|file| (format!("out/{}", file.path), &file.text)).collect();
    for (path, text) in &before {
        let may_go = path.ends_with('/') || path.starts_with("out/.codegen-staging") || is_ours(text);
        if !may_go && !wanted.contains_key(path) {
            assert_eq!(after.get(path), Some(text), "what is not ours stays: {path}");
        }
    }
    for (path, text) in &wanted {
        assert_eq!(after.get(path), Some(*text), "all is written: {path}");
    }
    assert!(!folder.join(".codegen-staging").is_symlink() && !folder.join(".codegen-staging").exists());
    // A run without files leaves no file of ours, by which the next one would know the folder.
    if case.after.is_empty() {
        return true;
    }
    let again = write(&folder, &case.after, case.force).unwrap();
    assert_eq!((again.differing().count(), tree(&root.join("deep"))), (0, after), "a second run changes nothing");
    true
}

#[test]
fn writing_stays_inside() {
    repeat("writer", case, run);
}
