//! Documentation from annotations, made safe for a doc comment: the text is hostile input.

use crate::model::{Access, Capabilities, Meta, MetaData, Permission, Revision, RevisionKind};

use super::items::Docs;

/// Lines are broken at this many characters, so that a changed word changes few lines of a diff.
const WIDTH: usize = 100;

/// The docs of an element: what the metadata says, or else `fallback`.
pub(crate) fn docs(meta: &Meta, fallback: &str) -> Docs {
    let data = meta.get();
    let mut lines = Vec::new();
    match &data.description {
        Some(text) => paragraph(&mut lines, text),
        None if fallback.is_empty() => {}
        None => lines.push(fallback.to_owned()),
    }
    if let Some(text) = &data.long_description {
        paragraph(&mut lines, text);
    }
    remarks(&mut lines, data);
    Docs { lines, deprecated: deprecation(&data.revisions) }
}

/// The docs of a request method: as [`docs`], then the request line and what permits it.
pub(crate) fn method_docs(meta: &Meta, request_line: &str, accesses: &[Access]) -> Docs {
    let mut docs = docs(meta, "");
    separate(&mut docs.lines);
    docs.lines.push(format!("`{}`", code(request_line)));
    capabilities(&mut docs.lines, &meta.get().capabilities);
    permissions(&mut docs.lines, &meta.get().capabilities.permissions, accesses);
    docs
}

/// The docs of a method that adds a key.
pub(crate) fn key_docs(text: &str, request_line: &str) -> Docs {
    Docs { lines: vec![text.to_owned(), String::new(), format!("`{}`", code(request_line))], deprecated: None }
}

/// The docs of a plain text of ours.
pub(crate) fn plain(text: &str) -> Docs {
    let mut lines = Vec::new();
    paragraph(&mut lines, text);
    Docs { lines, deprecated: None }
}

/// The first paragraph of docs, and whether they say that something is deprecated.
pub(super) fn summary(docs: &Docs) -> Docs {
    let lines = docs.lines.iter().take_while(|line| !line.is_empty()).cloned().collect();
    Docs { lines, deprecated: docs.deprecated.clone() }
}

/// Adds a paragraph of ours, in Markdown.
pub(super) fn remark(docs: &mut Docs, text: &str) {
    separate(&mut docs.lines);
    wrap(&mut docs.lines, text);
}

/// Text between backticks, on one line.
pub(crate) fn code(text: &str) -> String {
    text.chars().filter(|c| *c != '`' && !is_unprintable(*c)).collect()
}

fn remarks(lines: &mut Vec<String>, data: &MetaData) {
    let mut remark = |text: String| {
        separate(lines);
        wrap(lines, &text);
    };
    if data.computed {
        remark("Computed by the service; not sent in create and update requests.".to_owned());
    } else if data.immutable {
        remark("Immutable: can be set when created, and never changed.".to_owned());
    } else if data.read_only {
        remark("Read-only.".to_owned());
    }
    for rule in &data.validation {
        remark(escape(rule));
    }
}

fn capabilities(lines: &mut Vec<String>, capabilities: &Capabilities) {
    let unsupported = denied([
        ("$filter", capabilities.filterable),
        ("$orderby", capabilities.sortable),
        ("$expand", capabilities.expandable),
        ("$search", capabilities.searchable),
        ("$count", capabilities.countable),
        ("$skip", capabilities.skip_supported),
        ("$top", capabilities.top_supported),
        ("$select", capabilities.select_supported),
    ]);
    if !unsupported.is_empty() {
        separate(lines);
        wrap(lines, &format!("The service does not support `{}` here.", unsupported.join("`, `")));
    }
    let refused = denied([
        ("created", capabilities.insertable),
        ("changed", capabilities.updatable),
        ("deleted", capabilities.deletable),
    ]);
    if !refused.is_empty() {
        separate(lines);
        wrap(lines, &format!("Nothing can be {} here, the service says.", refused.join(" or ")));
    }
}

