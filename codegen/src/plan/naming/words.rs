//! Words that would be divided wrongly by the case of their letters: `IPv4`, `iOS`, `APIs`.
//!
//! They are written as other words are, with a capital first letter, before a name is divided: `networkIPv4` becomes
//! `networkIpv4`.

use std::borrow::Cow;

/// Words that begin with a lower-case letter before capitals, or with a single capital that does not begin a word.
const WORDS: &[&str] = &[
    "IBooks", "ICloud", "IPad", "IPadOS", "IPhone", "IPod", "ITunes", "OAuth", "eSIM", "iBooks", "iCloud", "iMessage",
    "iOS", "iPad", "iPadOS", "iPhone", "iPod", "iTunes", "oAuth",
];

/// Acronyms that end in a vowel with which a word can begin: in `APIsEnabled`, `Is` is not a word, as it is in `DBIsEmpty`.
const ENDING_IN_A_VOWEL: &[&str] = &[
    "ABI", "API", "CA", "CLI", "CPU", "CTA", "EULA", "GPU", "KPI", "MBA", "OU", "POA", "QA", "SKU", "SLA", "UI", "URI",
    "VPA",
];

/// The name with these words written as others are.
pub(super) fn respelled(name: &str) -> Cow<'_, str> {
    if !may_hold_words(name) {
        return Cow::Borrowed(name);
    }
    let mut written = String::new();
    let mut copied = 0;
    let mut before = None;
    let mut at = 0;
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = word(before, rest) {
            written.push_str(name.get(copied..at).unwrap_or_default());
            let mut letters = rest.get(..length).unwrap_or_default().chars();
            written.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            written.extend(letters.map(|letter| letter.to_ascii_lowercase()));
            at += length;
            copied = at;
            before = name.get(..at).and_then(|read| read.chars().next_back());
            continue;
        }
        // A run of capitals is one piece, so that no word is looked for in its middle.
        let capitals = run(rest).max(1);
        let next = rest.char_indices().nth(capitals).map_or(rest.len(), |(end, _)| end);
        before = rest.get(..next).and_then(|read| read.chars().next_back());
        at += next;
    }
    if copied == 0 {
        return Cow::Borrowed(name);
    }
    written.push_str(name.get(copied..).unwrap_or_default());
    Cow::Owned(written)
}

/// The length of the word of the table, or of the acronym, that the text begins with.
fn word(before: Option<char>, text: &str) -> Option<usize> {
    let is_start = before.is_none_or(|letter| !letter.is_alphabetic());
    let words = if may_be_listed(text) { WORDS } else { &[] };
    let found = words.iter().filter(|word| {
        let starts = is_start || word.starts_with(|first: char| first.is_ascii_uppercase());
        starts && text.strip_prefix(**word).is_some_and(ends_word)
    });
    let found = found.map(|word| word.len()).max();
    found.or_else(|| plural(text)).or_else(|| version(text))
}

/// Whether a name can hold a word that is respelled. Each has two capitals in a row, or begins like a word of the table after
/// something that is not a letter. Most names have neither, and the search for words costs many times this look.
fn may_hold_words(name: &str) -> bool {
    let mut before = b'_';
    for (at, byte) in name.bytes().enumerate() {
        if byte.is_ascii_uppercase() && (before.is_ascii_uppercase() || name.get(..at).is_some_and(ends_in_small_start))
        {
            return true;
        }
        before = byte;
    }
    false
}

/// Whether the last letter is one with which a word of the table begins, and none stands before it.
fn ends_in_small_start(text: &str) -> bool {
    match text.as_bytes() {
        [b'e' | b'i' | b'o'] => true,
        [.., before, b'e' | b'i' | b'o'] => !before.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether the first letters are those of a word of the table: most names are not compared with all of it.
fn may_be_listed(text: &str) -> bool {
    matches!(text.as_bytes(), [b'I' | b'O' | b'e' | b'i' | b'o', b'A'..=b'Z', ..])
}

/// How many capitals the text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_uppercase).count()
}

/// `IDs`, `APIs`: capitals and an `s` that ends a word.
fn plural(text: &str) -> Option<usize> {
    let length = run(text);
    let (acronym, rest) = text.split_at_checked(length).filter(|_| length >= 2)?;
    let rest = rest.strip_prefix('s').filter(|rest| ends_word(rest))?;
    let is_known = ENDING_IN_A_VOWEL.iter().any(|known| acronym.ends_with(known));
    // `As`, `Is` and `Us` before another word are words.
    let is_word = acronym.ends_with(['A', 'I', 'U']) && rest.starts_with(|next: char| next.is_ascii_uppercase());
    (is_known || !is_word).then_some(length + 1)
}

/// `IPv4`, `TLSv1`: capitals, a `v` and a digit.
fn version(text: &str) -> Option<usize> {
    let length = run(text);
    let rest = text.get(length..).filter(|_| length >= 2)?;
    let digits = rest.strip_prefix('v')?;
    digits.starts_with(|digit: char| digit.is_ascii_digit()).then_some(length + 1)
}

/// Whether no word goes on here, be it by the `s` of a plural.
fn ends_word(rest: &str) -> bool {
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !rest.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, may_be_listed, may_hold_words, respelled};

    fn check(name: &str, expected: &str) {
        assert_eq!(respelled(name), expected, "{name}");
    }

    #[test]
    fn acronyms_with_a_plural_or_a_version() {
        check("userIDs", "userIds");
        check("webAPIs", "webApis");
        check("APIsEnabled", "ApisEnabled");
        check("SKUs", "Skus");
        check("VMs2", "Vms2");
        check("networkIPv4Addresses", "networkIpv4Addresses");
        check("IPv6s", "Ipv6s");
        check("TLSv1_2", "Tlsv1_2");
    }

    #[test]
    fn words_with_a_small_first_letter() {
        check("iOSVersion", "IosVersion");
        check("iPadOS", "Ipados");
        check("iPads", "Ipads");
        check("oAuth2Grant", "Oauth2Grant");
        check("iPhoneAndIPod", "IphoneAndIpod");
        check("isOAuthEnabled", "isOauthEnabled");
        check("block_iCloudBackup", "block_IcloudBackup");
    }

    #[test]
    fn every_word_of_the_table_is_looked_for() {
        for word in WORDS {
            assert!(may_be_listed(word) && may_hold_words(word), "{word}");
            assert!(may_hold_words(&format!("é{word}")) && may_hold_words(&format!("a_{word}")), "{word}");
        }
    }

    #[test]
    fn other_words_stay() {
        for name in [
            "userIds",
            "ipv4",
            "IOS",
            "DBIsEmpty",
            "markVMAsRead",
            "isDSsupported",
            "fooAuth",
            "OAuthorization",
            "radiOS",
            "XMLHttp",
            "version2",
            "Id",
            "Is",
            "größeIDé",
            "macOSDevice",
            "SHA256Hash",
            "",
        ] {
            check(name, name);
        }
    }
}
