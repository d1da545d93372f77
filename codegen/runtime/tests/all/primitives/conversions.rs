//! Primitive values as values of the standard library and of other crates, and back.

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::time::{Duration as StdDuration, SystemTime};

use crate::runtime::internal::edm::ConversionErrorKind::{self, Calendar, Inexact, NotFinite, OutOfRange};
use crate::runtime::internal::edm::{ConversionError, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

/// Where the literal is a value of `T`, it is the same value again, as `back` says; else it is refused as `kind` says.
fn check<E, T>(literals: &[(&str, Result<&str, ConversionErrorKind>)])
where
    E: FromStr<Err: Debug> + From<T> + Display + PartialEq + Debug,
    T: for<'a> TryFrom<&'a E, Error = ConversionError>,
{
    for (text, expected) in literals {
        let value: E = text.parse().expect(text);
        match (T::try_from(&value), expected) {
            (Ok(other), Ok(back)) => {
                let returned = E::from(other);
                assert_eq!(&returned.to_string(), back, "{text}");
                assert_eq!(returned, value, "{text}");
            }
            (Err(error), Err(kind)) => {
                assert_eq!(error.kind(), *kind, "{text}");
                assert!(error.to_string().starts_with(text), "{error}");
            }
            (Ok(_), Err(kind)) => panic!("{text} should be refused: {kind:?}"),
            (Err(error), Ok(_)) => panic!("{error}"),
        }
    }
}

// G12
const START: (&str, Result<&str, ConversionErrorKind>) = ("0001-01-01T00:00:00Z", Ok("0001-01-01T00:00:00Z"));
const END: (&str, Result<&str, ConversionErrorKind>) =
    ("9999-12-31T23:59:59.9999999Z", Ok("9999-12-31T23:59:59.9999999Z"));
const BEFORE: (&str, Result<&str, ConversionErrorKind>) = ("1969-12-31T23:59:59.5Z", Ok("1969-12-31T23:59:59.5Z"));
const EAST: (&str, Result<&str, ConversionErrorKind>) =
    ("2026-11-23T10:00:00.1234567+05:30", Ok("2026-11-23T10:00:00.1234567+05:30"));
const EAST_IN_UTC: (&str, Result<&str, ConversionErrorKind>) =
    ("2026-11-23T10:00:00.1234567+05:30", Ok("2026-11-23T04:30:00.1234567Z"));
const NO_DIGITS: (&str, Result<&str, ConversionErrorKind>) =
    ("2026-11-23T10:00:00.123456789000Z", Ok("2026-11-23T10:00:00.123456789Z"));
const TWELVE_DIGITS: (&str, Result<&str, ConversionErrorKind>) = ("2026-11-23T10:00:00.123456789012Z", Err(Inexact));
const FAR: (&str, Result<&str, ConversionErrorKind>) = ("999999999-01-01T00:00:00Z", Err(OutOfRange));
const LEAP: (&str, Result<&str, ConversionErrorKind>) = ("2016-12-31T23:59:60Z", Ok("2017-01-01T00:00:00Z"));

#[test]
fn instants() {
    let utc = [START, END, BEFORE, EAST_IN_UTC, NO_DIGITS, TWELVE_DIGITS, LEAP];
    check::<DateTimeOffset, SystemTime>(&utc);
    check::<DateTimeOffset, chrono::DateTime<chrono::Utc>>(&utc);
    check::<DateTimeOffset, time::UtcDateTime>(&utc);
    check::<DateTimeOffset, chrono::DateTime<chrono::Utc>>(&[FAR]);
    check::<DateTimeOffset, time::UtcDateTime>(&[FAR]);

    let zoned = [START, END, BEFORE, EAST, NO_DIGITS, TWELVE_DIGITS, LEAP, FAR];
    check::<DateTimeOffset, chrono::DateTime<chrono::FixedOffset>>(&zoned);
    check::<DateTimeOffset, time::OffsetDateTime>(&zoned);
    check::<DateTimeOffset, time::OffsetDateTime>(&[("9999-12-31T23:00:00-23:59", Err(OutOfRange))]);

    let (end, _) = END;
    check::<DateTimeOffset, jiff::Timestamp>(&[START, BEFORE, EAST_IN_UTC, NO_DIGITS, TWELVE_DIGITS, LEAP, FAR]);
    check::<DateTimeOffset, jiff::Timestamp>(&[
        (end, Err(OutOfRange)),
        ("9999-12-30T22:00:00Z", Ok("9999-12-30T22:00:00Z")),
    ]);
}

#[test]
fn instants_with_offsets_that_no_literal_has_are_the_same_instants() {
    let odd = time::UtcOffset::from_whole_seconds(3601).unwrap();
    let time = time::OffsetDateTime::UNIX_EPOCH.to_offset(odd);
    assert_eq!(DateTimeOffset::from(time).as_str(), "1970-01-01T00:00:00Z");
    let far = time::UtcOffset::from_whole_seconds(25 * 3600).unwrap();
    let time = time::OffsetDateTime::UNIX_EPOCH.to_offset(far);
    assert_eq!(DateTimeOffset::from(time).as_str(), "1970-01-01T00:00:00Z");
    let odd = chrono::FixedOffset::west_opt(1).unwrap();
    let time = chrono::DateTime::UNIX_EPOCH.with_timezone(&odd);
    assert_eq!(DateTimeOffset::from(time).as_str(), "1970-01-01T00:00:00Z");
    for time in [chrono::DateTime::<chrono::Utc>::MIN_UTC, chrono::DateTime::<chrono::Utc>::MAX_UTC] {
        let instant = DateTimeOffset::from(time);
        assert_eq!((instant.unix_seconds(), instant.subsec_nanos()), (time.timestamp(), time.timestamp_subsec_nanos()));
    }
    let tokyo = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    let zoned = jiff::Timestamp::UNIX_EPOCH.to_zoned_datetime(tokyo);
    assert_eq!(DateTimeOffset::from(zoned).as_str(), "1970-01-01T09:00:00+09:00");
}

#[test]
fn dates() {
    let near = [
        ("0001-01-01", Ok("0001-01-01")),
        ("9999-12-31", Ok("9999-12-31")),
        ("2024-02-29", Ok("2024-02-29")),
        ("0000-01-01", Ok("0000-01-01")),
        ("-0044-03-15", Ok("-0044-03-15")),
        ("999999999-01-01", Err(OutOfRange)),
    ];
    check::<Date, chrono::NaiveDate>(&near);
    check::<Date, time::Date>(&near);
    check::<Date, jiff::civil::Date>(&near);
    check::<Date, chrono::NaiveDate>(&[("12026-01-01", Ok("12026-01-01"))]);
    check::<Date, time::Date>(&[("12026-01-01", Err(OutOfRange))]);
    check::<Date, jiff::civil::Date>(&[("12026-01-01", Err(OutOfRange))]);
}

#[test]
fn times_of_day() {
    let times = [
        ("00:00", Ok("00:00:00")),
        ("23:59:59.9999999", Ok("23:59:59.9999999")),
        ("12:00:00.000000001000", Ok("12:00:00.000000001")),
        ("12:00:00.0000000001", Err(Inexact)),
        ("23:59:60", Err(OutOfRange)),
    ];
    check::<TimeOfDay, chrono::NaiveTime>(&times);
    check::<TimeOfDay, time::Time>(&times);
    check::<TimeOfDay, jiff::civil::Time>(&times);
    let leap = chrono::NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    assert_eq!(TimeOfDay::from(leap).as_str(), "23:59:60.5");

    let noon: TimeOfDay = "12:00:00.5".parse().unwrap();
    assert_eq!(StdDuration::try_from(&noon).unwrap(), StdDuration::from_millis(43_200_500));
    assert_eq!(TimeOfDay::from_midnight(StdDuration::from_millis(43_200_500)), Some(noon));
    assert_eq!(TimeOfDay::from_midnight(StdDuration::from_secs(86_400)), None);
}

#[test]
fn durations() {
    let positive = [
        ("PT0S", Ok("PT0S")),
        ("P1DT2H", Ok("P1DT2H")),
        ("PT36H", Ok("P1DT12H")),
        ("P1W", Ok("P7D")),
        ("PT1H30M0.123456789000S", Ok("PT1H30M0.123456789S")),
        ("PT0.0000000001S", Err(Inexact)),
        ("P1M", Err(Calendar)),
        ("P1YT1S", Err(Calendar)),
        ("P999999999999999999D", Err(OutOfRange)),
    ];
    check::<Duration, StdDuration>(&positive);
    check::<Duration, StdDuration>(&[("-PT1S", Err(OutOfRange))]);

    let negative = [("-P1DT2H", Ok("-P1DT2H")), ("-PT0.5S", Ok("-PT0.5S")), ("-P999999999999999999D", Err(OutOfRange))];
    check::<Duration, chrono::TimeDelta>(&[&positive[..], &negative[..]].concat());
    check::<Duration, time::Duration>(&[&positive[..], &negative[..]].concat());
    check::<Duration, jiff::SignedDuration>(&[&positive[..], &negative[..]].concat());
    for length in [time::Duration::MIN, time::Duration::MAX] {
        assert_eq!(time::Duration::try_from(Duration::from(length)), Ok(length));
    }
    for length in [chrono::TimeDelta::MIN, chrono::TimeDelta::MAX] {
        assert_eq!(chrono::TimeDelta::try_from(Duration::from(length)), Ok(length));
    }
    for length in [jiff::SignedDuration::MIN, jiff::SignedDuration::MAX] {
        assert_eq!(jiff::SignedDuration::try_from(Duration::from(length)), Ok(length));
    }
    assert_eq!(StdDuration::try_from(Duration::from(StdDuration::MAX)), Ok(StdDuration::MAX));
    assert_eq!(Duration::negative(StdDuration::ZERO).as_str(), "PT0S");
}

#[test]
fn guids() {
    for text in ["00000000-0000-0000-0000-000000000000", "89D5BB53-52C0-4f41-8E1D-4F1B31A0D2F4"] {
        let guid: Guid = text.parse().unwrap();
        let uuid = uuid::Uuid::from(&guid);
        assert_eq!(uuid, uuid::Uuid::parse_str(text).unwrap());
        assert_eq!(Guid::from(uuid), guid);
        assert_eq!(Guid::from(uuid).as_str(), text.to_ascii_lowercase());
    }
}

#[test]
fn decimals() {
    check::<Decimal, rust_decimal::Decimal>(&[
        ("0", Ok("0")),
        ("1.50", Ok("1.50")),
        ("-1.5e2", Ok("-150")),
        ("1e-7", Ok("0.0000001")),
        ("79228162514264337593543950335", Ok("79228162514264337593543950335")),
        ("79228162514264337593543950336", Err(OutOfRange)),
        ("-79228162514264337593543950336", Err(OutOfRange)),
        ("79228162514264337593543950335.1", Err(OutOfRange)),
        ("1e400", Err(OutOfRange)),
        ("1e-29", Err(Inexact)),
        ("0.00000000000000000000000000001", Err(Inexact)),
        ("7922816251426433759354395033.51", Err(Inexact)),
        ("INF", Err(NotFinite)),
        ("-INF", Err(NotFinite)),
        ("NaN", Err(NotFinite)),
    ]);
    for (text, back) in [
        ("1.50", "1.50"),
        ("-0.001", "-0.001"),
        ("79228162514264337593543950336.10", "79228162514264337593543950336.10"),
        ("1e400", "1e+400"),
        ("1e999999999", "1e+999999999"),
    ] {
        let decimal: Decimal = text.parse().unwrap();
        let number = bigdecimal::BigDecimal::try_from(&decimal).expect(text);
        let returned = Decimal::try_from(number).expect(text);
        assert_eq!(returned, decimal);
        assert_eq!(returned.as_str(), back);
    }
    for text in ["INF", "-INF", "NaN"] {
        let decimal: Decimal = text.parse().unwrap();
        assert_eq!(bigdecimal::BigDecimal::try_from(decimal).unwrap_err().kind(), NotFinite);
    }
    let beyond = bigdecimal::BigDecimal::from_bigint(1.into(), i64::MIN + 1);
    assert!(Decimal::try_from(beyond).is_err());
}

#[test]
fn errors_say_what_does_not_fit() {
    let decimal: Decimal = "1e400".parse().unwrap();
    let error = rust_decimal::Decimal::try_from(decimal).unwrap_err();
    assert_eq!(error.to_string(), "1e400 (Edm.Decimal) is out of range of rust_decimal::Decimal");
    let long: Decimal = "9".repeat(1000).parse().unwrap();
    assert!(rust_decimal::Decimal::try_from(long).unwrap_err().to_string().len() < 150);
}