/// What is said not to be possible.
fn denied<const N: usize>(said: [(&'static str, Option<bool>); N]) -> Vec<&'static str> {
    said.into_iter().filter(|(_, is_possible)| *is_possible == Some(false)).map(|(what, _)| what).collect()
}

fn permissions(lines: &mut Vec<String>, permissions: &[Permission], accesses: &[Access]) {
    if !permissions.iter().any(|permission| accesses.contains(&permission.access)) {
        return;
    }
    separate(lines);
    lines.push("# Permissions".to_owned());
    for access in accesses {
        let mut relevant = permissions.iter().filter(|permission| permission.access == *access).peekable();
        if relevant.peek().is_none() {
            continue;
        }
        lines.push(String::new());
        lines.push(one_of(*access).to_owned());
        for permission in relevant {
            let scopes: Vec<String> = permission.scopes.iter().map(|scope| format!("`{}`", code(scope))).collect();
            lines.push(format!("- {}: {}", escape(&permission.scheme), scopes.join(" or ")));
        }
    }
}

fn one_of(access: Access) -> &'static str {
    match access {
        Access::Read | Access::Call => "One of:",
        Access::Insert => "To create, one of:",
        Access::Update => "To change, one of:",
        Access::Delete => "To delete, one of:",
    }
}

/// The note of the newest deprecation, if there is one.
fn deprecation(revisions: &[Revision]) -> Option<String> {
    let revision = revisions.iter().rev().find(|revision| revision.kind == RevisionKind::Deprecated)?;
    let mut parts = Vec::new();
    if let Some(text) = &revision.description {
        parts.push(one_line(text));
    }
    if let Some(date) = &revision.date {
        parts.push(format!("Deprecated since {}.", one_line(date)));
    }
    if let Some(date) = &revision.removal_date {
        parts.push(format!("Removal announced for {}.", one_line(date)));
    }
    if let (true, Some(version)) = (parts.is_empty(), &revision.version) {
        parts.push(format!("Deprecated in {}.", one_line(version)));
    }
    if parts.is_empty() {
        parts.push("Deprecated by the service.".to_owned());
    }
    // rustdoc takes the note for Markdown, as it does the docs.
    Some(escape(&parts.join(" ")))
}

fn one_line(text: &str) -> String {
    let printable: String = text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a paragraph for each blank-line separated part of `text`.
fn paragraph(lines: &mut Vec<String>, text: &str) {
    separate(lines);
    let mut words = String::new();
    for line in text.lines() {
        let line = one_line(line);
        if line.is_empty() {
            wrap(lines, &escape(&words));
            separate(lines);
            words.clear();
        } else {
            words.push_str(&line);
            words.push(' ');
        }
    }
    wrap(lines, &escape(&words));
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
}

fn separate(lines: &mut Vec<String>) {
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

fn wrap(lines: &mut Vec<String>, text: &str) {
    let mut line = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let word_width = word.chars().count();
        if !line.is_empty() && width + word_width >= WIDTH {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += word_width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

/// Makes text mean itself in Markdown: no links to resolve, no HTML, no code fences that rustdoc would run.
fn escape(text: &str) -> String {
    let balanced = text.matches('`').count().is_multiple_of(2) && !text.contains("```");
    let mut in_code = false;
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        if !in_code && is_url(word) {
            bare_url(&mut escaped, word);
            continue;
        }
        if let (false, Some((number, mark))) = (in_code, ordinal(word)) {
            escaped.extend([number, "\\", mark]);
            continue;
        }
        if !in_code && is_rule(word) {
            escaped.push('\\');
        }
        let holds_url = word.contains("://");
        let mut before = ' ';
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            let is_inside = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
            match c {
                // Else rustdoc would ask for a link inside of the word.
                ':' if holds_url && !in_code => escaped.push('\\'),
                '`' if balanced => in_code = !in_code,
                // Between letters it means nothing but itself.
                '_' if is_inside => {}
                '`' | '[' | ']' | '<' | '>' | '\\' | '*' | '_' | '~' | '|' | '$' if !in_code => escaped.push('\\'),
                _ => {}
            }
            escaped.push(c);
            before = c;
        }
    }
    escaped
}

/// A word that begins a heading, a list or a rule where wrapping puts it first on a line.
fn is_rule(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'-' | b'=' | b'+' | b'#'))
}

/// A number with the mark that makes it an item of a list where it comes first on a line.
fn ordinal(word: &str) -> Option<(&str, &str)> {
    let (number, mark) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (is_number && matches!(mark, "." | ")")).then_some((number, mark))
}

fn is_url(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

/// A link that rustdoc takes as one, without the punctuation that ends the sentence.
fn bare_url(escaped: &mut String, word: &str) {
    let url = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '\'', '"']);
    let rest = word.get(url.len()..).unwrap_or_default();
    if url.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'`' | b'\\')) {
        escaped.push('<');
        escaped.push_str(url);
        escaped.push('>');
        escaped.push_str(rest);
    } else {
        escaped.extend(word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')));
    }
}

/// Control characters, and those that reorder text (which rustc refuses in comments).
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{docs, plain};
    use crate::model::{Meta, MetaData, Revision};

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(plain(text).lines, expected, "{text:?}");
    }

    // design.md 2.12: documentation is hostile input.
    #[test]
    fn text_means_itself() {
        check("A [link] and <b>HTML</b>.", &["A \\[link\\] and \\<b\\>HTML\\</b\\>."]);
        check("Uses `code [x]` here.", &["Uses `code [x]` here."]);
        check("odd ` tick", &["odd \\` tick"]);
        check("```\nfn main() {}\n```", &["\\`\\`\\` fn main() {} \\`\\`\\`"]);
        check("    indented code", &["indented code"]);
        check("a\u{202e}b\u{7}c", &["a b c"]);
        check("See https://example.com/a_b.", &["See <https://example.com/a_b>."]);
        check("(https://example.com)", &["(https\\://example.com)"]);
        check("it is 3.", &["it is 3\\."]);
        check("_a_ risk_v2", &["\\_a\\_ risk_v2"]);
        check("# not a heading", &["\\# not a heading"]);
        check("one\n\ntwo", &["one", "", "two"]);
        check("", &[]);
    }

    #[test]
    fn long_text_is_wrapped() {
        let text = "word ".repeat(60);
        assert!(plain(&text).lines.iter().all(|line| line.len() < 100));
        assert_eq!(plain(&text).lines.len(), 3);
    }

    #[test]
    fn deprecation_names_its_dates() {
        let revision = Revision {
            description: Some("Use x.".into()),
            date: Some("2021-01-12".into()),
            removal_date: Some("2021-07-12".into()),
            ..Revision::default()
        };
        let data = MetaData { revisions: vec![revision], ..MetaData::default() };
        let note = docs(&Meta(Some(Box::new(data))), "").deprecated;
        assert_eq!(note.as_deref(), Some("Use x. Deprecated since 2021-01-12. Removal announced for 2021-07-12."));
    }
}
