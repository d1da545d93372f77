//! Blank lines between items, which prettyplease does not print.
//!
//! prettyplease indents all that is inside of an item, and no literal that we emit holds a line break. So the lines
//! that begin items are those without indentation that close nothing, and in an `impl` those with one step of
//! indentation.

/// A file while lines are appended to it.
#[derive(Debug, Default)]
pub(crate) struct Spacing {
    has_begun: bool,
    items: PrintedItems,
    /// The members of the `impl` that is open.
    members: Option<PrintedItems>,
}

/// One step of indentation.
const STEP: usize = 4;

impl Spacing {
    /// Appends printed lines, with one blank line between the items of the file, and between the members of an `impl`.
    /// What `out` holds before the first line gets a blank line behind it.
    ///
    /// Undocumented neighbours of one kind that take a line each (`use`, `mod`, `const`, …) stay together.
    pub(crate) fn append(&mut self, printed: &str, out: &mut String) {
        if !printed.is_empty() && !self.has_begun && !out.is_empty() {
            out.push('\n');
        }
        self.has_begun |= !printed.is_empty();
        for line in printed.split_inclusive('\n') {
            if self.begins_apart(line) {
                out.push('\n');
            }
            out.push_str(line);
        }
    }

    /// Takes note of a line; says whether a blank line belongs before it.
    fn begins_apart(&mut self, line: &str) -> bool {
        let code = line.trim_ascii();
        let indentation = line.len() - line.trim_ascii_start().len();
        match (indentation, &mut self.members) {
            (0, _) => {
                let is_apart = self.items.line(code);
                let opens_impl = code.ends_with('{') && self.items.last.as_ref().is_some_and(|item| item.is_impl);
                self.members = opens_impl.then(PrintedItems::default);
                is_apart
            }
            (STEP, Some(members)) => members.line(code),
            (_, members) => {
                members.as_mut().unwrap_or(&mut self.items).lengthen();
                false
            }
        }
    }
}

/// The items of a file, or the members of an `impl`.
#[derive(Debug, Default)]
struct PrintedItems {
    /// The item whose lines were read last.
    last: Option<PrintedItem>,
}

/// What decides whether two neighbours stand together.
#[derive(Debug)]
struct PrintedItem {
    /// The words up to the keyword, `pub use`, where there is one that may stand together, and no documentation or
    /// attribute.
    kind: Option<String>,
    /// Whether only documentation and attributes of it were read so far.
    is_announced: bool,
    /// Whether it is an attribute or a comment of the file or the `impl` itself.
    is_inner: bool,
    is_impl: bool,
    is_long: bool,
}

impl PrintedItems {
    /// Takes note of a line with the indentation of the items; says whether a blank line belongs before it.
    fn line(&mut self, line: &str) -> bool {
        let is_inner = line.starts_with("//!") || line.starts_with("#!");
        let is_decoration = !is_inner && (line.starts_with("//") || line.starts_with('#'));
        if continues(line) {
            self.lengthen();
            return false;
        }
        if let Some(item) = self.last.as_mut().filter(|item| item.is_announced) {
            item.is_announced = is_decoration;
            item.is_impl = line.starts_with("impl");
            return false;
        }
        let item = PrintedItem {
            kind: if is_decoration { None } else { kind(line) },
            is_announced: is_decoration,
            is_inner,
            is_impl: line.starts_with("impl"),
            is_long: false,
        };
        let is_apart = self.last.as_ref().is_some_and(|last| !last.stands_with(&item));
        self.last = Some(item);
        is_apart
    }

    /// Takes note of a further line of the last item.
    fn lengthen(&mut self) {
        if let Some(item) = &mut self.last {
            item.is_long = true;
        }
    }
}

impl PrintedItem {
    /// Whether no blank line belongs between this item and the next.
    fn stands_with(&self, next: &Self) -> bool {
        let is_import = self.kind.as_ref().is_some_and(|kind| kind.ends_with("use"));
        (self.is_inner && next.is_inner)
            || (self.kind.is_some() && self.kind == next.kind && (!self.is_long || is_import))
    }
}

/// Whether a line goes on with an item although it has the indentation of one.
fn continues(line: &str) -> bool {
    line.starts_with(['{', '}', ')', ']', '>']) || matches!(line.split(' ').next(), Some("for" | "where"))
}

/// The words of an item's first line up to a keyword whose items may stand together.
fn kind(line: &str) -> Option<String> {
    let keywords = ["use", "mod", "const", "static", "type"];
    let words: Vec<&str> = line.split(' ').collect();
    let end = words.iter().position(|word| keywords.contains(word))?;
    let is_function = words.get(end + 1) == Some(&"fn");
    (!is_function).then(|| words.get(..=end).unwrap_or_default().join(" "))
}

#[cfg(test)]
mod tests;
