//! `Edm.Date` and `Edm.TimeOfDay`, and the calendar.

use super::conversion::ConversionErrorKind;
use super::text::{Scan, compared_by_key, text_type};

/// `Edm.Date`: a day of the proleptic Gregorian calendar without time zone ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// ```
/// use odata_runtime::edm::Date;
///
/// let date: Date = "2026-11-23".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2026, 11, 23));
/// assert_eq!(Date::from_ymd(2026, 11, 23), Some(date));
/// assert!("2026-02-29".parse::<Date>().is_err());
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct Date {
    text: Box<str>,
}

text_type!(Date, "Edm.Date");
compared_by_key!(Date);

impl Date {
    /// A day, or `None` where there is no such one.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Self::written(year, month, day);
        Self::is_valid(&date.text).then_some(date)
    }

    /// A day that is known to be one.
    pub(crate) fn written(year: i32, month: u8, day: u8) -> Self {
        let sign = if year < 0 { "-" } else { "" };
        Self { text: format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs()).into() }
    }

    /// The year; year 0 precedes year 1.
    #[must_use]
    pub fn year(&self) -> i64 {
        self.key().0
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        u8::try_from(self.key().1).unwrap_or_default()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        u8::try_from(self.key().2).unwrap_or_default()
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn unix_days(&self) -> i64 {
        let (year, month, day) = self.key();
        unix_days(year, month, day)
    }

    fn is_valid(text: &str) -> bool {
        let mut scan = Scan(text.as_bytes());
        date(&mut scan).is_some() && scan.is_done()
    }

    fn key(&self) -> (i64, i64, i64) {
        date(&mut Scan(self.text.as_bytes())).unwrap_or_default()
    }
}

/// `Edm.TimeOfDay`: a time between midnight and midnight without time zone ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// ```
/// use odata_runtime::edm::TimeOfDay;
///
/// let noon: TimeOfDay = "12:00:00.5".parse()?;
/// assert_eq!(noon.since_midnight(), std::time::Duration::from_millis(43_200_500));
/// assert_eq!(noon, "12:00:00.500".parse()?);
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct TimeOfDay {
    text: Box<str>,
}

text_type!(TimeOfDay, "Edm.TimeOfDay");
compared_by_key!(TimeOfDay);

impl TimeOfDay {
    /// The time that is this long after midnight, or `None` where that is a day or more.
    ///
    /// ```
    /// use odata_runtime::edm::TimeOfDay;
    /// use std::time::Duration;
    ///
    /// let time = TimeOfDay::from_midnight(Duration::from_millis(43_200_500));
    /// assert_eq!(time.as_ref().map(TimeOfDay::as_str), Some("12:00:00.5"));
    /// assert!(TimeOfDay::from_midnight(Duration::from_secs(86_400)).is_none());
    /// ```
    #[must_use]
    pub fn from_midnight(time: std::time::Duration) -> Option<Self> {
        let seconds = u32::try_from(time.as_secs()).ok().filter(|seconds| *seconds < 86_400)?;
        Some(Self::written([seconds / 3600, seconds / 60 % 60, seconds % 60], time.subsec_nanos()))
    }

    /// A time that is known to be one, from hour, minute and second.
    pub(crate) fn written(clock: [u32; 3], nanoseconds: u32) -> Self {
        Self { text: self::clock(clock, nanoseconds).into() }
    }

    /// The time since midnight, with a resolution of 1 ns.
    #[must_use]
    pub fn since_midnight(&self) -> std::time::Duration {
        let (seconds, picoseconds) = self.key();
        let whole = std::time::Duration::from_secs(seconds.unsigned_abs());
        whole + std::time::Duration::from_nanos(picoseconds / 1000)
    }

    /// Nanoseconds since midnight, if there are no digits beyond them.
    pub(crate) fn exact_nanos(&self) -> Result<u64, ConversionErrorKind> {
        let (seconds, picoseconds) = self.key();
        if picoseconds % 1000 > 0 {
            return Err(ConversionErrorKind::Inexact);
        }
        Ok(seconds.unsigned_abs() * 1_000_000_000 + picoseconds / 1000)
    }

    fn is_valid(text: &str) -> bool {
        let mut scan = Scan(text.as_bytes());
        time(&mut scan).is_some() && scan.is_done()
    }

    fn key(&self) -> (i64, u64) {
        time(&mut Scan(self.text.as_bytes())).unwrap_or_default()
    }
}

/// Digits that a year may have; enough for every clock, few enough for arithmetic in 64 bits.
const YEAR_DIGITS: usize = 9;

/// Reads year, month and day.
pub(crate) fn date(scan: &mut Scan<'_>) -> Option<(i64, i64, i64)> {
    let negative = scan.eat(b'-');
    let (count, year) = scan.digits(4, YEAR_DIGITS)?;
    if count > 4 && year.to_string().len() < count {
        return None;
    }
    let year = if negative { -year.cast_signed() } else { year.cast_signed() };
    if !scan.eat(b'-') {
        return None;
    }
    let month = scan.two(12)?;
    if !scan.eat(b'-') {
        return None;
    }
    let day = scan.two(31)?;
    (month >= 1 && day >= 1 && day <= month_length(year, month)).then_some((year, month, day))
}

/// Reads hour, minute and, if they are there, seconds and their fraction; gives seconds and 10⁻¹²
/// seconds. A leap second is accepted.
pub(crate) fn time(scan: &mut Scan<'_>) -> Option<(i64, u64)> {
    let hour = scan.two(23)?;
    if !scan.eat(b':') {
        return None;
    }
    let minute = scan.two(59)?;
    let (mut second, mut fraction) = (0, 0);
    if scan.eat(b':') {
        second = scan.two(60)?;
        if scan.eat(b'.') {
            fraction = scan.fraction()?;
        }
    }
    Some((hour * 3600 + minute * 60 + second, fraction))
}

/// Writes hour, minute and second, and a fraction without zeros at its end.
pub(crate) fn clock([hour, minute, second]: [u32; 3], nanoseconds: u32) -> String {
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if nanoseconds > 0 {
        text += format!(".{nanoseconds:09}").trim_end_matches('0');
    }
    text
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of a cycle of 400 years, after which the calendar repeats itself.
const CYCLE_DAYS: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_DAYS: i64 = 719_468;

/// Days since 1970-01-01. Years are counted from March, so that a leap day is the last of one.
pub(crate) fn unix_days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    cycle * CYCLE_DAYS + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH_DAYS
}

/// Year, month and day from days since 1970-01-01: the inverse of [`unix_days`].
pub(crate) fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH_DAYS;
    let (cycle, day) = (days.div_euclid(CYCLE_DAYS), days.rem_euclid(CYCLE_DAYS));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (cycle * 400 + year + carry, month, day)
}
