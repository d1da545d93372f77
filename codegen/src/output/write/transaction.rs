//! All changes or none: prepare everything, swap it in, undo all of it where one step fails.
//!
//! A new text is written beside the package first and then renamed to its place, so that a reader finds the old or the new
//! file and never a half. What it replaces is kept until the last step has succeeded. A folder that is not there yet is
//! made and filled beside the package, and comes to its place as a whole.

use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{At, Change, STAGING, State, WriteError};

/// Carries out `entries` in `folder`.
pub(super) fn run(folder: &Path, entries: &[(Change, &str)]) -> Result<(), WriteError> {
    let mut undo = Undo::default();
    let staging = folder.join(STAGING);
    undo.create_folders(folder)?;
    let result = lock(folder, &staging).and_then(|guard| {
        let whole = missing_folders(folder, entries);
        let swapped =
            prepare(&staging, entries, &whole).and_then(|()| swap(folder, &staging, entries, &whole, &mut undo));
        if swapped.is_err() {
            undo.files();
        }
        // Windows does not remove a folder with an open file in it.
        drop(guard);
        let removed = fs::remove_dir_all(&staging).at("remove", &staging);
        swapped.and(removed)
    });
    if result.is_err() {
        undo.folders();
    } else {
        remove_empty_folders(folder, entries);
    }
    result
}

/// Takes the folder for this run alone, and clears what an interrupted one left.
fn lock(folder: &Path, staging: &Path) -> Result<fs::File, WriteError> {
    fs::create_dir_all(staging).at("create", staging)?;
    let path = staging.join("lock");
    let lock = fs::File::create(&path).at("create", &path)?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(WriteError::Busy { folder: folder.to_path_buf() }),
        // Some network file systems have no locks; a single run is as safe there as elsewhere.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    for entry in fs::read_dir(staging).at("read", staging)? {
        let left = entry.at("read", staging)?.path();
        let is_folder = fs::symlink_metadata(&left).is_ok_and(|metadata| metadata.is_dir());
        if left != path {
            if is_folder { fs::remove_dir_all(&left) } else { fs::remove_file(&left) }.at("remove", &left)?;
        }
    }
    Ok(lock)
}

fn new_text(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("{index}.new"))
}

fn old_text(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("{index}.old"))
}

/// Where folders are filled that come to their places as a whole.
fn new_folders(staging: &Path) -> PathBuf {
    staging.join("folders")
}

/// The outermost folders on the way to new files that are not there yet, relative to the package.
fn missing_folders<'a>(folder: &Path, entries: &'a [(Change, &str)]) -> BTreeSet<&'a Path> {
    let is_missing = |path: &Path| {
        let metadata = fs::symlink_metadata(folder.join(path));
        metadata.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let mut missing = BTreeSet::new();
    let mut before = None;
    for (change, _) in entries.iter().filter(|(change, _)| change.state == State::New) {
        // The entries are in the order of their paths, so that most lie beside the one before.
        let parent = Path::new(&change.path).parent();
        if before != parent {
            before = parent;
            if folder_of(&change.path, &missing).is_none() {
                missing.extend(folders_above(&change.path).take_while(|path| is_missing(path)).last());
            }
        }
    }
    missing
}

/// The folders in which a file lies, the innermost first.
fn folders_above(path: &str) -> impl Iterator<Item = &Path> {
    Path::new(path).ancestors().skip(1).take_while(|path| *path != Path::new(""))
}

/// Which of the folders a file lies in.
fn folder_of<'a>(path: &'a str, folders: &BTreeSet<&Path>) -> Option<&'a Path> {
    folders_above(path).find(|path| folders.contains(path))
}

