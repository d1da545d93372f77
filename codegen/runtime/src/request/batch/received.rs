//! What came back for the requests of one call, by their ids.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::request::batch::ticket::id_of;

/// The answer to one request of a batch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Inner {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// An answer, or what is wrong with its form.
pub(super) type Part = Result<Inner, String>;

/// What is known of the answer to a request.
#[derive(Debug)]
pub(super) enum Found {
    Once(Part),
    Doubled,
}

/// The answers to the requests of one call.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// The requests of the call, by their numbers.
    entries: BTreeSet<usize>,
    /// The change sets of the call, by their names.
    sets: BTreeMap<String, usize>,
    found: BTreeMap<usize, Found>,
    /// Single answers to whole change sets.
    of_sets: BTreeMap<usize, Part>,
    /// The first id that is not one of a request.
    pub(super) unknown: Option<String>,
    /// Why the answers could not be read to their end.
    pub(super) fault: Option<String>,
}

/// The name of a change set, by the number of its unit.
pub(super) fn set_name(unit: usize) -> String {
    format!("g{}", unit + 1)
}

impl Received {
    pub(super) fn expecting(entries: BTreeSet<usize>, sets: impl IntoIterator<Item = usize>) -> Self {
        let sets = sets.into_iter().map(|unit| (set_name(unit), unit)).collect();
        Self { entries, sets, ..Self::default() }
    }

    /// The number of the request with this id, if the call has it.
    pub(super) fn entry(&self, id: &str) -> Option<usize> {
        let index = id.parse::<usize>().ok()?.checked_sub(1)?;
        (self.entries.contains(&index) && id_of(index) == id).then_some(index)
    }

    /// Keeps an answer by its id.
    pub(super) fn put(&mut self, id: &str, part: Part) {
        if let Some(index) = self.entry(id) {
            self.put_at(index, part);
        } else if let Some(unit) = self.sets.get(id).copied() {
            self.put_set(unit, part);
        } else {
            self.unknown.get_or_insert_with(|| id.chars().take(100).collect());
        }
    }

    /// Keeps the answer to a request.
    pub(super) fn put_at(&mut self, index: usize, part: Part) {
        let found = if self.found.contains_key(&index) { Found::Doubled } else { Found::Once(part) };
        self.found.insert(index, found);
    }

    /// Keeps the one answer to a whole change set.
    pub(super) fn put_set(&mut self, unit: usize, part: Part) {
        self.of_sets.entry(unit).or_insert(part);
    }

    /// Takes the answer to a request, or to the whole change set that it is one of.
    pub(super) fn take(&mut self, index: usize, unit: usize) -> Option<Found> {
        let own = self.found.remove(&index);
        own.or_else(|| self.of_sets.get(&unit).cloned().map(Found::Once))
    }

    /// The status and headers of an answer.
    pub(super) fn head(&self, index: usize, unit: usize) -> Option<&Inner> {
        match self.found.get(&index) {
            Some(Found::Once(part)) => part.as_ref().ok(),
            Some(Found::Doubled) => None,
            None => self.of_sets.get(&unit)?.as_ref().ok(),
        }
    }
}
