//! Text that looks like Markdown, in every place that documentation shows: readers see it exactly as it was written.

use codegen::Diagnostics;
use tests::docs;
use tests::hostile::{Place, document};
use tests::input::Input;

use super::random::Random;
use super::repeat::repeat;

/// Text that has a meaning in Markdown, or ends a line.
const PIECES: &[&str] = &[
    "`",
    "``",
    "```",
    "````",
    "~~~",
    "~",
    "~~",
    "```rust",
    "~~~rust",
    "rust",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "\u{a0}",
    " ",
    " ",
    "<script>",
    "</b>",
    "<!--",
    "<a@b.c>",
    "<https://x.y>",
    "<",
    ">",
    "[a](b)",
    "[a]: b",
    "[a]:\n<b>",
    "![x](y)",
    "[x]",
    "[`x`]",
    "[^1]",
    "[^1]: x",
    "]",
    "[",
    "(",
    ")",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "_a_",
    "a_b",
    "- ",
    "+ ",
    "1) ",
    "1. ",
    "007.",
    "---",
    "- - -",
    "===",
    "=",
    "-",
    "# ",
    "###### ",
    "#",
    "> ",
    "|a|b|",
    "|-|-|",
    "|",
    ":-:",
    ": ",
    "&lt;",
    "&#96;",
    "&#x60;",
    "&amp;",
    "&",
    ";",
    "\\",
    "\\\\",
    "\\`",
    "\\\n",
    "  \n",
    "$",
    "$$",
    "{#a}",
    "[ ] ",
    "[x] ",
    "!",
    "\"",
    "'",
    "--",
    "...",
    "https://a.b/c_d",
    "http://a.b?c=<d>",
    "https://a.b/`c`",
    "http://&lt;",
    "://",
    "www.a.b",
    "word",
    "é",
    "\u{300}",
    "\u{200d}",
    "\u{202e}",
    "\u{9b}",
    "fn main() {}",
    "std::process::exit(3);",
    "//",
    "*/",
    "/*",
    "{",
    "}",
    "%",
    "^",
    "wwwwwwwwwwwwwwwwwwwwwwwww",
];

/// Up to some pieces, some of them so long that the next one begins a line.
fn text(random: &mut Random, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..random.below(most) {
        match random.below(16) {
            0 => text += &"w".repeat(90 + random.below(12)),
            1 => text += &"word ".repeat(random.below(20)),
            2 => text += &random.pick(PIECES).repeat(1 + random.below(4)),
            _ => text.push_str(random.pick::<&str>(PIECES)),
        }
        if random.below(3) == 0 {
            text.push(' ');
        }
    }
    text
}

/// A document, and the descriptions in it.
#[derive(Clone, Debug)]
struct Case {
    document: String,
    descriptions: Vec<String>,
}

fn make(random: &mut Random) -> Case {
    let mut descriptions = Vec::new();
    let mut count = 0;
    let document = document(|place| {
        count += 1;
        let text = match place {
            // Names without dots, so that qualified names refer to them and most documents are accepted.
            Place::Name if random.below(8) > 0 => String::new(),
            Place::Name => text(random, 6).replace('.', ""),
            Place::Description | Place::Value => text(random, 24),
        };
        match place {
            Place::Name => format!("n{count}{text}"),
            // The first word of a description identifies it.
            Place::Description => {
                descriptions.push(format!("d{count}d {text}"));
                format!("d{count}d {text}")
            }
            Place::Value => text,
        }
    });
    Case { document, descriptions }
}

/// The words of a text, without backticks (some become code spans) and without characters that are never shown.
fn words(text: &str) -> Vec<String> {
    let is_shown = |c: &char| *c != '`';
    let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    text.split(|c: char| c.is_whitespace() || steers(c))
        .map(|word| word.chars().filter(is_shown).collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// Checks that all documentation is text and that readers see each description as it was written; returns whether there is any.
fn run(case: Case) -> bool {
    let Case { document, descriptions } = case;
    let input = Input::of_documents("fuzz", [("fuzz.csdl", document.into_bytes())]);
    let mut diagnostics = Diagnostics::default();
    let Some(generated) = codegen::generate(&input.sources, &input.config, &mut diagnostics) else { return false };
    let faults = docs::faults_of_crate(&generated);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let seen: Vec<_> = docs::of_crate(&generated).iter().map(|(_, doc)| words(&docs::visible(&doc.markdown))).collect();
    for description in descriptions {
        let expected = words(&description);
        let is_seen = seen.iter().any(|seen| seen.windows(expected.len()).any(|part| part == expected));
        let near: Vec<_> = seen.iter().filter(|seen| seen.contains(&expected[0])).collect();
        assert!(is_seen, "{expected:?} in {near:?}");
    }
    true
}

// Documentation is hostile input.
#[test]
fn documentation_is_text() {
    repeat("docs", make, run);
}
