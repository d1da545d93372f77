//! One page of changes, which is handed out item by item.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::value::delta::change::{Delta, Other};
use crate::value::delta::outline::{Outline, START};
use crate::value::json::decode_error::DecodeError;
use crate::value::page::Page;

/// The changes of a page that were not handed out yet.
///
/// The items and what stands between them are kept apart: an item of a wide type takes far more room than the change that says that
/// one is gone.
pub(crate) struct DeltaPage<T> {
    items: IntoIter<T>,
    others: Peekable<IntoIter<(usize, Other)>>,
    /// The places where the array has what is not among the items, in order.
    gaps: Peekable<IntoIter<usize>>,
    /// Whether an item stands among the items for each of those, too.
    has_nulls: bool,
    prints: Vec<u64>,
    /// The place of the next item.
    at: usize,
    pub(crate) next_link: Option<String>,
    pub(crate) delta_link: Option<String>,
    pub(crate) context: Option<String>,
}

impl<T> DeltaPage<T> {
    /// Reads a payload, whose items are decoded by a function.
    pub(crate) fn read(
        body: &[u8],
        decode: impl FnOnce(&[u8]) -> Result<Page<T>, DecodeError>,
    ) -> Result<Self, DecodeError> {
        let (outline, rest) = Outline::of(body)?;
        let page = decode(rest.as_deref().unwrap_or(body))?;
        Ok(Self::new(outline, page))
    }

    fn new(outline: Outline, page: Page<T>) -> Self {
        let Outline { others, prints } = outline;
        let gaps = page.gaps();
        let Page { value, next_link, delta_link, context, .. } = page;
        Self {
            has_nulls: value.len() == prints.len(),
            items: value.into_iter(),
            others: others.into_iter().peekable(),
            gaps: gaps.into_iter().peekable(),
            prints,
            at: 0,
            next_link,
            delta_link,
            context,
        }
    }

    /// How many items of the array were handed out, with a hash of them.
    pub(crate) fn position(&self) -> (usize, u64) {
        (self.at, self.print(self.at).unwrap_or(START))
    }

    /// The same of all items.
    pub(crate) fn end(&self) -> (usize, u64) {
        let count = self.prints.len();
        (count, self.print(count).unwrap_or(START))
    }

    fn print(&self, count: usize) -> Option<u64> {
        let Some(last) = count.checked_sub(1) else { return Some(START) };
        self.prints.get(last).copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// Whether all items were handed out.
    pub(crate) fn is_over(&self) -> bool {
        self.at == self.prints.len()
    }

    /// Leaves out so many items, if they have this hash: if they are those that were handed out before.
    pub(crate) fn leave_out(&mut self, (count, print): (usize, u64)) {
        if self.print(count) == Some(print) {
            while self.at < count {
                self.step();
            }
        }
    }

    /// What stands at the next place; `None` for a null.
    fn step(&mut self) -> Option<Delta<T>> {
        let place = self.at;
        self.at += 1;
        let is_gap = self.gaps.next_if(|gap| *gap == place).is_some();
        match self.others.next_if(|(other, _)| *other == place) {
            Some((_, other)) => {
                if self.has_nulls {
                    self.items.next();
                }
                Some(other.into())
            }
            None if is_gap && !self.has_nulls => None,
            None => self.items.next().map(Delta::Changed),
        }
    }
}

impl<T> Iterator for DeltaPage<T> {
    type Item = Delta<T>;

    fn next(&mut self) -> Option<Delta<T>> {
        while !self.is_over() {
            if let Some(change) = self.step() {
                return Some(change);
            }
        }
        None
    }
}
