//! Items with very long lists, made piece by piece: the syntax of a list takes tens of times as much memory as its text.

use std::cell::RefCell;

/// Lists of more elements are made in pieces of at most this many.
const MOST: usize = 1_024;

/// How many marks stand for a list in the frame of an item. So many do not fit a line, so that each stands in a line of
/// its own, as the elements of the list do.
pub(crate) const MARKS: usize = 64;

/// Which elements an item is made with.
#[derive(Clone, Copy, Debug)]
enum Portion {
    All,
    /// Marks instead of each long list.
    Frame,
    /// A piece of one long list, and marks instead of the others.
    Piece {
        list: usize,
        piece: usize,
    },
}

/// The lists of an item while it is made.
#[derive(Debug)]
pub(crate) struct Lists {
    portion: Portion,
    /// How many elements the long lists have that were met.
    lengths: RefCell<Vec<usize>>,
}

impl Lists {
    /// All elements.
    pub(super) fn all() -> Self {
        Self::new(Portion::All)
    }

    /// Marks instead of the elements of long lists.
    pub(crate) fn frame() -> Self {
        Self::new(Portion::Frame)
    }

    /// A piece of a long list, and marks instead of the elements of the others.
    pub(crate) fn piece(list: usize, piece: usize) -> Self {
        Self::new(Portion::Piece { list, piece })
    }

    fn new(portion: Portion) -> Self {
        Self { portion, lengths: RefCell::default() }
    }

    /// How many pieces each long list has that was met.
    pub(crate) fn pieces(&self) -> Vec<usize> {
        self.lengths.borrow().iter().map(|length| length.div_ceil(MOST)).collect()
    }

    /// The elements of a list that the item is made with, each with its index. The iterator has to be one that counts and skips
    /// at once, as that of a slice, since each piece asks for it.
    pub(super) fn take<'a, T>(&self, all: impl ExactSizeIterator<Item = &'a T>, mark: &'a T) -> Vec<(usize, &'a T)> {
        let length = all.len();
        let (first, count) = match self.portion {
            _ if length <= MOST => (0, length),
            Portion::All => (0, length),
            Portion::Frame => {
                self.lengths.borrow_mut().push(length);
                return vec![(0, mark); MARKS];
            }
            Portion::Piece { list, piece } => {
                let met = self.lengths.borrow().len();
                self.lengths.borrow_mut().push(length);
                if met != list {
                    return vec![(0, mark); MARKS];
                }
                // All pieces have about the same length: the printer would put a short one on one line.
                let size = length.div_ceil(length.div_ceil(MOST));
                (piece * size, size)
            }
        };
        all.enumerate().skip(first).take(count).collect()
    }
}

/// Whether a list of that length is made in pieces.
pub(super) fn is_long(length: usize) -> bool {
    length > MOST
}

#[cfg(test)]
mod tests {
    use super::{Lists, MARKS, MOST, is_long};

    #[test]
    fn pieces_make_up_the_list() {
        for length in [MOST + 1, 2 * MOST, 3 * MOST + 7] {
            let all: Vec<usize> = (0..length).collect();
            let frame = Lists::frame();
            assert_eq!(frame.take(all.iter(), &0).len(), MARKS);
            let pieces = frame.pieces();
            assert_eq!(pieces.len(), 1);
            let made: Vec<usize> = (0..pieces[0])
                .flat_map(|piece| Lists::piece(0, piece).take(all.iter(), &0))
                .map(|(index, element)| {
                    assert_eq!(index, *element);
                    index
                })
                .collect();
            assert_eq!(made, all);
        }
    }

    #[test]
    fn short_lists_are_whole() {
        let all = [1, 2];
        assert!(!is_long(MOST));
        assert_eq!(Lists::frame().take(all.iter(), &0), [(0, &1), (1, &2)]);
        assert_eq!(Lists::piece(0, 0).take(all.iter(), &0), [(0, &1), (1, &2)]);
        assert_eq!(Lists::all().take(all.iter(), &0), [(0, &1), (1, &2)]);
    }
}
