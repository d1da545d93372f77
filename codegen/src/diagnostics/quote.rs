//! Text of the input inside of messages.

/// How many characters of the input a message repeats.
const LONGEST: usize = 100;

/// The text between backticks, cut where it is long, with nothing that a terminal would obey.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("`");
    quoted.extend(text.chars().take(LONGEST).map(printable));
    if text.chars().nth(LONGEST).is_some() {
        quoted.push('…');
    }
    quoted.push('`');
    quoted
}

/// The character itself, or a picture of it if a terminal or an editor would act on it.
pub(super) fn printable(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32('\u{2400}' as u32 + character as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        // C1 controls, and the characters that change the direction of what follows or are not seen.
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn input_is_cut_and_made_harmless() {
        assert_eq!(quoted("User"), "`User`");
        assert_eq!(quoted("a\u{1b}[31m\n\u{202e}\u{9b}b"), "`a␛[31m␊\u{fffd}\u{fffd}b`");
        assert_eq!(quoted(&"x".repeat(101)), format!("`{}…`", "x".repeat(100)));
    }
}
