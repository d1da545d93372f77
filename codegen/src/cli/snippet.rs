//! Statements for request lines.

use std::io;
use std::path::Path;

use codegen::{BatchSnippet, Snippet, SnippetError, Sources, escaped};
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
    if arguments.batch {
        let batch = codegen::batch_snippet(&sources, &config, &lines, &mut diagnostics);
        if diagnostics.has_errors() {
            printer.diagnostics(&sources, &diagnostics)?;
        }
        return batch.map_or(Ok(Outcome::Faults), |batch| print_batch(&lines, &batch, printer));
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
    let bytes = if file == Path::new("-") { load::read_stdin()? } else { load::read(file)? };
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Prints the statements of a batch; then, to standard error, which lines are not in it, and why.
fn print_batch(lines: &[String], batch: &BatchSnippet, printer: &mut Printer) -> io::Result<Outcome> {
    let mut objects = Vec::new();
    for (line, result) in lines.iter().zip(&batch.lines) {
        objects.push(match result {
            Ok(notes) => json!({"request": line, "notes": notes}),
            Err(error) => object(line, &Err(error.clone())),
        });
    }
    if printer.is_json() {
        printer.json(&[json!({"batch": batch.text, "requests": objects})])?;
    } else {
        let remarks = lines.iter().zip(&batch.lines).filter(|_| !printer.is_quiet());
        let remarks: Vec<_> =
            remarks.flat_map(|(line, notes)| notes.iter().flatten().map(move |note| (line, note))).collect();
        for (line, note) in remarks {
            printer.remark("note", &format!("`{line}`: {note}"))?;
        }
        if !batch.text.is_empty() {
            printer.text(&format!("{}\n", batch.text))?;
        }
        for (line, result) in lines.iter().zip(&batch.lines) {
            if let Err(error) = result {
                without_statement(line, error, printer)?;
            }
        }
    }
    Ok(if batch.lines.iter().all(Result::is_ok) { Outcome::Done } else { Outcome::Faults })
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
        without_statement(line, error, printer)?;
    }
    Ok(())
}

/// Says why a line has no statement.
fn without_statement(line: &str, error: &SnippetError, printer: &mut Printer) -> io::Result<()> {
    printer.remark("error", &format!("`{line}` has no statement: {error}"))?;
    if let Some(help) = &error.help {
        printer.remark("  help", help)?;
    }
    Ok(())
}
