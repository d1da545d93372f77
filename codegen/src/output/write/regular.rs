//! Opens regular files only: no link is followed, and no pipe is waited for.
//!
//! A path is checked before it is opened, and compared afterwards with the file that was opened. A user who may write
//! to the output folder at the same time can still exchange files in between: std can open without following links only
//! by flags that differ from system to system.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::{IoContext, WriteError};
use crate::output::is_generated;

/// Opens a regular file for reading.
pub(super) fn open(path: &Path) -> Result<fs::File, WriteError> {
    open_with(path, fs::OpenOptions::new().read(true))
}

/// Opens the regular file whose lock is to be taken, or makes it.
pub(super) fn open_to_lock(path: &Path) -> Result<fs::File, WriteError> {
    // This follows no link: it fails if anything exists at the path.
    match fs::OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            open_with(path, fs::OpenOptions::new().read(true).write(true))
        }
        made => made.at("create", path),
    }
}

fn open_with(path: &Path, options: &fs::OpenOptions) -> Result<fs::File, WriteError> {
    check_is_file(path)?;
    let file = options.open(path).at("read", path)?;
    if is_still(path, &file) {
        return Ok(file);
    }
    // Another run may have removed the file, or put one of its own there.
    check_is_file(path)?;
    Err(io::Error::new(io::ErrorKind::NotFound, "it was removed meanwhile")).at("read", path)
}

fn check_is_file(path: &Path) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).at("read", path)?.is_file() {
        Ok(())
    } else {
        Err(WriteError::InTheWay { path: path.to_path_buf() })
    }
}

/// Whether the path still leads to this file, and not by a link.
pub(super) fn is_still(path: &Path, file: &fs::File) -> bool {
    let (Ok(here), Ok(opened)) = (fs::symlink_metadata(path), file.metadata()) else { return false };
    here.is_file() && opened.is_file() && is_same(&here, &opened)
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// On other systems std does not identify files.
#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

/// Whether the regular file at `path` begins with our header.
pub(super) fn bears_header(path: &Path) -> Result<bool, WriteError> {
    // The header is the first line, which is shorter.
    const BEGINNING: u64 = 256;
    let mut beginning = Vec::new();
    open(path)?.take(BEGINNING).read_to_end(&mut beginning).at("read", path)?;
    Ok(is_generated(&beginning))
}
