//! The value of an expanded navigation property.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::edm::json::same_json;
use crate::edm::primitive::Primitive;
use crate::edm::scalar::Scalar;
use crate::value::instance::Instance;
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::json::writer::marked_json;
use crate::value::kept::extras::Extras;
use crate::value::payload::{Purpose, Sent, SentItems};
use crate::value::shape::{Many, Shape};
use crate::value::structured::Structured;

/// What errors call the type of what was expanded.
pub(crate) const EXPANDED: &str = "an expanded navigation property";

/// What a navigation property holds that was expanded: `Expanded<User>`, or
/// `Expanded<Many<User>>` where it leads to many ([JSON Format 8.3](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
///
/// It is kept as JSON text and read on demand. Entity types refer to each other in all
/// directions, so that one that held the others by value would make a program compile all of
/// them to read a single one.
///
/// ```
/// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
/// # use odata_runtime::Structured;
/// use odata_runtime::{Expanded, Instance, Many};
///
/// #[derive(Default)]
/// pub struct User {
///     pub name: Option<String>,
///     pub manager: Option<Expanded<User>>,
///     pub direct_reports: Option<Expanded<Many<User>>>,
/// }
/// # impl Structured for User {
/// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
/// #     const TYPE: &'static TypeInfo = &TypeInfo {
/// #         name: "Sample.User", properties: &["name", "manager", "directReports"], ..TypeInfo::EMPTY
/// #     };
/// #     fn slot(&mut self, index: usize) -> Slot<'_> {
/// #         match index {
/// #             0 => self.name.slot(),
/// #             1 => self.manager.slot(),
/// #             2 => self.direct_reports.slot(),
/// #             _ => Slot::None,
/// #         }
/// #     }
/// #     fn get(&self, index: usize) -> Ref<'_> {
/// #         match index {
/// #             0 => self.name.get(),
/// #             1 => self.manager.get(),
/// #             2 => self.direct_reports.get(),
/// #             _ => Ref::None,
/// #         }
/// #     }
/// # }
///
/// let text = r#"{"manager": {"name": "Ada"}, "directReports": [{"name": "Bob"}]}"#;
/// let user: Instance<User> = serde_json::from_str(text)?;
/// if let Some(manager) = &user.manager {
///     assert_eq!(manager.decode()?.name.as_deref(), Some("Ada"));
/// }
/// for report in user.direct_reports.iter().flat_map(Expanded::decode).flatten() {
///     assert_eq!(report.name.as_deref(), Some("Bob"));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Collections that go on
///
/// A service may send a part of a collection and a link to the rest, and the number of all items
/// ([JSON Format 4.5.4](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html), 4.5.5): the [`Page`](crate::Page) has
/// both, and [`items`](Self::items) goes on where the link leads.
///
/// ```
/// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
/// # use odata_runtime::Structured;
/// # use odata_runtime::{Expanded, Instance, Many};
/// # #[derive(Default)]
/// # pub struct Team { pub members: Option<Expanded<Many<Team>>> }
/// # impl Structured for Team {
/// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
/// #     const TYPE: &'static TypeInfo =
/// #         &TypeInfo { name: "Sample.Team", properties: &["members"], ..TypeInfo::EMPTY };
/// #     fn slot(&mut self, index: usize) -> Slot<'_> {
/// #         match index { 0 => self.members.slot(), _ => Slot::None }
/// #     }
/// #     fn get(&self, index: usize) -> Ref<'_> {
/// #         match index { 0 => self.members.get(), _ => Ref::None }
/// #     }
/// # }
/// let text = r#"{"members@odata.count":7,"members@odata.nextLink":"teams/1/members?$skip=1","members":[{}]}"#;
/// let team: Instance<Team> = serde_json::from_str(text)?;
/// if let Some(members) = &team.members {
///     let page = members.decode()?;
///     assert_eq!((page.len(), page.count), (1, Some(7)));
///     assert_eq!(page.next_link.as_deref(), Some("teams/1/members?$skip=1"));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Expanded<S> {
    /// Nothing: the compiler names it where a field of the entity is looked for in the text, which has to be [decoded](Self::decode).
    pub decode_it_first: (),
    // Types have dozens of such properties, of which few are expanded: a field takes one word.
    held: Box<Held>,
    shape: PhantomData<fn() -> S>,
}

