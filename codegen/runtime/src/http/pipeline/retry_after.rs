//! When a service says that a request may be sent again.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

/// Milliseconds, as some services send them beside `Retry-After`, which knows whole seconds only.
static RETRY_AFTER_MS: [HeaderName; 2] =
    [HeaderName::from_static("retry-after-ms"), HeaderName::from_static("x-ms-retry-after-ms")];

/// How long the service asks to wait, from its answer on: `Retry-After` in seconds, which may be decimal, or as a date, and
/// `retry-after-ms`. Where it says several, the longest counts. `None` where it says nothing that can be read.
///
/// A date is compared with the service's own `Date`, so that clocks need not agree; `now` is used where that is missing.
pub(crate) fn retry_after(headers: &HeaderMap, now: impl FnOnce() -> SystemTime) -> Option<Duration> {
    let in_milliseconds = RETRY_AFTER_MS.iter().flat_map(|name| headers.get_all(name));
    let in_milliseconds = in_milliseconds.filter_map(|value| seconds(value.to_str().ok()?, 1e3)).max();
    let Some(text) = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()) else { return in_milliseconds };
    let asked = seconds(text, 1.0).or_else(|| {
        let then = httpdate::parse_http_date(text.trim()).ok()?;
        let date = headers.get(DATE).and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok());
        Some(then.duration_since(date.unwrap_or_else(now)).unwrap_or_default())
    });
    asked.max(in_milliseconds)
}

/// A number that is not negative, of which so many make a second. What is too large for a `Duration` is the longest one.
fn seconds(text: &str, per_second: f64) -> Option<Duration> {
    let text = text.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    // Rounded up, so that nothing is sent early.
    let nanoseconds = (number / per_second * 1e9).ceil();
    Some(if nanoseconds < u64::MAX as f64 { Duration::from_nanos(nanoseconds as u64) } else { Duration::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&'static str, &str)], expect: Option<Duration>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let now = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        assert_eq!(retry_after(&map, now), expect, "{headers:?}");
    }

    /// G7
    #[test]
    fn every_form_is_read() {
        check(&[], None);
        check(&[("retry-after", "120")], Some(Duration::from_secs(120)));
        check(&[("retry-after", " 2.128 ")], Some(Duration::from_millis(2128)));
        check(&[("retry-after", "0")], Some(Duration::ZERO));
        check(&[("retry-after-ms", "1500")], Some(Duration::from_millis(1500)));
        check(&[("retry-after", "1"), ("retry-after-ms", "1500")], Some(Duration::from_millis(1500)));
        check(&[("retry-after", "3"), ("x-ms-retry-after-ms", "1500")], Some(Duration::from_secs(3)));
        // By the service's clock, whatever ours says.
        let date = ("date", "Fri, 31 Dec 1999 23:59:49 GMT");
        check(&[("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT"), date], Some(Duration::from_secs(10)));
        check(&[("retry-after", "Friday, 31-Dec-99 23:59:59 GMT"), date], Some(Duration::from_secs(10)));
        check(&[("retry-after", "Fri, 31 Dec 1999 23:59:00 GMT"), date], Some(Duration::ZERO));
        // Without that, by ours: 9 September 2001, 1:46:40.
        check(&[("retry-after", "Sun, 09 Sep 2001 01:46:45 GMT")], Some(Duration::from_secs(5)));
        check(&[("retry-after", "Sun, 09 Sep 2001 01:46:45 GMT"), ("date", "today")], Some(Duration::from_secs(5)));
    }

    #[test]
    fn what_cannot_be_read_says_nothing_and_what_is_huge_is_long() {
        for text in ["", "soon", "-1", "+1", "1e3", "inf", "NaN", ".", "1.2.3", "0x10"] {
            check(&[("retry-after", text)], None);
        }
        check(&[("retry-after", "99999999999999999999999999")], Some(Duration::MAX));
        check(&[("retry-after", "0.0000000001")], Some(Duration::from_nanos(1)));
        check(&[("retry-after", "soon"), ("retry-after-ms", "20")], Some(Duration::from_millis(20)));
    }
}
