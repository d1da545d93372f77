//! Ranges of bytes, as services write them.

use http::HeaderMap;
use http::header::CONTENT_RANGE;

/// Bytes from one position to the one before another; to the end of the content where that is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: u64,
    pub(super) end: Option<u64>,
}

impl Range {
    pub(super) fn from(start: u64) -> Self {
        Self { start, end: None }
    }

    /// A range of `nextExpectedRanges`: `12-34`, `12-` or `12`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (start, last) = text.split_once('-').unwrap_or((text, ""));
        let start = number(start.trim())?;
        let end = match last.trim() {
            "" => None,
            last => Some(number(last)?.checked_add(1).filter(|end| *end > start)?),
        };
        Some(Self { start, end })
    }
}

/// What the header `Content-Range` of a response says: `bytes 0-9/100`, `bytes 0-9/*` or `bytes */100`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    /// The first position, and the one behind the last.
    pub(super) range: Option<(u64, u64)>,
    pub(super) total: Option<u64>,
}

impl ContentRange {
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        Self::parse(headers.get(CONTENT_RANGE)?.to_str().ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let (unit, rest) = text.trim().split_once(' ')?;
        let (range, total) = rest.trim().split_once('/')?;
        if !unit.eq_ignore_ascii_case("bytes") {
            return None;
        }
        let total = if total == "*" { None } else { Some(number(total)?) };
        if range == "*" {
            return total.map(|_| Self { range: None, total });
        }
        let (first, last) = range.split_once('-')?;
        let (start, end) = (number(first)?, number(last)?.checked_add(1)?);
        let fits = start < end && total.is_none_or(|total| end <= total);
        fits.then_some(Self { range: Some((start, end)), total })
    }
}

/// A number of digits alone: `+1`, which `parse` takes, is not one.
fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{ContentRange, Range};

    fn check(text: &str, expected: Option<(u64, Option<u64>)>) {
        assert_eq!(Range::parse(text).map(|range| (range.start, range.end)), expected, "{text}");
    }

    #[test]
    fn expected_ranges() {
        check("0-", Some((0, None)));
        check("26-51", Some((26, Some(52))));
        check("2097152", Some((2_097_152, None)));
        check("7-7", Some((7, Some(8))));
        for wrong in ["", "-", "-5", "9-8", "+1-", "a-b", "1-2-3", "99999999999999999999-", "0-18446744073709551615"] {
            check(wrong, None);
        }
    }

    fn content(text: &str, range: Option<(u64, u64)>, total: Option<u64>) {
        assert_eq!(ContentRange::parse(text), Some(ContentRange { range, total }), "{text}");
    }

    #[test]
    fn content_ranges() {
        content("bytes 0-9/100", Some((0, 10)), Some(100));
        content("Bytes 5-5/*", Some((5, 6)), None);
        content("bytes */100", None, Some(100));
        for wrong in ["bytes */*", "bytes 9-8/10", "bytes 0-10/10", "items 0-9/10", "bytes 0-9", "bytes=0-9/10", ""] {
            assert_eq!(ContentRange::parse(wrong), None, "{wrong}");
        }
    }
}
