//! Documentation as Markdown, in which all text is escaped.
//!
//! This is the only maker of [`Line`]s, and the only way from text to a doc comment: rustdoc compiles and runs what looks
//! like an example, and metadata is not trusted. Text is divided into words first; then each word is escaped, with regard
//! to whether it begins a line. A code span is never divided.

mod escape;
mod links;

use std::mem::take;

use crate::plan::items::{Block, CodeLine, Piece, fits_in_code};
use crate::printable::{is_unprintable, is_unprintable_in_prose};

use escape::{at_line_start, escape, is_active, url};

/// Lines are broken at this many characters, so that a changed word changes few lines of a diff.
const WIDTH: usize = 100;

/// How many characters of a name or a value are shown.
const LONGEST_CODE: usize = 1_000;

/// A line of Markdown, which only this module makes from text of the metadata.
#[derive(Debug)]
pub(super) struct Line(String);

impl Line {
    /// What stands behind `///`.
    pub(super) fn into_comment(self) -> String {
        if self.0.is_empty() { self.0 } else { format!(" {}", self.0) }
    }
}

impl From<&'static str> for Line {
    fn from(text: &'static str) -> Self {
        Self(text.to_owned())
    }
}

/// What reads the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// rustdoc, which resolves links to items, and hides lines of examples that begin with `# `.
    Rustdoc,
    /// A viewer of files, which knows no items to link to; headings stand below the title of the file.
    File,
}

/// The lines of documentation, for rustdoc.
pub(super) fn lines(blocks: &[Block]) -> Vec<Line> {
    lines_for(Reader::Rustdoc, blocks)
}

/// Documentation as the text of a file about a package.
pub(super) fn file(package: &str, blocks: &[Block]) -> String {
    let mut text = format!("# `{package}`\n\n");
    for Line(line) in lines_for(Reader::File, blocks) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn lines_for(reader: Reader, blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut is_after_heading = false;
    for block in blocks {
        let written = match block {
            Block::Heading(text) => vec![heading(reader, text)],
            Block::Paragraph(pieces) => Writer::new(reader, "", WIDTH).write(pieces),
            Block::Item(pieces) => Writer::new(reader, "- ", usize::MAX).write(pieces),
            Block::Example(code) => example(reader, "```rust,no_run", code),
            Block::Program(code) => example(reader, "```rust", code),
        };
        if written.is_empty() {
            continue;
        }
        let is_attached = matches!(block, Block::Item(_)) && !is_after_heading;
        if !lines.is_empty() && !is_attached {
            lines.push(Line(String::new()));
        }
        is_after_heading = matches!(block, Block::Heading(_));
        lines.extend(written);
    }
    lines
}

fn heading(reader: Reader, text: &str) -> Line {
    match reader {
        Reader::Rustdoc => Line(format!("# {text}")),
        Reader::File => Line(format!("## {text}")),
    }
}

/// An example behind this fence, which says whether rustdoc runs it.
fn example(reader: Reader, fence: &'static str, code: &[CodeLine]) -> Vec<Line> {
    let mut lines = vec![Line::from(fence)];
    for line in code {
        match (reader, line.is_hidden()) {
            (Reader::Rustdoc, true) => lines.push(Line(format!("# {}", line.text()))),
            (Reader::File, true) => {}
            (Reader::Rustdoc | Reader::File, false) => lines.push(Line(line.text().to_owned())),
        }
    }
    lines.push(Line::from("```"));
    lines
}

/// Text that reads the same in a message of the compiler, which shows it as it is, and in rustdoc, which reads it as Markdown.
///
/// A character that Markdown would act on is replaced by its fullwidth form, a backtick by an apostrophe: a backslash
/// before it would be seen in messages.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(divides_words) {
        if word.is_empty() {
            continue;
        }
        let mut active_at_start = None;
        if plain.is_empty() {
            active_at_start = at_line_start(word);
        } else {
            plain.push(' ');
        }
        let mut before = ' ';
        for (at, character) in word.char_indices() {
            let rest = word.get(at + character.len_utf8()..).unwrap_or_default();
            let is_active = is_active(before, character, rest) || active_at_start == Some(at);
            plain.push(match character {
                '`' => '\'',
                _ if is_active => fullwidth(character),
                _ => character,
            });
            before = character;
        }
    }
    plain
}

