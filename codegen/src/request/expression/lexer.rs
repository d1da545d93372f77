//! Tokens of an expression.

use std::ops::Range;

use super::{ErrorKind, ExpressionError};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, qualified or not, a keyword, or a literal without quotes.
    Word(String),
    /// `'text'`, its quotes undoubled.
    Text(String),
    /// `{name}`
    Placeholder(String),
    /// `(`, `)`, `,`, `/`, `:`, `-`, `*`
    Sign(char),
}

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut depth = 0usize;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (kind, length) = match first {
            // Forms write a space as `+`.
            '+' => (None, 1),
            first if first.is_whitespace() => (None, first.len_utf8()),
            '\'' => {
                let (value, length) = quoted(rest).ok_or_else(|| fault(at, text.len(), "the text has no end"))?;
                (Some(TokenKind::Text(value)), length)
            }
            '[' | '"' => return Err(unread(at, "JSON")),
            '{' if rest.starts_with("{\"") || rest.starts_with("{}") => return Err(unread(at, "JSON")),
            '=' | ';' if depth > 0 => return Err(unread(at, "named values in parentheses")),
            '=' => return Err(fault(at, at + 1, "the operator is written `eq`")),
            '{' | '<' => {
                let close = if first == '{' { '}' } else { '>' };
                let end = rest.find(close).ok_or_else(|| fault(at, text.len(), "the placeholder has no end"))?;
                let name = rest.get(1..end).unwrap_or_default().trim().to_owned();
                (Some(TokenKind::Placeholder(name)), end + 1)
            }
            '(' | ')' | ',' | '/' | ':' | '*' => (Some(TokenKind::Sign(first)), 1),
            first => match word(rest, first) {
                0 if first == '-' => (Some(TokenKind::Sign('-')), 1),
                0 => return Err(fault(at, at + first.len_utf8(), &format!("`{first}` starts nothing"))),
                length => (Some(TokenKind::Word(rest.get(..length).unwrap_or_default().to_owned())), length),
            },
        };
        match &kind {
            Some(TokenKind::Sign('(')) => depth += 1,
            Some(TokenKind::Sign(')')) => depth = depth.saturating_sub(1),
            _ => {}
        }
        tokens.extend(kind.map(|kind| Token { kind, span: at..at + length }));
        at += length;
    }
    Ok(tokens)
}

fn fault(start: usize, end: usize, message: &str) -> ExpressionError {
    ExpressionError { span: start..end, message: message.to_owned(), kind: ErrorKind::Wrong }
}

fn unread(at: usize, what: &str) -> ExpressionError {
    ExpressionError { span: at..at + 1, message: format!("{what} cannot be read"), kind: ErrorKind::Unread }
}

/// The text in quotes, and the length with its quotes.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            value.push(letter);
        } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
            value.push('\'');
        } else {
            return Some((value, at + 1));
        }
    }
    None
}

/// The length of a word: a name with its dots, or a literal that starts with a digit and holds signs and colons.
fn word(rest: &str, first: char) -> usize {
    let second = rest.chars().nth(1).unwrap_or_default();
    let is_number = first.is_ascii_digit() || first == '-' && (second.is_ascii_digit() || second == 'I');
    let is_start = is_number || first.is_alphabetic() || matches!(first, '_' | '$' | '@');
    if !is_start {
        return 0;
    }
    let goes_on = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '$') || is_number && matches!(letter, ':' | '+')
    };
    let others = rest.char_indices().skip(1).find(|(_, letter)| !goes_on(*letter));
    others.map_or(rest.len(), |(at, _)| at)
}
