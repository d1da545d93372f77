//! Literals of the primitive types.

use std::collections::HashSet;
use std::fmt::Debug;
use std::str::FromStr;
use std::time::{Duration as StdDuration, SystemTime, UNIX_EPOCH};

use crate::runtime::internal::edm::{Binary, Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};
use crate::runtime::internal::{EnumInfo, EnumType, Flags};
use crate::sample::Colour;

fn check<T: FromStr + ToString>(valid: &[&str], invalid: &[&str])
where
    T::Err: Debug,
{
    for text in valid {
        let value = T::from_str(text).expect(text);
        assert_eq!(&value.to_string(), text);
    }
    for text in invalid {
        assert!(T::from_str(text).is_err(), "{text}");
    }
}

fn check_order<T: FromStr + Ord + Debug>(ascending: &[&str])
where
    T::Err: Debug,
{
    let values: Vec<T> = ascending.iter().map(|text| T::from_str(text).expect(text)).collect();
    for (at, a) in values.iter().enumerate() {
        for (other, b) in values.iter().enumerate() {
            assert_eq!(a.cmp(b), at.cmp(&other), "{a:?} {b:?}");
        }
    }
}

#[test]
fn dates() {
    check::<Date>(
        &["0001-01-01", "9999-12-31", "2024-02-29", "-0044-03-15", "12026-01-01", "0000-01-01"],
        &[
            "",
            "2023-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-32",
            "2026-1-01",
            "026-01-01",
            "2026-01-01Z",
            "02026-01-01",
            "２０２６-01-01",
            "9999999999-01-01",
        ],
    );
    check_order::<Date>(&["-0044-03-15", "0001-01-01", "2026-11-22", "2026-11-23", "12026-01-01"]);
    for (text, days) in [("1970-01-01", 0), ("2000-03-01", 11_017), ("1969-12-31", -1), ("0001-01-01", -719_162)] {
        let date: Date = text.parse().unwrap();
        assert_eq!(date.unix_days(), days, "{text}");
    }
}

#[test]
fn times_of_day() {
    check::<TimeOfDay>(
        &["00:00:00", "23:59:59.9999999", "12:30", "05:05:05.000000"],
        &["", "24:00:00", "12", "12:60:00", "12:00:00.", "12:00:00Z", "1:00:00"],
    );
    check_order::<TimeOfDay>(&["00:00", "00:00:00.000000000001", "00:01", "23:59:59.9999999"]);
}

#[test]
fn instants() {
    // G12
    check::<DateTimeOffset>(
        &[
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "2026-11-23T10:00Z",
            "2026-11-23T10:00:00.123456789012-11:30",
            "2026-11-23T10:00:00.12345678901234567890Z",
            "2026-11-23t10:00:00z",
            "2016-12-31T23:59:60Z",
        ],
        &[
            "",
            "2026-11-23",
            "2026-11-23T10:00:00",
            "2026-11-23 10:00:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T10:00:00.Z",
            "2026-11-23T10:00:00+25:00",
            "2026-11-23T10:00:00ZZ",
            "null",
        ],
    );
    check_order::<DateTimeOffset>(&[
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.9Z",
        "1970-01-01T00:30:00+00:00",
        "1970-01-01T00:00:00-01:00",
        "9999-12-31T23:59:59.9999998Z",
        "9999-12-31T23:59:59.9999999Z",
    ]);
    for (seconds, nanos, text) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (-1, 500_000_000, "1969-12-31T23:59:59.5Z"),
        (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        (951_782_400, 1, "2000-02-29T00:00:00.000000001Z"),
        (253_402_300_799, 999_999_900, "9999-12-31T23:59:59.9999999Z"),
    ] {
        let made = DateTimeOffset::from_unix(seconds, nanos).unwrap();
        assert_eq!(made.as_str(), text);
        assert_eq!((made.unix_seconds(), made.subsec_nanos()), (seconds, nanos));
        let time = made.to_system_time().unwrap();
        assert_eq!(DateTimeOffset::from(time).as_str(), text);
    }
    assert!(DateTimeOffset::from_unix(i64::MAX, 0).is_none());
    assert!(DateTimeOffset::from_unix(0, 1_000_000_000).is_none());
    let before: SystemTime = UNIX_EPOCH - StdDuration::from_millis(1);
    assert_eq!(DateTimeOffset::from(before).as_str(), "1969-12-31T23:59:59.999Z");
    let east: DateTimeOffset = "2026-11-23T10:00:00+05:30".parse().unwrap();
    assert_eq!(east.offset_minutes(), 330);
}

