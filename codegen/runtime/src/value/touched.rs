//! Which fields of an instance may hold something.

/// Which properties of an instance may be set or null: one bit for a property, or for a few neighbours where a type
/// has more than 128.
///
/// Types of a hundred properties of which a service sends ten are common; without the bits, a walk through
/// an instance would look at all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touched([u64; 2]);

impl Touched {
    /// What is known of a value that a caller made or may have changed: nothing.
    pub(crate) const ALL: Self = Self([u64::MAX; 2]);

    /// The logarithm of the number of neighbours that share a bit.
    pub(crate) const fn shift(properties: usize) -> u32 {
        if properties <= 128 { 0 } else { (properties - 1).ilog2() - 6 }
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
