//! The folder below the output folder in which a run prepares what it writes.
//!
//! It is ours if it is a folder, not a link to one, and holds a regular file `lock` with our mark in its first line. A
//! run that was killed at its start leaves an empty folder, or one with an empty `lock`. Anything else is not ours, and
//! is neither read nor changed.

use std::fs::{self, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::regular::{bears_header, is_still, open_to_lock};
use super::{IoContext, STAGING, WriteError};
use crate::output::File;

/// The file that marks the folder as ours. The run that holds its lock may write to the output folder.
const LOCK: &str = "lock";

/// The purpose of the folder, for people who find it.
const LOCK_TEXT: &str = "A run of codegen prepares here what it writes, and removes this folder when it ends.\n";

/// How often a run tries to take the folder while other runs remove it.
const MOST_ATTEMPTS: usize = 100;

/// The staging folder, held by this run.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    lock: fs::File,
}

impl Staging {
    /// Takes the output folder for this run alone, and clears what a killed run left.
    pub(super) fn take(folder: &Path) -> Result<Self, WriteError> {
        let path = folder.join(STAGING);
        for _ in 0..MOST_ATTEMPTS {
            if let Some(staging) = Self::try_take(folder, &path)? {
                staging.clear()?;
                return Ok(staging);
            }
        }
        Err(WriteError::Busy { folder: folder.to_path_buf() })
    }

    /// Returns `None` if another run has removed the folder meanwhile.
    fn try_take(folder: &Path, path: &Path) -> Result<Option<Self>, WriteError> {
        match fs::create_dir(path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !exists(path)? {
                    return Ok(None);
                }
            }
            Err(error) => return Err(error).at("create", path),
        }
        let lock_path = path.join(LOCK);
        let lock = match open_to_lock(&lock_path) {
            Ok(lock) => lock,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => {
                // Removes the folder if it is a new one: one that holds anything refuses.
                let _ = fs::remove_dir(path);
                return Err(error);
            }
        };
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(WriteError::Busy { folder: folder.to_path_buf() }),
            // Some network file systems have no locks. There, a single run is safe too.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        if !is_still(&lock_path, &lock) {
            return Ok(None);
        }
        let staging = Self { path: path.to_path_buf(), lock };
        if let Err(error) = staging.write_mark() {
            let _ = staging.release();
            return Err(error).at("write", &lock_path);
        }
        Ok(Some(staging))
    }

    /// Marks the folder as ours, unless it is marked.
    fn write_mark(&self) -> io::Result<()> {
        if self.lock.metadata()?.len() == 0 {
            (&self.lock).write_all(File::generated(LOCK, LOCK_TEXT).text.as_bytes())?;
        }
        Ok(())
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes all that it holds but the lock.
    fn clear(&self) -> Result<(), WriteError> {
        for entry in fs::read_dir(&self.path).at("read", &self.path)? {
            let entry = entry.at("read", &self.path)?;
            let path = entry.path();
            if entry.file_name() == LOCK {
                continue;
            }
            // A link is removed, and not followed: this is the type of the link itself.
            let is_folder = entry.file_type().at("read", &path)?.is_dir();
            if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.at("remove", &path)?;
        }
        Ok(())
    }

    /// Removes the folder. The lock goes last, so that what a run leaves that is killed here is known as ours. A run
    /// that takes the folder as soon as the lock is gone keeps it.
    pub(super) fn release(self) -> Result<(), WriteError> {
        self.clear()?;
        let Self { path, lock } = self;
        // Windows does not remove a folder with an open file in it.
        let held = if cfg!(windows) {
            drop(lock);
            None
        } else {
            Some(lock)
        };
        let lock_path = path.join(LOCK);
        fs::remove_file(&lock_path).at("remove", &lock_path)?;
        let removed = fs::remove_dir(&path);
        drop(held);
        match removed {
            Err(error) if matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => Ok(()),
            removed => removed.at("remove", &path),
        }
    }
}

/// Finds what a killed run has left. Changes nothing.
///
/// [`WriteError::Busy`] while a run holds it.
pub(super) fn find_leftover(folder: &Path) -> Result<Option<PathBuf>, WriteError> {
    let path = folder.join(STAGING);
    if !exists(&path)? {
        return Ok(None);
    }
    let is_held = fs::File::open(path.join(LOCK))
        .is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)));
    if is_held { Err(WriteError::Busy { folder: folder.to_path_buf() }) } else { Ok(Some(path)) }
}

/// Whether there is a staging folder of ours; an error where something else has its name.
fn exists(path: &Path) -> Result<bool, WriteError> {
    let not_ours = || Err(WriteError::NotOurs { path: path.to_path_buf() });
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return not_ours(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error).at("read", path),
    }
    let lock = path.join(LOCK);
    let is_ours = match fs::symlink_metadata(&lock) {
        Ok(metadata) if metadata.is_file() && metadata.len() > 0 => bears_header(&lock),
        Ok(metadata) if metadata.is_file() => holds_only_a_lock(path),
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => holds_only_a_lock(path),
        Err(error) => Err(error).at("read", &lock),
    };
    match is_ours {
        Ok(true) => Ok(true),
        // Another run may have made its lock after the first look.
        Ok(false) if bears_header(&lock).unwrap_or_default() => Ok(true),
        Ok(false) => not_ours(),
        // Another run has removed it meanwhile.
        Err(error) if is_missing(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether what was to be opened or read does not exist.
fn is_missing(error: &WriteError) -> bool {
    matches!(error, WriteError::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
}

/// Whether a folder holds nothing, or nothing but the file `lock`.
fn holds_only_a_lock(path: &Path) -> Result<bool, WriteError> {
    for entry in fs::read_dir(path).at("read", path)? {
        if entry.at("read", path)?.file_name() != LOCK {
            return Ok(false);
        }
    }
    Ok(true)
}
