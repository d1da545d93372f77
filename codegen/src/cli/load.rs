//! Reads documents and manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use codegen::{
    Batch, Config, Diagnostics, FIRST_VERSION, Limits, Manifest, Package, Places, READ_AT_MOST, Runtime, Select,
    SourceId, Sources, Values,
};

use super::args::{OptionalDocuments, Options, standard_service};
use super::paths::join;
use super::printer::Printer;

/// All that a run reads.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) sources: Sources,
    pub(super) config: Config,
    /// What went wrong with reading; the stages add to it.
    pub(super) diagnostics: Diagnostics,
    /// The folder for the output, where a manifest names it.
    pub(super) directory: Option<PathBuf>,
}

/// Reads the documents that were given, or else those of the manifest, which may be named before the command; `None`
/// once it has printed why it cannot.
pub(super) fn load(
    documents: &OptionalDocuments,
    manifest: Option<&Path>,
    options: &Options,
    printer: &mut Printer,
) -> io::Result<Option<Loaded>> {
    let loaded = if documents.metadata.is_empty() {
        from_manifest(documents.manifest.path.as_deref().or(manifest), printer)?
    } else {
        from_flags("unnamed", &documents.metadata, printer)?
    };
    Ok(loaded.map(|mut loaded| {
        options.apply(&mut loaded.config);
        loaded
    }))
}

/// Reads the documents that were given. Returns `None` after it has printed why it cannot.
pub(super) fn from_flags(package: &str, metadata: &[PathBuf], printer: &mut Printer) -> io::Result<Option<Loaded>> {
    let mut documents = Documents::new(printer.no_diagnostics());
    for path in metadata {
        if let Err(reason) = documents.add(path) {
            let message = format!("cannot read `{}`: {reason}", path.display());
            documents.diagnostics.fault("unreadable-input", message, None);
        }
    }
    documents.add_references();
    let config = Config {
        package: Package { name: package.to_owned(), version: FIRST_VERSION.to_owned() },
        runtime: Runtime::Embedded,
        service: standard_service(),
        select: Select::default(),
        values: Values::default(),
        batch: Batch::default(),
        limits: Limits::default(),
        names: BTreeMap::new(),
        name_places: Places::default(),
    };
    documents.finish(config, None, printer)
}

/// Reads a manifest and the documents that it names. Returns `None` after it has printed why it cannot.
pub(super) fn from_manifest(path: Option<&Path>, printer: &mut Printer) -> io::Result<Option<Loaded>> {
    let mut diagnostics = Diagnostics::default();
    let mut documents = Documents::new(printer.no_diagnostics());
    let found = find_manifest(path, &mut documents.sources, &mut diagnostics).and_then(|(folder, id)| {
        let manifest = Manifest::read(&documents.sources, id, &mut diagnostics)?;
        for input in &manifest.inputs {
            if let Err(reason) = documents.add(&join(&folder, &input.path)) {
                input.unreadable(&reason.to_string(), &mut diagnostics);
            }
        }
        Some((folder, manifest))
    });
    printer.diagnostics(&documents.sources, &diagnostics)?;
    match found {
        Some((folder, manifest)) if !diagnostics.has_errors() => {
            documents.add_references();
            let directory = join(&folder, &manifest.directory);
            documents.finish(manifest.config, Some(directory), printer)
        }
        _ => Ok(None),
    }
}

/// Adds the manifest to `sources`; also returns the folder in which it lies.
fn find_manifest(
    path: Option<&Path>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(PathBuf, SourceId)> {
    let Some(path) = path.map(Path::to_path_buf).or_else(usual_manifest) else {
        let message = format!("there is no manifest `{USUAL_MANIFEST}` in the current folder");
        diagnostics.fault("no-manifest", message, Some(WITHOUT_MANIFEST.into()));
        return None;
    };
    let bytes = match read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read the manifest `{}`: {error}", path.display());
            diagnostics.fault("unreadable-manifest", message, Some(WITHOUT_MANIFEST.into()));
            return None;
        }
    };
    let id = sources.add_manifest_bytes(&path.display().to_string(), bytes, diagnostics)?;
    Some((path.parent().unwrap_or(Path::new("")).to_path_buf(), id))
}

/// The manifest that is read by default.
const USUAL_MANIFEST: &str = "metadata/codegen.toml";

const WITHOUT_MANIFEST: &str = "name a manifest with `--manifest FILE`, \
    or generate from documents: `codegen generate --metadata FILE --out DIR --package NAME`";

/// The manifest in the current folder or, where Cargo runs this program from its source, that of its workspace.
fn usual_manifest() -> Option<PathBuf> {
    let here = Path::new(USUAL_MANIFEST).to_path_buf();
    if here.is_file() {
        return Some(here);
    }
    let source = Path::new(SOURCE_FOLDER);
    is_run_by_cargo().then(|| join(source, "..").join(USUAL_MANIFEST)).filter(|path| path.is_file())
}

