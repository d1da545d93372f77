//! Diagnostics for people, in the layout of rustc.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::quote::shortened;
use super::{Diagnostic, Severity};
use crate::printable::{escaped, is_unprintable};
use crate::source::{Source, Sources, Span};

/// Renders diagnostics for a terminal, with escape sequences if `color` is set.
///
/// Lines and columns count from 1, columns in Unicode characters. Of long lines only the part around the place is
/// shown, so that the cost does not depend on the form of the documents. Diagnostics that differ only in their places
/// are shown once, with the other places.
pub(crate) fn render(sources: &Sources, diagnostics: &[&Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut output = String::new();
    for (diagnostic, repeats) in repeated(diagnostics) {
        output.push_str(&render_one(sources, diagnostic, &repeats, &renderer));
        output.push_str("\n\n");
    }
    output
}

/// The diagnostics, each with the places of later ones that say the same.
fn repeated<'a>(diagnostics: &[&'a Diagnostic]) -> Vec<(&'a Diagnostic, Vec<Span>)> {
    let mut distinct: Vec<(&Diagnostic, Vec<Span>)> = Vec::new();
    for diagnostic in diagnostics {
        match (distinct.iter_mut().find(|(first, _)| says_the_same(first, diagnostic)), diagnostic.span) {
            (Some((_, places)), Some(place)) => places.push(place),
            _ => distinct.push((diagnostic, Vec::new())),
        }
    }
    distinct
}

fn says_the_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code
        && one.severity == other.severity
        && one.message == other.message
        && one.label == other.label
        && one.secondary == other.secondary
        && one.help == other.help
}

