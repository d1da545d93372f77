//! Files that an earlier run wrote and this one does not.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::regular::{self, bears_header};
use super::{IoContext as _, STAGING, State, WriteError};
use crate::output::package::{EMBEDDED, EMBEDDED_MARK};

/// The files that bear our header and are not `wanted`, and whether the folder is empty.
pub(super) fn find_stale(
    folder: &Path,
    wanted: &BTreeMap<&str, (State, &str)>,
) -> Result<(Vec<String>, bool), WriteError> {
    let mut stale = Vec::new();
    let mut is_empty = true;
    let mut open = Vec::new();
    for (name, kind) in list(folder)? {
        // Version control and interrupted runs leave folders that the user has not made.
        is_empty &= matches!(name.as_str(), ".git" | STAGING);
        let is_searched = matches!(name.as_str(), "src" | EMBEDDED)
            || wanted.keys().any(|path| path.split('/').next() == Some(&name));
        if kind.is_dir() && is_searched && name != STAGING {
            open.push(name);
        } else if kind.is_file() && !wanted.contains_key(name.as_str()) && bears_header(&folder.join(&name))? {
            stale.push(name);
        }
    }
    while let Some(parent) = open.pop() {
        let entries = list(&folder.join(&parent))?;
        if is_package_of_others(folder, &parent, &entries, wanted)? {
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

/// What a folder holds, by name; nothing if the folder does not exist. Names that are not Unicode are left out: codegen
/// writes no such names.
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

/// Whether a folder is a package that is neither written by this run nor an embedded runtime that an earlier one wrote.
fn is_package_of_others(
    folder: &Path,
    parent: &str,
    entries: &[(String, fs::FileType)],
    wanted: &BTreeMap<&str, (State, &str)>,
) -> Result<bool, WriteError> {
    let Some((_, kind)) = entries.iter().find(|(name, _)| name == "Cargo.toml") else { return Ok(false) };
    let manifest = format!("{parent}/Cargo.toml");
    if wanted.contains_key(manifest.as_str()) {
        return Ok(false);
    }
    if parent != EMBEDDED || !kind.is_file() {
        return Ok(true);
    }
    let path = folder.join(manifest);
    // The mark is the second line.
    const BEGINNING: u64 = 512;
    let mut beginning = Vec::new();
    regular::open(&path)?.take(BEGINNING).read_to_end(&mut beginning).at("read", &path)?;
    Ok(!String::from_utf8_lossy(&beginning).lines().any(|line| line == EMBEDDED_MARK))
}
