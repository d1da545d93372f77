//! Compares the output folder with the generated files, and writes them.
//!
//! The user may name an output folder by way of links. Below it no link is followed, neither to read nor to write, and
//! only regular files are opened.

mod regular;
mod staging;
mod stale;
mod transaction;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use regular::bears_header;
use staging::{Staging, find_leftover};
use stale::find_stale;
use transaction::Created;

use super::{File, is_generated};

/// The folder below the output folder in which a run prepares what it writes. It exists only while a run writes.
const STAGING: &str = ".codegen-staging";

/// How a generated file relates to what is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The same bytes.
    Unchanged,
    /// Other bytes.
    Changed,
    /// Missing on disk.
    New,
    /// On disk with our header, and no longer generated.
    Stale,
}

/// One file of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Relative to the output folder, with `/` between segments.
    pub path: String,
    /// How it differs.
    pub state: State,
}

/// The result of [`compare`] or [`write()`], ordered by path.
#[derive(Debug)]
pub struct Changes<'a> {
    folder: PathBuf,
    entries: Vec<(Change, &'a str)>,
    foreign: bool,
    leftover: Option<PathBuf>,
}

impl Changes<'_> {
    /// All files that differ, or that did before they were written: changed, missing or stale.
    pub fn differing(&self) -> impl Iterator<Item = &Change> {
        self.entries.iter().map(|(change, _)| change).filter(|change| change.state != State::Unchanged)
    }

    /// How many files are in this state.
    pub fn count(&self, state: State) -> usize {
        self.entries.iter().filter(|(change, _)| change.state == state).count()
    }

    /// The folder that a killed run has left. The next [`write()`] removes it.
    pub fn leftover(&self) -> Option<&Path> {
        self.leftover.as_deref()
    }

    /// Writes all that differs or, where that fails, nothing.
    fn apply(&self, staging: &Staging, force: bool) -> Result<(), WriteError> {
        if self.foreign && !force {
            return Err(WriteError::Foreign { folder: self.folder.clone() });
        }
        if self.differing().next().is_none() {
            return Ok(());
        }
        transaction::run(&self.folder, staging, &self.entries)
    }
}

/// Why the output folder could not be compared or written.
#[derive(Debug)]
pub enum WriteError {
    /// The file system refused.
    Io {
        /// What was tried: `read`, `create`, ….
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the file system.
        source: io::Error,
    },
    /// The folder holds files, and codegen has written not one of them.
    Foreign {
        /// The output folder.
        folder: PathBuf,
    },
    /// Another run is writing there.
    Busy {
        /// The output folder.
        folder: PathBuf,
    },
    /// A file would lie outside of the folder, or have a name that some systems do not allow.
    Unsafe {
        /// As planned.
        path: String,
    },
    /// Two files have the same path, or paths that differ only in case.
    Twice {
        /// The path of the second file.
        path: String,
    },
    /// Where a file has to be there is something else than a regular file, or where a folder has to be something else
    /// than a folder.
    InTheWay {
        /// Its path.
        path: PathBuf,
    },
    /// There is something with the name of the folder that a run makes for itself, and no run has made it. It is left
    /// alone.
    NotOurs {
        /// Its path.
        path: PathBuf,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(f, "cannot {action} `{}`: {source}", path.display()),
            Self::Foreign { folder } => {
                write!(f, "`{}` is not empty and holds no file that codegen has written", folder.display())
            }
            Self::Busy { folder } => write!(f, "another run of codegen is writing to `{}`", folder.display()),
            Self::Unsafe { path } => write!(f, "`{}` is not a safe path for a generated file", path.escape_debug()),
            Self::Twice { path } => {
                write!(f, "two generated files would be called `{path}`, if upper and lower case are the same")
            }
            Self::InTheWay { path } => {
                write!(
                    f,
                    "`{}` is in the way: it is not the regular file or the folder that belongs there",
                    path.display()
                )
            }
            Self::NotOurs { path } => {
                write!(
                    f,
                    "`{}` has the name of a folder that codegen makes, and codegen did not make it",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Adds to an error what was tried, and on which path.
trait IoContext<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { action, path: path.to_path_buf(), source })
    }
}

/// Compares `files` with those in `folder`. Changes nothing and takes no lock, so that it works in a folder that cannot
/// be written.
///
/// Stale files are looked for in `folder` itself, in its `src` and `runtime`, and in the folders that `files` name; not in
/// packages of others that are nested there, and never through a symbolic link.
///
/// # Errors
///
/// A path in `files` that would leave `folder` or occurs twice, something in the way of a file, a file that cannot be
/// read, or [`WriteError::Busy`] while a run writes there.
pub fn compare<'a>(folder: &Path, files: &'a [File]) -> Result<Changes<'a>, WriteError> {
    check_paths(files)?;
    let leftover = find_leftover(folder)?;
    Ok(Changes { leftover, ..differences(folder, files)? })
}

