//! Plain English: idioms that make a reader read a sentence twice do not come back.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use tests::files;

use super::{assert_none, paths};

/// The one file that has to spell the idioms.
const THIS_FILE: &str = "tests/tidy/prose.rs";

/// Whether the comments and messages of a file are held to the rules.
pub(super) fn is_held(path: &str) -> bool {
    let is_output = path.starts_with("tests/golden/") && path != "tests/golden/main.rs";
    path.ends_with(".rs") && path != THIS_FILE && !is_output
}

/// Words in a row that a text does not hold, unless another word stands before or behind them.
struct Idiom {
    words: &'static [&'static str],
    not_after: &'static [&'static str],
    not_before: &'static [&'static str],
}

const fn idiom(words: &'static [&'static str]) -> Idiom {
    Idiom { words, not_after: &[], not_before: &[] }
}

/// `is no`, but not `there is no` and `is no longer`.
const fn negation(words: &'static [&'static str]) -> Idiom {
    Idiom { words, not_after: &["there"], not_before: &["longer", "more"] }
}

const IDIOMS: [Idiom; 34] = [
    negation(&["is", "no"]),
    negation(&["are", "no"]),
    negation(&["was", "no"]),
    negation(&["were", "no"]),
    negation(&["be", "no"]),
    negation(&["is", "none"]),
    negation(&["are", "none"]),
    idiom(&["of", "none"]),
    idiom(&["none", "of"]),
    idiom(&["told"]),
    idiom(&["mend"]),
    idiom(&["mends"]),
    idiom(&["mended"]),
    idiom(&["mending"]),
    idiom(&["had", "as"]),
    idiom(&["be", "had"]),
    idiom(&["said", "of"]),
    idiom(&["say", "of"]),
    idiom(&["says", "of"]),
    idiom(&["wish"]),
    idiom(&["wishes"]),
    idiom(&["wished"]),
    idiom(&["dear"]),
    idiom(&["dearer"]),
    idiom(&["dearest"]),
    idiom(&["loose"]),
    idiom(&["loosely"]),
    idiom(&["in", "so", "many", "words"]),
    idiom(&["whoever"]),
    idiom(&["what", "is", "there"]),
    idiom(&["as", "they", "come"]),
    idiom(&["parted", "by"]),
    idiom(&["in", "the", "manner", "of"]),
    idiom(&["share", "their", "fate"]),
];

/// The comments and string literals of Rust source, each with its place. Comments on lines that follow each other are one.
fn parts(source: &str) -> Vec<Range<usize>> {
    let mut leaves = Vec::new();
    leaf_ranges(source.parse().unwrap(), &mut leaves);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for leaf in leaves.into_iter().chain(std::iter::once(source.len()..source.len())) {
        // Between two tokens there are white space, delimiters and comments.
        if let Some(start) = source.get(end..leaf.start).and_then(|gap| gap.find("//").or_else(|| gap.find("/*"))) {
            add(source, end + start..leaf.start, &mut found);
        }
        if ["//", "/*", "\"", "r\"", "r#", "b\"", "br", "c\""].iter().any(|sign| source[leaf.clone()].starts_with(sign))
        {
            add(source, leaf.clone(), &mut found);
        }
        end = end.max(leaf.end);
    }
    found
}

/// Where the tokens without parts stand, in order. All tokens of a doc comment have its place.
fn leaf_ranges(tokens: TokenStream, ranges: &mut Vec<Range<usize>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => leaf_ranges(group.stream(), ranges),
            leaf => ranges.push(leaf.span().byte_range()),
        }
    }
}

/// Adds a piece, or makes the last one longer where both are comments on lines that follow each other.
fn add(source: &str, piece: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = piece.start..piece.start + source[piece].trim_end().len();
    if let Some(last) = found.last_mut() {
        let are_comments = source[last.clone()].starts_with('/') && source[piece.clone()].starts_with('/');
        if piece.start < last.end {
            return;
        }
        let is_next = |between: &str| between.trim().is_empty() && between.matches('\n').count() <= 1;
        if are_comments && is_next(source.get(last.end..piece.start).unwrap_or_default()) {
            last.end = piece.end;
            return;
        }
    }
    found.push(piece);
}