fn fullwidth(character: char) -> char {
    const DISTANCE: u32 = 0xff01 - '!' as u32;
    char::from_u32(character as u32 + DISTANCE).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Puts words on lines.
struct Writer {
    reader: Reader,
    lines: Vec<Line>,
    line: String,
    /// The characters of the line, without what it begins with.
    width: usize,
    widest: usize,
    /// The end of the word that is being read, not escaped yet.
    raw: String,
    /// The beginning of that word, as Markdown.
    word: String,
    /// Whether the word ends in a code span, which no other one may touch.
    ends_in_code: bool,
}

impl Writer {
    fn new(reader: Reader, start: &str, widest: usize) -> Self {
        let (raw, word) = (String::new(), String::new());
        Self { reader, lines: Vec::new(), line: start.to_owned(), width: 0, widest, raw, word, ends_in_code: false }
    }

    fn write(mut self, pieces: &[Piece]) -> Vec<Line> {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Code(code) => self.code(code),
                Piece::Link(link) => self.span(&links::markdown(self.reader, link)),
            }
        }
        self.end_word();
        if self.width > 0 {
            self.lines.push(Line(self.line));
        }
        self.lines
    }

    fn text(&mut self, text: &str) {
        let mut parts = text.split(divides_words);
        self.raw.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.end_word();
            self.raw.push_str(part);
        }
    }

    fn code(&mut self, code: &str) {
        let mut shown: String =
            code.chars().take(LONGEST_CODE).map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
        if code.chars().nth(LONGEST_CODE).is_some() {
            shown.push('…');
        }
        if fits_in_code(&shown) {
            self.span(&format!("`{shown}`"));
        } else {
            self.text(&shown);
        }
    }

    /// Adds Markdown that is never divided.
    fn span(&mut self, markdown: &str) {
        if self.raw.is_empty() && self.ends_in_code {
            self.end_word();
        }
        escape(&take(&mut self.raw), &mut self.word);
        self.word.push_str(markdown);
        self.ends_in_code = true;
    }

    fn end_word(&mut self) {
        let raw = take(&mut self.raw);
        let mut word = take(&mut self.word);
        self.ends_in_code = false;
        let is_plain = word.is_empty();
        if is_plain {
            match url(&raw) {
                Some((url, rest)) => word.extend(["<", url, ">", rest]),
                None => escape(&raw, &mut word),
            }
        } else {
            escape(&raw, &mut word);
        }
        if !word.is_empty() {
            self.place(&word, if is_plain { &raw } else { "" });
        }
        // Their memory serves the next one.
        self.raw = raw;
        self.raw.clear();
        self.word = word;
        self.word.clear();
    }

    /// Puts a word on this line or on the next one, where a character of it may need a backslash: of the text that the word
    /// was made of, if it was made of text alone.
    fn place(&mut self, word: &str, text: &str) {
        let width = word.chars().count();
        if self.width > 0 && self.width.saturating_add(width) >= self.widest {
            self.lines.push(Line(take(&mut self.line)));
            self.width = 0;
        }
        if self.width > 0 {
            self.line.push(' ');
            self.width += 1;
        } else if let Some((before, after)) = at_line_start(text).and_then(|at| word.split_at_checked(at)) {
            self.line.extend([before, "\\", after]);
            self.width += width + 1;
            return;
        }
        self.line.push_str(word);
        self.width += width;
    }
}

fn divides_words(character: char) -> bool {
    if character.is_ascii() {
        return character <= ' ' || character == '\u{7f}';
    }
    character.is_whitespace() || is_unprintable_in_prose(character)
}

#[cfg(test)]
mod tests {
    use super::{lines, plain};
    use crate::plan::items::{Block, Piece, code, words};

    fn check(pieces: &[Piece], expected: &[&str]) {
        let found = lines(&[Block::Paragraph(pieces.to_vec())]);
        let found: Vec<&str> = found.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(found, expected, "{pieces:?}");
    }

