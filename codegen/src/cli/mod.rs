//! The commands.

mod args;
mod inspect;
mod load;
mod paths;
mod printer;
mod produce;
mod snippet;

use std::io;
use std::process::ExitCode;
use std::time::Instant;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use args::{Arguments, Command};
use printer::Printer;

/// How a run ended. Clap itself reports wrong usage, with exit code 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Faults in the inputs, or files that differ.
    Faults,
}

/// Runs the command of this process.
pub(crate) fn run() -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::parse();
    if let Some(message) = misplaced(&arguments) {
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    let mut printer = Printer::new(&arguments.output);
    match dispatch(&arguments, &mut printer, started) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        // The reader has closed the pipe, as in `codegen list | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            printer.cannot_print(&error);
            ExitCode::from(1)
        }
    }
}

/// What is wrong with the flags before a command.
fn misplaced(arguments: &Arguments) -> Option<&'static str> {
    match &arguments.command {
        Some(_) if arguments.write.check || arguments.write.force => {
            Some("`--check` and `--force` before a command apply to nothing; `generate` has them after it")
        }
        Some(Command::Generate(_)) if arguments.manifest.path.is_some() => {
            Some("`generate` reads no manifest; leave out `generate`, or `--manifest`")
        }
        Some(command) if arguments.manifest.path.is_some() && command.has_metadata() => {
            Some("`--manifest` cannot be used with `--metadata`")
        }
        _ => None,
    }
}

fn dispatch(arguments: &Arguments, printer: &mut Printer, started: Instant) -> io::Result<Outcome> {
    let manifest = arguments.manifest.path.as_deref();
    match &arguments.command {
        None => produce::from_manifest(manifest, &arguments.write, printer, started),
        Some(Command::Generate(generate)) => produce::from_flags(generate, printer, started),
        Some(Command::Explain(explain)) => inspect::explain(explain, manifest, printer),
        Some(Command::Dump(dump)) => inspect::dump(dump, manifest, printer),
        Some(Command::List(list)) => inspect::list(list, manifest, printer),
        Some(Command::Snippet(snippet)) => snippet::snippet(snippet, manifest, printer),
    }
}
