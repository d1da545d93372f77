//! The text of an expression while it is being written, as a query carries it: percent-encoded.

use std::cell::RefCell;

use super::literal::Literal;
use super::request_error::RequestError;
use super::url::{is_plain, push_segment_text};

/// URL text and what is known of it.
#[derive(Clone, Debug)]
pub struct Text {
    pub(super) url: String,
    /// The levels of `$expand` whose items the text speaks of, a bit each.
    pub(super) scopes: u32,
    /// Whether there may be variables of lambdas in it.
    pub(super) has_lambdas: bool,
    /// The query options that may be in it, a bit each.
    pub(super) present: u16,
    /// Why the request cannot be sent.
    pub(super) fault: Option<RequestError>,
}

thread_local! {
    /// Buffers of texts that are part of others by now: most expressions are short-lived, and made of shorter ones.
    static SPARE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// So many buffers are kept at most, of at most so many bytes.
const SPARES: usize = 4;
const LONGEST: usize = 1024;

fn give_back(mut buffer: String) {
    buffer.clear();
    if buffer.capacity() <= LONGEST {
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < SPARES {
                spare.push(buffer);
            }
        });
    }
}

impl Text {
    /// What nearly all comparisons fit in.
    const CAPACITY: usize = 128;

    /// What nearly all queries fit in.
    const QUERY: usize = 256;

    #[inline]
    pub(super) fn new() -> Self {
        let url = SPARE.with_borrow_mut(Vec::pop).unwrap_or_else(|| String::with_capacity(Self::CAPACITY));
        Self { url, scopes: 0, has_lambdas: false, present: 0, fault: None }
    }

    /// The text of a query, to be gone on with.
    #[inline]
    pub(super) fn of(mut query: String, present: u16) -> Self {
        if query.is_empty() {
            query.reserve(Self::QUERY);
        }
        Self { url: query, scopes: 0, has_lambdas: false, present, fault: None }
    }

    /// Keeps the first fault.
    pub(super) fn fail(&mut self, fault: RequestError) {
        self.fault.get_or_insert(fault);
    }

    /// Takes over another text, in parentheses where they are needed.
    pub(super) fn append(&mut self, other: Self, in_parentheses: bool) {
        if in_parentheses {
            self.url.push('(');
        }
        self.url.push_str(&other.url);
        if in_parentheses {
            self.url.push(')');
        }
        self.scopes |= other.scopes;
        self.has_lambdas |= other.has_lambdas;
        if let Some(fault) = other.fault {
            self.fail(fault);
        }
        give_back(other.url);
    }

    /// Appends a literal. None can leave it: its quotes are doubled, and what has a meaning in queries is encoded (U1).
    pub(super) fn literal(&mut self, literal: &Literal) {
        match literal.text() {
            Ok(text) => push_segment_text(&mut self.url, &text),
            Err(fault) => self.fail(fault),
        }
    }

    /// Appends a string literal.
    pub(super) fn string(&mut self, value: &str) {
        if is_plain(value) {
            self.url.reserve(value.len() + 2);
            self.url.push('\'');
            self.url.push_str(value);
            return self.url.push('\'');
        }
        let mut glue = "'";
        for part in value.split('\'') {
            self.url.push_str(glue);
            push_segment_text(&mut self.url, part);
            glue = "''";
        }
        self.url.push('\'');
    }
}
