//! Documentation of generated crates, as rustdoc reads it: the parts from metadata are text.

use std::collections::BTreeSet;

use codegen::Generated;
use codegen::output::File;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// The documentation of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its lines, joined as rustdoc joins them.
    pub markdown: String,
    /// The note of `#[deprecated]`, which rustdoc takes for Markdown too.
    pub note: Option<String>,
    /// Whether it is that of a file. Only the root of a crate has such: the front page, which holds examples.
    pub is_front_page: bool,
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
        let Self { lines, note, is_inner: is_front_page } = std::mem::take(self);
        if !lines.is_empty() || note.is_some() {
            found.push(Doc { markdown: unindented(&lines), note, is_front_page });
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

/// The headings of the front page.
const FRONT_HEADINGS: [&str; 6] = ["Signing in", "Reading", "Writing", "Errors", "Testing", "Features"];

/// What the front page links to.
const FRONT_LINKS: [&str; 8] =
    ["At", "Credential", "Error", "ServiceError", "StaticToken", "TokenProvider", "Transport", "edm"];

/// The text before a link to a type.
const BEFORE_LINKS: [&str; 2] = ["The properties of", "Tells"];

/// The text before links from a type to methods.
const BEFORE_TARGETS: [&str; 2] = ["Found by", "Its requests are methods of"];

/// The parts of documentation that are neither text nor one of the code spans, links, headings and lists that we make.
pub fn faults(doc: &Doc) -> Vec<String> {
    let mut faults = BTreeSet::new();
    let events_of = |options| events(&doc.markdown, options);
    check(&events_of(Options::all()), doc.is_front_page, &mut faults);
    for options in [RUSTDOC, Options::empty()] {
        check(&events_of(options), doc.is_front_page, &mut faults);
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

fn check(events: &[Event<'_>], is_front_page: bool, faults: &mut BTreeSet<String>) {
    let mut said = String::new();
    let mut is_list_ours = false;
    let headings = if is_front_page { &FRONT_HEADINGS[..] } else { &HEADINGS[..] };
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
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                said.clear();
                is_front_page && matches!(&**language, "rust,no_run" | "rust")
            }
            Event::End(TagEnd::CodeBlock) => is_code(&said),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id: None, classes, attrs }) => {
                is_list_ours = true;
                let is_ours = matches!(next, Some(Event::Text(text)) if headings.contains(&&**text));
                is_ours && classes.is_empty() && attrs.is_empty()
            }
            Event::Start(Tag::List(None) | Tag::Item) => is_list_ours,
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                let is_shown = matches!(next, Some(Event::Text(text)) if *text == *dest_url);
                is_shown && (dest_url.starts_with("https://") || dest_url.starts_with("http://"))
            }
            Event::Start(Tag::Link { link_type: LinkType::ShortcutUnknown, title, .. }) => match next {
                Some(Event::Code(name)) if is_front_page => title.is_empty() && FRONT_LINKS.contains(&&**name),
                Some(Event::Code(name)) => is_name(name) && title.is_empty() && BEFORE_LINKS.contains(&said.trim_end()),
                _ => false,
            },
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. }) => {
                let is_after = BEFORE_TARGETS.iter().any(|beginning| said.starts_with(beginning));
                let leads_there = matches!(next, Some(Event::Code(shown)) if leads_to(dest_url, shown));
                is_after && leads_there && title.is_empty()
            }
            Event::End(_) => true,
            _ => false,
        };
        if !is_right {
            faults.insert(format!("{event:?}"));
        }
    }
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// Whether a link leads to the item that it shows: a method of the client, or the methods of positions.
fn leads_to(target: &str, shown: &str) -> bool {
    if let Some(method) = shown.strip_prefix("Client::") {
        return is_name(method) && target == format!("crate::Client::{method}");
    }
    let shape = shown.strip_prefix("At<").and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let name = shape.strip_prefix("Many<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(shape);
    let section = shown.replace('<', "%3C").replace('>', "%3E");
    !name.is_empty() && is_name(name) && (target == "crate::At" || target == format!("crate::At#impl-{section}"))
}

/// Whether an example is Rust, with the lines that rustdoc hides.
fn is_code(example: &str) -> bool {
    let lines = example.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
    syn::parse_file(&lines.collect::<Vec<_>>().join("\n")).is_ok()
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
        Doc { markdown: markdown.to_owned(), ..Doc::default() }
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
            "# Reading",
            "[`At`]",
            "```rust,no_run\nfn main() {}\n```",
            "[`Client::x`](crate::Client::x)",
            "Found by [`Client::x`](crate::Client::y).",
            "Found by [`Client::x`](http://y).",
            "Its requests are methods of [`At<X>`](crate::At#impl-At%3CY%3E).",
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
            "Found by [`Client::x`](crate::Client::x). Its requests are methods of [`At<X>`](crate::At).",
            "Its requests are methods of [`At<Many<X>>`](crate::At#impl-At%3CMany%3CX%3E%3E).",
            "\\[x\\]",
        ] {
            assert_eq!(faults(&doc(good)), Vec::<String>::new(), "{good}");
        }
        let note = |note: &str| faults(&Doc { note: Some(note.to_owned()), ..Doc::default() });
        assert!(note("plain \\ (C#) 'x'").is_empty());
        for bad in ["`x`", "<b>", "[x]", "# x", "*x*"] {
            assert!(!note(bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn a_front_page_holds_examples() {
        let front = |markdown: &str| faults(&Doc { is_front_page: true, ..doc(markdown) });
        let good = "# Reading\n\n[`At`]\n\n```rust,no_run\n# #[cfg(x)]\nfn main() {}\n```";
        assert_eq!(front(good), Vec::<String>::new());
        for bad in ["```\nfn main() {}\n```", "```rust,no_run\nfn main() {\n```", "[`Client`]", "# Other", "    x"] {
            assert!(!front(bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn a_reader_sees_text() {
        assert_eq!(visible("a \\[b\\]\n`c`  d\n\n<https://e.f>."), "a [b] c d https://e.f.");
    }
}
