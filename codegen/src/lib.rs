//! Reads OData CSDL and writes a typed Rust client crate.
//!
//! The line of data: documents → syntax (`csdl`) → meaning (`model`) → slice (`select`, by the request lines that
//! `request` reads) → plan (`plan`) → syntax (`emit`) → files ([`output`]). [`generate`] is that line, without a file
//! system.

mod config;
mod csdl;
mod diagnostics;
#[deny(clippy::wildcard_enum_match_arm)]
mod emit;
mod input;
#[deny(clippy::wildcard_enum_match_arm)]
mod model;
pub mod output;
#[deny(clippy::wildcard_enum_match_arm)]
mod plan;
mod printable;
mod printer;
#[deny(clippy::wildcard_enum_match_arm)]
mod request;
mod select;
#[deny(clippy::wildcard_enum_match_arm)]
mod snippet;
mod source;

pub use config::{
    Batch, BatchFormat, Config, FIRST_VERSION, Input, Limits, Manifest, Package, Runtime, Service, Unqualified, Values,
};
pub use config::{navigation, package_name, runtime, service_root};
pub use diagnostics::{Diagnostic, Diagnostics, Severity};
pub use input::READ_AT_MOST;
pub use printable::{escaped, escaped_json};
pub use select::{NavigationPolicy, Select};
pub use snippet::{BatchSnippet, Snippet, SnippetError};
pub use source::{Places, SourceId, Sources};

use crate::model::Model;
use crate::model::ids::Item;
use crate::output::File;
use crate::plan::items::Crate;
use crate::select::Selection;

/// A package, computed and not yet written.
#[derive(Debug)]
pub struct Generated {
    /// All files of the package.
    pub files: Vec<File>,
    /// How much it holds.
    pub summary: Summary,
}

/// How much a generated package holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Entity types, complex types, enumeration types and type definitions.
    pub types: usize,
    /// Overloads of actions and functions.
    pub operations: usize,
}

/// The intermediate results that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The documents as read.
    Syntax,
    /// Their meaning.
    Model,
    /// The slice, with reasons.
    Select,
    /// The crate as data.
    Plan,
}

/// An entry of the list of types and operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// `entity type`, `function`, …
    pub kind: &'static str,
    /// The qualified name in the schema.
    pub schema_name: String,
    /// The name with base type, members, or parameters and result.
    pub signature: String,
    /// Its path in the generated crate: that of the type, or of the method that calls the operation. `None` where the
    /// crate has neither.
    pub rust_path: Option<String>,
}

