//! Where and why a body is not what the schema promises.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::de;
use serde_json::value::RawValue;

use super::budget::Budget;
pub use super::decode_options::DecodeOptions;
use super::decode_options::MISFIT_LENGTH;
use super::order::Order;
use crate::edm::primitive::Form;
use crate::url::shown::Excerpt;
use crate::value::kept::side::Side;
use crate::value::kept::unread::LeftOut;
use crate::value::structured::TypeInfo;

/// A body is not what the schema promises, or no JSON.
///
/// ```text
/// $.value[3].createdDateTime: expected Edm.DateTimeOffset, found number 5
/// ```
pub struct DecodeError {
    path: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Mismatch(Mismatch),
    Json(serde_json::Error),
    /// The values take more memory than this.
    Memory(usize),
}

#[derive(Debug)]
struct Mismatch {
    expected: String,
    found: String,
    advice: Advice,
}

/// What a caller can do about a value that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Advice {
    Nothing,
    /// Lenient decoding would keep it.
    Lenient,
    /// It is one more than these, which lenient decoding may keep.
    Count(usize),
    /// Its text is longer than what lenient decoding keeps.
    Length,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Lenient => f.write_str(LENIENT),
            Self::Count(limit) => write!(
                f,
                "; more than {limit} values do not fit, and `DecodeOptions::limiting_misfits` sets how many may be kept"
            ),
            Self::Length => write!(f, "; a value that does not fit is kept up to {MISFIT_LENGTH} bytes"),
        }
    }
}

/// The switch by which a value is kept that does not fit.
const LENIENT: &str =
    "; `DecodeOptions::lenient()` keeps what does not fit (`decode_options` of the client, `decode_with`)";

impl DecodeError {
    pub(crate) fn mismatch(path: &str, expected: &str, found: &str) -> Self {
        let (expected, found) = (expected.to_owned(), found.to_owned());
        let mismatch = Mismatch { expected, found, advice: Advice::Nothing };
        Self { path: path.to_owned(), kind: Kind::Mismatch(mismatch) }
    }

    /// The member `value` of a response is null where it must not be.
    pub(crate) fn null_value(expected: Cow<'static, str>) -> Self {
        Self::mismatch("$.value", &expected, "null")
    }

    /// The same error of a value that was found at a path.
    pub(crate) fn below(mut self, path: &str) -> Self {
        self.path.replace_range(..self.path.len().min(1), path);
        self
    }

    /// The same error without anything that the body holds at its place: of what was found, its kind alone.
    pub(crate) fn redacted(self) -> Self {
        let mismatch = match self.kind {
            Kind::Mismatch(mismatch) => Mismatch { found: kind_of(&mismatch.found).to_owned(), ..mismatch },
            Kind::Json(error) => {
                let found = format!("other text at line {}, column {}", error.line(), error.column());
                Mismatch { expected: "JSON that the schema allows".to_owned(), found, advice: Advice::Nothing }
            }
            Kind::Memory(_) => return self,
        };
        Self { path: self.path, kind: Kind::Mismatch(mismatch) }
    }

    /// Where in the body, as a JSON path: `$.value[3].createdDateTime`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The type that the schema has there: `Edm.DateTimeOffset`. `None` where the body is not
    /// JSON at all, or takes too much memory.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        match &self.kind {
            Kind::Mismatch(mismatch) => Some(&mismatch.expected),
            Kind::Json(_) | Kind::Memory(_) => None,
        }
    }

    /// Whether the body is not JSON.
    pub(crate) fn is_syntax(&self) -> bool {
        matches!(self.kind, Kind::Json(_))
    }

    /// Whether the body ends within its JSON.
    pub(crate) fn is_cut(&self) -> bool {
        matches!(&self.kind, Kind::Json(error) if error.is_eof())
    }

    /// The limit in bytes, where the decoded values would take more memory than [`DecodeOptions::memory_limit`] allows.
    #[must_use]
    pub fn memory_limit(&self) -> Option<usize> {
        match &self.kind {
            Kind::Memory(limit) => Some(*limit),
            Kind::Mismatch(_) | Kind::Json(_) => None,
        }
    }

    /// What the body has there: `number 5`. `None` where the body is not JSON, or takes too much memory.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        match &self.kind {
            Kind::Mismatch(mismatch) => Some(&mismatch.found),
            Kind::Json(_) | Kind::Memory(_) => None,
        }
    }
}

/// At most 200 characters of the path and of what was found.
impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Excerpt(&self.path))?;
        match &self.kind {
            Kind::Mismatch(Mismatch { expected, found, advice }) => {
                write!(f, "expected {expected}, found {}{advice}", Excerpt(found))
            }
            Kind::Json(error) => Excerpt(&error.to_string()).fmt(f),
            Kind::Memory(limit) => write!(
                f,
                "the decoded values take more than {limit} bytes of memory; `memory_limit` of the client or of \
                 `DecodeOptions` sets how many they may take"
            ),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DecodeError").field(&format_args!("{self}")).finish()
    }
}

/// The kind of what was found, as [`Primitive`](crate::edm::primitive::Primitive) shows it, without its value.
fn kind_of(found: &str) -> &str {
    const KINDS: [&str; 10] = [
        "an object without the member `value`",
        "the member a second time",
        "an object",
        "an array",
        "null",
        "string",
        "number",
        "boolean",
        "a string",
        "a number",
    ];
    KINDS.into_iter().find(|kind| found.starts_with(kind)).unwrap_or("another value")
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Mismatch(_) | Kind::Memory(_) => None,
            Kind::Json(error) => Some(error),
        }
    }
}

