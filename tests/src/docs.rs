//! Documentation of generated crates, as rustdoc reads it: the parts from metadata are text.

use std::collections::BTreeSet;

use codegen::Generated;
use codegen::output::File;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// The documentation of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its lines, joined as rustdoc joins them.
    pub markdown: String,
    /// The note of `#[deprecated]`, which rustdoc takes for Markdown too.
    pub note: Option<String>,
}

/// The Rust files of a crate but for those that are the same in every crate: the runtime, and the client and positions on it.
pub fn made_of_metadata(generated: &Generated) -> impl Iterator<Item = &File> {
    generated.files.iter().filter(|file| {
        let is_same_everywhere = ["runtime/", "src/runtime/"].iter().any(|folder| file.path.starts_with(folder));
        file.path.ends_with(".rs") && !is_same_everywhere
    })
}

/// The documentation of generated code, without the runtime's.
pub fn of_crate(generated: &Generated) -> Vec<(String, Doc)> {
    made_of_metadata(generated)
        .flat_map(|file| of_file(&file.text).into_iter().map(|doc| (file.path.clone(), doc)))
        .collect()
}

/// The documentation in a file.
pub fn of_file(text: &str) -> Vec<Doc> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

/// Attributes that follow each other belong to one item.
fn collect(tokens: TokenStream, found: &mut Vec<Doc>) {
    let mut item = Item::default();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let is_inner = matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                if is_inner {
                    tokens.next();
                }
                match tokens.peek() {
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                        if is_inner != item.is_inner {
                            item.finish(found);
                            item.is_inner = is_inner;
                        }
                        item.attribute(group);
                        tokens.next();
                    }
                    _ => item.finish(found),
                }
            }
            TokenTree::Group(group) => {
                item.finish(found);
                collect(group.stream(), found);
            }
            _ => item.finish(found),
        }
    }
    item.finish(found);
}

#[derive(Default)]
struct Item {
    is_inner: bool,
    lines: Vec<String>,
    note: Option<String>,
}

impl Item {
    fn attribute(&mut self, group: &Group) {
        let Ok(meta) = syn::parse2::<syn::Meta>(group.stream()) else { return };
        match &meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => {
                if let Some(text) = string(&pair.value) {
                    self.lines.extend(text.split('\n').map(str::to_owned));
                }
            }
            syn::Meta::List(list) if list.path.is_ident("deprecated") => {
                let pair: syn::MetaNameValue = list.parse_args().expect("a note");
                self.note = string(&pair.value);
            }
            _ => {}
        }
    }

    fn finish(&mut self, found: &mut Vec<Doc>) {
        let Self { lines, note, .. } = std::mem::take(self);
        if !lines.is_empty() || note.is_some() {
            found.push(Doc { markdown: unindented(&lines), note });
        }
    }
}

fn string(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// The lines without the white space that all of them begin with.
fn unindented(lines: &[String]) -> String {
    let is_blank = |line: &str| line.chars().all(char::is_whitespace);
    let indent = |line: &str| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let common = lines.iter().filter(|line| !is_blank(line)).map(|line| indent(line)).min().unwrap_or(0);
    let rest = |line: &String| if is_blank(line) { String::new() } else { line[common..].to_owned() };
    lines.iter().map(rest).collect::<Vec<_>>().join("\n")
}

/// The options with which rustdoc parses documentation.
pub const RUSTDOC: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// The headings that we write.
const HEADINGS: [&str; 2] = ["Permissions", "Parameters"];

/// The text before a link to a type.
const BEFORE_LINKS: [&str; 2] = ["The properties of", "Tells"];

/// The parts of documentation that are neither text nor one of the code spans, links, headings and lists that we make.
pub fn faults(doc: &Doc) -> Vec<String> {
    let mut faults = BTreeSet::new();
    check(&events(&doc.markdown, Options::all()), &mut faults);
    for options in [RUSTDOC, Options::empty()] {
        check(&events(&doc.markdown, options), &mut faults);
        let is_text = |event: &&Event<'_>| {
            matches!(event, Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
        };
        let note = events(doc.note.as_deref().unwrap_or_default(), options);
        faults.extend(note.iter().filter(|event| !is_text(event)).map(|event| format!("in the note: {event:?}")));
    }
    faults.into_iter().collect()
}

/// The faults of all documentation in a crate, each with its file and the documentation itself.
pub fn faults_of_crate(generated: &Generated) -> Vec<String> {
    let docs = of_crate(generated);
    let described = |(path, doc): (String, Doc)| {
        faults(&doc).into_iter().map(move |fault| format!("{path}: {fault} in\n{}\n{:?}", doc.markdown, doc.note))
    };
    docs.into_iter().flat_map(described).collect()
}

fn events(markdown: &str, options: Options) -> Vec<Event<'_>> {
    // rustdoc reads every bracket as a link to an item.
    let mut resolve = |link: BrokenLink<'_>| Some((link.reference.to_string().into(), CowStr::from("")));
    Parser::new_with_broken_link_callback(markdown, options, Some(&mut resolve)).collect()
}

