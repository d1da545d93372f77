//! Schema names as Rust identifiers.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use unicode_normalization::UnicodeNormalization;

use super::case;
use super::keywords::{is_keyword, is_of_prelude};
use super::words::respelled;

/// File names that some system or `rustc` gives another meaning.
const FILE_STEMS: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
];

/// The longest identifier. Longer names are cut; the scope numbers those that become the same.
pub(crate) const LONGEST: usize = 120;

/// The longest one that is made of several.
const LONGEST_JOINED: usize = 240;

/// A name that is valid in Rust: only this file makes one, and only in ways that cannot make another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Identifier(String);

impl Identifier {
    /// One name of several parts, which need not be valid alone.
    pub(crate) fn joined(parts: &[&str]) -> Self {
        identifier(parts.concat(), "unnamed", LONGEST_JOINED)
    }

    /// The name with a number behind it.
    pub(crate) fn numbered(&self, number: u32) -> Self {
        let glue = if self.0.ends_with('_') { "" } else { "_" };
        Self(format!("{}{glue}{number}", self.0))
    }

    /// The name with `_` behind it, which makes a valid name of every valid one.
    pub(crate) fn marked(self) -> Self {
        Self(self.0 + "_")
    }

    /// A name that a user has chosen, if it is valid.
    pub(crate) fn pinned(name: &str) -> Option<Self> {
        is_valid(name).then(|| Self(name.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Identifier {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Identifier {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl PartialEq<str> for Identifier {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Identifier {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// For fields, methods and parameters.
pub(crate) fn snake(name: &str) -> Identifier {
    snake_as_written(&respelled(name))
}

fn snake_as_written(name: &str) -> Identifier {
    identifier(case::snake(name), "unnamed", LONGEST)
}

/// The same without the table of words, for where another name is the same by it; `None` where the table changes nothing.
pub(crate) fn other_snake(name: &str) -> Option<Identifier> {
    matches!(respelled(name), Cow::Owned(_)).then(|| snake_as_written(name))
}

/// For fields, in order of preference: `_Customer` beside `Customer` keeps its underscore, as SAP's associations need.
pub(crate) fn field(name: &str) -> Vec<Identifier> {
    let plain = snake(name);
    let marked = name.starts_with('_').then(|| Identifier::joined(&["_", &plain]));
    std::iter::once(plain).chain(marked).collect()
}

/// For variants, which shadow nothing. Numbers stay apart, so that `v1_1_10` and `v1_11_0` do.
pub(crate) fn variant(name: &str) -> Identifier {
    variant_as_written(&respelled(name))
}

/// The same without the table of words, for where another name is the same by it; `None` where the table changes nothing.
pub(crate) fn other_variant(name: &str) -> Option<Identifier> {
    matches!(respelled(name), Cow::Owned(_)).then(|| variant_as_written(name))
}

fn variant_as_written(name: &str) -> Identifier {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return identifier(case::upper_camel(name), "Unnamed", LONGEST);
    }
    let words: Vec<String> = apart(name).into_iter().map(case::upper_camel).collect();
    identifier(words.join("_"), "Unnamed", LONGEST)
}

/// Splits a name where only a separator stands between two digits.
fn apart(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in name.char_indices() {
        if !c.is_alphanumeric() {
            continue;
        }
        if let Some((end, last)) = before.replace((at + c.len_utf8(), c))
            && end < at
            && last.is_numeric()
            && c.is_numeric()
        {
            parts.extend(name.get(start..end));
            start = at;
        }
    }
    parts.extend(name.get(start..));
    parts
}

/// For types.
pub(crate) fn camel(name: &str) -> Identifier {
    beside_prelude(variant(name))
}

/// The same without the table of words, for where another name is the same by it; `None` where the table changes nothing.
pub(crate) fn other_camel(name: &str) -> Option<Identifier> {
    other_variant(name).map(beside_prelude)
}

fn beside_prelude(ident: Identifier) -> Identifier {
    if is_of_prelude(&ident) { ident.marked() } else { ident }
}

/// For the module of a namespace: its dotted parts joined by `_`.
pub(crate) fn module(namespace: &str) -> Identifier {
    let parts: Vec<String> = namespace.split('.').map(case::snake).collect();
    file_name(&identifier(parts.join("_"), "namespace", LONGEST))
}

/// Whether a name is in snake case.
pub(crate) fn is_snake(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_uppercase()) && snake_as_written(name) == name
}

/// For the file of a type.
pub(crate) fn file_stem(type_ident: &str) -> Identifier {
    file_name(&snake_as_written(type_ident))
}

/// A module that is a file or a folder: the compiler finds only names of ASCII characters.
fn file_name(ident: &str) -> Identifier {
    let mut name = String::with_capacity(ident.len());
    for c in ident.chars() {
        if c.is_ascii() {
            name.push(c);
        } else {
            name.push_str(&format!("u{:x}", u32::from(c)));
        }
    }
    // File systems have names of 255 bytes, and numbers may follow.
    let name = identifier(name, "unnamed", LONGEST_JOINED);
    if FILE_STEMS.contains(&name.as_str()) { name.marked() } else { name }
}

/// Makes a cased name an identifier: only letters, digits and `_`, no digit first, no keyword, not too long.
fn identifier(cased: String, fallback: &str, longest: usize) -> Identifier {
    let mut ident = if cased.len() <= longest && cased.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
    {
        cased
    } else {
        // The compiler takes identifiers in this normal form; two spellings of one name must meet here, not there.
        cased.nfc().map(|c| if is_identifier_char(c) { c } else { '_' }).take(longest).collect()
    };
    if ident.bytes().all(|byte| byte == b'_') {
        ident = fallback.to_owned();
    }
    if ident.starts_with(|first| !is_identifier_start(first)) {
        ident.insert(0, '_');
    }
    if is_keyword(&ident) {
        ident.push('_');
    }
    Identifier(ident)
}

/// What may stand in a Rust identifier.
fn is_identifier_char(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_continue(c)
}

fn is_identifier_start(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_start(c)
}

/// Whether a name consists of what may stand in an identifier.
pub(crate) fn is_word(name: &str) -> bool {
    name.starts_with(is_identifier_start) && name.chars().all(is_identifier_char)
}

/// Whether a name that a user pins can stand where an identifier must.
pub(crate) fn is_valid(ident: &str) -> bool {
    is_word(ident) && !is_keyword(ident) && ident != "_"
}

#[cfg(test)]
mod tests {
    use super::{Identifier, camel, field, file_stem, is_valid, module, snake, variant};

    fn check(name: &str, expected_snake: &str, expected_camel: &str) {
        assert_eq!(snake(name), expected_snake, "snake case of {name:?}");
        assert_eq!(camel(name), expected_camel, "camel case of {name:?}");
    }

    // S5
    #[test]
    fn nasty_names_become_identifiers() {
        check("displayName", "display_name", "DisplayName");
        check("type", "type_", "Type");
        check("Self", "self_", "Self_");
        check("gen", "gen_", "Gen");
        check("option", "option", "Option_");
        check("5G", "_5g", "_5g");
        check("_", "unnamed", "Unnamed");
        check("riskEventTypes_v2", "risk_event_types_v2", "RiskEventTypesV2");
        check("__metadata", "metadata", "Metadata");
        check("größe", "größe", "Größe");
        check("a‿b", "a_b", "AB");
        check("naïve-key", "naïve_key", "NaïveKey");
        check("networkIPv4", "network_ipv4", "NetworkIpv4");
        check("userIDs", "user_ids", "UserIds");
        check("iOSVersion", "ios_version", "IosVersion");
        check("oAuth2Grant", "oauth2_grant", "Oauth2Grant");
        check("webAPIs", "web_apis", "WebApis");
        check("SKUs", "skus", "Skus");
        check("\u{2028}", "unnamed", "Unnamed");
        check("Feeder.v1_1_10.Feeder", "feeder_v1_1_10_feeder", "FeederV1_1_10Feeder");
        check("1__2x3", "_1_2x3", "_1_2x3");
    }

    // S5
    #[test]
    fn a_field_may_keep_its_underscore() {
        assert_eq!(field("_Customer"), ["customer", "_customer"]);
        assert_eq!(field("Customer"), ["customer"]);
    }

    #[test]
    fn variants_may_be_called_like_the_prelude() {
        assert_eq!(variant("none"), "None");
        assert_eq!(variant("self"), "Self_");
    }

    #[test]
    fn a_namespace_is_one_module() {
        assert_eq!(module("Microsoft.AAD.Reporting"), "microsoft_aad_reporting");
        assert_eq!(module("self"), "self_");
    }

    #[test]
    fn files_avoid_names_with_a_meaning() {
        assert_eq!(file_stem("Con"), "con_");
        assert_eq!(file_stem("Mod"), "mod_");
        assert_eq!(file_stem("SignIn"), "sign_in");
    }

    /// What is joined need not be valid alone, and what is valid alone need not be so when it is joined.
    #[test]
    fn joined_names_are_identifiers() {
        for (parts, expected) in [
            (&["3dModel", "Print"][..], "_3dModelPrint"),
            (&["", "Self"], "Self_"),
            (&["", ""], "unnamed"),
            (&["a", "\u{301}b"], "áb"),
            (&["\u{301}"], "_\u{301}"),
            (&["a\u{202e}b", "-c"], "a_b_c"),
        ] {
            let joined = Identifier::joined(parts);
            assert_eq!(joined, expected, "{parts:?}");
            assert!(syn::parse_str::<syn::Ident>(&joined).is_ok(), "{joined}");
        }
        assert_eq!(Identifier::joined(&["a".repeat(200).as_str(), &"b".repeat(200)]).len(), 240);
        assert_eq!(Identifier::joined(&["_3"]).numbered(2), "_3_2");
        assert_eq!(Identifier::joined(&["fn"]).numbered(2), "fn_2");
    }

    // S5: file systems have names of at most 255 bytes.
    #[test]
    fn file_names_are_not_too_long() {
        assert!(file_stem(&"漢".repeat(200)).len() <= 240 && module(&"é.".repeat(200)).len() <= 240);
    }

    #[test]
    fn pins_must_be_identifiers() {
        assert!(is_valid("Good") && is_valid("größe"));
        for name in ["gen", "a-b", "", "_", " a", "a ", "r#type", "1a", "a;b"] {
            assert!(!is_valid(name), "{name:?}");
        }
    }
}
