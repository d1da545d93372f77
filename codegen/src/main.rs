//! The program: reads files, calls the library, prints, and returns an exit code.

mod cli;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Syntax trees are millions of small allocations. With the system's allocator these take a fifth of a whole run.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