/// The further places of a diagnostic, or the first few of them.
fn elsewhere(sources: &Sources, places: &[Span]) -> Option<String> {
    const SHOWN: usize = 3;
    let shown = places.iter().take(SHOWN).filter_map(|place| {
        let source = sources.get(place.source)?;
        let position = source.position(place.start);
        Some(format!("{}:{}:{}", source.path, position.line, position.column))
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let rest = if places.len() > SHOWN { ", …" } else { "" };
    match places.len() {
        0 => None,
        1 => Some(format!("the same at {shown}")),
        count => Some(format!("the same at {count} more places: {shown}{rest}")),
    }
}

fn render_one(sources: &Sources, diagnostic: &Diagnostic, repeats: &[Span], renderer: &Renderer) -> String {
    let windows = if diagnostic.is_quoted { windows(sources, diagnostic) } else { Vec::new() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group: Group<'_> =
        level.primary_title(cut(&diagnostic.message)).id(diagnostic.code).elements(windows.iter().map(|window| {
            Snippet::source(&window.text).path(&window.path).line_start(window.line).annotations(window.annotations())
        }));
    if let Some(origin) = origin(sources, diagnostic) {
        group = group.element(origin);
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(cut(help)));
    }
    if let Some(places) = elsewhere(sources, repeats) {
        group = group.element(Level::NOTE.message(cut(&places)));
    }
    let rendered = renderer.render(&[group]);
    windows.iter().fold(rendered, |rendered, window| window.correct_column(rendered))
}

/// The place of a diagnostic that quotes nothing of its file.
fn origin(sources: &Sources, diagnostic: &Diagnostic) -> Option<Origin<'static>> {
    let span = diagnostic.span.filter(|_| !diagnostic.is_quoted)?;
    let source = sources.get(span.source)?;
    let position = source.position(span.start);
    let path = escaped(&source.path).into_owned();
    Some(Origin::path(path).line(position.line).char_column(position.column))
}

/// How many characters of a message are shown. Quotations in it are shortened separately.
const LONGEST_MESSAGE: usize = 1_000;

fn cut(message: &str) -> String {
    shortened(message, LONGEST_MESSAGE)
}

/// A part of a line, with the places that are marked in it.
struct Window {
    path: String,
    text: String,
    line: usize,
    /// The column of the first mark in the line, and in `text`.
    column: usize,
    shown_column: usize,
    /// The bytes of the document that are shown.
    start: usize,
    end: usize,
    /// How many bytes of `text` precede what is shown of the document.
    prefix: usize,
    marks: Vec<Mark>,
}

struct Mark {
    is_primary: bool,
    /// Bytes of `text`.
    start: usize,
    end: usize,
    label: Option<String>,
}

/// The parts of lines that a diagnostic points at, the primary one first.
fn windows(sources: &Sources, diagnostic: &Diagnostic) -> Vec<Window> {
    let primary = diagnostic.span.map(|span| (span, true, diagnostic.label.as_deref()));
    let secondary = diagnostic.secondary.iter().map(|label| (label.span, false, Some(label.text.as_str())));
    let mut windows: Vec<Window> = Vec::new();
    for (span, is_primary, label) in primary.into_iter().chain(secondary) {
        let Some(source) = sources.get(span.source) else { continue };
        let label = label.map(cut);
        let path = escaped(&source.path).into_owned();
        match windows.iter_mut().find(|window| window.path == path && window.shows(span)) {
            Some(window) => window.mark(source, span, is_primary, label),
            None => {
                let mut window = Window::new(source, path, span);
                window.mark(source, span, is_primary, label);
                windows.push(window);
            }
        }
    }
    windows
}

impl Window {
    /// How many bytes before and after the start of the place are shown at most.
    const BEFORE: usize = 120;
    const AFTER: usize = 240;

    fn new(source: &Source, path: String, span: Span) -> Self {
        let text = source.text.as_str();
        let at = text.floor_char_boundary(span.start as usize);
        let position = source.position(span.start);
        let start = text.ceil_char_boundary(position.line_start.max(at.saturating_sub(Self::BEFORE)));
        let limit = text.floor_char_boundary(at.saturating_add(Self::AFTER));
        let rest = text.get(at..limit).unwrap_or_default();
        let line_end = rest.find('\n').map(|length| at + length);
        let end = line_end.unwrap_or(limit);
        let is_cut = line_end.is_none() && end < text.len();
        let prefix = if start > position.line_start { "…" } else { "" };
        let before = prefix.chars().chain(text.get(start..at).unwrap_or_default().chars());
        let shown_column = before.count() + 1;
        let shown = text.get(start..end).unwrap_or_default();
        let mut window = String::from(prefix);
        window.extend(shown.trim_end_matches('\r').chars().map(shown_as));
        if is_cut {
            window.push('…');
        }
        Self {
            path,
            text: window,
            line: position.line,
            column: position.column,
            shown_column,
            start,
            end,
            prefix: prefix.len(),
            marks: Vec::new(),
        }
    }

    fn shows(&self, span: Span) -> bool {
        (self.start..=self.end).contains(&(span.start as usize))
    }

    fn mark(&mut self, source: &Source, span: Span, is_primary: bool, label: Option<String>) {
        let length = |to: u32| {
            let to = (to as usize).clamp(self.start, self.end);
            let shown = source.text.get(self.start..source.text.floor_char_boundary(to)).unwrap_or_default();
            let length: usize = shown.trim_end_matches('\r').chars().map(|c| shown_as(c).len_utf8()).sum();
            self.prefix + length
        };
        let (start, end) = (length(span.start), length(span.end));
        self.marks.push(Mark { is_primary, start, end: end.max(start), label });
    }

    fn annotations(&self) -> Vec<Annotation<'_>> {
        let annotation = |mark: &Mark| {
            let kind = if mark.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(mark.start..mark.end).label(mark.label.clone())
        };
        self.marks.iter().map(annotation).collect()
    }

    /// The renderer counts columns in the part that it gets; this replaces them by those of the whole line.
    fn correct_column(&self, rendered: String) -> String {
        let Self { path, line, column, shown_column, .. } = self;
        if column == shown_column {
            return rendered;
        }
        rendered.replacen(&format!("{path}:{line}:{shown_column}"), &format!("{path}:{line}:{column}"), 1)
    }
}

/// A character of the input as it is shown. One that steers a terminal becomes a single visible character, so that
/// marks stay in their columns. The renderer itself handles tabs.
fn shown_as(character: char) -> char {
    match character {
        '\t' => character,
        '\0'..='\x1f' => char::from_u32('\u{2400}' as u32 + character as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        _ if is_unprintable(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}
