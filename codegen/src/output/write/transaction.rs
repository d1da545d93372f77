//! All changes or none: prepare everything, swap it in, undo all of it where one step fails.
//!
//! A new text is written beside the package first and then renamed to its place, so that a reader finds the old or the new
//! file and never a half. What it replaces is kept until the last step has succeeded. A folder that is not there yet is
//! made and filled beside the package, and comes to its place as a whole.

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
        let mut file = fs::File::create_new(&path).at("create", &path)?;
        file.write_all(text.as_bytes()).at("write", &path)?;
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

/// Keeps the file's old text under a second name: a link costs nothing, a copy works everywhere.
fn keep(path: &Path, old: &Path) -> io::Result<()> {
    fs::hard_link(path, old).or_else(|_| fs::copy(path, old).map(drop))
}

/// Something that was done, and can be undone.
enum UndoStep {
    /// What was at `from` is at `to`.
    Moved { from: PathBuf, to: PathBuf },
    /// A file was placed where nothing was.
    Placed(PathBuf),
    /// Folders were created.
    Created(Created),
}

/// What was done, in this order.
#[derive(Default)]
struct Undo(Vec<UndoStep>);

impl Undo {
    /// Creates the folder in which a new file comes to lie.
    fn create_folder_of(&mut self, path: &Path) -> Result<(), WriteError> {
        let Some(parent) = path.parent() else { return Ok(()) };
        // The files come in the order of their paths, so that most lie beside the one before.
        if matches!(self.0.last(), Some(UndoStep::Placed(before)) if before.parent() == Some(parent)) {
            return Ok(());
        }
        let mut created = Created::default();
        let result = created.create(parent);
        self.0.push(UndoStep::Created(created));
        result
    }

    /// Undoes all of it, the last step first: a folder may stand where a file was. What fails here has no better answer
    /// than the error that led here.
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
    /// Creates `folder` and what is missing above it, and remembers which those were.
    pub(super) fn create(&mut self, folder: &Path) -> Result<(), WriteError> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|path| *path != Path::new("") && fs::symlink_metadata(path).is_err())
            .map(Path::to_path_buf)
            .collect();
        self.0.extend(missing.into_iter().rev());
        fs::create_dir_all(folder).at("create", folder)
    }

    /// Removes them, inner ones first; one that is not empty refuses.
    pub(super) fn remove(self) {
        for folder in self.0.into_iter().rev() {
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
