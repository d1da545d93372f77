//! What generation costs by phase, what the output costs to compile, and how fast its values are read and written.
//!
//! `cargo bench -p tests --bench ratios`, with `ODATA_CORPUS` for the documents that others wrote. Prints, and fails
//! only where something cannot be measured.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program that prints"
)]

mod compile;
mod phases;
mod values;

use std::path::{Path, PathBuf};

use codegen::{Sources, Unqualified};
use tests::corpus;
use tests::input::{Input, config};

/// A set of documents and the name of its crate.
struct Subject {
    name: &'static str,
    input: Input,
}

/// This repository's metadata, and of the corpus the largest service and the one of the most documents.
fn subjects(corpus: Option<&Path>) -> Vec<Subject> {
    let mut own = Input::own();
    own.config.package.name = "measured-own".to_owned();
    let mut all = vec![Subject { name: "own metadata", input: own }];
    if let Some(root) = corpus {
        let graph = documents("measured-graph", vec![root.join("csdl/msgraph/v1.0-Prod.csdl")]);
        all.push(Subject { name: "Graph v1.0", input: graph });
        let folder = root.join("csdl/redfish-dmtf");
        let files = tests::files::below(&folder).iter().map(|file| folder.join(file)).collect();
        all.push(Subject { name: "Redfish", input: documents("measured-redfish", files) });
    }
    all
}

fn documents(package: &str, files: Vec<PathBuf>) -> Input {
    let mut input = Input { sources: Sources::new(), config: config(package), directory: PathBuf::new() };
    input.config.service.unqualified_operations = Unqualified::All;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        input.sources.add(file.file_name().unwrap_or_default().to_string_lossy(), text).expect("less than 4 GiB");
    }
    input
}

fn main() {
    // `cargo test --benches` is no time to measure.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let corpus = corpus::root();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let subjects = subjects(corpus.as_deref());
    for subject in &subjects {
        phases::measure(subject, &folder);
    }
    if let Some(root) = &corpus {
        phases::growth(&root.join("csdl/msgraph/v1.0-Prod.csdl"));
        values::measure(root, &folder);
    }
    for subject in &subjects {
        compile::measure(subject, &folder);
    }
}