/// Called with the name of each phase when it is over.
type Watch<'a> = &'a mut dyn FnMut(&'static str);

/// Ignores the phases.
fn unwatched(_: &'static str) {}

/// The first half of the line: from documents to a slice. `None` where a phase found errors.
fn resolve(sources: &Sources, diagnostics: &mut Diagnostics, done: Watch<'_>) -> Option<Model> {
    let documents = csdl::parse(sources, diagnostics);
    done("parse");
    if diagnostics.has_errors() {
        return None;
    }
    let model = model::resolve(&documents, diagnostics);
    done("resolve");
    (!diagnostics.has_errors()).then_some(model)
}

fn slice(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
    done: Watch<'_>,
) -> Option<(Model, Selection)> {
    let Some(model) = resolve(sources, diagnostics, done) else {
        if config.select.is_slice() {
            // Without a model the slice is unknown, and so are the warnings that are about it: only errors are printed.
            diagnostics.leave_out_warnings(|_| false);
        }
        return None;
    };
    let selection = select::slice(&model, &config.select, diagnostics);
    done("select");
    (!diagnostics.has_errors()).then_some((model, selection))
}

fn plan(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics, done: Watch<'_>) -> Option<Plan> {
    let (model, selection) = slice(sources, config, diagnostics, done)?;
    let plan = plan::lower(&model, &selection, config, diagnostics);
    done("lower");
    plan.filter(|_| !diagnostics.has_errors()).map(|plan| Plan { model, selection, plan })
}

/// The model, the slice of it, and the plan.
struct Plan {
    model: Model,
    selection: Selection,
    plan: Crate,
}

/// Computes the package for some documents.
///
/// Returns `None` where they have errors. `diagnostics` holds these, and warnings in either case.
pub fn generate(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Option<Generated> {
    generate_watched(sources, config, diagnostics, &mut unwatched)
}

/// Does the same as [`generate`], and calls `done` with the name of each phase when it is over, so that phases can be
/// timed.
pub fn generate_watched(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
    done: &mut dyn FnMut(&'static str),
) -> Option<Generated> {
    let Plan { selection, plan, .. } = plan(sources, config, diagnostics, done)?;
    let types = plan.modules.iter().map(|module| module.items.len()).sum();
    let summary = Summary { types, operations: selection.operations.len() };
    let mut files = output::format::format(emit::emit(&plan));
    done("emit and format");
    let copied = output::package::files(&plan, emit::readme(&plan));
    files.extend(copied.into_iter().map(|file| File::generated(file.path, &file.text)));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(Generated { files, summary })
}

/// Renders one intermediate result as text.
///
/// `None` where a phase before it found errors.
pub fn dump(stage: Stage, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Option<String> {
    match stage {
        Stage::Syntax => {
            let documents = csdl::parse(sources, diagnostics);
            (!diagnostics.has_errors()).then(|| csdl::dump(&documents))
        }
        Stage::Model => resolve(sources, diagnostics, &mut unwatched).map(|model| model::dump(&model)),
        Stage::Select => {
            let slice = slice(sources, config, diagnostics, &mut unwatched);
            slice.map(|(model, selection)| select::dump(&model, &selection))
        }
        Stage::Plan => {
            let plan = plan(sources, config, diagnostics, &mut unwatched);
            plan.map(|plan| plan::dump(&plan.plan))
        }
    }
}

/// Explains why a type or an operation is in the slice, one line for each reason.
///
/// `None` where the documents have faults, or the name is unknown.
pub fn explain(sources: &Sources, config: &Config, name: &str, diagnostics: &mut Diagnostics) -> Option<Vec<String>> {
    let (model, selection) = slice(sources, config, diagnostics, &mut unwatched)?;
    match select::explain(&model, &selection, name) {
        Ok(lines) => Some(lines),
        Err(fault) => {
            diagnostics.push(fault);
            None
        }
    }
}

/// Lists the types and operations of the slice whose schema name contains `filter`, whatever its case.
///
/// `None` where the documents have faults.
pub fn list(
    sources: &Sources,
    config: &Config,
    filter: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<ListEntry>> {
    let Plan { model, selection, plan } = plan(sources, config, diagnostics, &mut unwatched)?;
    let index = plan::RustPaths::new(&plan);
    let listed = select::list(&model, &selection, filter);
    if let (Some(filter), true) = (filter, listed.is_empty()) {
        diagnostics.push(select::nothing_listed(&model, filter));
    }
    let entries = listed.into_iter().map(|entry| {
        let path = match entry.item {
            Item::Operation(id) => index.operation_path(&model, model.operation(id)),
            _ => index.type_path(&entry.schema_name),
        };
        ListEntry {
            kind: entry.kind,
            rust_path: path.map(str::to_owned),
            schema_name: entry.schema_name,
            signature: entry.signature,
        }
    });
    Some(entries.collect())
}

/// Makes the Rust statement of each request line, `METHOD URL` or a URL alone (then `GET`).
///
/// The statements use what `config` keeps of the documents. A call that the slice leaves out is an error that names it.
/// `None` where the documents have faults.
pub fn snippets(
    sources: &Sources,
    config: &Config,
    lines: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Result<Snippet, SnippetError>>> {
    let Plan { model, selection, plan } = plan(sources, config, diagnostics, &mut unwatched)?;
    let snippets = snippet::Snippets::new(&model, &selection, &plan, config);
    Some(lines.iter().map(|line| snippets.statement(line)).collect())
}

/// The Rust statements that send the requests of all lines in one batch.
///
/// The statements use what `config` keeps of the documents. `None` where the documents have faults.
pub fn batch_snippet(
    sources: &Sources,
    config: &Config,
    lines: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<BatchSnippet> {
    let Plan { model, selection, plan } = plan(sources, config, diagnostics, &mut unwatched)?;
    Some(snippet::Snippets::new(&model, &selection, &plan, config).batch(lines))
}

/// Renders diagnostics for people: file, line, column, the line itself, what is wrong, how to fix it. Needs the feature
/// `cli`, which is on by default.
#[cfg(feature = "cli")]
pub fn render(sources: &Sources, diagnostics: &Diagnostics, color: bool) -> String {
    diagnostics::render(sources, &diagnostics.sorted(), color)
}

/// Renders diagnostics for programs: one JSON object a line.
pub fn render_json(sources: &Sources, diagnostics: &Diagnostics) -> String {
    diagnostics::json(sources, &diagnostics.sorted())
}
