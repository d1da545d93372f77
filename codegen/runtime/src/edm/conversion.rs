//! What becomes of primitive values that other types cannot hold.

use std::fmt;

/// A primitive value does not fit the type that it is converted into.
///
/// ```
/// use odata_runtime::edm::{ConversionErrorKind, Duration};
///
/// let duration: Duration = "-P1D".parse()?;
/// let error = std::time::Duration::try_from(&duration).unwrap_err();
/// assert_eq!(error.kind(), ConversionErrorKind::OutOfRange);
/// assert_eq!(error.to_string(), "-P1D (Edm.Duration) is out of range of std::time::Duration");
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    text: String,
    edm: &'static str,
    target: &'static str,
    kind: ConversionErrorKind,
}

/// Why a value cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConversionErrorKind {
    /// It is less or greater than every value of the other type.
    OutOfRange,
    /// It has more digits than the other type keeps.
    Inexact,
    /// Its length depends on the calendar: it counts years or months.
    Calendar,
    /// It is `INF`, `-INF` or `NaN`.
    NotFinite,
}

impl ConversionError {
    /// Why the value cannot be converted.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> ConversionErrorKind {
        self.kind
    }
}

impl fmt::Display for ConversionError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, edm, target, kind } = self;
        let fault = match kind {
            ConversionErrorKind::OutOfRange => "is out of range of",
            ConversionErrorKind::Inexact => "has more digits than",
            ConversionErrorKind::Calendar => "counts years or months, unlike",
            ConversionErrorKind::NotFinite => "is not a number of",
        };
        write!(f, "{text} ({edm}) {fault} {target}")
    }
}

impl std::error::Error for ConversionError {}

/// Nanoseconds of a second.
pub(crate) const NANOS: i128 = 1_000_000_000;

/// For `map_err`: the other crate refuses the value.
#[inline]
pub(crate) fn out_of_range<E>(_: E) -> ConversionErrorKind {
    ConversionErrorKind::OutOfRange
}

/// How much of a literal an error shows.
const SHOWN: usize = 60;

/// The error for a literal of an Edm type that does not fit `target`.
#[inline]
pub(crate) fn fault(
    text: &str,
    edm: &'static str,
    target: &'static str,
) -> impl FnOnce(ConversionErrorKind) -> ConversionError {
    let text = match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    move |kind| ConversionError { text, edm, target, kind }
}

/// Implements `TryFrom` for a reference to a value and for the value; the body gives a kind of error.
macro_rules! try_into {
    ($(#[$doc:meta])* $edm:ident => $target:ty, $body:expr) => {
        $(#[$doc])*
        impl TryFrom<&$edm> for $target {
            type Error = crate::edm::conversion::ConversionError;

            #[inline]
            fn try_from(value: &$edm) -> Result<Self, Self::Error> {
                let convert: fn(&$edm) -> Result<Self, crate::edm::conversion::ConversionErrorKind> = $body;
                let edm = <$edm as crate::edm::scalar::Scalar>::EDM;
                convert(value).map_err(crate::edm::conversion::fault(value.as_str(), edm, stringify!($target)))
            }
        }

        impl TryFrom<$edm> for $target {
            type Error = crate::edm::conversion::ConversionError;

            #[inline]
            fn try_from(value: $edm) -> Result<Self, Self::Error> {
                Self::try_from(&value)
            }
        }
    };
}

pub(crate) use try_into;
