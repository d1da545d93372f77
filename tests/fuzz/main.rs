//! Broken documents, made from good ones: whatever they hold, the whole line ends in time and without a panic.
//!
//! The same documents on every run; `FUZZ_SECONDS` sets how long to go on (5 by default). With `ODATA_CORPUS` its
//! smaller documents are broken too.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod mutation;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use codegen::{Diagnostics, Stage};
use mutation::{Random, mutate};
use tests::corpus::{documents, report};
use tests::files;
use tests::input::Input;

/// No document takes longer, in a build without optimisation and on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest document of the corpus that is worth breaking: the smaller, the more of them in the time.
const LARGEST: usize = 24 << 10;

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

/// Everything that can be done with a document.
fn run(bytes: Vec<u8>, include: Option<&str>) -> usize {
    let mut input = Input::of_documents("fuzz", []);
    let mut diagnostics = Diagnostics::default();
    input.sources.add_bytes("fuzz.csdl", bytes, &mut diagnostics);
    input.config.select.include.extend(include.map(str::to_owned));
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
    errors
}

/// Request lines, good and bad, that are roots of a slice now and then.
const INCLUDES: &[&str] =
    &["GET /Leaves", "POST /x/y(1)/$value?$filter=a", "*", "GET /reports/getUsage(period='D7')", "//"];

// S7
#[test]
fn nothing_panics_or_hangs() {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(5);
    let end = Instant::now() + Duration::from_secs(seconds);
    let seeds = seeds();
    let (mut count, mut accepted, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let mut random = Random::new(count);
        let mut bytes = seeds[random.below(seeds.len())].clone();
        for _ in 0..random.below(6) {
            mutate(&mut bytes, &seeds, &mut random);
        }
        let include = (random.below(8) == 0).then(|| INCLUDES[random.below(INCLUDES.len())]);
        let started = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| run(bytes.clone(), include)));
        let took = started.elapsed();
        slowest = slowest.max(took);
        let is_right = result.is_ok() && took < PATIENCE;
        assert!(
            is_right,
            "document {count} (took {took:?}, include {include:?}):\n{}",
            String::from_utf8_lossy(&bytes)
        );
        accepted += u64::from(matches!(result, Ok(0)));
        count += 1;
    }
    report(&format!("{count} documents of {} seeds, {accepted} of them accepted, slowest {slowest:?}", seeds.len()));
    assert!(count > 0);
}
