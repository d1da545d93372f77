//! Blank lines between items, which prettyplease does not print.
//!
//! One pass over printed text. It knows just enough of Rust's lexical grammar to tell code from literals and comments,
//! and so never changes the inside of either: it only ever inserts line feeds between items.

/// A file while items are appended to it.
#[derive(Debug, Default)]
pub(crate) struct Spacing {
    lexer: Lexer,
    has_begun: bool,
    /// The file itself.
    file: Scope,
    /// The scopes that are open in it.
    inner: Vec<Scope>,
}

impl Spacing {
    /// Appends lines of printed items, with one blank line between those of the file, and between those of its
    /// modules, impls and traits. What `out` holds before the first of them gets a blank line behind it.
    ///
    /// Undocumented neighbours of one kind that take a line each (`use`, `mod`, `const`, …) stay together.
    pub(crate) fn append(&mut self, printed: &str, out: &mut String) {
        if !printed.is_empty() && !self.has_begun && !out.is_empty() {
            out.push('\n');
        }
        self.has_begun |= !printed.is_empty();
        for line in printed.split_inclusive('\n') {
            self.line(line, out);
        }
    }

    fn line(&mut self, line: &str, out: &mut String) {
        let starts_in_code = self.lexer.mode == Mode::Code;
        let depth = self.lexer.depth;
        let last = self.lexer.line(line);
        while self.inner.last().is_some_and(|scope| scope.depth > self.lexer.depth) {
            self.inner.pop();
        }
        let scope = self.inner.last_mut().unwrap_or(&mut self.file);
        // A line that closes a scope belongs to the item that the scope is the body of.
        if scope.depth > depth {
            out.push_str(line);
            return;
        }
        let begins = starts_in_code && depth == scope.depth && scope.item.is_none();
        if begins {
            scope.begin(line.trim(), out);
        }
        out.push_str(line);
        if scope.advance(self.lexer.depth, last, line.trim()) {
            self.inner.push(Scope { depth: self.lexer.depth, ..Scope::default() });
        }
    }
}

/// A place where items stand: the file, or the body of a module, an impl or a trait.
#[derive(Debug, Default)]
struct Scope {
    /// The number of open delimiters around its items.
    depth: usize,
    /// The item whose lines are being read.
    item: Option<Item>,
    /// The item before.
    previous: Option<Item>,
}

/// What decides whether two neighbours stand together.
#[derive(Debug, Default, PartialEq, Eq)]
struct Item {
    /// The words up to the keyword: `pub use`; empty until its first line that is neither attribute nor comment.
    kind: String,
    /// Whether attributes or comments precede it.
    decorated: bool,
    /// Whether it takes several lines.
    long: bool,
    /// Whether it is an inner attribute or comment of the scope itself.
    inner: bool,
}

impl Scope {
    /// Begins an item at this line, a blank line before it where one is due.
    fn begin(&mut self, line: &str, out: &mut String) {
        let inner = line.starts_with("//!") || line.starts_with("#![");
        let decorated = !inner && (line.starts_with("//") || line.starts_with("/*") || line.starts_with("#["));
        let kind = if inner || decorated { String::new() } else { kind(line) };
        let item = Item { kind, decorated, long: false, inner };
        if self.previous.as_ref().is_some_and(|previous| !previous.stands_with(&item)) {
            out.push('\n');
        }
        self.item = Some(item);
    }

    /// Takes note of a line's end; returns whether the item's own scope opens there.
    fn advance(&mut self, depth: usize, last: Option<u8>, line: &str) -> bool {
        let Some(item) = &mut self.item else { return false };
        let is_decoration = line.starts_with("//") || line.starts_with("#[");
        if item.kind.is_empty() && !item.inner && last.is_some() && !is_decoration {
            item.kind = kind(line);
        }
        let ended = depth == self.depth
            && if item.inner { last.is_none_or(|byte| byte == b']') } else { matches!(last, Some(b';' | b'}')) };
        if ended {
            self.previous = self.item.take();
            return false;
        }
        item.long |= !item.kind.is_empty();
        depth == self.depth + 1 && last == Some(b'{') && item.has_items()
    }
}

impl Item {
    /// Whether no blank line is due between this item and the next.
    fn stands_with(&self, next: &Self) -> bool {
        let both_short = !self.long && matches!(keyword(&next.kind), "mod" | "const" | "static" | "type" | "macro");
        let together = both_short || keyword(&next.kind) == "use";
        (self.inner && next.inner) || (together && self.kind == next.kind && !self.decorated && !next.decorated)
    }

    /// Whether its braces hold items.
    fn has_items(&self) -> bool {
        matches!(keyword(&self.kind), "mod" | "impl" | "trait" | "extern")
    }
}

/// The last word of an item's kind.
fn keyword(kind: &str) -> &str {
    kind.rsplit(' ').next().unwrap_or_default()
}

