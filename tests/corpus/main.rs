//! Documents that others wrote: all valid ones resolve, all faulty ones are reported, and a slice of the largest
//! service compiles. Needs `ODATA_CORPUS`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use codegen::{Diagnostics, Stage};
use tests::corpus::{Document, documents, report};
use tests::docs::{faults_of_crate, of_crate};
use tests::input::{Input, config};
use tests::package::Packages;

/// The result of parsing and resolving some documents together: errors, warnings, and the rendered text.
fn faults(documents: &[Document]) -> (usize, usize, String) {
    let mut input = Input::of_documents("corpus", []);
    let mut diagnostics = Diagnostics::default();
    for Document { file, bytes, .. } in documents {
        input.sources.add_bytes(file, bytes.clone(), &mut diagnostics);
    }
    codegen::dump(Stage::Model, &input.sources, &input.config, &mut diagnostics);
    let rendered = codegen::render(&input.sources, &diagnostics, false);
    (diagnostics.errors(), diagnostics.warnings(), rendered)
}

/// Reads each document of a class alone; prints those for which `is_right` is false.
fn each(class: &str, rule: &str, is_right: impl Fn(usize, usize) -> bool) {
    let Some(documents) = documents(class) else { return };
    let wrong: Vec<_> = documents
        .iter()
        .map(|document| (&document.file, faults(std::slice::from_ref(document))))
        .filter(|(_, (errors, warnings, _))| !is_right(*errors, *warnings))
        .map(|(file, (.., rendered))| format!("{file}\n{rendered}"))
        .collect();
    report(&format!("{class}: {} of {} documents {rule}", documents.len() - wrong.len(), documents.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// P10, S1, S2
#[test]
fn valid_documents_parse_and_resolve() {
    each("v4", "parse and resolve without an error", |errors, _| errors == 0);
}

// S7
#[test]
fn malformed_documents_are_reported() {
    each("malformed", "give an error", |errors, _| errors > 0);
}

// S7
#[test]
fn negative_documents_are_reported() {
    each("v4-negative", "give a diagnostic", |errors, warnings| errors + warnings > 0);
}

// S7
#[test]
fn documents_of_older_versions_are_refused() {
    each("v2v3", "are refused with one error", |errors, _| errors == 1);
}

// S2, S3
#[test]
fn redfish_resolves_as_a_whole() {
    let Some(mut documents) = documents("v4") else { return };
    documents.retain(|document| document.file.contains("/redfish-dmtf/"));
    let (errors, warnings, rendered) = faults(&documents);
    report(&format!("redfish-dmtf: {} documents together: {errors} errors, {warnings} warnings", documents.len()));
    assert_eq!(errors, 0, "{rendered}");
}

// Documentation is hostile input, and that of real services is shown as it was written.
#[test]
fn documentation_is_text() {
    let Some(documents) = documents("v4") else { return };
    let (mut crates, mut docs, mut faults) = (0, 0, Vec::new());
    for Document { file, bytes, .. } in documents {
        let input = Input::of_documents("corpus", [(file.as_str(), bytes)]);
        let generated = codegen::generate(&input.sources, &input.config, &mut Diagnostics::default());
        let Some(generated) = generated else { continue };
        crates += 1;
        docs += of_crate(&generated).len();
        faults.extend(faults_of_crate(&generated).into_iter().map(|fault| format!("{file}: {fault}")));
    }
    report(&format!("documentation: {docs} items of {crates} crates"));
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
    assert!(docs > 0);
}

// G1: outside of this repository, as a user would.
#[test]
fn the_seed_slice_of_graph_compiles() {
    let Some(documents) = documents("v4") else { return };
    let graph = documents.into_iter().find(|document| document.file.ends_with("msgraph/beta-USNat.csdl")).unwrap();
    let mut input = Input::of_documents("graph-slice", [(graph.file.as_str(), graph.bytes)]);
    let mut options = config("graph-slice");
    options.select.include = vec!["GET /reports/getCredentialUserRegistrationCount".to_owned()];
    input.config = options;
    let (generated, rendered) = input.generate();
    let summary = generated.summary;
    report(&format!("seed slice: {} types, {} operations", summary.types, summary.operations));
    let warnings = rendered.matches("warning[").count();
    report(&format!("seed slice: {warnings} warnings"));
    assert!((1..40).contains(&summary.types), "{summary:?}");
    let folder = tempfile::tempdir().unwrap();
    let mut packages = Packages::new(folder.path());
    packages.add("graph-slice", &generated);
    packages.cargo(&["check"], "");
}