/// Writes `files` to `folder`, and removes stale files there: all of that or, where it fails, nothing. Returns what
/// differed.
///
/// Files are compared as in [`compare`], while no other run can write there. What a killed run has left is removed.
///
/// # Errors
///
/// Those of [`compare`]; [`WriteError::Foreign`] where the folder holds files that codegen has not written, unless
/// `force`; [`WriteError::NotOurs`] where something of the user has the name of the folder that a run needs; or an
/// error of the file system.
pub fn write<'a>(folder: &Path, files: &'a [File], force: bool) -> Result<Changes<'a>, WriteError> {
    check_paths(files)?;
    let mut created = Created::default();
    let written = created.create(folder).and_then(|()| write_alone(folder, files, force));
    if !written.as_ref().is_ok_and(|changes| changes.differing().next().is_some()) {
        created.remove();
    }
    written
}

/// Compares and writes while no other run can.
fn write_alone<'a>(folder: &Path, files: &'a [File], force: bool) -> Result<Changes<'a>, WriteError> {
    let staging = Staging::take(folder)?;
    let written = differences(folder, files).and_then(|changes| {
        changes.apply(&staging, force)?;
        Ok(changes)
    });
    let released = staging.release();
    let changes = written?;
    released.map(|()| changes)
}

fn differences<'a>(folder: &Path, files: &'a [File]) -> Result<Changes<'a>, WriteError> {
    check_folders(folder, files)?;
    let mut entries = BTreeMap::new();
    let mut any_of_ours = false;
    for file in files {
        let (state, ours) = compare_file(&folder.join(&file.path), &file.text)?;
        any_of_ours |= ours;
        entries.insert(file.path.as_str(), (state, file.text.as_str()));
    }
    let (stale, is_empty) = find_stale(folder, &entries)?;
    let foreign = !is_empty && !any_of_ours && stale.is_empty();
    let mut entries: Vec<_> = entries
        .into_iter()
        .map(|(path, (state, text))| (Change { path: path.to_owned(), state }, text))
        .chain(stale.into_iter().map(|path| (Change { path, state: State::Stale }, "")))
        .collect();
    entries.sort_by(|(left, _), (right, _)| left.path.cmp(&right.path));
    Ok(Changes { folder: folder.to_path_buf(), entries, foreign, leftover: None })
}

/// Checks that all paths stay in the folder, and differ on every file system.
fn check_paths(files: &[File]) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    for file in files {
        let is_safe = |segment: &str| {
            !matches!(segment, "" | "." | "..")
                && !segment
                    .contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*'))
        };
        if !file.path.split('/').all(is_safe) || is_staging(&file.path) {
            return Err(WriteError::Unsafe { path: file.path.clone() });
        }
        if !seen.insert(file.path.to_lowercase()) {
            return Err(WriteError::Twice { path: file.path.clone() });
        }
    }
    Ok(())
}

/// Whether a path lies in the folder that a run makes for itself, also where the file system ignores case.
fn is_staging(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(STAGING))
}

/// Checks that each folder is a folder, or does not exist, or is a generated file, which is then replaced.
fn check_folders(folder: &Path, files: &[File]) -> Result<(), WriteError> {
    let folders: BTreeSet<&Path> = files
        .iter()
        .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
        .filter(|path| *path != Path::new(""))
        .collect();
    for relative in folders {
        let path = folder.join(relative);
        match metadata_of(&path)? {
            None => {}
            Some(metadata) if metadata.is_dir() => {}
            Some(metadata) if metadata.is_file() && bears_header(&path)? => {}
            Some(_) => return Err(WriteError::InTheWay { path }),
        }
    }
    Ok(())
}

/// The metadata of a path, without following a link; `None` if nothing exists there.
fn metadata_of(path: &Path) -> Result<Option<fs::Metadata>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error).at("read", path),
    }
}

/// Compares one file. Also returns whether the file on disk bears our header.
fn compare_file(path: &Path, text: &str) -> Result<(State, bool), WriteError> {
    let Some(metadata) = metadata_of(path)? else { return Ok((State::New, false)) };
    if !metadata.is_file() {
        return Err(WriteError::InTheWay { path: path.to_path_buf() });
    }
    if metadata.len() != text.len() as u64 {
        return Ok((State::Changed, bears_header(path)?));
    }
    let mut bytes = Vec::with_capacity(text.len());
    regular::open(path)?.read_to_end(&mut bytes).at("read", path)?;
    let state = if bytes == text.as_bytes() { State::Unchanged } else { State::Changed };
    Ok((state, is_generated(&bytes)))
}

#[cfg(test)]
mod tests;
