//! Values put together of others: what `into()` and `|` do.

use std::ops::{BitOr, BitOrAssign};

use crate::edm::enums::EnumType;
use crate::edm::flags::Flags;
use crate::value::expanded::Expanded;
use crate::value::instance::Instance;
use crate::value::shape::Many;
use crate::value::structured::Structured;

impl<T: Structured> Instance<T> {
    /// A collection, of values or of instances: what a collection property holds.
    ///
    /// Items of derived types are [upcast](Self::upcast) first.
    #[must_use]
    pub fn collection<V: Into<Self>>(items: impl IntoIterator<Item = V>) -> Vec<Self> {
        items.into_iter().map(Into::into).collect()
    }
}

impl<T: Structured, V: Into<Instance<T>>> From<Vec<V>> for Expanded<Many<T>> {
    fn from(items: Vec<V>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Structured, V: Into<Instance<T>>, const N: usize> From<[V; N]> for Expanded<Many<T>> {
    fn from(items: [V; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<E: EnumType, const N: usize> From<[E; N]> for Flags<E> {
    fn from(members: [E; N]) -> Self {
        members.into_iter().collect()
    }
}

/// The set with one more member.
impl<E: EnumType> BitOr<E> for Flags<E> {
    type Output = Self;

    fn bitor(mut self, member: E) -> Self {
        self |= member;
        self
    }
}

/// All members of both sets.
impl<E: EnumType> BitOr for Flags<E> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        other.iter().fold(self, |flags, member| flags | member)
    }
}

impl<E: EnumType> BitOrAssign<E> for Flags<E> {
    fn bitor_assign(&mut self, member: E) {
        self.insert(&member);
    }
}
