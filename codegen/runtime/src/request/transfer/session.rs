//! Upload sessions, as services describe them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::ranges::Range;
use crate::edm::json::text_of;
use crate::edm::primitive::Primitive;
use crate::value::field::Ref;
use crate::value::instance::Instance;
use crate::value::structured::{Object, Structured};

const URL: &str = "uploadUrl";
const EXPECTED: &str = "nextExpectedRanges";

/// What an upload goes to: the answer of an action such as `createUploadSession`, which has the property `uploadUrl`, or that URL as
/// text, as a program stored it.
///
/// An upload to the answer of the action begins where its `nextExpectedRanges` says, and at the first byte if it says nothing. An
/// upload to a URL asks the service first how far an earlier one has come.
pub trait UploadSession {
    #[doc(hidden)]
    fn session(&self) -> Session;
}

/// Where an upload goes, and where it begins.
#[doc(hidden)]
#[derive(Debug)]
pub struct Session {
    pub(super) url: Result<String, String>,
    pub(super) begin: Begin,
}

/// Where an upload begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Begin {
    At(u64),
    /// Where the service says when it is asked.
    Ask,
}

impl UploadSession for str {
    fn session(&self) -> Session {
        Session { url: Ok(self.to_owned()), begin: Begin::Ask }
    }
}

impl UploadSession for String {
    fn session(&self) -> Session {
        self.as_str().session()
    }
}

impl<T: Structured> UploadSession for Instance<T> {
    fn session(&self) -> Session {
        described(self)
    }
}

impl<S: UploadSession + ?Sized> UploadSession for &S {
    fn session(&self) -> Session {
        (**self).session()
    }
}

/// The session that an object describes, in properties that are declared or not.
fn described(object: &dyn Object) -> Session {
    let url = text(object, URL).ok_or_else(|| {
        format!(
            "the `{}` has no `{URL}`: upload to the answer of the action that creates a session",
            object.info().name
        )
    });
    let first = first_of(&texts(object, EXPECTED)).ok().flatten();
    Session { url, begin: Begin::At(first.map_or(0, |range| range.start)) }
}

fn declared<'a>(object: &'a dyn Object, name: &str) -> Ref<'a> {
    object.info().index_of(name).map_or(Ref::None, |index| object.get(index))
}

fn undeclared<'a>(object: &'a dyn Object, name: &str) -> Option<&'a RawValue> {
    object.side()?.extras.get(name)
}

fn text(object: &dyn Object, name: &str) -> Option<String> {
    match declared(object, name) {
        Ref::Scalar(field) => field.text().map(str::to_owned),
        _ => undeclared(object, name).and_then(text_of).map(Cow::into_owned),
    }
}

fn texts(object: &dyn Object, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ref::Scalars(field) = declared(object, name) {
        for index in 0..field.count().unwrap_or_default() {
            if let Some(Primitive::Text(text)) = field.item(index) {
                found.push(text.into_owned());
            }
        }
    } else if let Some(json) = undeclared(object, name) {
        found = serde_json::from_str(json.get()).unwrap_or_default();
    }
    found
}

/// What a session expects, as a body says it: `None` where the body says nothing of it, and no range where it expects nothing.
///
/// # Errors
///
/// A range is malformed: its text.
pub(super) fn expected(body: &[u8]) -> Result<Option<Option<Range>>, String> {
    let members: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_slice(body).unwrap_or_default();
    let Some((_, json)) = members.iter().find(|(name, _)| name.eq_ignore_ascii_case(EXPECTED)) else { return Ok(None) };
    let items: Option<Vec<&RawValue>> = serde_json::from_str(json.get()).map_err(|_| json.get().to_owned())?;
    let Some(items) = items else { return Ok(None) };
    let texts: Vec<_> = items.iter().map(|item| item.get().trim_matches('"').to_owned()).collect();
    first_of(&texts).map(Some)
}

/// The range that begins first.
fn first_of(texts: &[String]) -> Result<Option<Range>, String> {
    let mut first: Option<Range> = None;
    for text in texts {
        let range = Range::parse(text).ok_or_else(|| text.clone())?;
        if first.is_none_or(|first| range.start < first.start) {
            first = Some(range);
        }
    }
    Ok(first)
}
