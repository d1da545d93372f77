//! The input of the generator.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Config, Diagnostics, Generated, Manifest, Runtime, Sources};

use crate::files::workspace;

/// Documents and options, as the command line reads them.
#[derive(Debug)]
pub struct Input {
    /// The documents, and the manifest if there is one.
    pub sources: Sources,
    /// The options.
    pub config: Config,
    /// The folder of the package that a manifest names.
    pub directory: PathBuf,
}

impl Input {
    /// Reads a manifest and the documents that it names.
    pub fn of_manifest(path: &Path) -> Self {
        let folder = path.parent().expect("a manifest lies in a folder");
        // Diagnostics show paths, and a test must not compare paths of this machine.
        let shown = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::default();
        let id =
            sources.add_manifest_bytes("codegen.toml", read(path), &mut diagnostics).expect("the manifest is text");
        let manifest = Manifest::read(&sources, id, &mut diagnostics);
        let manifest = manifest.unwrap_or_else(|| panic!("{}", codegen::render(&sources, &diagnostics, false)));
        for input in &manifest.inputs {
            let bytes = read(&folder.join(&input.path));
            sources.add_bytes(&shown(&input.path), bytes, &mut diagnostics).expect("a document is text");
        }
        Self { sources, config: manifest.config, directory: folder.join(manifest.directory) }
    }

    /// Reads documents, with the options of a manifest that names none.
    pub fn of_documents<'a>(package: &str, documents: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Self {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::default();
        for (path, bytes) in documents {
            sources.add_bytes(path, bytes, &mut diagnostics);
        }
        Self { sources, config: config(package), directory: PathBuf::new() }
    }

    /// This repository's own metadata.
    pub fn own() -> Self {
        Self::of_manifest(&workspace().join("metadata/codegen.toml"))
    }

    /// Generates, which has to succeed; also gives the rendered diagnostics.
    pub fn generate(&self) -> (Generated, String) {
        let mut diagnostics = Diagnostics::default();
        let generated = codegen::generate(&self.sources, &self.config, &mut diagnostics);
        let rendered = codegen::render(&self.sources, &diagnostics, false);
        (generated.unwrap_or_else(|| panic!("{rendered}")), rendered)
    }
}

/// The options of a manifest that has only the package's name, with this repository's runtime: packages of one
/// workspace compile it once.
pub fn config(package: &str) -> Config {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::default();
    let text = format!("inputs = [\"x\"]\n[package]\nname = \"{package}\"\ndirectory = \"x\"\n");
    let id = sources.add("codegen.toml", text).expect("a short text");
    let config = Manifest::read(&sources, id, &mut diagnostics).expect("a valid manifest").config;
    Config { runtime: shared_runtime(), ..config }
}

/// The runtime of this repository.
fn shared_runtime() -> Runtime {
    let path = workspace().join("codegen/runtime").to_string_lossy().into_owned();
    Runtime::Path { path, version: None }
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
