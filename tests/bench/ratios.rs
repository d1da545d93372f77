//! What generation costs by phase, what the output costs to compile, how fast its values are read and written, and how
//! fast its URLs are made.
//!
//! `cargo bench -p tests --bench ratios`, with `ODATA_CORPUS` for the documents that others wrote. Prints, and fails
//! only where something cannot be measured. Behind `--`, the parts that are wanted: `urls`, `phases`, `whole`, `values`,
//! `compile`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program that prints"
)]

mod baseline;
mod compile;
mod gnu_time;
mod phases;
mod urls;
mod values;
mod whole;

use std::path::{Path, PathBuf};

use codegen::{Sources, Unqualified};
use tests::corpus;
use tests::files::workspace;
use tests::input::{Input, config};

/// The document of the largest service, in the corpus.
const GRAPH: &str = "csdl/msgraph/v1.0-Prod.csdl";

/// A set of documents and the name of its crate.
struct Subject {
    name: &'static str,
    files: Vec<PathBuf>,
    input: Input,
    /// A program that uses a few of the types.
    program: Option<&'static str>,
}

/// This repository's metadata, and of the corpus the largest service and the one of the most documents.
fn subjects(corpus: Option<&Path>) -> Vec<Subject> {
    let in_folder = |folder: PathBuf| -> Vec<PathBuf> {
        tests::files::below(&folder).iter().map(|file| folder.join(file)).collect()
    };
    let mut own = Input::own();
    own.config.package.name = "measured-own".to_owned();
    let mut files = in_folder(workspace().join("metadata"));
    files.retain(|file| file.extension().is_some_and(|extension| extension == "csdl"));
    let mut all = vec![Subject { name: "own metadata", files, input: own, program: None }];
    if let Some(root) = corpus {
        let others = [
            ("Graph v1.0", "measured-graph", vec![root.join(GRAPH)], Some(include_str!("three_types.txt"))),
            ("Redfish", "measured-redfish", in_folder(root.join("csdl/redfish-dmtf")), None),
        ];
        all.extend(others.map(|(name, package, files, program)| Subject {
            name,
            input: documents(package, &files),
            files,
            program,
        }));
    }
    all
}

fn documents(package: &str, files: &[PathBuf]) -> Input {
    let mut input = Input { sources: Sources::new(), config: config(package), directory: PathBuf::new() };
    input.config.service.unqualified_operations = Unqualified::All;
    for file in files {
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        input.sources.add(file.file_name().unwrap_or_default().to_string_lossy(), text).expect("less than 4 GiB");
    }
    input
}

fn main() {
    // `cargo test --benches` only compiles this.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|asked| asked == part);
    if wanted("urls") {
        urls::measure();
    }
    let corpus = corpus::root();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let subjects = subjects(corpus.as_deref());
    if wanted("phases") {
        subjects.iter().for_each(|subject| phases::measure(subject, &folder));
    }
    if wanted("whole") {
        whole::measure(&subjects, corpus.as_deref(), &folder);
    }
    if let Some(root) = corpus.as_deref().filter(|_| wanted("values")) {
        values::measure(root, &folder);
    }
    if wanted("compile") {
        subjects.iter().for_each(|subject| compile::measure(subject, &folder));
    }
}