    // Documentation is hostile input.
    #[test]
    fn text_means_itself() {
        for (text, expected) in [
            ("A [link] and <b>HTML</b>.", "A \\[link\\] and \\<b\\>HTML\\</b\\>."),
            ("odd ` tick", "odd \\` tick"),
            ("```\nfn main() {}\n```", "\\`\\`\\` fn main() {} \\`\\`\\`"),
            ("~~~rust", "\\~\\~\\~rust"),
            ("    indented\tcode", "indented code"),
            ("a\u{202e}b\u{7}c\u{2028}d\u{85}e\u{61c}f\rg", "a b c d e f g"),
            ("See https://example.com/a_b.", "See <https://example.com/a_b>."),
            ("http://a.b/?c&lt;d http://a.b/<x>", "http\\://a.b/?c\\&lt;d http\\://a.b/\\<x\\>"),
            ("(https://example.com)", "(https\\://example.com)"),
            ("_a_ risk_v2 a_", "\\_a\\_ risk_v2 a\\_"),
            ("&lt; &#96; &#x60; a&b &; & a&b; c", "\\&lt; \\&#96; \\&#x60; a&b &; & a\\&b; c"),
            ("--flag a-b ---", "-\\-flag a-b -\\-\\-"),
            ("C:\\dir \\", "C:\\\\dir \\\\"),
            ("it is 3. - # x", "it is 3. - # x"),
        ] {
            check(&[words(text)], &[expected]);
        }
        check(&[words("")], &[]);
        check(&[words(" \u{85}\n")], &[]);
    }

    #[test]
    fn no_line_begins_with_a_mark() {
        for (mark, escaped) in [
            ("#", "\\#"),
            ("######", "\\######"),
            ("-", "\\-"),
            ("+", "\\+"),
            ("===", "\\==="),
            (":", "\\:"),
            ("1.", "1\\."),
            ("23)", "23\\)"),
            ("*", "\\*"),
            ("|", "\\|"),
            (">", "\\>"),
        ] {
            let first = format!("{escaped} x");
            check(&[words(format!("{mark} x"))], &[&first]);
            // One that wrapping puts there.
            let long = "y".repeat(100);
            check(&[words(format!("{long} {mark} x"))], &[&long, &first]);
            let item = lines(&[Block::Heading("H"), Block::Item(vec![words(format!("{mark} x"))])]);
            assert_eq!(item.last().map(|line| line.0.clone()), Some(format!("- {first}")));
        }
    }

    #[test]
    fn code_is_never_divided() {
        let long = format!("{} ~~~rust x ~~~ {}", "x".repeat(100), "y".repeat(100));
        check(&[words("Default: "), code(&*long), words(".")], &["Default:", &format!("`{long}`.")]);
        check(&[code("a"), code("b")], &["`a` `b`"]);
        check(&[words("\\"), code("a"), words("`_-")], &["\\\\`a`\\`\\_-"]);
        check(&[code("a\nb\tc\u{2028}d")], &["`a b c d`"]);
        check(&[code("#"), words(" x")], &["`#` x"]);
        check(&[words("#"), code("x")], &["#`x`"]);
    }

    #[test]
    fn what_cannot_stand_in_code_is_text() {
        check(&[code("```\nx\n```")], &["\\`\\`\\` x \\`\\`\\`"]);
        check(&[code("a\\"), code(""), code(" <b> "), code("`")], &["a\\\\ \\<b\\> \\`"]);
        let long = "x".repeat(1_001);
        check(&[code(&*long)], &[&format!("`{}…`", &long[1..])]);
    }

    #[test]
    fn long_text_is_wrapped() {
        let long = lines(&[Block::Paragraph(vec![words("word ".repeat(60))])]);
        assert!(long.iter().all(|line| line.0.len() < 100));
        assert_eq!(long.len(), 3);
    }

    #[test]
    fn blocks_are_apart() {
        let item = |text| Block::Item(vec![words(text)]);
        let paragraph = |text| Block::Paragraph(vec![words(text)]);
        let blocks =
            [paragraph("a"), paragraph(""), Block::Heading("H"), item("b"), item("c"), paragraph("d"), item("e")];
        let found: Vec<String> = lines(&blocks).into_iter().map(super::Line::into_comment).collect();
        assert_eq!(found, [" a", "", " # H", "", " - b", " - c", "", " d", " - e"]);
    }

    // cases/17-docs.csdl: a compiler's message shows a note as it is.
    #[test]
    fn notes_have_no_backslashes_of_ours() {
        for (note, expected) in [
            ("Use \"A\" \\ instead {}", "Use \"A\" \\ instead {}"),
            ("Use `a_b` (C#), 1. - x --y", "Use 'a_b' (C#), 1. - x --y"),
            ("see [`x`](http://y) <b> *a* _b_ ~c~ |d|", "see ［'x'］(http://y) ＜b＞ ＊a＊ ＿b＿ ～c～ ｜d｜"),
            ("\\[ &lt; a&b", "＼［ ＆lt; a&b"),
            ("1. x", "1． x"),
            ("# x\n\n    y", "＃ x y"),
            ("\u{9b}a\u{202e}\u{2028}b", "a b"),
        ] {
            assert_eq!(plain(note), expected);
        }
    }
}
