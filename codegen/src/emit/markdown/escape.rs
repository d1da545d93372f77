//! The characters of a word that Markdown acts on.

/// Writes a word, and escapes all that Markdown would act on.
pub(super) fn escape(word: &str, escaped: &mut String) {
    // Nearly all words; a `match` is a few instructions a byte.
    if !word.bytes().any(may_be_escaped) {
        escaped.push_str(word);
        return;
    }
    let holds_url = word.contains("://");
    let mut before = ' ';
    for (at, character) in word.char_indices() {
        let rest = word.get(at + character.len_utf8()..).unwrap_or_default();
        let is_escaped = match character {
            // Else rustdoc would ask for a link inside of the word.
            ':' => holds_url,
            // Two hyphens would be shown as a dash.
            '-' => before == '-',
            // What follows a backslash may be another one of ours; some readers take a dollar sign for mathematics.
            '\\' | '$' => true,
            _ => is_active(before, character, rest),
        };
        if is_escaped {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
}

fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, b'`' | b'[' | b']' | b'<' | b'>' | b'*' | b'~' | b'|' | b'\\' | b'_' | b'-' | b'&' | b':' | b'$')
}

/// Whether Markdown acts on a character of a word, wherever the word stands, by what is before and after it.
pub(super) fn is_active(before: char, character: char, rest: &str) -> bool {
    let after = || rest.chars().next();
    match character {
        '`' | '[' | ']' | '<' | '>' | '*' | '~' | '|' => true,
        '\\' => after().is_some_and(|after| after.is_ascii_punctuation()),
        // Between letters Markdown does not act on it.
        '_' => !(before.is_alphanumeric() && after().is_some_and(char::is_alphanumeric)),
        '&' => begins_entity(rest),
        _ => false,
    }
}

/// Whether what follows `&` makes an entity or a reference of it: `lt;`, `#96;`.
fn begins_entity(rest: &str) -> bool {
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
    !name.is_empty() && rest.get(name.len()..).is_some_and(|rest| rest.starts_with(';'))
}

/// Where a word has the character by which it would begin a heading, a list or a rule as the first word of a line.
pub(super) fn at_line_start(word: &str) -> Option<usize> {
    if word.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'+' | b'#' | b':')) {
        return Some(0).filter(|_| !word.is_empty());
    }
    let (number, mark) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && matches!(mark, "." | ")")).then_some(number.len())
}

/// The URL that a word consists of, and the punctuation behind it; only one that is shown as it is.
pub(super) fn url(word: &str) -> Option<(&str, &str)> {
    let host = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"))?;
    host.starts_with(|first: char| first.is_ascii_alphanumeric()).then_some(())?;
    let url = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '\'', '"']);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let has_entity = || url.split('&').skip(1).any(begins_entity);
    (url.bytes().all(is_plain) && !has_entity()).then(|| (url, word.get(url.len()..).unwrap_or_default()))
}
