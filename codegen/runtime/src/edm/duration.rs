//! `Edm.Duration`.

use super::conversion::ConversionErrorKind;
use super::text::{Scan, compared_by_key, text_type};

/// `Edm.Duration`: a signed length of time in days, hours, minutes and seconds ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// The text is kept as received. Years, months and weeks, which the type does not have but some
/// services send, are read too; with years or months the length is not known.
///
/// ```
/// use odata_runtime::edm::Duration;
/// use std::time;
///
/// let duration: Duration = "P1DT2H".parse()?;
/// assert_eq!(duration.to_std(), Some(time::Duration::from_secs(26 * 3600)));
/// assert_eq!(duration.as_str(), "P1DT2H");
/// assert_eq!(Duration::from(time::Duration::from_millis(90_500)).as_str(), "PT1M30.5S");
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct Duration {
    text: Box<str>,
}

text_type!(Duration, "Edm.Duration");
compared_by_key!(Duration);

const PICOSECONDS: i128 = 1_000_000_000_000;

/// What a literal says: months, and picoseconds beside them.
type Length = (i128, i128);

impl Duration {
    /// The length in nanoseconds, rounded towards zero, or `None` where it depends on the
    /// calendar.
    #[must_use]
    #[inline]
    pub fn total_nanos(&self) -> Option<i128> {
        match self.key() {
            (0, picoseconds) => Some(picoseconds / 1000),
            _ => None,
        }
    }

    /// The length, or `None` where it is negative, depends on the calendar, or is too great.
    #[must_use]
    #[inline]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let nanos = self.total_nanos()?;
        let seconds = u64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
        let rest = u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?;
        Some(std::time::Duration::new(seconds, rest))
    }

    /// The length in nanoseconds, if it is known and there are no digits beyond them.
    #[inline]
    pub(crate) fn exact_nanos(&self) -> Result<i128, ConversionErrorKind> {
        match self.key() {
            (0, picoseconds) if picoseconds % 1000 == 0 => Ok(picoseconds / 1000),
            (0, _) => Err(ConversionErrorKind::Inexact),
            _ => Err(ConversionErrorKind::Calendar),
        }
    }

    /// The opposite of a length, which a [`std::time::Duration`] cannot be.
    ///
    /// ```
    /// use odata_runtime::edm::Duration;
    ///
    /// let back = Duration::negative(std::time::Duration::from_secs(86_400));
    /// assert_eq!(back.as_str(), "-P1D");
    /// ```
    #[must_use]
    #[inline]
    pub fn negative(length: std::time::Duration) -> Self {
        let sign = if length.is_zero() { "" } else { "-" };
        Self { text: format!("{sign}{}", Self::from(length)).into() }
    }

    #[inline]
    fn is_valid(text: &str) -> bool {
        length(text).is_some()
    }

    #[inline]
    fn key(&self) -> Length {
        length(&self.text).unwrap_or_default()
    }
}

/// Digits that a count may have; enough for every clock, few enough for arithmetic in 128 bits.
const DIGITS: usize = 18;

#[inline]
fn length(text: &str) -> Option<Length> {
    let mut scan = Scan(text.as_bytes());
    let negative = scan.eat(b'-');
    if !negative {
        scan.eat(b'+');
    }
    if !scan.eat(b'P') {
        return None;
    }
    let (mut months, mut picoseconds, mut components) = (0, 0, 0);
    let mut add = |total: &mut i128, count: i128| {
        *total += count;
        components += 1;
    };
    for (unit, scale) in [(b'Y', 12), (b'M', 1)] {
        if let Some(count) = component(&mut scan, unit) {
            add(&mut months, count * scale);
        }
    }
    for (unit, seconds) in [(b'W', 604_800), (b'D', 86_400)] {
        if let Some(count) = component(&mut scan, unit) {
            add(&mut picoseconds, count * seconds * PICOSECONDS);
        }
    }
    if scan.eat(b'T') {
        if scan.is_done() {
            return None;
        }
        for (unit, seconds) in [(b'H', 3600), (b'M', 60), (b'S', 1)] {
            if let Some(count) = component(&mut scan, unit) {
                add(&mut picoseconds, count * seconds * PICOSECONDS);
            }
        }
        if let Some(count) = fractional_seconds(&mut scan) {
            add(&mut picoseconds, count);
        }
    }
    if components == 0 || !scan.is_done() {
        return None;
    }
    Some(if negative { (-months, -picoseconds) } else { (months, picoseconds) })
}

/// Takes a count and its unit, or nothing.
#[inline]
fn component(scan: &mut Scan<'_>, unit: u8) -> Option<i128> {
    let mut ahead = *scan;
    let (_, count) = ahead.digits(1, DIGITS)?;
    if !ahead.eat(unit) {
        return None;
    }
    *scan = ahead;
    Some(i128::from(count))
}

/// Takes seconds with a fraction, or nothing.
#[inline]
fn fractional_seconds(scan: &mut Scan<'_>) -> Option<i128> {
    let mut ahead = *scan;
    let (_, seconds) = ahead.digits(1, DIGITS)?;
    if !ahead.eat(b'.') {
        return None;
    }
    let fraction = ahead.fraction()?;
    if !ahead.eat(b'S') {
        return None;
    }
    *scan = ahead;
    Some(i128::from(seconds) * PICOSECONDS + i128::from(fraction))
}

impl From<std::time::Duration> for Duration {
    #[inline]
    fn from(duration: std::time::Duration) -> Self {
        let total = duration.as_secs();
        let (days, hours) = (total / 86_400, total / 3600 % 24);
        let (minutes, seconds) = (total / 60 % 60, total % 60);
        let mut text = String::from("P");
        if days > 0 {
            text += &format!("{days}D");
        }
        let nanos = duration.subsec_nanos();
        if days == 0 || hours + minutes + seconds > 0 || nanos > 0 {
            text.push('T');
        }
        for (count, unit) in [(hours, 'H'), (minutes, 'M')] {
            if count > 0 {
                text += &format!("{count}{unit}");
            }
        }
        if nanos > 0 {
            let fraction = format!("{nanos:09}");
            text += &format!("{seconds}.{}S", fraction.trim_end_matches('0'));
        } else if seconds > 0 || text.ends_with('T') {
            text += &format!("{seconds}S");
        }
        Self { text: text.into() }
    }
}
