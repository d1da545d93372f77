//! One response to a request for a collection.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::Raw;
use crate::edm::json::text_of;
use crate::edm::primitive::Primitive;
use crate::edm::scalar::Scalar;
use crate::url::shown::ShownLink;
use crate::value::field::{Field, Slot};
use crate::value::inheritance::cast::Alternatives;
use crate::value::json::budget::MEMBER;
use crate::value::json::decode::{Arrived, Decoder, Goal, TWICE, run, without_mark};
use crate::value::json::decode_any::Anys;
use crate::value::json::decode_error::{DecodeError, DecodeOptions, Segment, Trace};
use crate::value::kept::extras::Extras;
use crate::value::kept::misfit::{Misfit, Misfits};
use crate::value::kept::unread::{LeftOut, Place};
use crate::value::payload::{self, Payload};
use crate::value::structured::Object;

/// One response to a request for a collection: its items, and where the next ones are ([JSON Format 13](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
///
/// It dereferences to its items and can be iterated like them.
///
/// ```
/// use odata_runtime::{Many, Shape, Value};
///
/// let page = Many::<Value<i64>>::decode(br#"{"@odata.count": 5, "value": [1, 2]}"#)?;
/// assert_eq!(page.count, Some(5));
/// assert_eq!(page.iter().sum::<i64>(), 3);
/// assert!(page.next_link.is_none());
/// # Ok::<(), odata_runtime::DecodeError>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items.
    pub value: Vec<T>,
    /// The URL of the next page (`@odata.nextLink`), exactly as received; `None` on the last one, and where the link is empty.
    pub next_link: Option<String>,
    /// The URL that gives what changes from now on (`@odata.deltaLink`), exactly as received.
    pub delta_link: Option<String>,
    /// The number of items on all pages (`@odata.count`), if it was asked for.
    pub count: Option<i64>,
    /// The URL that describes the payload (`@odata.context`).
    pub context: Option<String>,
    /// All members beside `value` as received, those above too.
    pub extras: Extras,
    array: Array,
}

/// What is known of the array of a page beside its items.
#[derive(Clone)]
pub(crate) struct Array {
    left_out: LeftOut,
    /// The type of the items.
    item: &'static str,
    /// Whether it is the whole body.
    is_body: bool,
}

impl PartialEq for Array {
    fn eq(&self, other: &Self) -> bool {
        self.left_out.is_same(&other.left_out)
    }
}

impl<T> Page<T> {
    fn new(value: Vec<T>, (extras, array): (Extras, Array)) -> Result<Self, DecodeError> {
        let Control { next_link, delta_link, count, context } = Control::of(&extras)?;
        Ok(Self { value, next_link, delta_link, count, context, extras, array })
    }

    /// The same items with control information that stands elsewhere.
    pub(crate) fn with_control(self, extras: Extras) -> Result<Self, DecodeError> {
        let Self { value, array, .. } = self;
        Self::new(value, (extras, array))
    }

    /// The places of nulls in the array that came, where items are never null in Rust, in order: they are left out of
    /// [`value`](Self::value).
    ///
    /// A page is encoded with them, as it came, as long as it has as many items as it was read with.
    ///
    /// ```
    /// use odata_runtime::{Many, Shape, Value};
    ///
    /// let page = Many::<Value<i64>>::decode(br#"{"value": [1, null, 3]}"#)?;
    /// assert_eq!((page.value.as_slice(), page.null_items().as_slice()), ([1, 3].as_slice(), [1].as_slice()));
    /// # Ok::<(), odata_runtime::DecodeError>(())
    /// ```
    #[must_use]
    pub fn null_items(&self) -> Vec<usize> {
        self.left_out().map(|left_out| left_out.nulls().collect()).unwrap_or_default()
    }

    /// The places in the array that came of what is not among the items.
    pub(crate) fn gaps(&self) -> Vec<usize> {
        self.array.left_out.items.iter().map(|(place, _)| *place).collect()
    }

    /// What was left out, as long as the page has the items between which it was.
    fn left_out(&self) -> Option<&LeftOut> {
        Some(&self.array.left_out).filter(|left_out| !left_out.items.is_empty() && left_out.count == self.value.len())
    }

    /// What is not of the type that the schema declares; `object` tells which items are structured.
    pub(crate) fn misfits_of<'a>(&'a self, object: fn(&'a T) -> Option<&'a dyn Object>) -> Vec<Misfit<'a>> {
        let mut misfits = Misfits::at(if self.array.is_body { "$" } else { "$.value" });
        misfits.items(self.value.iter().map(object), self.left_out(), self.array.item, false);
        misfits.into_list()
    }
}

