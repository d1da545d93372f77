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

/// How a run ended; wrong usage is clap's to report, with exit code 2.
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
    if arguments.command.is_some() && (arguments.write.check || arguments.write.force) {
        let message = "`--check` and `--force` before a command apply to nothing; `generate` has them after it";
        Arguments::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    let mut printer = Printer::new(&arguments.output);
    match dispatch(&arguments, &mut printer, started) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        // Whoever reads has seen enough, as in `codegen list | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            printer.last_words(&error);
            ExitCode::from(1)
        }
    }
}

fn dispatch(arguments: &Arguments, printer: &mut Printer, started: Instant) -> io::Result<Outcome> {
    let manifest = arguments.output.manifest.as_deref();
    match &arguments.command {
        None => produce::from_manifest(manifest, &arguments.write, printer, started),
        Some(Command::Generate(generate)) => produce::from_flags(generate, printer, started),
        Some(Command::Explain(explain)) => inspect::explain(explain, manifest, printer),
        Some(Command::Dump(dump)) => inspect::dump(dump, manifest, printer),
        Some(Command::List(list)) => inspect::list(list, manifest, printer),
        Some(Command::Snippet(snippet)) => snippet::snippet(snippet, manifest, printer),
    }
}
