//! References and line ends in character data (XML 1.0, sections 2.11, 3.3.3, 4.1, 4.6).
//!
//! Entities other than the five predefined ones are never expanded, so no document can grow while it is read.

use std::borrow::Cow;
use std::ops::Range;

/// What is wrong with a piece of character data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// `&name;` with a name that XML does not predefine.
    UnknownEntity,
    /// `&` that does not begin a reference, or a reference to a code point that is not a character.
    BadReference,
    /// A control character, which XML forbids.
    ControlCharacter,
    /// `<` inside of an attribute value.
    LessThan,
}

/// Where character data was found: the rules for white space and `<` differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextKind {
    Attribute,
    Content,
    CData,
}

/// Decodes character data; borrows where nothing needs to change.
///
/// Faults are reported with their range in `raw`, and the faulty text is kept as it is written. Where reporting one
/// returns `false`, the rest is not decoded.
pub(crate) fn decode<'s>(
    raw: &'s str,
    kind: TextKind,
    mut fault: impl FnMut(Fault, Range<usize>) -> bool,
) -> Cow<'s, str> {
    let Some(first) = next_special(raw, kind) else {
        return Cow::Borrowed(raw);
    };
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut next = Some(first);
    while let Some(at) = next {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(plain);
        let offset = raw.len() - special.len();
        let mut go_on = true;
        let length = decode_special(special, kind, &mut decoded, |found, length| {
            go_on = fault(found, offset..offset + length);
        });
        rest = special.get(length..).unwrap_or_default();
        next = next_special(rest, kind).filter(|_| go_on);
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The offset of the next byte that cannot be copied as it is.
fn next_special(text: &str, kind: TextKind) -> Option<usize> {
    text.bytes().position(|byte| match byte {
        b'&' => kind != TextKind::CData,
        b'<' => kind == TextKind::Attribute,
        b'\t' | b'\n' => kind == TextKind::Attribute,
        byte => byte < b' ',
    })
}

/// Decodes the start of `text`, and returns the number of bytes that were read.
fn decode_special(text: &str, kind: TextKind, decoded: &mut String, mut fault: impl FnMut(Fault, usize)) -> usize {
    let newline = if kind == TextKind::Attribute { ' ' } else { '\n' };
    match text.as_bytes() {
        [b'\r', b'\n', ..] => {
            decoded.push(newline);
            2
        }
        [b'\r' | b'\n', ..] => {
            decoded.push(newline);
            1
        }
        [b'\t', ..] => {
            decoded.push(' ');
            1
        }
        [b'&', ..] => decode_reference(text, decoded, fault),
        [b'<', ..] => {
            fault(Fault::LessThan, 1);
            decoded.push('<');
            1
        }
        _ => {
            fault(Fault::ControlCharacter, 1);
            decoded.push('\u{FFFD}');
            1
        }
    }
}

fn decode_reference(text: &str, decoded: &mut String, mut fault: impl FnMut(Fault, usize)) -> usize {
    /// The longest reference that can be resolved, leading zeros aside.
    const LONGEST: usize = 64;
    let ends = |byte: u8| {
        !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'#') || !byte.is_ascii())
    };
    let end = 1 + text.bytes().skip(1).take(LONGEST).position(ends).unwrap_or_default();
    let name = text.get(1..end).unwrap_or_default();
    if text.as_bytes().get(end) != Some(&b';') || name.is_empty() {
        fault(Fault::BadReference, 1);
        decoded.push('&');
        return 1;
    }
    if let Some(character) = resolve(name) {
        decoded.push(character);
    } else {
        fault(if name.contains('#') { Fault::BadReference } else { Fault::UnknownEntity }, end + 1);
        decoded.push_str(text.get(..=end).unwrap_or_default());
    }
    end + 1
}

/// The character that a reference of this name denotes.
fn resolve(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "amp" => Some('&'),
            "apos" => Some('\''),
            "gt" => Some('>'),
            "lt" => Some('<'),
            "quot" => Some('"'),
            _ => None,
        };
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    if !digits.starts_with(|c: char| c.is_digit(radix)) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    let allowed = character >= ' ' || matches!(character, '\t' | '\n' | '\r');
    (allowed && !matches!(character, '\u{FFFE}' | '\u{FFFF}')).then_some(character)
}

#[cfg(test)]
mod tests {
    use super::{Fault, TextKind, decode};

    fn check(kind: TextKind, raw: &str, expected: &str, faults: &[Fault]) {
        let mut found = Vec::new();
        assert_eq!(
            decode(raw, kind, |fault, _| {
                found.push(fault);
                true
            }),
            expected,
            "{raw:?}"
        );
        assert_eq!(found, faults, "{raw:?}");
    }

    #[test]
    fn references_are_decoded() {
        check(TextKind::Content, "a &lt;&gt;&amp;&quot;&apos; &#65;&#x42;&#x1F600;", "a <>&\"' AB\u{1F600}", &[]);
        check(TextKind::Content, "a\r\nb\rc\nd\te", "a\nb\nc\nd\te", &[]);
        check(TextKind::Attribute, "a\r\nb\tc", "a b c", &[]);
        check(TextKind::CData, "a&lt;<b", "a&lt;<b", &[]);
    }

    #[test]
    fn faults_are_reported_and_kept() {
        check(TextKind::Content, "&lol;", "&lol;", &[Fault::UnknownEntity]);
        check(TextKind::Content, "R&D &; &&amp;&", "R&D &; &&&", &[Fault::BadReference; 4]);
        check(
            TextKind::Content,
            "&#0;&#xD800;&#x110000;&#+65;",
            "&#0;&#xD800;&#x110000;&#+65;",
            &[Fault::BadReference; 4],
        );
        check(TextKind::Content, "a\u{1}b", "a\u{FFFD}b", &[Fault::ControlCharacter]);
        check(TextKind::Attribute, "a<b", "a<b", &[Fault::LessThan]);
        assert_eq!(decode("a&b&amp;", TextKind::Content, |_, _| false), "a&b&amp;");
    }
}
