//! The request lines of the Microsoft Graph documentation, against its schemas (skipped without the corpus).

use std::path::PathBuf;

use crate::model::describe;
use crate::request::{ResolvedRequest, Resolver, StepKind};

/// Reads a file of the corpus; `None` where there is none.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn read(path: &str) -> Option<String> {
    let Some(corpus) = std::env::var_os("ODATA_CORPUS") else {
        eprintln!("skipped: ODATA_CORPUS is not set");
        return None;
    };
    let path = PathBuf::from(corpus).join(path);
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The result in the notation of the corpus.
fn result(model: &crate::model::Model, request: &ResolvedRequest) -> String {
    let ty = match request.result() {
        Some(at) => describe::collection_of(describe::type_name(model, at.ty), at.collection),
        None => "nothing".to_owned(),
    };
    let operation = request.steps.iter().rev().find_map(|step| match &step.kind {
        StepKind::Operation { operation, .. } | StepKind::Import { operation, .. } => Some(*operation),
        _ => None,
    });
    match operation {
        Some(id) => format!("{ty} via {}", model.full_name(&model.operation(id).name)),
        None => ty,
    }
}

/// At least 99 % of the lines that are said to resolve do so, to the stated type.
fn check(calls: &str, csdl: &str) {
    let (Some(calls), Some(csdl)) = (read(calls), read(csdl)) else { return };
    let model = super::model(&[&csdl]);
    let resolver = Resolver::new(&model, model.containers.last(), None);
    let (mut all, mut right) = (0, 0);
    let mut wrong = Vec::new();
    for row in calls.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [method, url, _, "yes", stated, ..] = fields.as_slice() else { continue };
        all += 1;
        let found = match resolver.resolve(&format!("{method} {url}")) {
            Ok(request) => result(&model, &request),
            Err(error) => format!("error: {error}"),
        };
        if found == *stated {
            right += 1;
        } else {
            wrong.push(format!("{method} {url}\n    stated {stated}\n    found  {found}"));
        }
    }
    let others = wrong.join("\n");
    assert!(right * 100 >= all * 99, "{right} of {all} request lines resolve as stated; the others:\n{others}");
}

// U1 to U14, on what people write
#[test]
fn documented_lines_of_v1_0_resolve() {
    check("calls/graph-v1.0.tsv", "csdl/msgraph/v1.0-Prod.csdl");
}

#[test]
fn documented_lines_of_beta_resolve() {
    check("calls/graph-beta.tsv", "csdl/msgraph/beta-USNat.csdl");
}
