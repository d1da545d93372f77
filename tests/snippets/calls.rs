//! The lines of the corpus with their statements.

use std::fs;
use std::path::Path;

use codegen::{Diagnostics, Snippet, SnippetError, Unqualified};
use tests::input::Input;

/// A documented request and the statement that makes it.
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) statement: String,
    /// What the statement sends otherwise, and what was guessed.
    pub(crate) notes: Vec<String>,
}

/// A service and its documented requests.
pub(crate) struct Service {
    pub(crate) package: &'static str,
    pub(crate) input: Input,
    pub(crate) calls: Vec<Call>,
    /// The lines without a statement, with the reason.
    pub(crate) failures: Vec<String>,
}

impl Service {
    /// Reads a table of lines and a document, and makes a statement of each line that is said to resolve.
    pub(crate) fn read(root: &Path, package: &'static str, calls: &str, document: &str) -> Self {
        let input = Self::input(root, package, document);
        let table = fs::read_to_string(root.join(calls)).expect("the corpus has the calls");
        let rows = table.lines().skip(1).filter_map(|row| {
            let columns: Vec<&str> = row.split('\t').collect();
            (columns.get(3) == Some(&"yes")).then(|| (columns[0].to_owned(), columns[1].to_owned()))
        });
        let rows: Vec<(String, String)> = rows.collect();
        let lines: Vec<String> = rows.iter().map(|(method, url)| format!("{method} {url}")).collect();
        Self::of_lines(input, package, &lines)
    }

    /// Makes a statement of each line.
    pub(crate) fn of_lines(input: Input, package: &'static str, lines: &[String]) -> Self {
        let snippets = Self::snippets(&input, lines);
        let mut service = Self { package, input, calls: Vec::new(), failures: Vec::new() };
        for (line, snippet) in lines.iter().zip(snippets) {
            let (method, url) = line.split_once(' ').expect("a method and a URL");
            match snippet {
                Ok(snippet) => service.calls.push(Call {
                    method: method.to_owned(),
                    url: url.to_owned(),
                    statement: snippet.text,
                    notes: snippet.notes,
                }),
                Err(error) => service.failures.push(format!("{line}: {error}")),
            }
        }
        service
    }

    /// A document, with the conventions of Microsoft Graph.
    pub(crate) fn input(root: &Path, package: &str, document: &str) -> Input {
        let bytes = fs::read(root.join(document)).expect("the corpus has the document");
        let mut input = Input::of_documents(package, [(document, bytes)]);
        let service = &mut input.config.service;
        service.unqualified_operations = Unqualified::All;
        service.empty_parentheses = false;
        service.key_as_segment = true;
        input
    }

    /// The statements for these lines.
    pub(crate) fn snippets(input: &Input, lines: &[String]) -> Vec<Result<Snippet, SnippetError>> {
        let mut diagnostics = Diagnostics::default();
        let snippets = codegen::snippets(&input.sources, &input.config, lines, &mut diagnostics);
        snippets.unwrap_or_else(|| panic!("{}", codegen::render(&input.sources, &diagnostics, false)))
    }

    /// The name by which statements call the crate.
    pub(crate) fn crate_name(&self) -> String {
        self.package.replace('-', "_")
    }
}