impl<P: Payload> Page<P> {
    /// What is not of the type that the schema declares, among the items and in them. There is nothing unless the page was
    /// read with [`DecodeOptions::lenient`].
    ///
    /// An item that does not fit as a whole is not in [`value`](Self::value).
    ///
    /// ```
    /// use odata_runtime::{DecodeOptions, Many, Shape, Value};
    ///
    /// let body = br#"{"value": [1, "two"]}"#;
    /// let page = Many::<Value<i64>>::decode_with(body, DecodeOptions::lenient())?;
    /// assert_eq!(page.value, [1]);
    /// assert_eq!(page.misfits()[0].path(), "$.value[1]");
    /// # Ok::<(), odata_runtime::DecodeError>(())
    /// ```
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit<'_>> {
        self.misfits_of(payload::object)
    }
}

impl<T> Page<T> {
    /// The page with each item made into another one, by its index.
    pub(crate) fn try_map<U, E>(self, mut make: impl FnMut(usize, T) -> Result<U, E>) -> Result<Page<U>, E> {
        let Self { value, next_link, delta_link, count, context, extras, array } = self;
        let value = value.into_iter().enumerate().map(|(index, item)| make(index, item)).collect::<Result<_, E>>()?;
        Ok(Page { value, next_link, delta_link, count, context, extras, array })
    }
}

/// The control information of a collection.
struct Control {
    next_link: Option<String>,
    delta_link: Option<String>,
    count: Option<i64>,
    context: Option<String>,
}

impl Control {
    /// The control information among the members of an object. What is of another type than the standard says ([JSON Format 4.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)) is an error: without a next link, pages would be lost. A null is taken for what is absent, since
    /// services that write all members of their objects say so that there is none.
    fn of(members: &Extras) -> Result<Self, DecodeError> {
        let mut control = Self { next_link: None, delta_link: None, count: None, context: None };
        for (name, value) in members.iter().filter(|(_, value)| value.get() != "null") {
            match control_name(name) {
                Some("nextLink") => keep(&mut control.next_link, name, value, "a URL", link_of)?,
                Some("deltaLink") => keep(&mut control.delta_link, name, value, "a URL", link_of)?,
                Some("context") => keep(&mut control.context, name, value, "a URL", link_of)?,
                Some("count") => keep(&mut control.count, name, value, "Edm.Int64", count_of)?,
                _ => {}
            }
        }
        // An empty link leads nowhere: some services write it on the last page.
        control.next_link = control.next_link.filter(|link| !link.trim().is_empty());
        control.delta_link = control.delta_link.filter(|link| !link.trim().is_empty());
        Ok(control)
    }
}

/// The name of control information that is about the whole body, with the prefix `odata.` or without.
fn control_name(member: &str) -> Option<&str> {
    let name = member.strip_prefix('@')?;
    Some(name.strip_prefix("odata.").unwrap_or(name))
}

/// Keeps the value of control information, if it comes once and can be read.
fn keep<V>(
    slot: &mut Option<V>,
    name: &str,
    value: &RawValue,
    expected: &str,
    read: fn(&RawValue) -> Option<V>,
) -> Result<(), DecodeError> {
    let mismatch = |found: &str| DecodeError::mismatch(&format!("$[{name:?}]"), expected, found);
    if slot.is_some() {
        return Err(mismatch("a second one, under its other name"));
    }
    *slot = Some(read(value).ok_or_else(|| mismatch(&Primitive::Json(value).to_string()))?);
    Ok(())
}

fn link_of(raw: &RawValue) -> Option<String> {
    text_of(raw).map(String::from)
}

fn count_of(raw: &RawValue) -> Option<i64> {
    let text = text_of(raw).unwrap_or(raw.get().into());
    i64::decode(&Primitive::Text(text))
}

/// The link by which a body leads on, whatever else it holds.
pub(crate) fn next_or_delta_link(body: &[u8]) -> Option<String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(without_mark(body)).ok()?;
    let mut links = members.iter().filter(|(name, _)| matches!(control_name(name), Some("nextLink" | "deltaLink")));
    links.find_map(|(_, value)| link_of(value).filter(|link| !link.trim().is_empty()))
}

/// Decodes a page from a body.
pub(crate) fn decode<T>(body: &[u8], options: DecodeOptions) -> Result<Page<T>, DecodeError>
where
    Option<Vec<T>>: Field,
{
    let mut items: Option<Vec<T>> = None;
    let beside = envelope(body, items.slot(), options)?;
    match items {
        Some(items) => Page::new(items, beside),
        None => Err(DecodeError::null_value(Goal::Slot(items.slot()).expected())),
    }
}