/// Where the source of this program was when it was built.
const SOURCE_FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// Whether `cargo run` has started this program, from the source that it was built from.
pub(super) fn is_run_by_cargo() -> bool {
    std::env::var_os("CARGO_MANIFEST_DIR").is_some_and(|folder| folder == SOURCE_FOLDER)
}

/// The documents read so far.
#[derive(Debug)]
struct Documents {
    sources: Sources,
    diagnostics: Diagnostics,
    /// The path of each, in the order in which they were read.
    read: Vec<(PathBuf, SourceId)>,
    /// Their canonical paths, so that no document is read twice.
    known: BTreeSet<PathBuf>,
}

impl Documents {
    fn new(diagnostics: Diagnostics) -> Self {
        Self { sources: Sources::new(), diagnostics, read: Vec::new(), known: BTreeSet::new() }
    }

    /// Reads a document, or all documents in a folder, by name.
    fn add(&mut self, path: &Path) -> io::Result<()> {
        if !fs::metadata(path)?.is_dir() {
            return self.add_file(path);
        }
        let mut inside =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        inside.retain(|path| is_document(path));
        if inside.is_empty() {
            return Err(io::Error::other("there is no *.csdl, *.edmx or *.xml file in this folder"));
        }
        inside.sort();
        for path in inside {
            let of_file = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            self.add_file(&path).map_err(of_file)?;
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> io::Result<()> {
        if !self.known.insert(fs::canonicalize(path)?) {
            return Ok(());
        }
        let bytes = read(path)?;
        if let Some(id) = self.sources.add_bytes(&path.display().to_string(), bytes, &mut self.diagnostics) {
            self.read.push((path.to_path_buf(), id));
        }
        Ok(())
    }

    /// Reads the documents to which those read so far refer, if they are documents by their names and lie beside or
    /// below them, links followed.
    ///
    /// Nothing is downloaded. The model reports a reference that leads nowhere, since only there is known whether it
    /// matters.
    fn add_references(&mut self) {
        let mut next = 0;
        while let Some((path, id)) = self.read.get(next).cloned() {
            next += 1;
            let folder = path.parent().unwrap_or(Path::new(""));
            for uri in self.sources.references(id) {
                let local = folder.join(&uri);
                if is_inside(&uri)
                    && is_document(&local)
                    && leads_into(&local, folder)
                    && let Err(error) = self.add_file(&local)
                {
                    let message =
                        format!("cannot read `{}`, to which `{}` refers: {error}", local.display(), path.display());
                    self.diagnostics.fault("unreadable-input", message, None);
                }
            }
        }
    }

    /// Returns what was read, or prints why reading has failed.
    fn finish(self, config: Config, directory: Option<PathBuf>, printer: &mut Printer) -> io::Result<Option<Loaded>> {
        let Self { sources, diagnostics, .. } = self;
        if diagnostics.has_errors() {
            printer.diagnostics(&sources, &diagnostics)?;
            return Ok(None);
        }
        Ok(Some(Loaded { sources, config, diagnostics, directory }))
    }
}

/// The bytes of a file. Of a file that is larger than a document may be, only as many as show that.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(READ_AT_MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What comes on standard input, at most as many bytes as a document may have.
pub(super) fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(READ_AT_MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a file in a folder is read as a document.
fn is_document(path: &Path) -> bool {
    let is_known = |extension: &str| ["csdl", "edmx", "xml"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    path.extension().and_then(|extension| extension.to_str()).is_some_and(is_known) && path.is_file()
}

/// Whether a path leads into a folder when its links are followed.
fn leads_into(path: &Path, folder: &Path) -> bool {
    // The folder of a file that is named without one is the current one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(path), Ok(folder)) = (fs::canonicalize(path), fs::canonicalize(folder)) else { return false };
    path.starts_with(folder)
}

/// Whether a reference is a relative path that stays in the folder of the document. Metadata is not trusted to name
/// others.
fn is_inside(uri: &str) -> bool {
    let mut components = Path::new(uri).components();
    !uri.is_empty()
        && !uri.contains([':', '\\', '\0'])
        && components.all(|component| matches!(component, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn references_stay_in_their_folder() {
        for uri in ["a.xml", "./a.xml", "b/a.xml", "Org.OData.Core.V1.xml"] {
            assert!(is_inside(uri), "{uri}");
        }
        for uri in
            ["", "/dev/null", "../a.xml", "b/../../a.xml", "https://a/b.xml", "C:/a.xml", "C:a.xml", "a\\b", "a\0"]
        {
            assert!(!is_inside(uri), "{uri}");
        }
    }
}