#[test]
fn the_calendar_and_its_inverse_agree() {
    for days in (-1_000_000..3_000_000).step_by(997) {
        let made = DateTimeOffset::from_unix(days * 86_400, 0).unwrap();
        assert_eq!(made.unix_seconds(), days * 86_400, "{made}");
    }
}

#[test]
fn durations() {
    check::<Duration>(
        &["PT0S", "P1DT2H", "-P1D", "PT1.5S", "P180D", "PT36H", "P1Y", "P2W", "PT1H30M0.1234567S", "+P1D"],
        &["", "P", "PT", "P1DT", "1D", "PT1", "P1H", "PT1D", "P1D2H", "PT1.S", "PT-1S", "P1S"],
    );
    check_order::<Duration>(&["-P1D", "PT0S", "PT0.000000000001S", "PT1M", "PT61S", "P1D", "PT25H"]);
    for (text, nanos) in [
        ("P1DT2H", Some(93_600_000_000_000)),
        ("-PT0.5S", Some(-500_000_000)),
        ("P1M", None),
        ("P999999999999999999D", Some(86_400_000_000_000 * 999_999_999_999_999_999)),
    ] {
        assert_eq!(text.parse::<Duration>().unwrap().total_nanos(), nanos, "{text}");
    }
    for (millis, text) in
        [(0, "PT0S"), (86_400_000, "P1D"), (86_400_001, "P1DT0.001S"), (3_600_000, "PT1H"), (90_061_000, "P1DT1H1M1S")]
    {
        let std = StdDuration::from_millis(millis);
        let made = Duration::from(std);
        assert_eq!(made.as_str(), text);
        assert_eq!(made.as_str().parse::<Duration>().unwrap().to_std(), Some(std));
    }
    assert_eq!("-PT1S".parse::<Duration>().unwrap().to_std(), None);
}

#[test]
fn guids() {
    check::<Guid>(
        &["00000000-0000-0000-0000-000000000000", "89D5BB53-52C0-4f41-8E1D-4F1B31A0D2F4"],
        &[
            "",
            "89D5BB5352C04f418E1D4F1B31A0D2F4",
            "{89D5BB53-52C0-4f41-8E1D-4F1B31A0D2F}",
            "89D5BB53-52C0-4f41-8E1D-4F1B31A0D2FG",
        ],
    );
}

#[test]
fn decimals() {
    check::<Decimal>(
        &["0", "-0", "1.10", "79228162514264337593543950335", "1e-7", "-1.5E+300", "INF", "-INF", "NaN"],
        &["", ".5", "1.", "1e", "x", "0x1", "1.2.3", "--1", "1,5", "inf", "1e9999999999999999999"],
    );
    for (text, written) in [("+1.5", "1.5"), ("007", "7"), ("-00.5", "-0.5"), ("000", "0"), ("00e1", "0e1")] {
        assert_eq!(text.parse::<Decimal>().unwrap().to_string(), written);
    }
    check_order::<Decimal>(&[
        "-INF",
        "-1e10",
        "-2",
        "-1.5",
        "-0.001",
        "0",
        "1e-300",
        "0.09",
        "0.1",
        "0.11",
        "1",
        "9",
        "10",
        "79228162514264337593543950334",
        "79228162514264337593543950335",
        "1e400",
        "INF",
        "NaN",
    ]);
    for (a, b) in [("1.50", "1.5"), ("100", "1e2"), ("0", "-0.00"), ("0.001", "1e-3"), ("0012", "12.0")] {
        assert_eq!(a.parse::<Decimal>().unwrap(), b.parse().unwrap());
    }
    assert_eq!(Decimal::from(i64::MIN).to_string(), i64::MIN.to_string());
}

