//! Dates and times as values of the crate `chrono`.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};

use crate::edm::conversion::{ConversionErrorKind, NANOS, out_of_range, try_into};
use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::duration::Duration;

const OUT_OF_RANGE: ConversionErrorKind = ConversionErrorKind::OutOfRange;

fn instant(value: &DateTimeOffset) -> Result<DateTime<Utc>, ConversionErrorKind> {
    let (seconds, nanoseconds) = value.exact_unix()?;
    DateTime::from_timestamp(seconds, nanoseconds).ok_or(OUT_OF_RANGE)
}

try_into! {
    /// Exact, in UTC. Refused: years beyond ±262,000, digits beyond nanoseconds.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use odata_runtime::edm::DateTimeOffset;
    ///
    /// let end: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
    /// let time = DateTime::<Utc>::try_from(&end)?;
    /// assert_eq!(time.timestamp(), 253_402_300_799);
    /// assert_eq!(DateTimeOffset::from(time), end);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    DateTimeOffset => DateTime<Utc>, instant
}

try_into! {
    /// Exact, at the offset with which the instant was written. Refused: years beyond ±262,000,
    /// digits beyond nanoseconds.
    DateTimeOffset => DateTime<FixedOffset>, |value| {
        let seconds = i32::try_from(value.offset_minutes() * 60).map_err(out_of_range)?;
        let offset = FixedOffset::east_opt(seconds).ok_or(OUT_OF_RANGE)?;
        Ok(instant(value)?.with_timezone(&offset))
    }
}

/// The same instant; a leap second is the one after it.
impl From<DateTime<Utc>> for DateTimeOffset {
    fn from(time: DateTime<Utc>) -> Self {
        time.fixed_offset().into()
    }
}

/// The same instant, at the same offset if that is of whole minutes; a leap second is the one
/// after it.
impl From<DateTime<FixedOffset>> for DateTimeOffset {
    fn from(time: DateTime<FixedOffset>) -> Self {
        let nanoseconds = time.timestamp_subsec_nanos();
        let seconds = time.timestamp() + i64::from(nanoseconds / SECOND);
        Self::nearest(seconds, nanoseconds % SECOND, time.offset().local_minus_utc())
    }
}

try_into! {
    /// Exact. Refused: years beyond ±262,000.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use odata_runtime::edm::Date;
    ///
    /// let date: Date = "2024-02-29".parse()?;
    /// assert_eq!(Some(NaiveDate::try_from(&date)?), NaiveDate::from_ymd_opt(2024, 2, 29));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Date => NaiveDate, |value| {
        let year = i32::try_from(value.year()).map_err(out_of_range)?;
        NaiveDate::from_ymd_opt(year, value.month().into(), value.day().into()).ok_or(OUT_OF_RANGE)
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        let [month, day] = [date.month(), date.day()].map(|part| u8::try_from(part).unwrap_or_default());
        Self::written(date.year(), month, day)
    }
}

try_into! {
    /// Exact. Refused: digits beyond nanoseconds, a leap second before midnight.
    ///
    /// ```
    /// use chrono::NaiveTime;
    /// use odata_runtime::edm::TimeOfDay;
    ///
    /// let noon: TimeOfDay = "12:00:00.5000000".parse()?;
    /// assert_eq!(Some(NaiveTime::try_from(&noon)?), NaiveTime::from_hms_milli_opt(12, 0, 0, 500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    TimeOfDay => NaiveTime, |value| {
        let nanos = value.exact_nanos()?;
        let seconds = u32::try_from(nanos / u64::from(SECOND)).map_err(out_of_range)?;
        let rest = u32::try_from(nanos % u64::from(SECOND)).unwrap_or_default();
        NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest).ok_or(OUT_OF_RANGE)
    }
}

/// A leap second is written `:60`.
impl From<NaiveTime> for TimeOfDay {
    fn from(time: NaiveTime) -> Self {
        let leap = time.nanosecond() / SECOND;
        Self::written([time.hour(), time.minute(), time.second() + leap], time.nanosecond() % SECOND)
    }
}

try_into! {
    /// Exact. Refused: more than `i64::MAX` milliseconds, digits beyond nanoseconds, years and
    /// months.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// use odata_runtime::edm::Duration;
    ///
    /// let duration: Duration = "-P1DT2H".parse()?;
    /// assert_eq!(TimeDelta::try_from(&duration)?, TimeDelta::hours(-26));
    /// assert_eq!(Duration::from(TimeDelta::hours(-26)).as_str(), "-P1DT2H");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Duration => TimeDelta, |value| {
        let nanos = value.exact_nanos()?;
        let seconds = i64::try_from(nanos.div_euclid(NANOS)).map_err(out_of_range)?;
        let rest = u32::try_from(nanos.rem_euclid(NANOS)).unwrap_or_default();
        TimeDelta::new(seconds, rest).ok_or(OUT_OF_RANGE)
    }
}

impl From<TimeDelta> for Duration {
    fn from(length: TimeDelta) -> Self {
        let size = length.abs().to_std().unwrap_or_default();
        if length < TimeDelta::zero() { Self::negative(size) } else { size.into() }
    }
}

const SECOND: u32 = 1_000_000_000;
