//! The commands that write a crate, or check that it is up to date.

use std::io;
use std::path::Path;
use std::time::Instant;

use codegen::Summary;
use codegen::output::{Changes, State, WriteError, compare, write};
use serde_json::json;

use super::Outcome;
use super::args::{GenerateArguments, WriteArguments};
use super::load::{self, Loaded};
use super::paths::shell;
use super::printer::Printer;

/// Where and how to write.
struct Target<'a> {
    folder: &'a Path,
    options: &'a WriteArguments,
    /// The command that fixes what `--check` finds.
    fix: String,
    started: Instant,
}

/// Regenerates what the manifest describes.
pub(super) fn from_manifest(
    manifest: Option<&Path>,
    options: &WriteArguments,
    printer: &mut Printer,
    started: Instant,
) -> io::Result<Outcome> {
    let Some(loaded) = load::from_manifest(manifest, printer)? else { return Ok(Outcome::Faults) };
    let folder = loaded.directory.clone().unwrap_or_default();
    let (program, separator) = if load::is_run_by_cargo() { ("cargo run -p codegen", " --") } else { ("codegen", "") };
    let fix = match manifest {
        None => program.to_owned(),
        Some(path) => format!("{program}{separator} {}", shell(["--manifest", &path.to_string_lossy()])),
    };
    produce(loaded, &Target { folder: &folder, options, fix, started }, printer)
}

/// Writes a crate from flags.
pub(super) fn from_flags(
    arguments: &GenerateArguments,
    printer: &mut Printer,
    started: Instant,
) -> io::Result<Outcome> {
    let loaded = load::from_flags(&arguments.package, &arguments.documents.metadata, printer)?;
    let Some(mut loaded) = loaded else { return Ok(Outcome::Faults) };
    arguments.options.apply(&mut loaded.config);
    loaded.config.runtime.clone_from(&arguments.runtime);
    let words: Vec<_> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let fix = shell(["codegen"].into_iter().chain(words.iter().map(String::as_str).filter(|word| *word != "--check")));
    produce(loaded, &Target { folder: &arguments.out, options: &arguments.write, fix, started }, printer)
}

fn produce(loaded: Loaded, target: &Target<'_>, printer: &mut Printer) -> io::Result<Outcome> {
    let Loaded { sources, config, mut diagnostics, .. } = loaded;
    let generated = codegen::generate(&sources, &config, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    let changes = generated.as_ref().and_then(|generated| {
        let changes = if target.options.check {
            compare(target.folder, &generated.files)
        } else {
            write(target.folder, &generated.files, target.options.force)
        };
        changes.map_err(|error| diagnostics.fault(code(&error), error.to_string(), help(&error))).ok()
    });
    printer.diagnostics(&sources, &diagnostics)?;
    match (&generated, &changes) {
        (Some(_), Some(changes)) if target.options.check => report(changes, target, printer),
        (Some(generated), Some(changes)) => summarise(&generated.summary, changes, target, printer),
        _ => Ok(Outcome::Faults),
    }
}

fn code(error: &WriteError) -> &'static str {
    match error {
        WriteError::Unsafe { .. } | WriteError::Twice { .. } => "unusable-path",
        _ => "unwritable-output",
    }
}

fn help(error: &WriteError) -> Option<String> {
    match error {
        WriteError::Foreign { .. } => {
            Some("choose another folder, or pass `--force` to write there nevertheless".into())
        }
        WriteError::Busy { .. } => Some("wait for it to end".into()),
        WriteError::InTheWay { .. } => Some("links are not followed here: move it away or remove it".into()),
        WriteError::NotOurs { .. } => Some("it is not touched: move it away or rename it, then run again".into()),
        _ => None,
    }
}

/// Prints what differs, and what a killed run has left.
fn report(changes: &Changes<'_>, target: &Target<'_>, printer: &mut Printer) -> io::Result<Outcome> {
    let leftover = changes.leftover().map(|path| ("leftover", path.display().to_string()));
    let shown: Vec<_> = changes
        .differing()
        .map(|change| {
            let state = match change.state {
                State::New => "missing",
                State::Stale => "stale",
                State::Changed | State::Unchanged => "differs",
            };
            (state, target.folder.join(&change.path).display().to_string())
        })
        .chain(leftover)
        .collect();
    printer.result(
        || shown.iter().map(|(state, path)| format!("{state}: {path}\n")).collect(),
        || shown.iter().map(|(state, path)| json!({"reason": "difference", "state": state, "path": path})).collect(),
    )?;
    let (differing, unchanged, seconds) =
        (changes.differing().count(), changes.count(State::Unchanged), target.started.elapsed().as_secs_f64());
    let fix = (!shown.is_empty()).then_some(&target.fix);
    if let Some(fix) = fix
        && !printer.is_json()
    {
        printer.text(&format!("to fix, run: {fix}\n"))?;
    }
    if let (Some(fix), true) = (fix, printer.is_quiet() && printer.is_json()) {
        printer.json(&[json!({"reason": "fix", "fix": fix})])?;
    }
    printer.summary(
        || format!("checked: {differing} files differ, {unchanged} unchanged in {seconds:.2}s\n"),
        || json!({"reason": "summary", "differing": differing, "unchanged": unchanged, "fix": fix, "seconds": seconds}),
    )?;
    Ok(if shown.is_empty() { Outcome::Done } else { Outcome::Faults })
}

/// Prints what was written.
fn summarise(
    summary: &Summary,
    changes: &Changes<'_>,
    target: &Target<'_>,
    printer: &mut Printer,
) -> io::Result<Outcome> {
    let Summary { types, operations, .. } = summary;
    let written = changes.count(State::Changed) + changes.count(State::New);
    let (unchanged, removed) = (changes.count(State::Unchanged), changes.count(State::Stale));
    let seconds = target.started.elapsed().as_secs_f64();
    printer.summary(
        || {
            format!(
                "generated: {types} types, {operations} operations; {written} files written, {unchanged} unchanged, \
                 {removed} removed in {seconds:.2}s\n"
            )
        },
        || {
            json!({
                "reason": "summary", "types": types, "operations": operations, "written": written, "unchanged": unchanged,
                "removed": removed, "seconds": seconds,
            })
        },
    )?;
    Ok(Outcome::Done)
}