/// Writes all new texts; a full disk is noticed here, before anything is touched.
fn prepare(staging: &Path, entries: &[(Change, &str)], whole: &BTreeSet<&Path>) -> Result<(), WriteError> {
    let folders = new_folders(staging);
    let mut before = None;
    for (index, (change, text)) in entries.iter().enumerate() {
        if !matches!(change.state, State::New | State::Changed) {
            continue;
        }
        let path = match folder_of(&change.path, whole) {
            Some(_) => folders.join(&change.path),
            None => new_text(staging, index),
        };
        if let Some(parent) = path.parent().filter(|parent| before.as_deref() != Some(*parent)) {
            fs::create_dir_all(parent).at("create", parent)?;
            before = Some(parent.to_path_buf());
        }
        fs::write(&path, text).at("write", &path)?;
    }
    Ok(())
}

/// Moves stale files out and new ones in, in this order: on some systems `Foo.rs` and `foo.rs` are one file.
fn swap(
    folder: &Path,
    staging: &Path,
    entries: &[(Change, &str)],
    whole: &BTreeSet<&Path>,
    undo: &mut Undo,
) -> Result<(), WriteError> {
    let with =
        |wanted: fn(State) -> bool| entries.iter().enumerate().filter(move |(_, (change, _))| wanted(change.state));
    for (index, (change, _)) in with(|state| state == State::Stale) {
        let path = folder.join(&change.path);
        let old = old_text(staging, index);
        fs::rename(&path, &old).at("remove", &path)?;
        undo.restore.push((path, Some(old)));
    }
    for name in whole {
        let (path, filled) = (folder.join(name), new_folders(staging).join(name));
        fs::rename(&filled, &path).at("write", &path)?;
        undo.restore.push((filled, Some(path)));
    }
    let alone = |(_, (change, _)): &(usize, &(Change, &str))| folder_of(&change.path, whole).is_none();
    for (index, (change, _)) in with(|state| matches!(state, State::New | State::Changed)).filter(alone) {
        let path = folder.join(&change.path);
        let old = (change.state == State::Changed).then(|| old_text(staging, index));
        match &old {
            Some(old) => keep(&path, old).at("keep a copy of", &path)?,
            None => {
                let parent = path.parent().unwrap_or(folder);
                // The entries are in the order of their paths, so that most lie beside the one before.
                if undo.restore.last().and_then(|(path, _)| path.parent()) != Some(parent) {
                    undo.create_folders(parent)?;
                }
            }
        }
        fs::rename(new_text(staging, index), &path).at("write", &path)?;
        undo.restore.push((path, old));
    }
    Ok(())
}

/// Keeps the file's old text under a second name: a link costs nothing, a copy works everywhere.
fn keep(path: &Path, old: &Path) -> io::Result<()> {
    fs::hard_link(path, old).or_else(|_| fs::copy(path, old).map(drop))
}

/// How to get back to where the run began.
#[derive(Default)]
struct Undo {
    /// Where something has to be again, and where it is now; what was not there is removed.
    restore: Vec<(PathBuf, Option<PathBuf>)>,
    /// Folders that were created, outer ones first.
    created: Vec<PathBuf>,
}

impl Undo {
    /// Creates `folder` and what is missing above it, and remembers which those were.
    fn create_folders(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|path| *path != Path::new("") && fs::symlink_metadata(path).is_err())
            .map(Path::to_path_buf)
            .collect();
        self.created.extend(missing.into_iter().rev());
        fs::create_dir_all(folder).at("create", folder)
    }

    /// Puts the old files back, the last change first. What fails here has no better answer than the error that led here.
    fn files(&mut self) {
        for (path, now) in self.restore.drain(..).rev() {
            let _ = match now {
                Some(now) => fs::rename(now, path),
                None => fs::remove_file(path),
            };
        }
    }

    /// Removes the created folders, inner ones first.
    fn folders(&mut self) {
        for folder in self.created.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Removes the folders that stale files have left empty; one that is not empty refuses.
fn remove_empty_folders(folder: &Path, entries: &[(Change, &str)]) {
    for (change, _) in entries.iter().rev().filter(|(change, _)| change.state == State::Stale) {
        let inside = Path::new(&change.path).ancestors().skip(1).take_while(|path| *path != Path::new(""));
        for relative in inside {
            if fs::remove_dir(folder.join(relative)).is_err() {
                break;
            }
        }
    }
}
