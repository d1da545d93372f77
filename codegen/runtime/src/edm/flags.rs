//! Sets of members of an enumeration type with `IsFlags="true"` ([CSDL 10.2](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use super::enums::EnumType;
use super::primitive::Primitive;
use super::scalar::Scalar;

/// A set of members of an enumeration type with `IsFlags="true"`.
///
/// It keeps the text that was received, unknown names and numbers included.
///
/// ```
/// # use odata_runtime::private::EnumInfo;
/// # use odata_runtime::EnumType;
/// # #[derive(Clone, Debug, PartialEq)]
/// # pub enum Day { Mon, Tue, Unrecognized(Box<str>) }
/// # impl EnumType for Day {
/// #     const INFO: &'static EnumInfo<Self> = &EnumInfo {
/// #         name: "Sample.Day",
/// #         members: &[("mon", 1, Self::Mon), ("tue", 2, Self::Tue)],
/// #         unrecognized: Self::Unrecognized,
/// #     };
/// #     fn unrecognized(&self) -> Option<&str> {
/// #         match self { Self::Unrecognized(text) => Some(text), _ => None }
/// #     }
/// # }
/// use odata_runtime::Flags;
///
/// let days: Flags<Day> = Flags::from_text("mon,sun");
/// assert!(days.contains(&Day::Mon) && !days.contains(&Day::Tue));
/// assert_eq!(days.bits(), None); // the value of `sun` is not known
/// assert_eq!(Flags::from_iter([Day::Mon, Day::Tue]).as_str(), "mon,tue");
/// assert!(Flags::<Day>::from_text("3").contains(&Day::Tue));
/// ```
pub struct Flags<E> {
    text: Box<str>,
    members: PhantomData<fn() -> E>,
}

impl<E: EnumType> Flags<E> {
    /// The set that a text denotes: names separated by commas, or a number.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self { text: text.into(), members: PhantomData }
    }

    /// The set as it was received, or is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The members that the text names, unknown ones too. A number is one unknown member.
    pub fn iter(&self) -> impl Iterator<Item = E> + '_ {
        self.names().map(E::from_name)
    }

    /// The value: the bits of all members together, or `None` where a name is not known.
    #[must_use]
    pub fn bits(&self) -> Option<i64> {
        self.iter().try_fold(0, |bits, member| Some(bits | member.value()?))
    }

    /// Whether all bits of a member are set, or its name is among those of the text.
    #[must_use]
    pub fn contains(&self, member: &E) -> bool {
        let known = self.iter().filter_map(|member| member.value());
        let bits = known.fold(0, |bits, value| bits | value);
        match member.value() {
            Some(0) => self.bits() == Some(0),
            Some(value) if bits & value == value => true,
            _ => self.names().any(|name| name == member.name()),
        }
    }

    /// Adds a member.
    pub fn insert(&mut self, member: &E) {
        if !self.contains(member) {
            let separator = if self.text.is_empty() { "" } else { "," };
            self.text = format!("{}{separator}{}", self.text, member.name()).into();
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        names_in(&self.text)
    }
}

fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// The names in a text, each once: to look for each of one text in another takes a minute where both have 100,000.
fn set_of(text: &str) -> BTreeSet<&str> {
    names_in(text).collect()
}

impl<E: EnumType> FromIterator<E> for Flags<E> {
    fn from_iter<I: IntoIterator<Item = E>>(members: I) -> Self {
        let mut members = members.into_iter();
        // The first one by its name, since a member of value 0 is in every set without members.
        let mut flags = members.next().map_or_else(|| Self::from_text(""), Self::from);
        members.for_each(|member| flags.insert(&member));
        flags
    }
}

impl<E: EnumType> From<E> for Flags<E> {
    fn from(member: E) -> Self {
        Self::from_text(member.name())
    }
}

impl<E> Clone for Flags<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), members: PhantomData }
    }
}

/// Equal are equal sets, whatever the order and spacing of the names.
impl<E: EnumType> PartialEq for Flags<E> {
    fn eq(&self, other: &Self) -> bool {
        match (self.bits(), other.bits()) {
            (Some(a), Some(b)) => a == b,
            (None, None) => self.text == other.text || set_of(&self.text) == set_of(&other.text),
            _ => false,
        }
    }
}

impl<E: EnumType> Eq for Flags<E> {}

impl<E> fmt::Debug for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Flags").field(&self.text).finish()
    }
}

impl<E> fmt::Display for Flags<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<E: EnumType> Scalar for Flags<E> {
    const EDM: &'static str = E::INFO.name;

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Text(text) => Some(Self::from_text(text)),
            Primitive::Members(text) => Some(Self::from_text(text)),
            _ => None,
        }
    }

    fn encode(&self) -> Primitive<'_> {
        Primitive::Members(self.as_str())
    }
}
