//! Documentation from annotations.

pub(crate) mod facets;
pub(crate) mod front;
pub(crate) mod positions;

use crate::model::{Access, Capabilities, Meta, MetaData, Permission, Revision, RevisionKind};
use crate::printable::is_unprintable_in_prose;
use crate::request::query_option::QueryOption;

use super::items::{Block, Docs, Piece, code, fits_in_code, words};

/// The docs of an element: what the metadata says.
pub(crate) fn docs(meta: &Meta) -> Docs {
    let data = meta.get();
    let mut blocks = Vec::new();
    data.description.iter().for_each(|text| paragraphs(&mut blocks, text));
    finish(blocks, data)
}

/// The docs of an element: what the metadata says, or else `fallback`.
pub(crate) fn docs_or(meta: &Meta, fallback: impl IntoIterator<Item = Piece>) -> Docs {
    let data = meta.get();
    let mut blocks = Vec::new();
    match &data.description {
        Some(text) => paragraphs(&mut blocks, text),
        None => blocks.push(Block::Paragraph(fallback.into_iter().collect())),
    }
    finish(blocks, data)
}

fn finish(mut blocks: Vec<Block>, data: &MetaData) -> Docs {
    let MetaData {
        description: _,
        long_description,
        revisions,
        read_only,
        computed,
        immutable,
        odata_versions: _,
        alternate_keys: _,
        example,
        // Only request methods have them.
        capabilities: _,
        validation,
        // They are constants; the sentence lists them, too.
        named_values: _,
        applied: _,
    } = data;
    long_description.iter().for_each(|text| paragraphs(&mut blocks, text));
    if *computed {
        say(&mut blocks, "Computed by the service; not sent in create and update requests.");
    } else if *immutable {
        say(&mut blocks, "Immutable: can be set when created, and never changed.");
    } else if *read_only {
        say(&mut blocks, "Read-only.");
    }
    if let Some(example) = example {
        blocks.push(Block::Paragraph(vec![words("Example: "), code(&**example), words(".")]));
    }
    for rule in validation {
        blocks.push(Block::Paragraph(pieces(&one_line(rule))));
    }
    Docs { blocks, deprecated: deprecation(revisions) }
}

/// The docs of a request method: as [`docs`], then the request line and what permits it.
pub(crate) fn method_docs(meta: &Meta, request_line: String, accesses: &[Access]) -> Docs {
    let mut docs = docs(meta);
    remark(&mut docs, [code(request_line)]);
    let data = &meta.get().capabilities;
    capabilities(&mut docs.blocks, data);
    permissions(&mut docs.blocks, &data.permissions, accesses);
    docs
}

/// A description, if there is one.
pub(crate) fn described(description: Option<&str>) -> Docs {
    let mut blocks = Vec::new();
    description.into_iter().for_each(|text| paragraphs(&mut blocks, text));
    Docs { blocks, deprecated: None }
}

/// Documentation of one paragraph.
pub(crate) fn plain(pieces: impl IntoIterator<Item = Piece>) -> Docs {
    Docs { blocks: vec![Block::Paragraph(pieces.into_iter().collect())], deprecated: None }
}

/// The first paragraph of docs, and whether they say that something is deprecated.
pub(super) fn summary(docs: &Docs) -> Docs {
    Docs { blocks: docs.blocks.first().cloned().into_iter().collect(), deprecated: docs.deprecated.clone() }
}

/// Adds a paragraph.
pub(super) fn remark(docs: &mut Docs, pieces: impl IntoIterator<Item = Piece>) {
    docs.blocks.push(Block::Paragraph(pieces.into_iter().collect()));
}

/// The text of all paragraphs and items, joined by spaces.
pub(super) fn running_text(docs: Docs) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for block in docs.blocks {
        let (Block::Paragraph(said) | Block::Item(said)) = block else { continue };
        if !pieces.is_empty() {
            pieces.push(words(" "));
        }
        pieces.extend(said);
    }
    pieces
}

/// Names or values, with a separator between them.
fn joined(codes: impl IntoIterator<Item = impl Into<String>>, between: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for one in codes {
        if !pieces.is_empty() {
            pieces.push(words(between));
        }
        pieces.push(code(one));
    }
    pieces
}

fn say(blocks: &mut Vec<Block>, sentence: impl Into<String>) {
    blocks.push(Block::Paragraph(vec![words(sentence)]));
}

