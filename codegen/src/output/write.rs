//! What a run would change in the output folder, and the changing of it.

mod transaction;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{File, is_generated};

/// The folder below the output folder in which a run prepares what it writes; there only while it writes.
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
    /// On disk, bearing our header, and no longer generated.
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

/// The result of [`compare`], ordered by path.
#[derive(Debug)]
pub struct Changes<'a> {
    folder: PathBuf,
    entries: Vec<(Change, &'a str)>,
    foreign: bool,
}

impl Changes<'_> {
    /// All files that differ: changed, missing or stale.
    pub fn differing(&self) -> impl Iterator<Item = &Change> {
        self.entries.iter().map(|(change, _)| change).filter(|change| change.state != State::Unchanged)
    }

    /// How many files are in this state.
    pub fn count(&self, state: State) -> usize {
        self.entries.iter().filter(|(change, _)| change.state == state).count()
    }

    /// Makes the folder so that nothing differs: all of it or, where that fails, nothing.
    ///
    /// # Errors
    ///
    /// [`WriteError::Foreign`] unless `force`, where the folder holds files but none of ours; [`WriteError::Busy`] while
    /// another run writes there; otherwise what the file system refused.
    pub fn apply(&self, force: bool) -> Result<(), WriteError> {
        if self.foreign && !force {
            return Err(WriteError::Foreign { folder: self.folder.clone() });
        }
        if self.differing().next().is_none() {
            return Ok(());
        }
        transaction::run(&self.folder, &self.entries)
    }
}

/// Why the output folder could not be compared or written.
#[derive(Debug)]
pub enum WriteError {
    /// The file system refused.
    Io {
        /// What was tried: `read`, `create`, ….
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The folder holds files, and none of them is ours.
    Foreign {
        /// The output folder.
        folder: PathBuf,
    },
    /// Another run writes there at this moment.
    Busy {
        /// The output folder.
        folder: PathBuf,
    },
    /// A file would lie outside of the folder, or where not every system can have it.
    Unsafe {
        /// As planned.
        path: String,
    },
    /// Two files have one path, or paths that differ by case alone.
    Twice {
        /// The second one's.
        path: String,
    },
    /// A symbolic link or a folder stands where a file has to be, or a link where a folder has to be.
    InTheWay {
        /// What stands there.
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
                write!(f, "two generated files would be called `{path}`, upper and lower case apart")
            }
            Self::InTheWay { path } => {
                write!(f, "`{}` is in the way: a link, or a folder where a file belongs", path.display())
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

/// Says which error belongs to which path.
trait At<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { action, path: path.to_path_buf(), source })
    }
}

/// Compares `files` with what is in `folder`; changes nothing.
///
/// Stale files are looked for in `folder` itself, in its `src`, and in the folders that `files` name; not in packages
/// nested there, and never through a symbolic link.
///
/// # Errors
///
/// A path in `files` that would leave `folder` or occurs twice, something in the way of a file, or what the file system
/// refused to read.
pub fn compare<'a>(folder: &Path, files: &'a [File]) -> Result<Changes<'a>, WriteError> {
    check_paths(files)?;
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
    Ok(Changes { folder: folder.to_path_buf(), entries, foreign })
}

/// Holds that all paths stay in the folder and are apart on every file system.
fn check_paths(files: &[File]) -> Result<(), WriteError> {
    let mut seen = BTreeSet::new();
    for file in files {
        let is_safe = |segment: &str| {
            !matches!(segment, "" | "." | "..")
                && !segment
                    .contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*'))
        };
        if !file.path.split('/').all(is_safe) || file.path.split('/').next() == Some(STAGING) {
            return Err(WriteError::Unsafe { path: file.path.clone() });
        }
        if !seen.insert(file.path.to_lowercase()) {
            return Err(WriteError::Twice { path: file.path.clone() });
        }
    }
    Ok(())
}

/// Holds that no folder on the way to a file is a symbolic link.
fn check_folders(folder: &Path, files: &[File]) -> Result<(), WriteError> {
    let folders: BTreeSet<&Path> = files
        .iter()
        .flat_map(|file| Path::new(&file.path).ancestors().skip(1))
        .filter(|path| *path != Path::new(""))
        .collect();
    for relative in folders {
        let path = folder.join(relative);
        if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(WriteError::InTheWay { path });
        }
    }
    Ok(())
}

/// Compares one file; also returns whether what is there bears our header.
fn compare_file(path: &Path, text: &str) -> Result<(State, bool), WriteError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok((State::New, false));
        }
        Err(error) => return Err(error).at("read", path),
    };
    if !metadata.is_file() {
        return Err(WriteError::InTheWay { path: path.to_path_buf() });
    }
    if metadata.len() != text.len() as u64 {
        return Ok((State::Changed, bears_header(path)?));
    }
    let bytes = fs::read(path).at("read", path)?;
    let state = if bytes == text.as_bytes() { State::Unchanged } else { State::Changed };
    Ok((state, is_generated(&bytes)))
}

/// Whether the file at `path` begins with our header.
fn bears_header(path: &Path) -> Result<bool, WriteError> {
    // The mark stands in the first line, which is shorter.
    const BEGINNING: u64 = 256;
    let mut beginning = Vec::new();
    fs::File::open(path).at("read", path)?.take(BEGINNING).read_to_end(&mut beginning).at("read", path)?;
    Ok(is_generated(&beginning))
}

/// The files that bear our header and are not `wanted`, and whether the folder is empty.
fn find_stale(folder: &Path, wanted: &BTreeMap<&str, (State, &str)>) -> Result<(Vec<String>, bool), WriteError> {
    let mut stale = Vec::new();
    let mut is_empty = true;
    let mut open = Vec::new();
    for (name, kind) in list(folder)? {
        // What a version control system or an interrupted run left is not the user's content.
        is_empty &= matches!(name.as_str(), ".git" | STAGING);
        let is_searched = name == "src" || wanted.keys().any(|path| path.split('/').next() == Some(&name));
        if kind.is_dir() && is_searched && name != STAGING {
            open.push(name);
        } else if kind.is_file() && !wanted.contains_key(name.as_str()) && bears_header(&folder.join(&name))? {
            stale.push(name);
        }
    }
    while let Some(parent) = open.pop() {
        let entries = list(&folder.join(&parent))?;
        if entries.iter().any(|(name, _)| name == "Cargo.toml") {
            continue;
        }
        for (name, kind) in entries {
            let path = format!("{parent}/{name}");
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && !wanted.contains_key(path.as_str()) && bears_header(&folder.join(&path))? {
                stale.push(path);
            }
        }
    }
    Ok((stale, is_empty))
}

/// What a folder holds, by name; nothing where there is no folder. Names that are not Unicode are none of ours.
fn list(folder: &Path) -> Result<Vec<(String, fs::FileType)>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).at("read", folder),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.at("read", folder)?;
        if let Ok(name) = entry.file_name().into_string() {
            found.push((name, entry.file_type().at("read", &entry.path())?));
        }
    }
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(found)
}

#[cfg(test)]
mod tests;
