//! Text of the input in messages.

use crate::printable::escaped;

/// How many characters of the input a message repeats.
const LONGEST: usize = 100;

/// The text between backticks, shortened if it is long, without characters that steer a terminal.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text, LONGEST))
}

/// The text with at most so many characters, and without those that steer a terminal.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => escaped(text.get(..end).unwrap_or_default()).into_owned() + "…",
        None => escaped(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn input_is_cut_and_made_harmless() {
        assert_eq!(quoted("User"), "`User`");
        assert_eq!(quoted("a\u{1b}[31m\n\u{202e}\u{9b}b"), "`a\\u{1b}[31m\\u{a}\\u{202e}\\u{9b}b`");
        assert_eq!(quoted(&"x".repeat(101)), format!("`{}…`", "x".repeat(100)));
    }
}