// J16
#[test]
fn binaries() {
    check::<Binary>(
        &["", "AA==", "AA", "AAA=", "AAAA", "-_-_", "+/+/", "AB==", "A", "AA=", "AAAA=", "A==="],
        &["AA==AA", "A A=", "AA\n", "ä"],
    );
    assert_eq!("YWJjZ=".parse::<Binary>().unwrap().to_vec(), b"abc");
    for length in 0..64u8 {
        let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37)).collect();
        assert_eq!(Binary::from(bytes.as_slice()).to_vec(), bytes);
    }
}

#[test]
fn enumerations() {
    let (red, green, mauve) = (Colour::Red, Colour::from_name("green"), Colour::from_name("mauve"));
    assert_eq!([&red, &green, &mauve].map(Colour::value), [Some(1), Some(2), None]);
    assert_eq!(Colour::from_name("7").value(), Some(7));
    assert_eq!(format!("{:?}", [&red, &green, &mauve]), r#"[red, green, "mauve"]"#);
    assert_eq!([&red, &green, &mauve].map(Colour::clone), [Colour::Red, Colour::Green, Colour::from_name("mauve")]);
    assert_ne!(mauve, Colour::from_name("Mauve"));
    assert_ne!(Colour::Unrecognized("red".into()), red);
    let distinct = HashSet::from([red, green, mauve, Colour::Red, Colour::from_name("mauve")]);
    assert_eq!(distinct.len(), 3);
}

#[test]
fn flags() {
    let both: Flags<Colour> = Flags::from_text("green, red");
    assert_eq!(both, Flags::from_text("3"));
    assert_eq!(both.bits(), Some(3));
    assert_eq!(both.iter().collect::<Vec<_>>(), [Colour::Green, Colour::Red]);
    let mut some = Flags::from(Colour::Red);
    assert!(some.contains(&Colour::Red) && !some.contains(&Colour::Green));
    some.insert(&Colour::Green);
    some.insert(&Colour::Green);
    assert_eq!(some.as_str(), "red,green");
    assert_eq!(Flags::from([Colour::Green, Colour::Red, Colour::Green]).as_str(), "green,red");
    assert_eq!((Flags::from(Colour::Green) | Colour::Red).as_str(), "green,red");
    assert_eq!((Flags::from(Colour::Green) | Flags::from_text("red, mauve,green")).as_str(), "green,red,mauve");
    assert_eq!(Flags::from_iter([Nought::None]).as_str(), "none");
    assert_eq!(Flags::<Nought>::from([]).as_str(), "");
    let unknown: Flags<Colour> = Flags::from_text("red,mauve");
    assert!(unknown.contains(&Colour::from_name("mauve")) && unknown.contains(&Colour::Red));
    assert_eq!(unknown.bits(), None);
    assert_eq!(unknown, Flags::from_text("mauve,red"));
    assert_ne!(unknown, both);
}

/// A set without members has a name.
#[derive(Clone, Debug, PartialEq)]
enum Nought {
    None,
}

impl EnumType for Nought {
    const INFO: &'static EnumInfo<Self> =
        &EnumInfo { name: "Sample.Nought", members: &[("none", 0, Self::None)], unrecognized: |_| Self::None };

    fn unrecognized(&self) -> Option<&str> {
        None
    }
}

#[test]
fn the_usual_form_of_an_instant_is_no_exception() {
    let usual = "2021-02-28T23:59:59Z";
    for at in 0..usual.len() {
        for byte in b'\x20'..b'\x7f' {
            for second in [None, Some('0'), Some('4'), Some('9')] {
                let mut text: Vec<char> = usual.chars().collect();
                text[at] = char::from(byte);
                if let (Some(second), Some(next)) = (second, text.get_mut(at + 1)) {
                    *next = second;
                }
                let text: String = text.into_iter().collect();
                let Some(local) = text.strip_suffix('Z') else { continue };
                let [usual, other] =
                    [&text, &format!("{local}+00:00")].map(|text| text.parse::<DateTimeOffset>().is_ok());
                assert_eq!(usual, other, "{text}");
            }
        }
    }
}
