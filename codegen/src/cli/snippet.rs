//! Statements for request lines.

use std::io;
use std::path::Path;

use codegen::{Snippet, SnippetError, escaped};
use serde_json::{Value, json};

use super::Outcome;
use super::args::SnippetArguments;
use super::load::{self, Loaded, load};
use super::printer::Printer;

/// What statements call a crate that has no name yet.
const PACKAGE: &str = "service";

/// Prints the statement of each request line, or why there is none.
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
                printer.remark("error", &format!("cannot read `{}`: {error}", file.display()))?;
                return Ok(Outcome::Faults);
            }
        },
    };
    let Some(loaded) = load(&arguments.documents.metadata, manifest, &arguments.options, printer)? else {
        return Ok(Outcome::Faults);
    };
    let Loaded { sources, mut config, mut diagnostics, .. } = loaded;
    if let Some(package) = &arguments.package {
        config.package.name.clone_from(package);
    } else if !arguments.documents.metadata.is_empty() {
        PACKAGE.clone_into(&mut config.package.name);
    }
    let snippets = codegen::snippets(&sources, &config, &lines, &mut diagnostics);
    // What documents only warn about has been said when the crate was generated.
    if diagnostics.has_errors() {
        printer.diagnostics(&sources, &diagnostics)?;
    }
    let Some(snippets) = snippets else { return Ok(Outcome::Faults) };
    let is_list = lines.len() > 1 || arguments.file.is_some();
    for (line, snippet) in lines.iter().zip(&snippets) {
        if printer.is_json() {
            printer.json(&[object(line, snippet)])?;
        } else {
            human(line, snippet, is_list, printer)?;
        }
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

/// A statement, below its request line where there are several; what is to be said about it goes to standard error.
fn human(line: &str, snippet: &Result<Snippet, SnippetError>, is_list: bool, printer: &mut Printer) -> io::Result<()> {
    match snippet {
        Ok(Snippet { text, notes }) => {
            for note in notes {
                printer.remark("note", &format!("`{line}`: {note}"))?;
            }
            printer.text(&if is_list { format!("// {}\n{text}\n\n", escaped(line)) } else { format!("{text}\n") })
        }
        Err(error) => {
            printer.remark("error", &format!("`{line}` has no statement: {error}"))?;
            error.help.iter().try_for_each(|help| printer.remark("  help", help))
        }
    }
}
