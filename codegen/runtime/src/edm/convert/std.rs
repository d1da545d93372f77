//! Dates and times as values of the standard library.

use crate::edm::conversion::{ConversionErrorKind, NANOS, out_of_range, try_into};
use crate::edm::date::TimeOfDay;
use crate::edm::date_time::DateTimeOffset;
use crate::edm::duration::Duration;

try_into! {
    /// Exact: an instant with more digits than this system's clock has is refused;
    /// [`DateTimeOffset::to_system_time`] cuts them off.
    DateTimeOffset => std::time::SystemTime, |value| {
        value.exact_unix()?;
        let time = value.to_system_time().ok_or(ConversionErrorKind::OutOfRange)?;
        // There are systems whose clock counts in 100 ns.
        if DateTimeOffset::from(time) == *value { Ok(time) } else { Err(ConversionErrorKind::Inexact) }
    }
}

try_into! {
    /// Exact: a duration that is negative, depends on the calendar or has more digits than
    /// nanoseconds is refused; [`Duration::to_std`] cuts digits off.
    Duration => std::time::Duration, |value| {
        let nanos = value.exact_nanos()?;
        let seconds = u64::try_from(nanos.div_euclid(NANOS)).map_err(out_of_range)?;
        Ok(std::time::Duration::new(seconds, u32::try_from(nanos.rem_euclid(NANOS)).unwrap_or_default()))
    }
}

try_into! {
    /// The time since midnight. Exact: more digits than nanoseconds are refused;
    /// [`TimeOfDay::since_midnight`] cuts them off.
    TimeOfDay => std::time::Duration, |value| value.exact_nanos().map(std::time::Duration::from_nanos)
}
