//! Dates and times as values of the crate `jiff`.

use jiff::civil::{self, Time};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::edm::conversion::{NANOS, out_of_range, try_into};
use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::duration::Duration;

try_into! {
    /// Exact. Refused: digits beyond nanoseconds, and instants before -009999-01-02T01:59:59Z or
    /// after 9999-12-30T22:00:00.999999999Z, among them the one that stands for no end.
    ///
    /// ```
    /// use odata_runtime::edm::DateTimeOffset;
    /// use jiff::Timestamp;
    ///
    /// let start: DateTimeOffset = "0001-01-01T00:00:00Z".parse()?;
    /// let time = Timestamp::try_from(&start)?;
    /// assert_eq!(time.as_second(), -62_135_596_800);
    /// assert_eq!(DateTimeOffset::from(time), start);
    ///
    /// let end: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
    /// assert!(Timestamp::try_from(&end).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    DateTimeOffset => Timestamp, |value| {
        let (seconds, nanoseconds) = value.exact_unix()?;
        Timestamp::from_nanosecond(i128::from(seconds) * NANOS + i128::from(nanoseconds)).map_err(out_of_range)
    }
}

/// The same instant, in UTC.
impl From<Timestamp> for DateTimeOffset {
    fn from(time: Timestamp) -> Self {
        at(time, 0)
    }
}

/// The same instant, at the same offset if that is of whole minutes. The name of the time zone is lost.
impl From<ZonedDateTime> for DateTimeOffset {
    fn from(time: ZonedDateTime) -> Self {
        at(time.timestamp(), time.offset().seconds())
    }
}

fn at(time: Timestamp, offset_seconds: i32) -> DateTimeOffset {
    let since = time.as_nanosecond();
    let seconds = i64::try_from(since.div_euclid(NANOS)).unwrap_or_default();
    DateTimeOffset::nearest(seconds, u32::try_from(since.rem_euclid(NANOS)).unwrap_or_default(), offset_seconds)
}

try_into! {
    /// Exact. Refused: years beyond ±9999.
    ///
    /// ```
    /// use odata_runtime::edm::Date;
    ///
    /// let date: Date = "2024-02-29".parse()?;
    /// assert_eq!(jiff::civil::Date::try_from(&date)?, jiff::civil::date(2024, 2, 29));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Date => civil::Date, |value| {
        let year = i16::try_from(value.year()).map_err(out_of_range)?;
        let [month, day] = [value.month(), value.day()].map(u8::cast_signed);
        civil::Date::new(year, month, day).map_err(out_of_range)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self::written(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

try_into! {
    /// Exact. Refused: digits beyond nanoseconds, a leap second before midnight.
    ///
    /// ```
    /// use odata_runtime::edm::TimeOfDay;
    /// use jiff::civil::{Time, time};
    ///
    /// let noon: TimeOfDay = "12:00:00.5000000".parse()?;
    /// assert_eq!(Time::try_from(&noon)?, time(12, 0, 0, 500_000_000));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    TimeOfDay => Time, |value| {
        let nanos = i64::try_from(value.exact_nanos()?).map_err(out_of_range)?;
        Time::midnight().checked_add(SignedDuration::from_nanos(nanos)).map_err(out_of_range)
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        let clock = [time.hour(), time.minute(), time.second()].map(|part| part.unsigned_abs().into());
        Self::written(clock, time.subsec_nanosecond().unsigned_abs())
    }
}

try_into! {
    /// Exact. Refused: more than `i64::MAX` seconds, digits beyond nanoseconds, years and months.
    ///
    /// ```
    /// use odata_runtime::edm::Duration;
    /// use jiff::SignedDuration;
    ///
    /// let duration: Duration = "-P1DT2H".parse()?;
    /// assert_eq!(SignedDuration::try_from(&duration)?, SignedDuration::from_hours(-26));
    /// assert_eq!(Duration::from(SignedDuration::from_hours(-26)).as_str(), "-P1DT2H");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Duration => SignedDuration, |value| {
        let nanos = value.exact_nanos()?;
        let seconds = i64::try_from(nanos / NANOS).map_err(out_of_range)?;
        Ok(SignedDuration::new(seconds, i32::try_from(nanos % NANOS).unwrap_or_default()))
    }
}

impl From<SignedDuration> for Duration {
    fn from(length: SignedDuration) -> Self {
        let size = length.unsigned_abs();
        if length.is_negative() { Self::negative(size) } else { size.into() }
    }
}
