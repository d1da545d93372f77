//! Lines and columns of byte offsets.

/// The line and the column of an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineColumn {
    /// Counted from 1; lines end with a line feed.
    pub(crate) line: usize,
    /// Counted from 1 in Unicode characters (scalar values).
    pub(crate) column: usize,
    /// The byte offset at which the line starts.
    pub(crate) line_start: usize,
}

/// Counts at regular distances, so that a lookup costs the same in a document of one line and in one of a hundred
/// million lines, and the index is small beside the text.
#[derive(Debug)]
pub(crate) struct PositionIndex {
    checkpoints: Vec<Checkpoint>,
}

/// How many bytes lie between two checkpoints.
const EVERY: usize = 16 * 1024;

/// What precedes an offset.
#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    lines: usize,
    characters: usize,
    /// The start of the line in which the offset lies, and the characters before that.
    line_start: usize,
    line_characters: usize,
}

impl Checkpoint {
    /// The counts after some more bytes, which start at `offset`.
    fn advance(self, offset: usize, bytes: &[u8]) -> Self {
        let characters = self.characters + bytecount::num_chars(bytes);
        let Some(last) = bytes.iter().rposition(|byte| *byte == b'\n') else {
            return Self { characters, ..self };
        };
        let begun = bytes.get(last + 1..).unwrap_or_default();
        Self {
            lines: self.lines + bytecount::count(bytes, b'\n'),
            characters,
            line_start: offset + last + 1,
            line_characters: characters - bytecount::num_chars(begun),
        }
    }
}

impl PositionIndex {
    /// Counts the whole text.
    pub(super) fn new(text: &str) -> Self {
        let mut checkpoint = Checkpoint::default();
        let mut checkpoints = vec![checkpoint];
        for (bytes, index) in text.as_bytes().chunks(EVERY).zip(0..) {
            checkpoint = checkpoint.advance(index * EVERY, bytes);
            checkpoints.push(checkpoint);
        }
        Self { checkpoints }
    }

    /// The position of a byte of the text that was counted.
    pub(super) fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = text.floor_char_boundary(offset);
        let start = offset / EVERY * EVERY;
        let checkpoint = self.checkpoints.get(offset / EVERY).copied().unwrap_or_default();
        let here = checkpoint.advance(start, text.as_bytes().get(start..offset).unwrap_or_default());
        LineColumn {
            line: here.lines + 1,
            column: here.characters - here.line_characters + 1,
            line_start: here.line_start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EVERY, LineColumn, PositionIndex};

    fn check(text: &str, offset: usize, line: usize, column: usize, line_start: usize) {
        let position = PositionIndex::new(text).position(text, offset);
        assert_eq!(position, LineColumn { line, column, line_start }, "{offset}");
    }

    #[test]
    fn columns_count_characters() {
        check("", 0, 1, 1, 0);
        check("a\nbé😀c\n", 0, 1, 1, 0);
        check("a\nbé😀c\n", 2, 2, 1, 2);
        check("a\nbé😀c\n", 9, 2, 4, 2);
        check("a\nbé😀c\n", 11, 3, 1, 11);
        check("a\nbé😀c\n", 99, 3, 1, 11);
        check("é", 1, 1, 1, 0);
    }

    #[test]
    fn checkpoints_do_not_show() {
        let line = "é".repeat(100);
        let text = format!("{line}\n").repeat(1_000);
        check(&text, 201 * 500 + 20, 501, 11, 201 * 500);
        let one_line = "é".repeat(EVERY * 3);
        check(&one_line, EVERY * 4, 1, EVERY * 2 + 1, 0);
        check(&one_line, EVERY * 6, 1, EVERY * 3 + 1, 0);
    }
}
