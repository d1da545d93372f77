//! Enumeration types ([CSDL 10](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)), open: a member that the schema does not know keeps its text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::discriminant;

/// An enumeration type as the schema declares it; `E` in Rust.
#[derive(Debug)]
pub struct EnumInfo<E: 'static> {
    /// The qualified name: `Microsoft.AAD.Reporting.riskLevel`.
    pub name: &'static str,
    /// The members: name, value and variant.
    pub members: &'static [(&'static str, i64, E)],
    /// The variant of members that the schema does not declare.
    pub unrecognized: fn(Box<str>) -> E,
}

/// An enumeration type: a Rust enum with a variant for every member, and one for any other text.
///
/// Implemented by emitted code only. A type with `IsFlags="true"` is the type of the members;
/// values are [`Flags`](crate::Flags) of it.
///
/// ```
/// use odata_runtime::private::EnumInfo;
/// use odata_runtime::EnumType;
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum Colour {
///     Red,
///     Green,
///     Unrecognized(Box<str>),
/// }
///
/// impl EnumType for Colour {
///     const INFO: &'static EnumInfo<Self> = &EnumInfo {
///         name: "Sample.Colour",
///         members: &[("red", 0, Self::Red), ("green", 1, Self::Green)],
///         unrecognized: Self::Unrecognized,
///     };
///     fn unrecognized(&self) -> Option<&str> {
///         match self {
///             Self::Unrecognized(text) => Some(text),
///             _ => None,
///         }
///     }
/// }
///
/// assert_eq!(Colour::from_name("green"), Colour::Green);
/// assert_eq!(Colour::from_name("mauve").name(), "mauve");
/// assert_eq!(Colour::Green.value(), Some(1));
/// // Some services send the number of a member as text. It keeps that text and has the member's value.
/// assert_eq!((Colour::from_name("1").name(), Colour::from_name("1").value()), ("1", Colour::Green.value()));
/// ```
pub trait EnumType: Clone + PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// The type as the schema declares it.
    const INFO: &'static EnumInfo<Self>;

    /// The text of a member that the schema does not declare.
    fn unrecognized(&self) -> Option<&str>;

    /// The member of this name.
    #[must_use]
    fn from_name(name: &str) -> Self {
        match Self::INFO.members.iter().find(|member| member.0 == name) {
            Some((.., member)) => member.clone(),
            None => (Self::INFO.unrecognized)(name.into()),
        }
    }

    /// The name of the member as it is sent.
    fn name(&self) -> &str {
        self.unrecognized().unwrap_or_else(|| declared(self).map_or("", |(name, ..)| name))
    }

    /// The value of the member; a text that is a number is its own value.
    fn value(&self) -> Option<i64> {
        match self.unrecognized() {
            Some(text) => text.parse().ok(),
            None => declared(self).map(|(_, value, _)| *value),
        }
    }

    #[doc(hidden)]
    fn is_same(&self, other: &Self) -> bool {
        match (self.unrecognized(), other.unrecognized()) {
            (None, None) => discriminant(self) == discriminant(other),
            (Some(a), Some(b)) if a == b => true,
            _ => match (member(self), member(other)) {
                (Some(a), Some(b)) => discriminant(a) == discriminant(b),
                _ => false,
            },
        }
    }

    #[doc(hidden)]
    fn feed(&self, state: &mut impl Hasher) {
        match member(self) {
            Some(member) => discriminant(member).hash(state),
            None => self.unrecognized().hash(state),
        }
    }

    /// Shows a declared member as its name, and the text of another one in quotes.
    #[doc(hidden)]
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unrecognized() {
            Some(text) => fmt::Debug::fmt(text, f),
            None => f.write_str(self.name()),
        }
    }
}

/// The declared member that a value is: by its name, or by a text that is the member's number.
fn member<E: EnumType>(value: &E) -> Option<&E> {
    let Some(text) = value.unrecognized() else { return Some(value) };
    let number: i64 = text.parse().ok()?;
    E::INFO.members.iter().find(|(_, value, _)| *value == number).map(|(.., member)| member)
}

fn declared<E: EnumType>(member: &E) -> Option<&'static (&'static str, i64, E)> {
    let variant = discriminant(member);
    E::INFO.members.iter().find(|(.., member)| discriminant(member) == variant)
}

/// Implements what an [`EnumType`] has of the standard traits, but for `Clone`. Derives would have more code to be
/// compiled for each of a thousand types.
#[doc(hidden)]
#[macro_export]
macro_rules! __standard_traits {
    ($type:ident) => {
        impl PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::EnumType::is_same(self, other)
            }
        }

        impl Eq for $type {}

        impl ::std::hash::Hash for $type {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                $crate::EnumType::feed(self, state);
            }
        }

        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::EnumType::show(self, f)
            }
        }
    };
}
