//! Broken documents, made from good ones: all stages end in time and without a panic.
//!
//! With `ODATA_CORPUS` its smaller documents are broken too.

use std::fmt;
use std::fs;

use codegen::{Diagnostics, Stage};
use tests::corpus::documents;
use tests::files;
use tests::input::Input;

use super::mutation::mutate;
use super::repeat::repeat;

/// The size of the largest document of the corpus that is broken: more small ones fit into the time.
const LARGEST: usize = 24 << 10;

/// Request lines, good and bad, that are roots of a slice now and then.
const INCLUDES: &[&str] =
    &["GET /Leaves", "POST /x/y(1)/$value?$filter=a", "*", "GET /reports/getUsage(period='D7')", "//"];

/// A document, and the roots of its slice.
#[derive(Clone)]
struct Case {
    bytes: Vec<u8>,
    include: Option<&'static str>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "include {:?}\n{}", self.include, String::from_utf8_lossy(&self.bytes))
    }
}

/// The documents that are broken.
fn seeds() -> Vec<Vec<u8>> {
    let root = files::workspace();
    let mut seeds: Vec<Vec<u8>> = files::below(&root.join("tests"))
        .into_iter()
        .filter(|path| path.ends_with(".csdl"))
        .map(|path| fs::read(root.join("tests").join(path)).unwrap())
        .collect();
    seeds.push(fs::read(root.join("metadata/microsoft.graph.csdl")).unwrap());
    assert!(seeds.len() > 8, "{} seeds", seeds.len());
    for class in ["v4", "v4-negative", "malformed"] {
        let documents = documents(class).unwrap_or_default().into_iter().map(|document| document.bytes);
        seeds.extend(documents.filter(|document| document.len() <= LARGEST));
    }
    seeds
}

/// Runs every stage and command on a document; returns whether it was accepted.
fn run(case: Case) -> bool {
    let mut input = Input::of_documents("fuzz", []);
    let mut diagnostics = Diagnostics::default();
    input.sources.add_bytes("fuzz.csdl", case.bytes, &mut diagnostics);
    input.config.select.include.extend(case.include.map(str::to_owned));
    let generated = codegen::generate(&input.sources, &input.config, &mut diagnostics);
    let errors = diagnostics.errors();
    assert_eq!(generated.is_none(), errors > 0, "files and errors, or neither");
    if let Some(generated) = &generated {
        for file in &generated.files {
            assert!(!file.path.starts_with('/') && !file.path.split('/').any(|part| part == ".."), "{}", file.path);
        }
        codegen::list(&input.sources, &input.config, Some("a"), &mut diagnostics);
        codegen::dump(Stage::Plan, &input.sources, &input.config, &mut diagnostics);
    }
    codegen::render(&input.sources, &diagnostics, true);
    codegen::render_json(&input.sources, &diagnostics);
    errors == 0
}

// S7
#[test]
fn nothing_panics_or_hangs() {
    let seeds = seeds();
    repeat(
        "documents",
        |random| {
            let mut bytes = random.pick(&seeds).clone();
            for _ in 0..random.below(6) {
                mutate(&mut bytes, &seeds, random);
            }
            let include = (random.below(8) == 0).then(|| *random.pick(INCLUDES));
            Case { bytes, include }
        },
        run,
    );
}