fn check(events: &[Event<'_>], faults: &mut BTreeSet<String>) {
    let mut said = String::new();
    let mut is_list_ours = false;
    for (at, event) in events.iter().enumerate() {
        let next = events.get(at + 1);
        let is_right = match event {
            Event::Text(text) => {
                said.push_str(text);
                true
            }
            Event::Code(_) | Event::SoftBreak => true,
            Event::Start(Tag::Paragraph) => {
                said.clear();
                true
            }
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id: None, classes, attrs }) => {
                is_list_ours = true;
                let is_ours = matches!(next, Some(Event::Text(text)) if HEADINGS.contains(&&**text));
                is_ours && classes.is_empty() && attrs.is_empty()
            }
            Event::Start(Tag::List(None) | Tag::Item) => is_list_ours,
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                let is_shown = matches!(next, Some(Event::Text(text)) if *text == *dest_url);
                is_shown && (dest_url.starts_with("https://") || dest_url.starts_with("http://"))
            }
            Event::Start(Tag::Link { link_type: LinkType::ShortcutUnknown, title, .. }) => {
                let is_name = |name: &str| name.chars().all(|c| c == '_' || c.is_alphanumeric());
                let names_type = matches!(next, Some(Event::Code(name)) if is_name(name));
                names_type && title.is_empty() && BEFORE_LINKS.contains(&said.trim_end())
            }
            Event::End(_) => true,
            _ => false,
        };
        if !is_right {
            faults.insert(format!("{event:?}"));
        }
    }
}

/// The text that a reader of Markdown sees, with white space folded.
pub fn visible(markdown: &str) -> String {
    let mut text = String::new();
    for event in events(markdown, RUSTDOC.difference(Options::ENABLE_SMART_PUNCTUATION)) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Start(Tag::Link { .. }) => {}
            Event::SoftBreak | Event::HardBreak | Event::Start(_) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Doc, faults, of_file, visible};

    fn doc(markdown: &str) -> Doc {
        Doc { markdown: markdown.to_owned(), note: None }
    }

    #[test]
    fn lines_are_joined_as_rustdoc_does() {
        let found = of_file(
            "//! Inner.\n/// One.\n///\n///   Two.\n#[deprecated(note = \"n\")]\nstruct A { /// b\n a: u8, #[doc = \"c\"] b: u8 }",
        );
        let shown: Vec<_> = found.iter().map(|doc| (doc.markdown.as_str(), doc.note.as_deref())).collect();
        assert_eq!(shown, [("Inner.", None), ("One.\n\n  Two.", Some("n")), ("b", None), ("c", None)]);
    }

    #[test]
    fn whatever_is_not_text_is_a_fault() {
        for bad in [
            "```\nx\n```",
            "~~~rust\nx\n~~~",
            "    x",
            "- x",
            "1. x",
            "# x",
            "x\n---",
            "x\n===",
            "<b>x</b>",
            "<!-- x -->",
            "[x]",
            "[x](y)",
            "![x](y)",
            "[x]: y\n[x]",
            "*x*",
            "~~x~~",
            "> x",
            "a|b\n-|-",
            "x  \ny",
            "---",
            "<ab:c>",
            "<javascript:x>",
            "x[^1]\n\n[^1]: y",
            "# Permissions\n\n1. x",
        ] {
            assert!(!faults(&doc(bad)).is_empty(), "{bad}");
        }
        for good in [
            "x",
            "x `y` z\na\n\nb",
            "<https://a.b>",
            "# Permissions\n\nOne of:\n- x: `y`\n- z",
            "The properties of [`X`] in queries.",
            "Tells [`X_`] from other types.",
            "\\[x\\]",
        ] {
            assert_eq!(faults(&doc(good)), Vec::<String>::new(), "{good}");
        }
        let note = |note: &str| faults(&Doc { markdown: String::new(), note: Some(note.to_owned()) });
        assert!(note("plain \\ (C#) 'x'").is_empty());
        for bad in ["`x`", "<b>", "[x]", "# x", "*x*"] {
            assert!(!note(bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn a_reader_sees_text() {
        assert_eq!(visible("a \\[b\\]\n`c`  d\n\n<https://e.f>."), "a [b] c d https://e.f.");
    }
}
