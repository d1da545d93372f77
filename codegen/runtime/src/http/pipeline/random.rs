//! Randomness without a library: the keys of the standard library's hash maps, which come from the system.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// 64 random bits: a keyed hash, whose key no two threads share and no second call repeats.
fn bits() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A random number from 0 to below 1.
pub(crate) fn fraction() -> f64 {
    (bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random UUID (version 4), as text.
pub(crate) fn uuid() -> [u8; 36] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (high, low) = (bits() & !0xF000 | 0x4000, bits() & !(0b11 << 62) | (0b10 << 62));
    let mut left = u128::from(high) << 64 | u128::from(low);
    let mut text = [b'-'; 36];
    for (index, digit) in text.iter_mut().enumerate().rev() {
        if !matches!(index, 8 | 13 | 18 | 23) {
            *digit = DIGITS.get((left & 0xF) as usize).copied().unwrap_or_default();
            left >>= 4;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn identifiers_are_uuids_and_differ() {
        let many: BTreeSet<String> = (0..1000).map(|_| String::from_utf8(uuid().to_vec()).unwrap()).collect();
        assert_eq!(many.len(), 1000);
        for text in many {
            let dashes: Vec<usize> = text.match_indices('-').map(|(index, _)| index).collect();
            assert_eq!(dashes, [8, 13, 18, 23], "{text}");
            assert_eq!(text.get(14..15), Some("4"), "{text}");
            assert!("89ab".contains(text.get(19..20).unwrap()), "{text}");
        }
    }

    #[test]
    fn fractions_fill_the_interval() {
        let many: Vec<f64> = (0..1000).map(|_| fraction()).collect();
        assert!(many.iter().all(|number| (0.0..1.0).contains(number)));
        assert!(many.iter().any(|number| *number < 0.1) && many.iter().any(|number| *number > 0.9));
    }
}
