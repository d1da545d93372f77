//! Statements for request lines.

use std::io;
use std::path::Path;

use codegen::{Snippet, SnippetError, Sources, escaped};
use serde_json::{Value, json};

use super::Outcome;
use super::args::SnippetArguments;
use super::load::{self, Loaded, load};
use super::printer::Printer;

/// The name of a crate for which none is given.
const PACKAGE: &str = "service";

/// Prints the statement for each request line, or why it has no statement.
pub(super) fn snippet(
    arguments: &SnippetArguments,
    manifest: Option<&Path>,
    printer: &mut Printer,
) -> io::Result<Outcome> {
    let lines = match &arguments.file {
        None => arguments.lines.clone(),
        Some(file) => match list(file) {
            Ok(lines) => lines,
            Err(error) => {
                let mut diagnostics = printer.no_diagnostics();
                diagnostics.fault("unreadable-list", format!("cannot read `{}`: {error}", file.display()), None);
                printer.diagnostics(&Sources::new(), &diagnostics)?;
                return Ok(Outcome::Faults);
            }
        },
    };
    let Some(loaded) = load(&arguments.documents, manifest, &arguments.options, printer)? else {
        return Ok(Outcome::Faults);
    };
    let Loaded { sources, mut config, mut diagnostics, .. } = loaded;
    if let Some(package) = &arguments.package {
        config.package.name.clone_from(package);
    } else if !arguments.documents.metadata.is_empty() {
        PACKAGE.clone_into(&mut config.package.name);
    }
    let snippets = codegen::snippets(&sources, &config, &lines, &mut diagnostics);
    // Warnings were printed when the crate was generated.
    if diagnostics.has_errors() {
        printer.diagnostics(&sources, &diagnostics)?;
    }
    let Some(snippets) = snippets else { return Ok(Outcome::Faults) };
    let is_list = lines.len() > 1 || arguments.file.is_some();
    let results: Vec<_> = lines.iter().zip(&snippets).collect();
    if printer.is_json() {
        printer.json(&results.iter().map(|(line, snippet)| object(line, snippet)).collect::<Vec<_>>())?;
    } else {
        human(&results, is_list, printer)?;
    }
    Ok(if snippets.iter().all(Result::is_ok) { Outcome::Done } else { Outcome::Faults })
}

/// The request lines of a file, without empty ones.
fn list(file: &Path) -> io::Result<Vec<String>> {
    let text = String::from_utf8(load::read(file)?).map_err(io::Error::other)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn object(line: &str, snippet: &Result<Snippet, SnippetError>) -> Value {
    match snippet {
        Ok(Snippet { text, notes }) if notes.is_empty() => json!({"request": line, "snippet": text}),
        Ok(Snippet { text, notes }) => json!({"request": line, "snippet": text, "notes": notes}),
        Err(error) => {
            let SnippetError { segment, nearest, help, .. } = error;
            let mut object = json!({"request": line, "error": error.to_string(), "nearest": nearest});
            object["segment"] = json!(segment);
            object["help"] = json!(help);
            object
        }
    }
}

/// Prints the statements, each below its request line where there are several; then, to standard error, which lines
/// have no statement, and why.
fn human(
    results: &[(&String, &Result<Snippet, SnippetError>)],
    is_list: bool,
    printer: &mut Printer,
) -> io::Result<()> {
    for (line, result) in results {
        let Ok(Snippet { text, notes }) = result else { continue };
        if !printer.is_quiet() {
            for note in notes {
                printer.remark("note", &format!("`{line}`: {note}"))?;
            }
        }
        printer.text(&if is_list { format!("// {}\n{text}\n\n", escaped(line)) } else { format!("{text}\n") })?;
    }
    for (line, result) in results {
        let Err(error) = result else { continue };
        printer.remark("error", &format!("`{line}` has no statement: {error}"))?;
        if let Some(help) = &error.help {
            printer.remark("  help", help)?;
        }
    }
    Ok(())
}
