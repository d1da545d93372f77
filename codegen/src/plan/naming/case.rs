//! Names in snake case and in upper camel case. The one user of `heck`.
//!
//! Names of ASCII characters, which nearly all are, are divided here by the rules of heck, which formats each character on
//! its own: with it, their case takes four times as long, 4 % instead of 1 % of the instructions of generating Microsoft Graph.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// `snake_case`
pub(super) fn snake(name: &str) -> String {
    if !name.is_ascii() {
        return name.to_snake_case();
    }
    let mut cased = String::with_capacity(name.len() + name.len() / 4);
    for_each_word(name, |word| {
        if !cased.is_empty() {
            cased.push('_');
        }
        cased.push_str(word);
    });
    cased.make_ascii_lowercase();
    cased
}

/// `UpperCamelCase`
pub(super) fn upper_camel(name: &str) -> String {
    if !name.is_ascii() {
        return name.to_upper_camel_case();
    }
    let mut cased = String::with_capacity(name.len());
    for_each_word(name, |word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        let start = cased.len();
        cased.push_str(first);
        cased.push_str(rest);
        if let Some(word) = cased.get_mut(start..) {
            word.make_ascii_lowercase();
        }
        if let Some(first) = cased.get_mut(start..start + first.len()) {
            first.make_ascii_uppercase();
        }
    });
    cased
}

/// The case of the last letter of a word.
#[derive(Clone, Copy, PartialEq)]
enum LetterCase {
    /// It has no letter yet.
    None,
    Lower,
    Upper,
}

/// Calls with each word of a name of ASCII characters. A word ends at what is neither a letter nor a digit, before a capital
/// that comes after a small letter, and before the last of several capitals where a small letter follows it.
fn for_each_word(name: &str, mut call: impl FnMut(&str)) {
    let bytes = name.as_bytes();
    let mut start = 0;
    let mut case = LetterCase::None;
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            name.get(start..at).filter(|word| !word.is_empty()).into_iter().for_each(&mut call);
            (start, case) = (at + 1, LetterCase::None);
            continue;
        }
        let case_here = match byte {
            b'a'..=b'z' => LetterCase::Lower,
            b'A'..=b'Z' => LetterCase::Upper,
            _ => case,
        };
        let next = bytes.get(at + 1);
        if case_here == LetterCase::Lower && next.is_some_and(u8::is_ascii_uppercase) {
            name.get(start..=at).into_iter().for_each(&mut call);
            (start, case) = (at + 1, LetterCase::None);
        } else if case == LetterCase::Upper && byte.is_ascii_uppercase() && next.is_some_and(u8::is_ascii_lowercase) {
            name.get(start..at).into_iter().for_each(&mut call);
            (start, case) = (at, LetterCase::None);
        } else {
            case = case_here;
        }
    }
    name.get(start..).filter(|word| !word.is_empty()).into_iter().for_each(call);
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase, ToUpperCamelCase};

    use super::{snake, upper_camel};

    fn check(name: &str) {
        assert_eq!(snake(name), name.to_snake_case(), "{name:?}");
        assert_eq!(upper_camel(name), name.to_upper_camel_case(), "{name:?}");
    }

    // All names of up to six characters, of each kind that matters.
    #[test]
    fn names_are_divided_as_heck_divides_them() {
        const CHARACTERS: [char; 5] = ['a', 'B', 'C', '7', '_'];
        let mut names = vec![String::new()];
        for _ in 0..6 {
            names.extend(
                names
                    .iter()
                    .flat_map(|name| CHARACTERS.map(|character| format!("{name}{character}")))
                    .collect::<Vec<_>>(),
            );
            names.sort_unstable();
            names.dedup();
        }
        names.iter().for_each(|name| check(name));
        for name in ["größeID", "XMLHttpRequest", "a.B-c d", "Ωmega", "\u{7f}x\0Y", "ΑΣ"] {
            check(name);
        }
    }
}
