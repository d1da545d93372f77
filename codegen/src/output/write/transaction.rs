//! Makes all changes or, where one fails, undoes them all.
//!
//! A new text is written to the staging folder first and then renamed to its path, so that readers see either the old
//! or the new file. The replaced file is kept until the last step has succeeded. A new folder is filled in the staging
//! folder, and then renamed as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::staging::Staging;
use super::{Change, IoContext, State, WriteError};

/// Carries out `entries` in `folder`, for the run that holds `staging`.
pub(super) fn run(folder: &Path, staging: &Staging, entries: &[(Change, &str)]) -> Result<(), WriteError> {
    let staging = staging.path();
    let mut undo = Undo::default();
    let whole = missing_folders(folder, entries);
    let swapped = prepare(staging, entries, &whole).and_then(|()| swap(folder, staging, entries, &whole, &mut undo));
    match &swapped {
        Ok(()) => remove_empty_folders(folder, entries),
        Err(_) => undo.all(),
    }
    swapped
}

fn new_text(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("{index}.new"))
}

fn old_text(staging: &Path, index: usize) -> PathBuf {
    staging.join(format!("{index}.old"))
}

/// Where new folders are filled.
fn new_folders(staging: &Path) -> PathBuf {
    staging.join("folders")
}

/// The outermost missing folders on the paths of new files, relative to the package.
fn missing_folders<'a>(folder: &Path, entries: &'a [(Change, &str)]) -> BTreeSet<&'a Path> {
    let is_missing = |path: &Path| {
        let metadata = fs::symlink_metadata(folder.join(path));
        metadata.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let mut missing = BTreeSet::new();
    let mut before = None;
    for (change, _) in entries.iter().filter(|(change, _)| change.state == State::New) {
        // The entries are in the order of their paths, so that most have the folder of the one before.
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

/// Writes all new texts to the staging folder. A full disk is noticed here, before the package is changed.
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
        let mut file = fs::File::create_new(&path).at("create", &path)?;
        file.write_all(text.as_bytes()).at("write", &path)?;
    }
    Ok(())
}

/// Moves stale files out, then new files in: on some systems `Foo.rs` and `foo.rs` are one file.
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
        undo.0.push(UndoStep::Moved { from: path, to: old });
    }
    for name in whole {
        let (path, filled) = (folder.join(name), new_folders(staging).join(name));
        fs::rename(&filled, &path).at("write", &path)?;
        undo.0.push(UndoStep::Moved { from: filled, to: path });
    }
    let alone = |(_, (change, _)): &(usize, &(Change, &str))| folder_of(&change.path, whole).is_none();
    for (index, (change, _)) in with(|state| matches!(state, State::New | State::Changed)).filter(alone) {
        let path = folder.join(&change.path);
        let old = (change.state == State::Changed).then(|| old_text(staging, index));
        match &old {
            Some(old) => keep(&path, old).at("keep a copy of", &path)?,
            None => undo.create_folder_of(&path)?,
        }
        fs::rename(new_text(staging, index), &path).at("write", &path)?;
        undo.0.push(match old {
            Some(old) => UndoStep::Moved { from: path, to: old },
            None => UndoStep::Placed(path),
        });
    }
    Ok(())
}

/// Keeps the old text under a second name: by a hard link, which is cheap, or else by a copy.
fn keep(path: &Path, old: &Path) -> io::Result<()> {
    fs::hard_link(path, old).or_else(|_| fs::copy(path, old).map(drop))
}

/// A step that can be undone.
enum UndoStep {
    /// What was at `from` is at `to`.
    Moved { from: PathBuf, to: PathBuf },
    /// A file was placed at a path where nothing existed.
    Placed(PathBuf),
    /// Folders were created.
    Created(Created),
}

/// The steps so far, in their order.
#[derive(Default)]
struct Undo(Vec<UndoStep>);

impl Undo {
    /// Creates the folder of a new file.
    fn create_folder_of(&mut self, path: &Path) -> Result<(), WriteError> {
        let Some(parent) = path.parent() else { return Ok(()) };
        // The files are in the order of their paths, so that most have the folder of the one before.
        if matches!(self.0.last(), Some(UndoStep::Placed(before)) if before.parent() == Some(parent)) {
            return Ok(());
        }
        let mut created = Created::default();
        let result = created.create(parent);
        self.0.push(UndoStep::Created(created));
        result
    }

    /// Undoes all steps, the last one first: a folder may have replaced a file. Failures are ignored; the error that
    /// led here is reported.
    fn all(self) {
        for step in self.0.into_iter().rev() {
            match step {
                UndoStep::Moved { from, to } => _ = fs::rename(to, from),
                UndoStep::Placed(path) => _ = fs::remove_file(path),
                UndoStep::Created(created) => created.remove(),
            }
        }
    }
}

/// Folders that a run has created, outer ones first.
#[derive(Debug, Default)]
pub(super) struct Created(Vec<PathBuf>);

impl Created {
    /// Creates `folder` and the missing folders above it, and remembers them.
    pub(super) fn create(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|path| *path != Path::new("") && fs::symlink_metadata(path).is_err())
            .map(Path::to_path_buf)
            .collect();
        self.0.extend(missing.into_iter().rev());
        fs::create_dir_all(folder).at("create", folder)
    }

    /// Removes them, the inner ones first. A folder that is not empty stays.
    pub(super) fn remove(self) {
        for folder in self.0.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Removes the folders that are empty without their stale files.
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
