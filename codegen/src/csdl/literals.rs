//! The lexical forms of names and constants (CSDL 14.3, 15).

use super::ast::ConstantKind;

/// CSDL 15.2: a letter or underscore, then up to 127 letters, digits, marks and connectors.
pub(super) fn is_simple_identifier(text: &str) -> bool {
    const LONGEST: usize = 128;
    let mut bytes = text.bytes();
    let plain_start = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if plain_start && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return text.len() <= LONGEST;
    }
    text.starts_with(|c| c == '_' || unicode_ident::is_xid_start(c))
        && text.chars().all(unicode_ident::is_xid_continue)
        && text.chars().count() <= LONGEST
}

/// CSDL 15.1: simple identifiers with dots between.
pub(super) fn is_namespace(text: &str) -> bool {
    text.split('.').all(is_simple_identifier)
}

/// `true`, `false`, and the two other forms of XML Schema's boolean.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// Decimal digits, at least one.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number as programming languages write it: `0x1F`.
pub(super) fn hexadecimal(text: &str) -> Option<i64> {
    let digits = unsigned(text).strip_prefix("0x").or_else(|| unsigned(text).strip_prefix("0X"))?;
    let sign = if text.starts_with('-') { "-" } else { "" };
    // A sign between prefix and digits is not one of the number.
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| i64::from_str_radix(&format!("{sign}{digits}"), 16).ok())?
}

