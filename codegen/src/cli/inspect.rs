//! The commands that print and write no file: `explain`, `dump`, `list`.

use std::io;
use std::path::Path;

use codegen::{Config, Diagnostics, ListEntry, Sources, escaped};
use serde_json::json;

use super::Outcome;
use super::args::{DumpArguments, ExplainArguments, ListArguments, OptionalDocuments, Options};
use super::load::{Loaded, load};
use super::printer::Printer;

/// Which documents to read, and which part of them.
struct Inputs<'a> {
    documents: &'a OptionalDocuments,
    manifest: Option<&'a Path>,
    options: &'a Options,
}

/// Prints why a type is kept.
pub(super) fn explain(
    arguments: &ExplainArguments,
    manifest: Option<&Path>,
    printer: &mut Printer,
) -> io::Result<Outcome> {
    let inputs = Inputs { documents: &arguments.documents, manifest, options: &arguments.options };
    let name = arguments.name.as_str();
    inspect(
        &inputs,
        printer,
        |sources, config, diagnostics| codegen::explain(sources, config, name, diagnostics),
        |reasons, printer| {
            printer.result(
                || reasons.iter().map(|reason| format!("{}\n", escaped(reason))).collect(),
                || vec![json!({"reason": "explanation", "name": name, "chain": reasons})],
            )
        },
    )
}

/// Prints what a stage makes of the documents.
pub(super) fn dump(arguments: &DumpArguments, manifest: Option<&Path>, printer: &mut Printer) -> io::Result<Outcome> {
    let inputs = Inputs { documents: &arguments.documents, manifest, options: &arguments.options };
    let (stage, stage_name) = (arguments.stage.into(), arguments.stage.name());
    inspect(
        &inputs,
        printer,
        |sources, config, diagnostics| codegen::dump(stage, sources, config, diagnostics),
        |text, printer| {
            printer.result(|| text.clone(), || vec![json!({"reason": "dump", "stage": stage_name, "text": text})])
        },
    )
}

/// Prints types and operations.
pub(super) fn list(arguments: &ListArguments, manifest: Option<&Path>, printer: &mut Printer) -> io::Result<Outcome> {
    let inputs = Inputs { documents: &arguments.documents, manifest, options: &arguments.options };
    let filter = arguments.filter.as_deref();
    inspect(
        &inputs,
        printer,
        |sources, config, diagnostics| codegen::list(sources, config, filter, diagnostics),
        |entries, printer| {
            printer.result(
            || table(entries),
            || {
                let line = |entry: &ListEntry| {
                    json!({
                        "reason": "entry", "kind": entry.kind, "schema_name": entry.schema_name, "rust_path": entry.rust_path,
                    })
                };
                entries.iter().map(line).collect()
            },
        )
        },
    )
}

/// Reads the documents, calls `ask`, prints the diagnostics, and then the answer if there is one.
fn inspect<T>(
    inputs: &Inputs<'_>,
    printer: &mut Printer,
    ask: impl FnOnce(&Sources, &Config, &mut Diagnostics) -> Option<T>,
    show: impl FnOnce(&T, &mut Printer) -> io::Result<()>,
) -> io::Result<Outcome> {
    let Some(loaded) = load(inputs.documents, inputs.manifest, inputs.options, printer)? else {
        return Ok(Outcome::Faults);
    };
    let Loaded { sources, config, mut diagnostics, .. } = loaded;
    let answer = ask(&sources, &config, &mut diagnostics);
    printer.diagnostics(&sources, &diagnostics)?;
    if let Some(answer) = &answer {
        show(answer, printer)?;
    }
    Ok(if answer.is_some() && !diagnostics.has_errors() { Outcome::Done } else { Outcome::Faults })
}

/// Kind, schema name and Rust path in columns.
fn table(entries: &[ListEntry]) -> String {
    let rows = entries.iter().map(|entry| (entry.kind, escaped(&entry.schema_name), entry.rust_path.as_deref()));
    let rows: Vec<_> = rows.collect();
    let kinds = rows.iter().map(|(kind, ..)| kind.chars().count()).max().unwrap_or_default();
    let names = rows.iter().map(|(_, name, _)| name.chars().count()).max().unwrap_or_default();
    let lines =
        rows.iter().map(|(kind, name, path)| format!("{kind:kinds$}  {name:names$}  {}\n", path.unwrap_or("-")));
    lines.collect()
}