/// The words of an item's first line up to and with the one that says what it is.
fn kind(line: &str) -> String {
    const KEYWORDS: [&str; 13] = [
        "use",
        "mod",
        "const",
        "static",
        "type",
        "fn",
        "struct",
        "enum",
        "union",
        "trait",
        "impl",
        "extern",
        "macro_rules",
    ];
    let mut kind = String::new();
    for word in line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()) {
        if !kind.is_empty() {
            kind.push(' ');
        }
        kind.push_str(word);
        if KEYWORDS.contains(&word) && !line_continues_as_function(word, line) {
            return kind;
        }
    }
    // A macro call is neither of these.
    "macro".into()
}

/// `const fn` and `extern "C" fn` are functions.
fn line_continues_as_function(word: &str, line: &str) -> bool {
    matches!(word, "const" | "extern")
        && line.split(['(', '{', '=', ':']).next().is_some_and(|head| head.contains(" fn "))
}

/// Where a position lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Code,
    /// In `"…"`.
    Text,
    /// In `r#"…"#`, with so many `#`.
    Raw(usize),
    /// In `/* … */`, so deep.
    Comment(usize),
}

/// Tells code from literals and comments, and counts open delimiters.
#[derive(Debug, Default)]
struct Lexer {
    mode: Mode,
    depth: usize,
}

impl Lexer {
    /// Reads one line; returns its last byte of code that is not white space.
    fn line(&mut self, line: &str) -> Option<u8> {
        if self.mode == Mode::Code && !line.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'/')) {
            return self.plain(line);
        }
        let mut rest = line.as_bytes();
        let mut last = None;
        while let Some((&byte, after)) = rest.split_first() {
            rest = match self.mode {
                Mode::Code if rest.starts_with(b"//") => return last,
                Mode::Code => {
                    if !byte.is_ascii_whitespace() && !rest.starts_with(b"/*") {
                        last = Some(byte);
                    }
                    self.code(byte, rest, after)
                }
                Mode::Text => self.text(byte, after),
                Mode::Raw(hashes) => self.raw(byte, after, hashes),
                Mode::Comment(level) => self.comment(rest, after, level),
            };
        }
        last
    }

    /// Reads a line without literals and comments, as most are.
    fn plain(&mut self, line: &str) -> Option<u8> {
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => self.depth += 1,
                b'}' | b')' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        line.trim_ascii_end().bytes().next_back()
    }

    fn code<'a>(&mut self, byte: u8, rest: &'a [u8], after: &'a [u8]) -> &'a [u8] {
        match byte {
            b'{' | b'(' | b'[' => self.depth += 1,
            b'}' | b')' | b']' => self.depth = self.depth.saturating_sub(1),
            b'"' => self.mode = Mode::Text,
            b'\'' => return after_quote(after),
            b'/' if after.first() == Some(&b'*') => {
                self.mode = Mode::Comment(1);
                return after.get(1..).unwrap_or_default();
            }
            _ if is_word(byte) => return self.word(rest),
            _ => {}
        }
        after
    }

    /// Skips a word whole, so that only a literal's own prefix is taken for one.
    fn word<'a>(&mut self, rest: &'a [u8]) -> &'a [u8] {
        let length = rest.iter().position(|byte| !is_word(*byte)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        if matches!(word, b"r" | b"br" | b"cr") {
            let hashes = after.iter().take_while(|byte| **byte == b'#').count();
            if after.get(hashes) == Some(&b'"') {
                self.mode = Mode::Raw(hashes);
                return after.get(hashes + 1..).unwrap_or_default();
            }
        }
        after
    }

    fn text<'a>(&mut self, byte: u8, after: &'a [u8]) -> &'a [u8] {
        match byte {
            b'\\' => return after.get(1..).unwrap_or_default(),
            b'"' => self.mode = Mode::Code,
            _ => {}
        }
        after
    }

    fn raw<'a>(&mut self, byte: u8, after: &'a [u8], hashes: usize) -> &'a [u8] {
        let closing = byte == b'"' && after.iter().take(hashes).filter(|byte| **byte == b'#').count() == hashes;
        if closing {
            self.mode = Mode::Code;
            return after.get(hashes..).unwrap_or_default();
        }
        after
    }

    fn comment<'a>(&mut self, rest: &'a [u8], after: &'a [u8], level: usize) -> &'a [u8] {
        if rest.starts_with(b"*/") {
            self.mode = if level == 1 { Mode::Code } else { Mode::Comment(level - 1) };
        } else if rest.starts_with(b"/*") {
            self.mode = Mode::Comment(level + 1);
        } else {
            return after;
        }
        after.get(1..).unwrap_or_default()
    }
}

/// After a `'`: a character literal is skipped, a lifetime or label is left as a word.
fn after_quote(after: &[u8]) -> &[u8] {
    let skip = match after {
        // `'\''`, `'\u{1F600}'`: the quote after the escaped character closes it.
        [b'\\', _, tail @ ..] => tail.iter().position(|byte| *byte == b'\'').map(|at| at + 3),
        [_, b'\'', ..] => Some(2),
        // One character beyond ASCII takes up to four bytes; a lifetime may begin with one as well.
        [first, tail @ ..] if !first.is_ascii() => tail.iter().take(4).position(|byte| *byte == b'\'').map(|at| at + 2),
        _ => None,
    };
    skip.and_then(|count| after.get(count..)).unwrap_or(after)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[cfg(test)]
mod tests;
