//! How much memory the values of one body may take.

use std::borrow::Cow;

use serde::de;
use serde_json::value::RawValue;

use super::decode_error::{Segment, Trace};
use crate::value::kept::extras::Extras;
use crate::value::kept::side::Side;
use crate::value::kept::unread::Unread;
use crate::value::structured::Object;

/// What is allowed for a small body, unless the options say otherwise: 256 MiB.
const LEAST: usize = 256 << 20;

/// What is allowed for each byte of a large one.
const PER_BYTE: usize = 8;

/// What an allocation costs beside its bytes: allocators round sizes up and store them.
pub(crate) const BLOCK: usize = 32;

/// What growing by doubling takes of memory at its worst, in sizes of an item for each item: the old items, and twice the room.
const GROWTH: usize = 3;

/// A member that the schema does not declare, without its texts: two allocations, an entry, and another one to look for twins.
pub(crate) const MEMBER: usize =
    2 * BLOCK + GROWTH * size_of::<(String, Box<RawValue>)>() + size_of::<(&str, &RawValue)>();

/// What holds such members, annotations and nulls, with the least room of three lists: two of members, one of bits.
pub(crate) const SIDE: usize = BLOCK + size_of::<Side>() + 2 * (BLOCK + 4 * size_of::<(String, Box<RawValue>)>()) + 64;

/// How an item of a collection was written, noted in two places.
pub(crate) const FORM: usize = 2 * GROWTH * 32;

/// An item that a collection does not hold, without its text.
pub(crate) const LEFT_OUT: usize = GROWTH * size_of::<(usize, Option<Box<RawValue>>)>();

/// What came for a property and is not in its field, without its text: two lists, with the least room of each.
pub(crate) const UNREAD: usize = 3 * BLOCK
    + size_of::<Vec<Unread>>()
    + 4 * (size_of::<(usize, Unread)>() + size_of::<(usize, Option<Box<RawValue>>)>());

/// What an expanded property has beside its text.
pub(crate) const EXPANDED: usize = BLOCK + size_of::<Box<RawValue>>() + size_of::<Extras>();

/// A member that waits for the type of its object: its name, and an entry, which is there twice while the list grows.
pub(crate) const HELD: usize = BLOCK + 2 * size_of::<(Cow<'_, str>, &RawValue)>();

/// The memory that is left for the values of one body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) limit: usize,
    /// Less than 0 where the limit was exceeded: to ask for that is one step with the subtraction.
    left: isize,
}

impl Budget {
    /// The limit that a caller has set, or the default for a body of `length` bytes.
    pub(crate) fn new(limit: Option<usize>, length: usize) -> Self {
        let limit = limit.unwrap_or_else(|| LEAST.max(length.saturating_mul(PER_BYTE)));
        // No allocation is larger than `isize::MAX`.
        Self { limit, left: isize::try_from(limit).unwrap_or(isize::MAX) }
    }
}

impl Trace {
    /// Takes memory for something small. [`Self::enough`] tells whether it was there, and is asked for each object and each
    /// item of a collection.
    #[inline]
    pub(crate) fn note(&mut self, bytes: usize) {
        self.budget.left = self.budget.left.wrapping_sub_unsigned(bytes);
    }

    /// Fails where more was taken than there was.
    #[inline]
    pub(crate) fn enough<E: de::Error>(&mut self) -> Result<(), E> {
        if self.budget.left >= 0 { Ok(()) } else { Err(self.memory()) }
    }

    /// Takes memory for something that is about to be allocated.
    #[inline]
    pub(crate) fn take<E: de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.note(bytes);
        self.enough()
    }

    /// Takes memory back that was freed.
    #[inline]
    pub(crate) fn give(&mut self, bytes: usize) {
        self.budget.left = self.budget.left.wrapping_add_unsigned(bytes);
    }

    /// Takes memory for a member of an object that the schema does not declare.
    pub(crate) fn take_member<E: de::Error>(
        &mut self,
        object: &dyn Object,
        name: &str,
        value: &RawValue,
    ) -> Result<(), E> {
        self.note_side(object);
        self.take(MEMBER + name.len() + value.get().len())
    }

    /// Takes memory for what an object has beside its declared values, if it has nothing yet.
    pub(crate) fn note_side(&mut self, object: &dyn Object) {
        if object.side().is_none() {
            self.note(SIDE);
        }
    }
}

/// The memory of a collection, whose room doubles while items are added.
pub(crate) struct Room {
    /// The bytes of an item.
    item: usize,
    items: usize,
    is_taken: bool,
}

impl Room {
    /// A collection without items, with the room that the first one will make: most collections need no more.
    pub(crate) fn new(item: usize) -> Self {
        Self { item, items: if item > 1024 { 1 } else { 4 }, is_taken: false }
    }

    /// Takes memory for one item more, when the item with this index is there.
    #[inline]
    pub(crate) fn take_next<E: de::Error>(&mut self, index: usize, trace: &mut Trace) -> Result<(), E> {
        if index + 1 < self.items { Ok(()) } else { self.grow(index, trace) }
    }

    /// Doubles the room. While items move to it, both are there.
    #[cold]
    fn grow<E: de::Error>(&mut self, index: usize, trace: &mut Trace) -> Result<(), E> {
        let old = if self.is_taken { self.items * self.item } else { 0 };
        self.is_taken = true;
        self.items *= 2;
        let taken = trace.take(BLOCK + self.items.saturating_mul(self.item));
        taken.map_err(|error| trace.within(Segment::Item(index + 1), error))?;
        trace.give(old);
        Ok(())
    }

    /// Takes the memory of a small collection, when all its items are there.
    #[inline]
    pub(crate) fn finish<E: de::Error>(&self, count: usize, trace: &mut Trace) -> Result<(), E> {
        if self.is_taken || count == 0 { Ok(()) } else { trace.take(BLOCK + self.items * self.item) }
    }
}
