//! The README's statements are what the command prints.

use tests::files;

/// A request line of the README and the statement below it.
pub(crate) struct Example {
    pub(crate) line: String,
    pub(crate) statement: String,
}

/// The examples of the section about snippets.
pub(crate) fn examples() -> Vec<Example> {
    let readme = files::read("README.md");
    let section = readme.split("\n## ").find(|section| section.starts_with("From a documented request to Rust"));
    let blocks = section.expect("the README has the section").split("```text\n").skip(1);
    let example = |block: &str| {
        let (line, rest) = block.split_once("\n```").expect("a request line");
        let (_, rest) = rest.split_once("```rust,ignore\n").expect("a statement below its line");
        let (statement, _) = rest.split_once("\n```").expect("a statement has an end");
        Example { line: line.to_owned(), statement: statement.to_owned() }
    };
    blocks.map(example).collect()
}
