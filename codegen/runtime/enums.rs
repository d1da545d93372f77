//! Enumeration types (CSDL §10), open: a member that the schema does not know keeps its text.

use std::fmt;

/// What the schema says of an enumeration type.
#[derive(Debug)]
pub struct EnumInfo {
    /// The qualified name: `Microsoft.AAD.Reporting.riskLevel`.
    pub name: &'static str,
    /// Names and values of the members, in the order of the indices of [`EnumType`].
    pub members: &'static [(&'static str, i64)],
}

/// An enumeration type: a Rust enum with a variant for every member, and one for any other text.
///
/// Implemented by emitted code only. A type with `IsFlags="true"` is the type of the members;
/// values are [`Flags`](super::Flags) of it.
///
/// ```
/// use generated::runtime::{EnumInfo, EnumType};
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum Colour {
///     Red,
///     Green,
///     Unrecognized(Box<str>),
/// }
///
/// impl EnumType for Colour {
///     const INFO: &'static EnumInfo =
///         &EnumInfo { name: "Sample.Colour", members: &[("red", 0), ("green", 1)] };
///     fn from_index(index: usize) -> Option<Self> {
///         match index {
///             0 => Some(Self::Red),
///             1 => Some(Self::Green),
///             _ => None,
///         }
///     }
///     fn unrecognized(text: Box<str>) -> Self {
///         Self::Unrecognized(text)
///     }
///     fn index(&self) -> Result<usize, &str> {
///         match self {
///             Self::Red => Ok(0),
///             Self::Green => Ok(1),
///             Self::Unrecognized(text) => Err(text),
///         }
///     }
/// }
///
/// assert_eq!(Colour::from_name("green"), Colour::Green);
/// assert_eq!(Colour::from_name("mauve").name(), "mauve");
/// assert_eq!(Colour::Green.value(), Some(1));
/// ```
pub trait EnumType: Clone + PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// What the schema says of the type.
    const INFO: &'static EnumInfo;

    /// The member with this index in [`EnumInfo::members`].
    fn from_index(index: usize) -> Option<Self>;

    /// A member that the schema does not declare.
    fn unrecognized(text: Box<str>) -> Self;

    /// The index of the member, or the text of one that the schema does not declare.
    fn index(&self) -> Result<usize, &str>;

    /// The member of this name.
    #[must_use]
    fn from_name(name: &str) -> Self {
        index_of(Self::INFO, name).and_then(Self::from_index).unwrap_or_else(|| Self::unrecognized(name.into()))
    }

    /// The name of the member as it is sent.
    fn name(&self) -> &str {
        match self.index() {
            Ok(index) => Self::INFO.members.get(index).map_or("", |member| member.0),
            Err(text) => text,
        }
    }

    /// The value of the member; a text that is a number is its own value.
    fn value(&self) -> Option<i64> {
        match self.index() {
            Ok(index) => Self::INFO.members.get(index).map(|member| member.1),
            Err(text) => text.parse().ok(),
        }
    }
}

fn index_of(info: &EnumInfo, name: &str) -> Option<usize> {
    info.members.iter().position(|member| member.0 == name)
}