/// A word or a mark, in lower case, with the byte where it begins. Code between backticks is one mark.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut is_code = false;
    let mut is_escaped = false;
    let mut is_word = false;
    for (at, c) in text.char_indices() {
        let belongs_to_word = (c.is_alphanumeric() || c == '_' || c == '\'') && !is_escaped;
        match c {
            '`' => {
                is_code = !is_code;
                words.push((at, "`".to_owned()));
            }
            '\n' => is_code = false,
            _ if is_code || is_escaped || c.is_whitespace() || matches!(c, '/' | '\\') => {}
            _ if belongs_to_word && is_word => words.last_mut().unwrap().1.extend(c.to_lowercase()),
            _ => words.push((at, c.to_lowercase().collect())),
        }
        is_word = belongs_to_word && !is_code;
        is_escaped = c == '\\' && !is_escaped;
    }
    words
}

/// The idioms in a text, each with the byte where it begins.
fn idioms(text: &str) -> Vec<(usize, String)> {
    let words = words(text);
    let mut found = Vec::new();
    for at in 0..words.len() {
        for idiom in &IDIOMS {
            let behind = at + idiom.words.len();
            let is_here =
                words.get(at..behind).is_some_and(|here| here.iter().map(|(_, word)| word).eq(idiom.words.iter()));
            let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |(_, word)| word);
            let after = words.get(behind).map_or("", |(_, word)| word);
            if is_here && !idiom.not_after.contains(&before) && !idiom.not_before.contains(&after) {
                found.push((words[at].0, idiom.words.join(" ")));
            }
        }
    }
    found
}

/// The idioms in these parts of a file, each with its line.
fn faults(path: &str, text: &str, parts: &[Range<usize>]) -> Vec<String> {
    let mut faults = Vec::new();
    for part in parts {
        for (at, idiom) in idioms(&text[part.clone()]) {
            let line = text[..part.start + at].matches('\n').count() + 1;
            faults.push(format!("{path}:{line}: `{idiom}`"));
        }
    }
    faults
}

#[test]
fn documents_are_in_plain_english() {
    let mut found = Vec::new();
    for path in paths().into_iter().filter(|path| path.ends_with(".md")) {
        let text = files::read(&path);
        found.extend(faults(&path, &text, std::slice::from_ref(&(0..text.len()))));
    }
    assert_none(&found, "documents say it with subject, verb and object");
}

#[test]
fn comments_and_messages_are_in_plain_english() {
    let mut found = Vec::new();
    for path in paths().into_iter().filter(|path| is_held(path)) {
        let text = files::read(&path);
        found.extend(faults(&path, &text, &parts(&text)));
    }
    assert_none(&found, "comments and messages say it with subject, verb and object");
}

#[test]
fn idioms_are_found_where_people_read() {
    let check = |source: &str, expected: &[&str]| assert_eq!(faults("f", source, &parts(source)), expected, "{source}");
    check("// It is no\n// name.", &["f:1: `is no`"]);
    check("fn f() {\n    // a\n}\n/// Whoever\nstruct S;", &["f:4: `whoever`"]);
    check("//! told\n", &["f:1: `told`"]);
    check("/* a\n told */", &["f:2: `told`"]);
    check("const A: &str = \"x\\nis no {b}\";", &["f:1: `is no`"]);
    check("const A: &str = r#\"\nwish\"#;", &["f:2: `wish`"]);
    check("fn f() { g(\"a\", // mended\n) }", &["f:1: `mended`"]);
    // Not idioms: identifiers, code in comments, other sentences.
    check("fn told() { let is_no = mend; }", &[]);
    check("// There is no name. It is no longer `told`, and it is. No. It stands for a_wish.", &[]);
}
