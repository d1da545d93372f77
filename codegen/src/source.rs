//! The input documents and positions in them.

pub(crate) mod decode;
mod places;
mod position;

use std::sync::OnceLock;

pub use places::Places;
pub(crate) use position::LineColumn;
use position::PositionIndex;

/// Identifies one document of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// A byte range of one document.
///
/// Offsets fit `u32` because [`Sources::add`] refuses documents of 4 GiB and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) source: SourceId,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// One input document: its path as shown in diagnostics and its decoded text.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Whether it is CSDL, and no manifest.
    is_document: bool,
    /// Made when the first position is asked for.
    positions: OnceLock<PositionIndex>,
}

impl Source {
    /// The line and column of a byte offset; offsets beyond the end are at the end.
    pub(crate) fn position(&self, offset: u32) -> LineColumn {
        let index = self.positions.get_or_init(|| PositionIndex::new(&self.text));
        index.position(&self.text, offset as usize)
    }
}

/// All input documents of a run, in the order in which they were given, and its manifest.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// No documents yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document; `path` is only shown, never opened.
    ///
    /// Returns `None` where the text has 4 GiB or more, or where there are `u32::MAX` documents already.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> Option<SourceId> {
        self.add_file(path.into(), text.into(), true)
    }

    /// Adds a manifest, so that messages can show its lines; `path` is only shown, never opened.
    ///
    /// Returns `None` where [`Sources::add`] does.
    pub fn add_manifest(&mut self, path: impl Into<String>, text: impl Into<String>) -> Option<SourceId> {
        self.add_file(path.into(), text.into(), false)
    }

    fn add_file(&mut self, path: String, text: String, is_document: bool) -> Option<SourceId> {
        u32::try_from(text.len()).ok()?;
        let id = SourceId(u32::try_from(self.files.len()).ok()?);
        self.files.push(Source { path, text, is_document, positions: OnceLock::new() });
        Some(id)
    }

    /// The documents with their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let files = self.files.iter().zip(0u32..).filter(|(source, _)| source.is_document);
        files.map(|(source, index)| (SourceId(index), source))
    }

    /// The document or manifest of that id.
    pub(crate) fn get(&self, id: SourceId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }
}
