//! Which fields of an instance may hold something.

/// Which properties of an instance may be set or null: one bit for a property, or for a few neighbours where a type
/// has more than 127. The last bit says that a caller made the instance, or may have changed it since it was read.
///
/// Types of a hundred properties of which a service sends ten are common; without the bits, a walk through
/// an instance would look at all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touched([u64; 2]);

impl Touched {
    /// What is known of a value that a caller made or may have changed: nothing.
    pub(crate) const ALL: Self = Self([u64::MAX; 2]);

    /// The bit that says so.
    const CHANGED: u64 = 1 << 63;

    /// How many bits stand for properties.
    const GROUPS: usize = 127;

    /// The logarithm of the number of neighbours that share a bit.
    pub(crate) const fn shift(properties: usize) -> u32 {
        let mut shift = 0;
        while Self::GROUPS << shift < properties {
            shift += 1;
        }
        shift
    }

    /// Whether a caller made the instance, or may have changed it since it was read.
    #[inline]
    pub(crate) const fn is_changed(self) -> bool {
        let [_, high] = self.0;
        high & Self::CHANGED != 0
    }

    /// Whether nothing is set or null, as far as is known.
    pub(crate) const fn is_empty(self) -> bool {
        matches!(self.0, [0, 0])
    }

    /// The same properties of an instance that counts as read just now.
    pub(crate) const fn unchanged(self) -> Self {
        let [low, high] = self.0;
        Self([low, high & !Self::CHANGED])
    }

    /// Adds the property of this index, where so many neighbours share a bit.
    #[inline]
    pub(crate) const fn insert(&mut self, index: usize, shift: u32) {
        let group = index >> shift;
        let [low, high] = &mut self.0;
        let word = if group < 64 { low } else { high };
        *word |= 1 << (group & 63);
    }

    /// The indices of so many properties that may be set or null, in order.
    #[inline]
    pub(crate) fn indices(self, properties: usize) -> impl Iterator<Item = usize> {
        let shift = Self::shift(properties);
        let [low, high] = self.0;
        let mut groups = u128::from(high) << 64 | u128::from(low);
        let (mut index, mut end) = (0, 0);
        std::iter::from_fn(move || {
            if index == end {
                if groups == 0 {
                    return None;
                }
                index = (groups.trailing_zeros() as usize) << shift;
                end = properties.min(index + (1 << shift));
                groups &= groups - 1;
            }
            index += 1;
            (index <= end).then_some(index - 1)
        })
    }
}

impl std::ops::BitOr for Touched {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.0, other.0);
        Self([a | c, b | d])
    }
}
