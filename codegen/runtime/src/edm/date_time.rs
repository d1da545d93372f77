//! `Edm.DateTimeOffset`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::conversion::ConversionErrorKind;
use super::date::{civil, clock, date, time, unix_days};
use super::text::{Scan, compared_by_key, text_type};

/// `Edm.DateTimeOffset`: an instant, with the offset from UTC with which it was written ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// The text is kept as received, with all digits of its fraction. Comparison is by instant, so
/// that `12:00:00Z` equals `13:00:00+01:00`.
///
/// ```
/// use odata_runtime::edm::DateTimeOffset;
/// use std::time::SystemTime;
///
/// let end: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
/// assert_eq!(end.unix_seconds(), 253_402_300_799);
/// assert_eq!(end.subsec_nanos(), 999_999_900);
/// assert_eq!(end.as_str(), "9999-12-31T23:59:59.9999999Z");
/// assert_eq!(DateTimeOffset::from(SystemTime::UNIX_EPOCH).as_str(), "1970-01-01T00:00:00Z");
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct DateTimeOffset {
    text: Box<str>,
}

text_type!(DateTimeOffset, "Edm.DateTimeOffset");
compared_by_key!(DateTimeOffset);

const DAY: i64 = 86_400;

struct Parts {
    /// Since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Of 10⁻¹² s.
    fraction: u64,
    /// From UTC, in minutes.
    offset: i64,
}

impl DateTimeOffset {
    /// An instant in UTC, from seconds since 1970-01-01T00:00:00Z and nanoseconds beyond them;
    /// `None` where the year has more than nine digits or the nanoseconds make a second.
    #[must_use]
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Self> {
        Self::from_unix_at(seconds, nanoseconds, 0)
    }

    /// [`Self::from_unix`], written at an offset from UTC in minutes; `None` too where that is a
    /// day or more.
    ///
    /// ```
    /// use odata_runtime::edm::DateTimeOffset;
    ///
    /// let east = DateTimeOffset::from_unix_at(0, 0, 330);
    /// assert_eq!(east.as_ref().map(DateTimeOffset::as_str), Some("1970-01-01T05:30:00+05:30"));
    /// assert_eq!(east, DateTimeOffset::from_unix(0, 0));
    /// ```
    #[must_use]
    #[inline]
    pub fn from_unix_at(seconds: i64, nanoseconds: u32, offset_minutes: i16) -> Option<Self> {
        if nanoseconds > 999_999_999 {
            return None;
        }
        let local = seconds.checked_add(i64::from(offset_minutes) * 60)?;
        let (days, time) = (local.div_euclid(DAY), u32::try_from(local.rem_euclid(DAY)).ok()?);
        let time = clock([time / 3600, time / 60 % 60, time % 60], nanoseconds);
        let (year, month, day) = civil(days);
        let sign = if year < 0 { "-" } else { "" };
        let date = format!("{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs());
        let zone = match offset_minutes {
            0 => "Z".to_owned(),
            _ => {
                let minutes = offset_minutes.unsigned_abs();
                let sign = if offset_minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        format!("{date}T{time}{zone}").parse().ok()
    }

    /// The instant, at the offset in seconds if that is one of whole minutes that a literal can
    /// have, or else in UTC; beyond the years that one can have, the last or first that it can.
    pub(crate) fn nearest(seconds: i64, nanoseconds: u32, offset_seconds: i32) -> Self {
        let offset = if offset_seconds % 60 == 0 { i16::try_from(offset_seconds / 60).unwrap_or_default() } else { 0 };
        let made = Self::from_unix_at(seconds, nanoseconds, offset);
        made.or_else(|| Self::from_unix(seconds, nanoseconds)).unwrap_or_else(|| Self {
            text: if seconds < 0 { "-999999999-01-01T00:00:00Z" } else { "999999999-12-31T23:59:59Z" }.into(),
        })
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        self.key().0
    }

    /// Nanoseconds beyond [`Self::unix_seconds`].
    #[must_use]
    pub fn subsec_nanos(&self) -> u32 {
        u32::try_from(self.key().1 / 1000).unwrap_or_default()
    }

    /// The offset from UTC, in minutes; positive in the east.
    #[must_use]
    pub fn offset_minutes(&self) -> i64 {
        parts(&self.text).map_or(0, |parts| parts.offset)
    }

    /// The instant, or `None` where this system's clock cannot represent it.
    #[must_use]
    #[inline]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, fraction) = self.key();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let time = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        time?.checked_add(Duration::from_nanos(fraction / 1000))
    }

    /// Seconds since 1970-01-01T00:00:00Z and nanoseconds, if there are no digits beyond them.
    pub(crate) fn exact_unix(&self) -> Result<(i64, u32), ConversionErrorKind> {
        let (seconds, picoseconds) = self.key();
        if picoseconds % 1000 > 0 {
            return Err(ConversionErrorKind::Inexact);
        }
        Ok((seconds, self.subsec_nanos()))
    }

    fn is_valid(text: &str) -> bool {
        is_usual(text.as_bytes()) || parts(text).is_some()
    }

    fn key(&self) -> (i64, u64) {
        parts(&self.text).map_or((0, 0), |parts| (parts.seconds, parts.fraction))
    }
}

/// Whether a text is an instant as nearly all services write it, `2021-03-11T16:44:59Z`, by a short look: not on the last days of
/// a month.
fn is_usual(text: &[u8]) -> bool {
    const DIGITS: [usize; 14] = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18];
    let Ok(text) = <&[u8; 20]>::try_from(text) else { return false };
    let [_, _, _, _, b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', _, _, b'Z'] = text else { return false };
    let two = |at: usize| 10 * (text[at] - b'0') + (text[at + 1] - b'0');
    DIGITS.into_iter().fold(true, |all, at| all & text[at].is_ascii_digit())
        && matches!(two(5), 1..=12)
        && matches!(two(8), 1..=28)
        && two(11) <= 23
        && two(14) <= 59
        && two(17) <= 59
}

#[inline]
fn parts(text: &str) -> Option<Parts> {
    let mut scan = Scan(text.as_bytes());
    let (year, month, day) = date(&mut scan)?;
    if !scan.eat(b'T') {
        return None;
    }
    let (time, fraction) = time(&mut scan)?;
    let offset = if scan.eat(b'Z') { 0 } else { offset(&mut scan)? };
    let seconds = unix_days(year, month, day) * DAY + time - offset * 60;
    scan.is_done().then_some(Parts { seconds, fraction, offset })
}

fn offset(scan: &mut Scan<'_>) -> Option<i64> {
    let west = scan.eat(b'-');
    if !west && !scan.eat(b'+') {
        return None;
    }
    let hours = scan.two(23)?;
    if !scan.eat(b':') {
        return None;
    }
    let minutes = hours * 60 + scan.two(59)?;
    Some(if west { -minutes } else { minutes })
}

/// The instant in UTC, with a resolution of 1 ns.
impl From<SystemTime> for DateTimeOffset {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (after.as_secs().cast_signed(), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = -before.as_secs().cast_signed();
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanoseconds => (seconds - 1, 1_000_000_000 - nanoseconds),
                }
            }
        };
        Self::nearest(seconds, nanoseconds, 0)
    }
}
