//! The one place that prints.

use std::io::{self, IsTerminal, Write};

use codegen::{Diagnostics, Sources, escaped, escaped_json};
use serde_json::{Value, json};

use super::args::{Color, MessageFormat, OutputArguments};

/// Prints results to standard output and diagnostics to standard error.
#[derive(Debug)]
pub(super) struct Printer {
    format: MessageFormat,
    color: bool,
    quiet: bool,
}

impl Printer {
    pub(super) fn new(arguments: &OutputArguments) -> Self {
        Self { format: arguments.message_format, color: is_colored(arguments.color), quiet: arguments.quiet }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    /// Prints what was found wrong.
    pub(super) fn diagnostics(&mut self, sources: &Sources, diagnostics: &Diagnostics) -> io::Result<()> {
        if self.quiet && !diagnostics.has_errors() {
            return Ok(());
        }
        let mut text = if self.is_json() {
            escaped_json(&codegen::render_json(sources, diagnostics)).into_owned()
        } else {
            codegen::render(sources, diagnostics, self.color)
        };
        if diagnostics.omitted() > 0 {
            let message = format!("{} more diagnostics are not shown", diagnostics.omitted());
            text += &if self.is_json() {
                format!("{}\n", json!({"severity": "note", "code": "omitted", "message": message}))
            } else {
                format!("note: {message}\n")
            };
        }
        let mut stderr = io::stderr().lock();
        stderr.write_all(text.as_bytes())?;
        stderr.flush()
    }

    /// Prints a result: `text`, which ends each line, or `lines` with JSON.
    pub(super) fn result(
        &mut self,
        text: impl FnOnce() -> String,
        lines: impl FnOnce() -> Vec<Value>,
    ) -> io::Result<()> {
        if self.is_json() { self.json(&lines()) } else { self.text(&text()) }
    }

    /// Prints text, which ends each line, with nothing but line breaks that a terminal would obey.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let lines: Vec<_> = text.split('\n').map(escaped).collect();
        write(&lines.join("\n"))
    }

    /// Prints JSON, a line for each value.
    pub(super) fn json(&mut self, values: &[Value]) -> io::Result<()> {
        write(&escaped_json(&values.iter().map(|value| format!("{value}\n")).collect::<String>()))
    }

    /// Says something about the result, for people, on one line.
    pub(super) fn remark(&mut self, kind: &str, text: &str) -> io::Result<()> {
        writeln!(io::stderr().lock(), "{kind}: {}", escaped(text))
    }

    /// Prints what a run has done, unless it is to be quiet.
    pub(super) fn summary(&mut self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.result(text, || vec![json()]) }
    }

    /// Says that printing itself has failed; if even that fails, the exit code has to do.
    pub(super) fn last_words(&mut self, error: &io::Error) {
        let _ = writeln!(io::stderr().lock(), "error: cannot print: {error}");
    }
}

fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Whether diagnostics are coloured: <https://no-color.org> holds unless a flag says otherwise.
fn is_colored(color: Color) -> bool {
    let is_set = |variable: &str| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    let is_dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !is_set("NO_COLOR") && !is_dumb() && io::stderr().is_terminal(),
    }
}
