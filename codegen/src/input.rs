//! Documents as bytes of files, and the documents that they refer to.

use crate::csdl;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::decode::{MOST_BYTES, decode};
use crate::source::{SourceId, Sources, Span};

/// How many bytes of a file to read at most: one more than a document may have.
pub const READ_AT_MOST: u64 = MOST_BYTES as u64 + 1;

impl Diagnostics {
    /// Records a fault without a document: a file that cannot be read, a folder that cannot be written.
    pub fn fault(&mut self, code: &'static str, message: impl Into<String>, help: Option<String>) {
        let diagnostic = Diagnostic::error(code, None::<Span>, message);
        self.push(help.into_iter().fold(diagnostic, Diagnostic::help));
    }
}

impl Sources {
    /// Adds a document, in any encoding of XML documents.
    ///
    /// Returns `None` where it cannot be decoded or is too large; `diagnostics` then holds the reason.
    pub fn add_bytes(&mut self, path: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<SourceId> {
        added(path, decode(bytes).map(|text| self.add(path, text)), diagnostics)
    }

    /// Adds a manifest, as [`Sources::add_bytes`] adds a document.
    pub fn add_manifest_bytes(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Option<SourceId> {
        added(path, decode(bytes).map(|text| self.add_manifest(path, text)), diagnostics)
    }

    /// The `Uri`s of the `edmx:Reference` elements of a document, in order (CSDL 4.1).
    pub fn references(&self, id: SourceId) -> Vec<String> {
        self.get(id).map(|source| csdl::references::uris(id, &source.text)).unwrap_or_default()
    }
}

fn added(path: &str, outcome: Result<Option<SourceId>, String>, diagnostics: &mut Diagnostics) -> Option<SourceId> {
    let added = outcome.and_then(|id| id.ok_or_else(|| "there are too many documents".into()));
    added.map_err(|reason| diagnostics.fault("undecodable-input", format!("cannot read `{path}`: {reason}"), None)).ok()
}
