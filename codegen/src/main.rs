//! The command line: reads, calls the library, prints, and says by the exit code how it went.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Syntax trees are millions of small allocations, which the system's allocator makes a fifth of the whole run.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
