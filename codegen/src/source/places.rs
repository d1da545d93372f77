//! Where a manifest says what may match nothing.

use std::collections::BTreeMap;
use std::fmt;

use super::Span;

/// The places of the entries of one table of a manifest, for messages about them. Entries that come from elsewhere have no
/// place.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Of several entries of one text, the first one counts.
    pub(crate) fn note(&mut self, entry: &str, place: Span) {
        self.0.entry(entry.to_owned()).or_insert(place);
    }

    pub(crate) fn of(&self, entry: &str) -> Option<Span> {
        self.0.get(entry).copied()
    }
}

/// Shows the entries alone.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
