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
}

/// A part of a paragraph or of an item. No space is added between two pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words, with whatever characters the metadata has in them.
    Text(String),
    /// A name or a value, in a code span where it can stand in one.
    Code(String),
    /// A link to the generated type with this identifier.
    Link(Identifier),
}

/// Words.
pub(crate) fn words(words: impl Into<String>) -> Piece {
    Piece::Text(words.into())
}

/// A name or a value.
pub(crate) fn code(code: impl Into<String>) -> Piece {
    Piece::Code(code.into())
}

/// Whether Markdown shows this text between backticks as it is, whatever surrounds it.
pub(crate) fn fits_in_code(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.ends_with('\\')
        && !text.contains(|character| character == '`' || is_unprintable(character))
}
