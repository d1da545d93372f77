//! Dates and times as values of the crate `time`.

use time::{Month, OffsetDateTime, Time, UtcDateTime, UtcOffset};

use crate::edm::conversion::{ConversionErrorKind, NANOS, out_of_range, try_into};
use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::duration::Duration;

fn unix_nanos(value: &DateTimeOffset) -> Result<i128, ConversionErrorKind> {
    let (seconds, nanoseconds) = value.exact_unix()?;
    Ok(i128::from(seconds) * NANOS + i128::from(nanoseconds))
}

try_into! {
    /// Exact, at the offset with which the instant was written. Refused: years beyond ±9999,
    /// digits beyond nanoseconds.
    ///
    /// ```
    /// use odata_runtime::edm::DateTimeOffset;
    /// use time::OffsetDateTime;
    ///
    /// let end: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
    /// let time = OffsetDateTime::try_from(&end)?;
    /// assert_eq!(time.unix_timestamp(), 253_402_300_799);
    /// assert_eq!(DateTimeOffset::from(time), end);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    DateTimeOffset => OffsetDateTime, |value| {
        let utc = OffsetDateTime::from_unix_timestamp_nanos(unix_nanos(value)?).map_err(out_of_range)?;
        let seconds = i32::try_from(value.offset_minutes() * 60).map_err(out_of_range)?;
        let offset = UtcOffset::from_whole_seconds(seconds).map_err(out_of_range)?;
        utc.checked_to_offset(offset).ok_or(ConversionErrorKind::OutOfRange)
    }
}

try_into! {
    /// Exact. Refused: years beyond ±9999, digits beyond nanoseconds.
    DateTimeOffset => UtcDateTime, |value| {
        UtcDateTime::from_unix_timestamp_nanos(unix_nanos(value)?).map_err(out_of_range)
    }
}

/// The same instant, at the same offset if that is of whole minutes and less than a day.
impl From<OffsetDateTime> for DateTimeOffset {
    fn from(time: OffsetDateTime) -> Self {
        Self::nearest(time.unix_timestamp(), time.nanosecond(), time.offset().whole_seconds())
    }
}

impl From<UtcDateTime> for DateTimeOffset {
    fn from(time: UtcDateTime) -> Self {
        Self::nearest(time.unix_timestamp(), time.nanosecond(), 0)
    }
}

try_into! {
    /// Exact. Refused: years beyond ±9999.
    ///
    /// ```
    /// use odata_runtime::edm::Date;
    ///
    /// let date: Date = "2024-02-29".parse()?;
    /// assert_eq!(time::Date::try_from(&date)?.ordinal(), 60);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Date => time::Date, |value| {
        let year = i32::try_from(value.year()).map_err(out_of_range)?;
        let month = Month::try_from(value.month()).map_err(out_of_range)?;
        time::Date::from_calendar_date(year, month, value.day()).map_err(out_of_range)
    }
}

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        let (year, month, day) = date.to_calendar_date();
        Self::written(year, month.into(), day)
    }
}

try_into! {
    /// Exact. Refused: digits beyond nanoseconds, a leap second before midnight.
    ///
    /// ```
    /// use odata_runtime::edm::TimeOfDay;
    /// use time::Time;
    ///
    /// let noon: TimeOfDay = "12:00:00.5000000".parse()?;
    /// assert_eq!(Time::try_from(&noon)?, Time::from_hms_milli(12, 0, 0, 500)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    TimeOfDay => Time, |value| {
        let since = time::Duration::nanoseconds(i64::try_from(value.exact_nanos()?).map_err(out_of_range)?);
        if since >= time::Duration::DAY {
            return Err(ConversionErrorKind::OutOfRange);
        }
        Ok(Time::MIDNIGHT + since)
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        let (hour, minute, second, nanoseconds) = time.as_hms_nano();
        Self::written([hour, minute, second].map(u32::from), nanoseconds)
    }
}

try_into! {
    /// Exact. Refused: more than `i64::MAX` seconds, digits beyond nanoseconds, years and months.
    ///
    /// ```
    /// use odata_runtime::edm::Duration;
    ///
    /// let duration: Duration = "-P1DT2H".parse()?;
    /// assert_eq!(time::Duration::try_from(&duration)?, time::Duration::hours(-26));
    /// assert_eq!(Duration::from(time::Duration::hours(-26)).as_str(), "-P1DT2H");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Duration => time::Duration, |value| {
        let nanos = value.exact_nanos()?;
        let seconds = i64::try_from(nanos / NANOS).map_err(out_of_range)?;
        Ok(time::Duration::new(seconds, i32::try_from(nanos % NANOS).unwrap_or_default()))
    }
}

impl From<time::Duration> for Duration {
    fn from(length: time::Duration) -> Self {
        let size = length.unsigned_abs();
        if length.is_negative() { Self::negative(size) } else { size.into() }
    }
}
