//! The command line: reads, calls the library, prints, and says by the exit code how it went.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
