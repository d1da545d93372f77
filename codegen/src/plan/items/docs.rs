//! Documentation as data, without Markdown. `emit` writes it as Markdown, and escapes all text.

use crate::plan::naming::names::Identifier;
use crate::printable::is_unprintable;

/// The documentation of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    pub(crate) blocks: Vec<Block>,
    /// The note of `#[deprecated]`: plain text.
    pub(crate) deprecated: Option<String>,
}

/// A block of documentation: it begins on a new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Vec<Piece>),
    Heading(&'static str),
    /// An item of a list. Items that follow each other are one list.
    Item(Vec<Piece>),
    /// Code that rustdoc compiles.
    Example(Vec<CodeLine>),
    /// Code that rustdoc compiles and runs.
    Program(Vec<CodeLine>),
}

/// A part of a paragraph or of an item. No space is added between two pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words, with whatever characters the metadata has in them.
    Text(String),
    /// A name or a value, in a code span where it can stand in one.
    Code(String),
    Link(Link),
}

/// An item of the generated crate that documentation leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// A type of the module in which the documentation stands.
    Type(Identifier),
    /// An item of the runtime, as the root of the crate names it.
    Runtime(&'static str),
    /// A method of the client.
    Entry(Identifier),
    /// The methods of positions of a type, or of collections of it.
    Position {
        ident: Identifier,
        is_collection: bool,
        /// Whether the page of `At` has a section of these methods alone.
        has_section: bool,
    },
}

/// A line of an example. It consists of text of ours and of identifiers, so that no text of the metadata becomes code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeLine {
    text: String,
    is_hidden: bool,
}

impl CodeLine {
    /// A line in which each `$` of the template stands for the next of these names.
    pub(crate) fn new(template: &'static str, names: &[&Identifier]) -> Self {
        Self::default().with(template, names)
    }

    /// Continues the line.
    pub(crate) fn with(mut self, template: &'static str, names: &[&Identifier]) -> Self {
        let mut names = names.iter();
        let mut parts = template.split('$');
        self.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.text.push_str(names.next().map_or("", |name| name.as_str()));
            self.text.push_str(part);
        }
        self
    }

    /// The line, which rustdoc compiles and does not show.
    pub(crate) fn hidden(self) -> Self {
        Self { is_hidden: true, ..self }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.is_hidden
    }
}

/// Words.
pub(crate) fn words(words: impl Into<String>) -> Piece {
    Piece::Text(words.into())
}

/// A name or a value.
pub(crate) fn code(code: impl Into<String>) -> Piece {
    Piece::Code(code.into())
}

/// The name that the metadata has for what Rust calls `ident`, where it is another one.
pub(crate) fn odata_name<'a>(ident: &Identifier, wire: &'a str) -> Option<&'a str> {
    (*ident != wire).then_some(wire)
}

/// Whether Markdown shows this text between backticks as it is, whatever surrounds it.
pub(crate) fn fits_in_code(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.ends_with('\\')
        && !text.contains(|character| character == '`' || is_unprintable(character))
}
