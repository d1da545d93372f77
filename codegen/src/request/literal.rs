//! The forms of literals in URLs, without their quotes and prefixes (ABNF `primitiveLiteral`).

use crate::model::RustType;

/// Whether the text is a literal of the type.
pub(crate) fn is_literal(ty: RustType, text: &str) -> bool {
    match ty {
        RustType::String => true,
        RustType::Bool => matches!(text, "true" | "false"),
        RustType::U8 | RustType::I8 | RustType::I16 | RustType::I32 | RustType::I64 => integer(ty, text).is_some(),
        RustType::F32 | RustType::F64 | RustType::Decimal => is_number(text),
        RustType::Binary => is_base64url(text),
        RustType::Date => is_date(text),
        RustType::DateTimeOffset => {
            text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time_with_zone(time))
        }
        RustType::Duration => is_duration(text),
        RustType::Guid => is_guid(text),
        RustType::TimeOfDay => is_time(text),
        RustType::Geo | RustType::PrimitiveValue | RustType::Stream | RustType::Untyped => false,
    }
}

/// What stands before the quotes of a literal of the type; `None` where literals have no quotes, or no prefix.
pub(crate) fn literal_prefix(ty: RustType) -> Option<&'static str> {
    if ty == RustType::Duration {
        Some("duration")
    } else if ty == RustType::Binary {
        Some("binary")
    } else {
        None
    }
}

/// The integer of the type that a text says.
pub(crate) fn integer(ty: RustType, text: &str) -> Option<i64> {
    let (least, most) = ty.integer_range()?;
    text.parse().ok().filter(|value| (least..=most).contains(value))
}

/// Whether the text is a number of any type.
pub(crate) fn is_number(text: &str) -> bool {
    if matches!(text, "INF" | "-INF" | "NaN") {
        return true;
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match unsigned(mantissa).split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned(mantissa), None),
    };
    is_digits(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(|text| is_digits(unsigned(text)))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that two digits say, if it is not above `most`.
fn two_digits(text: &str, most: u8) -> Option<u8> {
    let number = text.parse().ok().filter(|number| *number <= most);
    number.filter(|_| text.len() == 2 && is_digits(text))
}

fn is_base64url(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && body.len() % 4 != 1
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

/// A day of the calendar.
fn is_date(text: &str) -> bool {
    /// As many digits as the runtime takes.
    const LONGEST_YEAR: usize = 9;
    let mut parts = text.strip_prefix('-').unwrap_or(text).splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let is_year =
        is_digits(year) && (year.len() == 4 || (5..=LONGEST_YEAR).contains(&year.len()) && !year.starts_with('0'));
    let Some(number) = year.parse::<u32>().ok().filter(|_| is_year) else { return false };
    let is_leap = number % 4 == 0 && (number % 100 != 0 || number % 400 == 0);
    let length = match two_digits(month, 12) {
        None | Some(0) => return false,
        Some(2) => 28 + u8::from(is_leap),
        Some(4 | 6 | 9 | 11) => 30,
        Some(_) => 31,
    };
    two_digits(day, length).is_some_and(|day| day > 0)
}

/// Hour and minute, then seconds and their fraction if they are given.
fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    hour.is_some_and(|hour| two_digits(hour, 23).is_some())
        && minute.is_some_and(|minute| two_digits(minute, 59).is_some())
        && second.is_none_or(is_second)
}

fn is_second(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    two_digits(whole, 59).is_some() && fraction.is_none_or(|digits| is_digits(digits) && digits.len() <= 12)
}

fn is_time_with_zone(text: &str) -> bool {
    let (time, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let is_offset = |offset: &str| {
        offset
            .split_once(':')
            .is_some_and(|(hours, minutes)| two_digits(hours, 23).is_some() && two_digits(minutes, 59).is_some())
    };
    is_time(time) && (zone == "Z" || zone.get(1..).is_some_and(is_offset))
}

/// `P1DT2H3M4.5S`, each part optional, one at least.
fn is_duration(text: &str) -> bool {
    let Some(body) = unsigned(text).strip_prefix('P') else { return false };
    let (days, time) = body.split_once('T').map_or((body, None), |(days, time)| (days, Some(time)));
    let has_days = days.strip_suffix('D').is_some_and(is_digits);
    (has_days || days.is_empty() && time.is_some()) && time.is_none_or(is_time_of_duration)
}

fn is_time_of_duration(text: &str) -> bool {
    let mut rest = text;
    for unit in ['H', 'M'] {
        if let Some((number, behind)) = rest.split_once(unit) {
            if !is_digits(number) {
                return false;
            }
            rest = behind;
        }
    }
    let is_seconds = match rest.strip_suffix('S').map(|number| number.split_once('.').unwrap_or((number, "0"))) {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => rest.is_empty(),
    };
    is_seconds && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_literal;
    use crate::model::RustType;

    fn check(ty: RustType, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(is_literal(ty, text), "{ty:?} {text:?}");
        }
        for text in wrong {
            assert!(!is_literal(ty, text), "{ty:?} {text:?}");
        }
    }

    // U9
    #[test]
    fn literals_have_the_forms_of_the_standard() {
        check(
            RustType::Date,
            &["2026-01-31", "2026-11-30", "2024-02-29", "2000-02-29", "-0001-12-31", "12026-01-29"],
            &["2026-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-01-00", "2026-1-1", "026-01-01", "today"],
        );
        check(
            RustType::DateTimeOffset,
            &["2026-01-31T23:59:59Z", "2026-01-30T00:00Z", "2026-01-29T01:02:03.1234567-09:30"],
            &["2026-01-31", "2026-01-31T23:59:59", "2026-01-31T24:00:00Z", "2026-01-31T23:59:59+9", "T"],
        );
        check(RustType::TimeOfDay, &["00:00", "23:59:59.999"], &["24:00", "12", "12:00:60", "12:00Z", "1:00"]);
        check(RustType::Duration, &["PT1H", "-P1DT2H3M4.5S", "P7D"], &["P", "PT", "1H", "P1M", "PT1S2H", "P1"]);
        check(RustType::Binary, &["T0RhdGE", "T0RhdGE=", ""], &["T0R+", "A", "é"]);
        check(
            RustType::Guid,
            &["cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"],
            &["cbdc14ab", "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d4g", ""],
        );
        check(RustType::Decimal, &["1", "-1.50", "1e5", "INF"], &["", "1.", ".5", "x"]);
        check(RustType::F64, &["1", "-1.5E-3", "NaN"], &["one", "0x1"]);
        check(RustType::I16, &["-32768", "32767", "7"], &["32768", "1.0", "", "seven"]);
        check(RustType::Bool, &["true", "false"], &["True", "1", ""]);
    }
}
