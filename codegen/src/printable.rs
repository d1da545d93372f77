//! Characters that steer a terminal or an editor.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Whether a character is not seen, or changes how others are shown: controls, line and paragraph separators, marks of
/// direction, characters without a width, tags.
pub(crate) fn is_unprintable(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The same, except joiners and soft hyphens, which text of some scripts and emoji need.
pub(crate) fn is_unprintable_in_prose(character: char) -> bool {
    is_unprintable(character) && !matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// The text on one line, with characters that steer a terminal escaped as in a Rust string.
///
/// ```
/// assert_eq!(codegen::escaped("Red\u{9b}31m\n"), "Red\\u{9b}31m\\u{a}");
/// ```
pub fn escaped(text: &str) -> Cow<'_, str> {
    written(text, |character, to| {
        to.extend(character.escape_unicode());
    })
}

/// JSON with such characters escaped as in a JSON string (`\u009b`), which has the same meaning. Line breaks stay.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    written(json, |character, to| {
        if character == '\n' {
            to.push(character);
        } else {
            let mut units = [0; 2];
            character.encode_utf16(&mut units).iter().for_each(|unit| _ = write!(to, "\\u{unit:04x}"));
        }
    })
}

/// Text for people, line by line. What is written into a line is escaped, so that it cannot end the line.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// Writes the rest of a line and ends it.
    pub(crate) fn line(&mut self, rest: fmt::Arguments<'_>) -> fmt::Result {
        self.write_fmt(rest)?;
        self.0.push('\n');
        Ok(())
    }

    /// All lines.
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl Write for Lines {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0.push_str(&escaped(part));
        Ok(())
    }
}

/// The text with each such character as `write` writes it.
fn written(text: &str, write: fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unprintable(character) {
            write(character, &mut written);
        } else {
            written.push(character);
        }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::{Lines, escaped, escaped_json};

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(escaped("Zoë's π → 日本 🦀"), "Zoë's π → 日本 🦀");
        assert_eq!(
            escaped("a\n\r\t\u{0}\u{1b}[31m\u{7f}\u{85}\u{9b}"),
            "a\\u{a}\\u{d}\\u{9}\\u{0}\\u{1b}[31m\\u{7f}\\u{85}\\u{9b}"
        );
        for steering in [
            '\u{61c}',
            '\u{200b}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{e0001}',
            '\u{e007f}',
        ] {
            assert_eq!(escaped(&steering.to_string()), steering.escape_unicode().to_string());
        }
    }

    #[test]
    fn lines_are_only_those_that_are_ended() {
        let mut lines = Lines::default();
        lines.line(format_args!("entity {}", "A\nB")).expect("a string takes all text");
        lines.line(format_args!("end")).expect("a string takes all text");
        assert_eq!(lines.into_text(), "entity A\\u{a}B\nend\n");
    }

    #[test]
    fn json_means_the_same() {
        let text = "a\u{9b}\u{202e}\u{e0041}\u{2028}é\"\\";
        let json = serde_json::to_string(text).expect("a string serializes") + "\n";
        let escaped = escaped_json(&json);
        assert_eq!(escaped, "\"a\\u009b\\u202e\\udb40\\udc41\\u2028é\\\"\\\\\"\n");
        assert_eq!(serde_json::from_str::<String>(&escaped).expect("valid JSON"), text);
    }
}
