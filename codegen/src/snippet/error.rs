//! Why a request line has no statement.

use std::fmt;

use crate::request::ResolveError;

/// Why a request line has no statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnippetError {
    /// The segment that is at fault, as written; `None` where the line as a whole is.
    pub segment: Option<String>,
    /// What is wrong with it, in one sentence.
    pub message: String,
    /// Names that would be right there, the most alike first.
    pub nearest: Vec<String>,
    /// Another way to fix it.
    pub help: Option<String>,
}

impl SnippetError {
    /// A line that is understood, but that no method of a position sends.
    pub(super) fn no_call(message: impl Into<String>) -> Self {
        Self { segment: None, message: message.into(), nearest: Vec::new(), help: None }
    }

    /// Something that the metadata has and the generated crate does not have.
    pub(super) fn left_out(what: &str) -> Self {
        Self {
            help: Some(
                "keep it by naming the request line with `--include`, or under `include` in the manifest".into(),
            ),
            ..Self::no_call(format!("the metadata has {what}, and the slice leaves it out"))
        }
    }
}

impl From<ResolveError> for SnippetError {
    fn from(error: ResolveError) -> Self {
        let ResolveError { segment, message, nearest } = error;
        Self { segment, message, nearest, help: None }
    }
}

impl fmt::Display for SnippetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(segment) = &self.segment {
            write!(f, "at `{segment}`: ")?;
        }
        f.write_str(&self.message)?;
        if !self.nearest.is_empty() {
            let names: Vec<String> = self.nearest.iter().map(|name| format!("`{name}`")).collect();
            write!(f, "; did you mean {}?", names.join(" or "))?;
        }
        Ok(())
    }
}

impl std::error::Error for SnippetError {}