/// A step of a JSON path.
#[derive(Debug)]
pub(crate) enum Segment {
    Member(Cow<'static, str>),
    Item(usize),
}

/// So many types are remembered.
const TOLD: usize = 16;

/// What the decoder carries along: options, and on the way out of an error the path to it.
#[derive(Debug)]
pub(crate) struct Trace {
    pub(crate) options: DecodeOptions,
    /// Innermost first.
    segments: Vec<Segment>,
    /// What is wrong, where serde's own error does not say it.
    fault: Option<Kind>,
    pub(crate) budget: Budget,
    /// How items of the present collection are written, where their type writes them otherwise.
    pub(crate) forms: Vec<(usize, Form)>,
    /// The items of the present collection that it does not hold.
    pub(crate) left_out: LeftOut,
    /// How many values were kept that do not fit.
    pub(crate) misfits: usize,
    /// The types that objects name: which alternative each is, and what objects of which nothing else is kept have in
    /// common.
    told: Vec<(usize, Arc<Side>)>,
    /// The orders of members, by types.
    pub(crate) orders: Vec<Order>,
}

impl Trace {
    /// One for a body of this length in bytes.
    pub(crate) fn new(options: DecodeOptions, length: usize) -> Self {
        Self {
            options,
            segments: Vec::new(),
            fault: None,
            budget: Budget::new(options.memory_limit, length),
            forms: Vec::new(),
            left_out: LeftOut::default(),
            misfits: 0,
            told: Vec::new(),
            orders: Vec::new(),
        }
    }

    /// Where in the orders that of a type's members is, as far as it is known.
    pub(crate) fn order(&mut self, info: &'static TypeInfo) -> usize {
        let known = self.orders.iter().position(|order| std::ptr::eq(order.info, info));
        known.unwrap_or_else(|| {
            self.orders.push(Order::new(info));
            self.orders.len() - 1
        })
    }

    /// Which alternative the type is that an annotation tells, and a side with just this annotation.
    pub(crate) fn told(
        &mut self,
        name: &str,
        value: &RawValue,
        alternative: impl FnOnce() -> usize,
    ) -> (usize, Arc<Side>) {
        if let Some((alternative, side)) = self.told.iter().find(|(_, side)| side.is_annotated(name, value)) {
            return (*alternative, Arc::clone(side));
        }
        let told = (alternative(), Arc::new(Side::annotated(name, value)));
        if self.told.len() == TOLD {
            self.told.remove(0);
        }
        self.told.push(told.clone());
        told
    }

    /// Records a mismatch at the present place.
    #[cold]
    pub(crate) fn fail<E: de::Error>(&mut self, expected: impl fmt::Display, found: impl fmt::Display) -> E {
        self.refuse(expected, found, Advice::Nothing)
    }

    /// Records a mismatch at the present place, with advice.
    #[cold]
    pub(crate) fn refuse<E: de::Error>(
        &mut self,
        expected: impl fmt::Display,
        found: impl fmt::Display,
        advice: Advice,
    ) -> E {
        let mismatch = Mismatch { expected: expected.to_string(), found: found.to_string(), advice };
        let error = E::custom(format_args!("expected {}, found {}", mismatch.expected, mismatch.found));
        self.fault = Some(Kind::Mismatch(mismatch));
        error
    }

    /// Records that there is not enough memory for what comes at the present place.
    #[cold]
    pub(crate) fn memory<E: de::Error>(&mut self) -> E {
        self.fault = Some(Kind::Memory(self.budget.limit));
        E::custom("the decoded values take too much memory")
    }

    /// Records that the error that is on its way out came from here.
    #[cold]
    pub(crate) fn within<E>(&mut self, segment: Segment, error: E) -> E {
        self.segments.push(segment);
        error
    }

    /// The error for a caller that passed a whole body.
    #[cold]
    pub(crate) fn error(self, error: serde_json::Error) -> DecodeError {
        let path = self.path();
        DecodeError { path, kind: self.fault.unwrap_or(Kind::Json(error)) }
    }

    /// The same, where lenient decoding keeps only what is found behind so many steps of a path.
    #[cold]
    pub(crate) fn error_behind(mut self, steps: usize, error: serde_json::Error) -> DecodeError {
        if let Some(Kind::Mismatch(mismatch)) = &mut self.fault
            && self.segments.len() <= steps
        {
            mismatch.advice = Advice::Nothing;
        }
        self.error(error)
    }

    /// The error for a caller that decodes by serde, with the path in its text.
    #[cold]
    pub(crate) fn serde_error<E: de::Error>(self, error: E) -> E {
        let path = self.path();
        match self.fault {
            Some(kind) => E::custom(DecodeError { path, kind }),
            // serde's own error knows line and column, which is better than the path.
            None => error,
        }
    }

    fn path(&self) -> String {
        let mut path = String::from("$");
        for segment in self.segments.iter().rev() {
            // Writing to a string cannot fail.
            _ = match segment {
                Segment::Item(index) => write!(path, "[{index}]"),
                Segment::Member(name) => {
                    push_member(&mut path, name);
                    Ok(())
                }
            };
        }
        path
    }
}

/// Goes on to a member in a JSON path.
pub(crate) fn push_member(path: &mut String, name: &str) {
    // Writing to a string cannot fail.
    _ = if is_plain(name) { write!(path, ".{name}") } else { write!(path, "[{name:?}]") };
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}
