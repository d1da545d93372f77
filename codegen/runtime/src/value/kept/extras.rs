//! Members of a JSON object that the schema does not declare, kept as received.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::edm::json::{same_json, text_of};

/// Members of a JSON object that the schema does not declare, in the order of their arrival.
///
/// Values are kept as JSON text and read on demand, so that nothing is lost and nothing is paid
/// for what nobody looks at.
///
/// ```
/// use odata_runtime::Extras;
///
/// let mut extras = Extras::default();
/// extras.insert("costCentre", &4711)?;
/// assert_eq!(extras.decode::<u32>("costCentre")?, Some(4711));
/// assert_eq!(extras.decode::<u32>("budget")?, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Extras {
    members: Vec<(Cow<'static, str>, Box<RawValue>)>,
}

/// Up to this many members, comparing each with each is cheaper than sorting.
const FEW: usize = 16;

impl Extras {
    /// What an instance without extras shows.
    pub(crate) const EMPTY: &'static Self = &Self { members: Vec::new() };

    /// The JSON text of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&RawValue> {
        self.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }

    /// A member as a value of any type; `None` where there is no such member.
    ///
    /// # Errors
    /// The member is not a JSON value of that type.
    pub fn decode<D: DeserializeOwned>(&self, name: &str) -> Result<Option<D>, serde_json::Error> {
        let raw = self.get(name);
        raw.map(|raw| serde_json::from_str(raw.get())).transpose()
    }

    /// A member that is a string.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).and_then(text_of)
    }

    /// Sets a member. One that an instance declares belongs into the field of that name.
    ///
    /// # Errors
    /// The value cannot be written as JSON.
    pub fn insert<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Result<(), serde_json::Error> {
        let raw = serde_json::value::to_raw_value(value)?;
        match self.members.iter_mut().find(|(n, _)| **n == *name) {
            Some((_, old)) => *old = raw,
            None => self.add(kept(name), raw),
        }
        Ok(())
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Box<RawValue>> {
        let at = self.members.iter().position(|(n, _)| **n == *name)?;
        Some(self.members.remove(at).1)
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Names and JSON texts, in the order of their arrival.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.members.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Members that are known to be different.
    pub(crate) fn of(members: Vec<(Cow<'static, str>, Box<RawValue>)>) -> Self {
        Self { members }
    }

    /// The members, in the order of their arrival.
    pub(crate) fn members(&self) -> &[(Cow<'static, str>, Box<RawValue>)] {
        &self.members
    }

    /// Adds a member that is known to be new, or will be checked by [`Self::duplicate`].
    pub(crate) fn add(&mut self, name: Cow<'static, str>, value: Box<RawValue>) {
        self.members.push((name, value));
    }

    /// Puts a member before all others.
    pub(crate) fn put_first(&mut self, name: Cow<'static, str>, value: Box<RawValue>) {
        self.members.insert(0, (name, value));
    }

    /// Takes all members out.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = (Cow<'static, str>, Box<RawValue>)> {
        self.members.drain(..)
    }

    /// A name that occurs twice.
    pub(crate) fn duplicate(&self) -> Option<&str> {
        if self.members.len() <= FEW {
            let mut rest = self.members.as_slice();
            while let Some(((name, _), tail)) = rest.split_first() {
                if tail.iter().any(|(other, _)| other == name) {
                    return Some(name);
                }
                rest = tail;
            }
            return None;
        }
        let names = self.sorted();
        let mut pairs = names.iter().zip(names.iter().skip(1));
        pairs.find(|(a, b)| a.0 == b.0).map(|(a, _)| a.0)
    }

    fn sorted(&self) -> Vec<(&str, &RawValue)> {
        let mut all: Vec<_> = self.iter().collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all
    }
}

/// A name to be kept: what nearly every object has takes no memory.
pub(crate) fn kept(name: &str) -> Cow<'static, str> {
    let common = ["@odata.type", "@odata.id", "@odata.etag", "@odata.context", "@odata.editLink"];
    match common.into_iter().find(|common| *common == name) {
        Some(common) => Cow::Borrowed(common),
        None => Cow::Owned(name.to_owned()),
    }
}

/// Equal are equal members, whatever their order and the spacing of their texts.
impl PartialEq for Extras {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.sorted(), other.sorted());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && same_json(a.1, b.1))
    }
}

impl fmt::Debug for Extras {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self.iter().map(|(name, value)| (name, value.get()));
        f.debug_map().entries(members).finish()
    }
}
