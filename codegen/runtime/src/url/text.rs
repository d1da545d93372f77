//! The text of an expression while it is being written, as a query carries it: percent-encoded.

use std::cell::RefCell;

use super::address::{is_plain, push_segment_text};
use super::literal::Literal;
use super::request_error::RequestError;

/// URL text and what is known of it.
#[derive(Debug)]
pub struct Text {
    pub(crate) url: String,
    /// The levels of `$expand` whose items the text speaks of, a bit each.
    pub(crate) scopes: u32,
    /// Whether there may be variables of lambdas in it.
    pub(crate) has_lambdas: bool,
    /// The query options that may be in it, a bit each.
    pub(crate) present: u16,
    /// Why the request cannot be sent.
    pub(crate) fault: Option<Box<RequestError>>,
}

thread_local! {
    /// Texts that are part of others by now: most expressions are short-lived, and made of shorter ones. Without them the URL of a
    /// query takes 1.35 times as long (part `urls` of the benchmark).
    #[expect(clippy::vec_box, reason = "an expression is a pointer, which is moved sooner than the text")]
    static SPARE: RefCell<Vec<Box<Text>>> = const { RefCell::new(Vec::new()) };
}

/// So many texts are kept at most, of at most so many bytes.
const SPARES: usize = 4;
const LONGEST: usize = 1024;

fn give_back(mut text: Box<Text>) {
    if text.url.capacity() <= LONGEST {
        SPARE.with_borrow_mut(|spare| {
            if spare.len() < SPARES {
                text.url.clear();
                (text.scopes, text.has_lambdas, text.present) = (0, false, 0);
                spare.push(text);
            }
        });
    }
}

impl Text {
    /// What nearly all comparisons fit in.
    const CAPACITY: usize = 128;

    #[inline]
    pub(crate) fn new() -> Box<Self> {
        let spare = SPARE.with_borrow_mut(Vec::pop);
        spare.unwrap_or_else(|| Box::new(Self::of(String::with_capacity(Self::CAPACITY))))
    }

    /// URL text, to be gone on with.
    #[inline]
    pub(crate) fn of(url: String) -> Self {
        Self { url, scopes: 0, has_lambdas: false, present: 0, fault: None }
    }

    /// Keeps the first fault.
    pub(crate) fn fail(&mut self, fault: RequestError) {
        self.fault.get_or_insert_with(|| Box::new(fault));
    }

    /// Takes over another text, in parentheses where they are needed.
    pub(crate) fn append(&mut self, mut other: Box<Self>, in_parentheses: bool) {
        if in_parentheses {
            self.url.push('(');
        }
        self.url.push_str(&other.url);
        if in_parentheses {
            self.url.push(')');
        }
        self.scopes |= other.scopes;
        self.has_lambdas |= other.has_lambdas;
        if let Some(fault) = other.fault.take() {
            self.fault.get_or_insert(fault);
        }
        give_back(other);
    }

    /// Appends a literal. None can leave it: its quotes are doubled, and what has a meaning in queries is encoded (U1).
    pub(crate) fn literal(&mut self, literal: &Literal) {
        match literal.text() {
            Ok(text) => push_segment_text(&mut self.url, &text),
            Err(fault) => self.fail(fault),
        }
    }

    /// Appends a string literal.
    pub(crate) fn string(&mut self, value: &str) {
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

/// A copy has as much room for what is still to come.
impl Clone for Text {
    fn clone(&self) -> Self {
        let Self { scopes, has_lambdas, present, .. } = *self;
        let mut url = String::with_capacity(self.url.capacity());
        url.push_str(&self.url);
        Self { url, scopes, has_lambdas, present, fault: self.fault.clone() }
    }
}
