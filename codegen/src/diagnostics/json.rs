//! Diagnostics for programs: one JSON object a line.

use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// Writes one JSON object a line for each diagnostic.
///
/// Lines and columns count from 1, columns in Unicode characters (scalar values); the end is exclusive. Byte offsets
/// count from 0 in the text as UTF-8 without a byte order mark. A fault without a document has no place.
pub(crate) fn json(sources: &Sources, diagnostics: &[&Diagnostic]) -> String {
    let mut output = String::new();
    for diagnostic in diagnostics {
        let message = JsonMessage {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: diagnostic.code,
            message: &diagnostic.message,
            place: diagnostic.span.and_then(|span| place(sources, span)),
            label: diagnostic.label.as_deref(),
            labels: diagnostic
                .secondary
                .iter()
                .map(|label| JsonLabel { message: &label.text, place: place(sources, label.span) })
                .collect(),
            help: &diagnostic.help,
        };
        // Strings and numbers always serialize.
        output.push_str(&serde_json::to_string(&message).unwrap_or_default());
        output.push('\n');
    }
    output
}

#[derive(Serialize)]
struct JsonMessage<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<JsonPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    labels: Vec<JsonLabel<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Option<JsonPlace<'a>>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: u32,
    byte_end: u32,
}

fn place(sources: &Sources, span: Span) -> Option<JsonPlace<'_>> {
    let source = sources.get(span.source)?;
    let (start, end) = (source.position(span.start), source.position(span.end));
    Some(JsonPlace {
        file: &source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: span.start,
        byte_end: span.end,
    })
}
