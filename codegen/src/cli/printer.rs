//! The one place that prints.

use std::io::{self, IsTerminal, Write};

use codegen::{Diagnostics, Severity, Sources, escaped, escaped_json};
use serde_json::{Value, json};

use super::args::{Color, MessageFormat, OutputArguments};

/// Prints results to standard output and diagnostics to standard error.
#[derive(Debug)]
pub(super) struct Printer {
    format: MessageFormat,
    color: bool,
    all_warnings: bool,
    quiet: bool,
}

impl Printer {
    pub(super) fn new(arguments: &OutputArguments) -> Self {
        Self {
            format: arguments.message_format,
            color: is_colored(arguments.color),
            all_warnings: arguments.all_warnings,
            quiet: arguments.quiet,
        }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format == MessageFormat::Json
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// An empty list of diagnostics, which keeps warnings as the flags ask.
    pub(super) fn no_diagnostics(&self) -> Diagnostics {
        if self.all_warnings { Diagnostics::with_all_warnings() } else { Diagnostics::default() }
    }

    /// Prints diagnostics, the errors last. A quiet run prints errors only.
    pub(super) fn diagnostics(&mut self, sources: &Sources, diagnostics: &Diagnostics) -> io::Result<()> {
        let mut text = String::new();
        if !self.quiet {
            text += &self.rendered(sources, &diagnostics.of(Severity::Warning));
            text += &self.notes(diagnostics);
        }
        text += &self.rendered(sources, &diagnostics.of(Severity::Error));
        print_error(&text)
    }

    fn rendered(&self, sources: &Sources, diagnostics: &Diagnostics) -> String {
        if self.is_json() {
            escaped_json(&codegen::render_json(sources, diagnostics)).into_owned()
        } else {
            codegen::render(sources, diagnostics, self.color)
        }
    }

    /// Lines that count the diagnostics that are not printed.
    fn notes(&self, diagnostics: &Diagnostics) -> String {
        let mut notes = String::new();
        match diagnostics.left_out() {
            0 => {}
            1 => notes += &self.note("left-out", "1 warning is not about the slice; `--all-warnings` shows it"),
            count => {
                let message = format!("{count} warnings are not about the slice; `--all-warnings` shows them");
                notes += &self.note("left-out", &message);
            }
        }
        if diagnostics.omitted() > 0 {
            notes += &self.note("omitted", &format!("{} more diagnostics are not shown", diagnostics.omitted()));
        }
        notes
    }

    fn note(&self, code: &str, message: &str) -> String {
        if self.is_json() { message_line("note", code, message) } else { format!("note: {}\n\n", escaped(message)) }
    }

    /// Prints a result as text, in which each line is ended, or as lines of JSON.
    pub(super) fn result(
        &mut self,
        text: impl FnOnce() -> String,
        lines: impl FnOnce() -> Vec<Value>,
    ) -> io::Result<()> {
        if self.is_json() { self.json(&lines()) } else { self.text(&text()) }
    }

    /// Prints text in which each line is ended. Characters that steer a terminal are escaped, except line breaks.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let lines: Vec<_> = text.split('\n').map(escaped).collect();
        print(&lines.join("\n"))
    }

    /// Prints JSON, a line for each value.
    pub(super) fn json(&mut self, values: &[Value]) -> io::Result<()> {
        print(&escaped_json(&values.iter().map(|value| format!("{value}\n")).collect::<String>()))
    }

    /// Prints a line for people to standard error.
    pub(super) fn remark(&mut self, kind: &str, text: &str) -> io::Result<()> {
        print_error(&format!("{kind}: {}\n", escaped(text)))
    }

    /// Prints what a run has done, unless it is quiet.
    pub(super) fn summary(&mut self, text: impl FnOnce() -> String, json: impl FnOnce() -> Value) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.result(text, || vec![json()]) }
    }

    /// Reports that printing has failed. If that fails too, the exit code is all there is.
    pub(super) fn cannot_print(&mut self, error: &io::Error) {
        let message = format!("cannot print: {error}");
        let line = if self.is_json() {
            message_line("error", "cannot-print", &message)
        } else {
            format!("error: {}\n", escaped(&message))
        };
        let _ = print_error(&line);
    }
}

/// A diagnostic without a place as a line of JSON, with the members that all diagnostics have.
fn message_line(severity: &str, code: &str, message: &str) -> String {
    let line = json!({"severity": severity, "code": code, "message": message, "labels": [], "help": []});
    escaped_json(&format!("{line}\n")).into_owned()
}

fn print_error(text: &str) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    stderr.write_all(text.as_bytes())?;
    stderr.flush()
}

fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Whether diagnostics are coloured: as <https://no-color.org> defines, unless a flag decides it.
fn is_colored(color: Color) -> bool {
    let is_set = |variable: &str| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    let is_dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !is_set("NO_COLOR") && !is_dumb() && io::stderr().is_terminal(),
    }
}