#[derive(Clone)]
struct Held {
    json: Box<RawValue>,
    /// Of a collection: its count and links, named as those of a page.
    control: Extras,
}

impl<S: Shape> Expanded<S> {
    /// The value.
    ///
    /// # Errors
    /// It is not what the schema promises. The path starts at the value itself.
    pub fn decode(&self) -> Result<S::Output, DecodeError> {
        self.decode_with(DecodeOptions::default())
    }

    /// The value, read as strictly as the options say.
    ///
    /// # Errors
    /// It is not what the schema promises. The path starts at the value itself.
    pub fn decode_with(&self, options: DecodeOptions) -> Result<S::Output, DecodeError> {
        let output = S::decode_with(self.json().get().as_bytes(), options)?;
        S::with_control(output, &self.held.control)
    }
}

impl<S> Expanded<S> {
    /// The value as JSON text.
    #[must_use]
    pub fn json(&self) -> &RawValue {
        &self.held.json
    }

    /// A value to be sent: an [`Instance`](crate::Instance), a collection of them, or anything
    /// else that can be written as JSON.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn of<V: Serialize + ?Sized>(value: &V) -> Result<Self, serde_json::Error> {
        to_raw_value(value).map(Self::from)
    }
}

impl<S> From<Box<RawValue>> for Expanded<S> {
    fn from(json: Box<RawValue>) -> Self {
        Self { decode_it_first: (), held: Box::new(Held { json, control: Extras::default() }), shape: PhantomData }
    }
}

/// An entity to be created with the one that leads to it, or one of its changes: without what only the service sets.
impl<T: Structured> From<Instance<T>> for Expanded<T> {
    fn from(entity: Instance<T>) -> Self {
        sent(&Sent::new(&entity, Purpose::Create))
    }
}

impl<T: Structured> From<T> for Expanded<T> {
    fn from(entity: T) -> Self {
        Instance::from(entity).into()
    }
}

/// Entities to be created with the one that leads to them.
impl<T: Structured, I: Into<Instance<T>>> FromIterator<I> for Expanded<Many<T>> {
    fn from_iter<A: IntoIterator<Item = I>>(entities: A) -> Self {
        let entities: Vec<Instance<T>> = entities.into_iter().map(Into::into).collect();
        sent(&SentItems(&entities, Purpose::Create))
    }
}

/// Nothing that a generated type holds fails to be written, and null is what a service takes for nothing.
fn sent<S>(value: &impl Serialize) -> Expanded<S> {
    let text = marked_json(value).and_then(RawValue::from_string);
    text.unwrap_or_else(|_| RawValue::NULL.to_owned()).into()
}

impl<S> Clone for Expanded<S> {
    fn clone(&self) -> Self {
        Self { decode_it_first: (), held: self.held.clone(), shape: PhantomData }
    }
}

/// Equal are equal JSON values, whatever the spacing of their texts.
impl<S> PartialEq for Expanded<S> {
    fn eq(&self, other: &Self) -> bool {
        same_json(self.json(), other.json())
    }
}

impl<S> fmt::Debug for Expanded<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expanded").field(&format_args!("{}", self.json())).finish()
    }
}

impl<S: 'static> Scalar for Expanded<S> {
    const EDM: &'static str = EXPANDED;
    const JSON: bool = true;

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Json(json) => Some((*json).to_owned().into()),
            Primitive::Collection(json, control) => {
                let held = Held { json: (*json).to_owned(), control: Extras::of(control.to_vec()) };
                Some(Self { decode_it_first: (), held: Box::new(held), shape: PhantomData })
            }
            _ => None,
        }
    }

    fn encode(&self) -> Primitive<'_> {
        if self.held.control.is_empty() {
            Primitive::Json(self.json())
        } else {
            Primitive::Collection(self.json(), self.held.control.members())
        }
    }
}