fn capabilities(blocks: &mut Vec<Block>, capabilities: &Capabilities) {
    let options = QueryOption::ALL.iter().copied();
    let unsupported: Vec<QueryOption> =
        options.filter(|option| option.is_supported(capabilities) == Some(false)).collect();
    if !unsupported.is_empty() {
        let options = joined(unsupported.into_iter().map(QueryOption::name), ", ");
        let sentence = [words("The service does not support ")].into_iter().chain(options).chain([words(" here.")]);
        blocks.push(Block::Paragraph(sentence.collect()));
    }
    let writes = [
        ("created", capabilities.insertable),
        ("changed", capabilities.updatable),
        ("deleted", capabilities.deletable),
    ];
    let refused = writes.into_iter().filter(|(_, is_possible)| *is_possible == Some(false));
    let refused: Vec<&str> = refused.map(|(write, _)| write).collect();
    if !refused.is_empty() {
        say(blocks, format!("Nothing can be {} here, the service says.", refused.join(" or ")));
    }
}

fn permissions(blocks: &mut Vec<Block>, permissions: &[Permission], accesses: &[Access]) {
    if !permissions.iter().any(|permission| accesses.contains(&permission.access)) {
        return;
    }
    blocks.push(Block::Heading("Permissions"));
    for access in accesses {
        let mut relevant = permissions.iter().filter(|permission| permission.access == *access).peekable();
        if relevant.peek().is_none() {
            continue;
        }
        say(blocks, one_of(*access));
        for Permission { scheme, scopes, .. } in relevant {
            let scopes = joined(scopes.iter().map(|scope| &**scope), " or ");
            blocks.push(Block::Item([words(&**scheme), words(": ")].into_iter().chain(scopes).collect()));
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
        parts.push(text.to_string());
    }
    if let Some(date) = &revision.date {
        parts.push(format!("Deprecated since {date}."));
    }
    if let Some(date) = &revision.removal_date {
        parts.push(format!("Removal announced for {date}."));
    }
    if let (true, Some(version)) = (parts.is_empty(), &revision.version) {
        parts.push(format!("Deprecated in {version}."));
    }
    if parts.is_empty() {
        parts.push("Deprecated by the service.".to_owned());
    }
    Some(parts.join(" "))
}

fn one_line(text: &str) -> String {
    let printable: String = text.chars().map(|c| if is_unprintable_in_prose(c) { ' ' } else { c }).collect();
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a paragraph for each blank-line separated part of `text`.
fn paragraphs(blocks: &mut Vec<Block>, text: &str) {
    let mut words = String::new();
    for line in text.lines().map(one_line).chain([String::new()]) {
        if !line.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&line);
        } else if !words.is_empty() {
            blocks.push(Block::Paragraph(pieces(&words)));
            words.clear();
        }
    }
}

/// Splits text at single backticks: text between two of them becomes code. All other backticks stay as they are.
fn pieces(description: &str) -> Vec<Piece> {
    /// Longer ones would not fit on a line.
    const LONGEST: usize = 80;
    let mut pieces = Vec::new();
    let (mut said, mut rest) = (String::new(), description);
    while let Some(at) = rest.find('`') {
        let (before, ticks) = rest.split_at_checked(at).unwrap_or((rest, ""));
        said.push_str(before);
        let after = ticks.trim_start_matches('`');
        let is_single = ticks.len() == after.len() + 1;
        match after.split_once('`') {
            Some((inner, next))
                if is_single && !next.starts_with('`') && inner.len() <= LONGEST && fits_in_code(inner) =>
            {
                pieces.extend([words(std::mem::take(&mut said)), code(inner)]);
                rest = next;
            }
            _ => {
                said.push_str(ticks.get(..ticks.len() - after.len()).unwrap_or_default());
                rest = after;
            }
        }
    }
    said.push_str(rest);
    pieces.push(words(said));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{docs, pieces};
    use crate::model::{Meta, MetaData, Revision};
    use crate::plan::items::{Piece, code, words};

    fn check(description: &str, expected: &[Piece]) {
        let mut found = pieces(description);
        found.retain(|piece| *piece != words(""));
        assert_eq!(found, expected, "{description:?}");
    }

    #[test]
    fn code_is_what_stands_between_single_backticks() {
        check("plain", &[words("plain")]);
        check("Uses `code [x]` here.", &[words("Uses "), code("code [x]"), words(" here.")]);
        check("odd ` tick, `code`", &[words("odd ` tick, "), code("code")]);
        check("`a` `b", &[code("a"), words(" `b")]);
        let long = format!("`{}`", "x".repeat(81));
        check(&long, &[words(&*long)]);
    }

    // Documentation is hostile input.
    #[test]
    fn text_means_itself() {
        for all_text in
            ["`", "``", "``a``", "``a`", "`a``", "` a `", "```rust x```", "`a\\`", "`a\u{9b}`", "`` x ` z `` `"]
        {
            check(all_text, &[words(all_text)]);
        }
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
        let note = docs(&Meta(Some(Box::new(data)))).deprecated;
        assert_eq!(note.as_deref(), Some("Use x. Deprecated since 2021-01-12. Removal announced for 2021-07-12."));
    }
}