/// Decodes a page of instances of the types that they tell.
pub(crate) fn decode_any<A: Alternatives>(body: &[u8], options: DecodeOptions) -> Result<Page<A>, DecodeError> {
    let mut items = Anys::default();
    let beside = envelope_of(body, Goal::Anys(&mut items), options)?;
    match items.0 {
        Some(items) => Page::new(items, beside),
        None => Err(DecodeError::null_value(Goal::Anys(&mut items).expected())),
    }
}

/// Fills a slot from the member `value` of a body, or from the body itself if it is not an object,
/// and gives all other members, and what is known of an array beside its items. A null leaves the slot as it is.
pub(crate) fn envelope(body: &[u8], slot: Slot<'_>, options: DecodeOptions) -> Result<(Extras, Array), DecodeError> {
    envelope_of(body, Goal::Slot(slot), options)
}

fn envelope_of(body: &[u8], mut goal: Goal<'_>, options: DecodeOptions) -> Result<(Extras, Array), DecodeError> {
    let mut trace = Trace::new(options, body.len());
    let (expected, item) = (goal.expected(), goal.item());
    let is_body = !without_mark(body).trim_ascii_start().starts_with(b"{");
    let read = if is_body {
        run(body, Decoder { goal: &mut goal, trace: &mut trace }).map(|arrived| (arrived, Extras::default()))
    } else {
        run(body, Envelope { goal, trace: &mut trace })
    };
    match read {
        // No instance could keep it.
        Ok((Arrived::Misfit(json), _)) => {
            let path = if is_body { "$" } else { "$.value" };
            Err(DecodeError::mismatch(path, &expected, &Primitive::Json(&json).to_string()))
        }
        Ok((_, extras)) => Ok((extras, Array { left_out: trace.left_out, item, is_body })),
        Err(error) => Err(trace.error_behind(usize::from(!is_body), error)),
    }
}

struct Envelope<'a, 't> {
    goal: Goal<'a>,
    trace: &'t mut Trace,
}

impl<'de> DeserializeSeed<'de> for Envelope<'_, '_> {
    type Value = (Arrived, Extras);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope<'_, '_> {
    type Value = (Arrived, Extras);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self { goal, trace } = self;
        let mut arrived = Arrived::Null;
        let expected = goal.expected();
        let mut goal = Some(goal);
        let mut extras = Extras::default();
        while let Some(name) = map.next_key::<String>()? {
            let step = |name: &str| Segment::Member(name.to_owned().into());
            if name != "value" {
                let value = map.next_value::<Box<RawValue>>().map_err(|e| trace.within(step(&name), e))?;
                // A link or a context is kept as a text, too.
                trace.take(MEMBER + name.len() + 2 * value.get().len()).map_err(|e| trace.within(step(&name), e))?;
                extras.add(name.into(), value);
                continue;
            }
            let value = match goal.take() {
                Some(mut goal) => map.next_value_seed(Decoder { goal: &mut goal, trace: &mut *trace }),
                None => Err(trace.fail(format_args!("one {expected}"), TWICE)),
            };
            arrived = value.map_err(|e| trace.within(step(&name), e))?;
        }
        trace.enough()?;
        if goal.is_some() {
            return Err(trace.fail(expected, "an object without the member `value`"));
        }
        match extras.duplicate() {
            None => Ok((arrived, extras)),
            Some(name) => {
                let error = trace.fail("one member of this name", TWICE);
                Err(trace.within(Segment::Member(name.to_owned().into()), error))
            }
        }
    }
}

/// Links show without their query, which may hold secrets, and of other members the names alone.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let link = |link: &Option<String>| link.as_deref().map(|link| ShownLink(link).to_string());
        f.debug_struct("Page")
            .field("value", &self.value)
            .field("next_link", &link(&self.next_link))
            .field("delta_link", &link(&self.delta_link))
            .field("count", &self.count)
            .field("context", &link(&self.context))
            .field("extras", &self.extras.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.value
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.iter()
    }
}

/// Writes the members as they were received, and the items.
impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.extras.len() + 1))?;
        for (name, value) in self.extras.iter() {
            map.serialize_entry(name, &Raw(value))?;
        }
        match self.left_out() {
            None => map.serialize_entry("value", &self.value)?,
            Some(left_out) => map.serialize_entry("value", &AsItCame(&self.value, left_out))?,
        }
        map.end()
    }
}

/// Items of a page, and what is not among them at its places.
struct AsItCame<'a, T>(&'a [T], &'a LeftOut);

impl<T: Serialize> Serialize for AsItCame<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(items, left_out) = self;
        let mut seq = serializer.serialize_seq(None)?;
        for place in left_out.places() {
            match place {
                Place::Item(at) => seq.serialize_element(&items.get(at))?,
                Place::Unread(json) => seq.serialize_element(&json.map(Raw))?,
            }
        }
        seq.end()
    }
}