/// Whether the text is a constant of this kind.
pub(super) fn is_constant(kind: ConstantKind, text: &str) -> bool {
    match kind {
        ConstantKind::Binary => is_base64url(text),
        ConstantKind::Bool => boolean(text).is_some(),
        ConstantKind::Date => is_date(text),
        ConstantKind::DateTimeOffset => is_date_time_offset(text),
        ConstantKind::Decimal => is_number(text),
        ConstantKind::Duration => is_duration(text),
        ConstantKind::EnumMember => !text.is_empty(),
        ConstantKind::Float => is_number(text),
        ConstantKind::Guid => is_guid(text),
        ConstantKind::Int => is_digits(unsigned(text)),
        ConstantKind::String => true,
        ConstantKind::TimeOfDay => is_time_of_day(text),
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_number(text: &str) -> bool {
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

fn is_base64url(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && body.len() % 4 != 1
}

fn is_guid(text: &str) -> bool {
    let mut groups = text.split('-');
    let lengths_fit = [8, 4, 4, 4, 12].into_iter().all(|length| {
        groups.next().is_some_and(|group| group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    lengths_fit && groups.next().is_none()
}

/// Two digits, not above `most`.
fn is_two_digits(text: &str, most: u8) -> bool {
    text.len() == 2 && is_digits(text) && text.parse::<u8>().is_ok_and(|number| number <= most)
}

fn is_date(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    year.is_some_and(|year| year.len() >= 4 && is_digits(year))
        && month.is_some_and(|month| is_two_digits(month, 12) && month != "00")
        && day.is_some_and(|day| is_two_digits(day, 31) && day != "00")
}

fn is_time_of_day(text: &str) -> bool {
    let mut parts = text.splitn(3, ':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    let is_second = |text: &str| match text.split_once('.') {
        Some((whole, fraction)) => is_two_digits(whole, 59) && is_digits(fraction),
        None => is_two_digits(text, 59),
    };
    hour.is_some_and(|hour| is_two_digits(hour, 23))
        && minute.is_some_and(|minute| is_two_digits(minute, 59))
        && second.is_none_or(is_second)
}

fn is_date_time_offset(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let Some(sign) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (time, zone) = time.split_at(sign);
    let zone_fits = match zone.split_at_checked(1) {
        Some(("Z" | "z", rest)) => rest.is_empty(),
        Some((_, offset)) => {
            offset.split_once(':').is_some_and(|(hour, minute)| is_two_digits(hour, 14) && is_two_digits(minute, 59))
        }
        None => false,
    };
    is_date(date) && is_time_of_day(time) && zone_fits
}

fn is_duration(text: &str) -> bool {
    let Some(body) = unsigned(text).strip_prefix('P') else {
        return false;
    };
    let (date, time) = body.split_once('T').map_or((body, None), |(date, time)| (date, Some(time)));
    let days = date.is_empty() || date.strip_suffix('D').is_some_and(is_digits);
    days && time.is_none_or(is_duration_time) && !(date.is_empty() && time.is_none())
}

/// `1H2M3.5S`, each part optional, one at least.
fn is_duration_time(text: &str) -> bool {
    let mut rest = text;
    for unit in ['H', 'M'] {
        if let Some((number, tail)) = rest.split_once(unit) {
            if !is_digits(number) {
                return false;
            }
            rest = tail;
        }
    }
    let seconds = match rest.strip_suffix('S').map(|number| number.split_once('.').unwrap_or((number, "0"))) {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => rest.is_empty(),
    };
    seconds && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: ConstantKind, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(is_constant(kind, text), "{kind:?} {text:?}");
        }
        for text in wrong {
            assert!(!is_constant(kind, text), "{kind:?} {text:?}");
        }
    }

    #[test]
    fn hexadecimal_numbers() {
        for (text, expected) in [
            ("0x10", Some(16)),
            ("-0X1f", Some(-31)),
            ("0x7FFFFFFFFFFFFFFF", Some(i64::MAX)),
            ("-0x8000000000000000", Some(i64::MIN)),
            ("0x8000000000000000", None),
            ("0x", None),
            ("0x-1", None),
            ("10", None),
        ] {
            assert_eq!(hexadecimal(text), expected, "{text}");
        }
    }

    #[test]
    fn constants_have_their_lexical_forms() {
        check(ConstantKind::Binary, &["T0RhdGE", "T0RhdGE=", ""], &["T0R+", "A", "é"]);
        check(ConstantKind::Bool, &["true", "false"], &["True", "", "yes"]);
        check(ConstantKind::Date, &["2000-01-01", "-0044-03-15"], &["2000-13-01", "2000-1-1", "00-01-01", "2000-01"]);
        check(
            ConstantKind::DateTimeOffset,
            &["2000-01-01T16:00:00.000-09:00", "0001-01-01T00:00:00Z", "2000-01-01T16:00Z"],
            &["2000-01-01", "2000-01-01T16:00:00", "2000-01-01T16:00:00+9", "T", "2000-01-01T"],
        );
        check(ConstantKind::Decimal, &["3.14", "-1", "1E5", "INF", "NaN"], &["", ".5", "1.", "x", "1e"]);
        check(ConstantKind::Duration, &["P7D", "P11DT23H59M59.9S", "-PT1H", "PT0S"], &["P", "PT", "P1M", "1D", "PTH"]);
        check(
            ConstantKind::Guid,
            &["21EC2020-3AEA-1069-A2DD-08002B30309D"],
            &["21EC2020", "", "21EC2020-3AEA-1069-A2DD-08002B30309D-"],
        );
        check(ConstantKind::Int, &["42", "-1", "+7"], &["", "1.0", "0x1"]);
        check(ConstantKind::TimeOfDay, &["21:45:00", "21:45", "00:00:00.000"], &["24:00:00", "21", "21:45:60"]);
    }

    #[test]
    fn identifiers() {
        for right in ["a", "_", "Größe", "x1", "名前"] {
            assert!(is_simple_identifier(right), "{right}");
        }
        for wrong in ["", "1a", "a b", "a-b", "a.b", "@a", "a\u{202e}"] {
            assert!(!is_simple_identifier(wrong), "{wrong}");
        }
        assert!(is_simple_identifier(&"ä".repeat(128)) && !is_simple_identifier(&"a".repeat(129)));
        assert!(is_namespace("microsoft.graph") && !is_namespace("a..b") && !is_namespace(""));
    }
}
