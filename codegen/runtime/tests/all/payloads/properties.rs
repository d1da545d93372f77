//! What holds for all values: literals are read and written without loss, decoded and encoded values are equal.

use std::fmt::{Debug, Display};
use std::str::FromStr;
use std::time::{Duration as StdDuration, SystemTime};

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::BoxedStrategy;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use proptest::{prop_assert, prop_assert_eq, proptest};

use crate::runtime::internal::edm::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Geo, GeoShape, Guid, Position, TimeOfDay, Untyped,
};
use crate::runtime::internal::{EnumType as _, Flags, Instance, Shape as _};
use crate::sample::{Colour, Thing, Weight};

/// A text is refused, or it is written as it was read.
fn read_or_refused<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let again = value.to_string().parse().unwrap_or_else(|_| panic!("{text:?} became {value}"));
        assert_eq!(value, again);
        _ = serde_json::from_str::<Untyped>(&format!("\"{value}\"")).unwrap();
    }
}

/// Texts of which many are nearly literals.
fn literal() -> impl Strategy<Value = String> {
    prop_oneof![
        r"\PC{0,12}",
        r"[-+]?[0-9]{0,10}-[0-9]{1,2}-[0-9]{2}[Tt ]?([0-9]{2}:[0-9]{2}(:[0-6][0-9](\.[0-9]{0,14})?)?)?([zZ]|[-+][0-9]{2}:?[0-9]{2})?",
        r"[-+]?P([0-9]{1,19}[YMWD]){0,3}T?([0-9]{1,19}[HMS]){0,3}([0-9]{1,19}\.[0-9]{0,14}S)?",
        r"[-+]?[0-9]{0,40}(\.[0-9]{0,40})?([eE][-+]?[0-9]{0,20})?",
        r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{11,13}",
        r"[-_+/A-Za-z0-9]{0,9}={0,3}",
    ]
}

/// The same values in every run, others where `PROPTEST_RNG_SEED` says so.
fn config() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match default.rng_seed {
        RngSeed::Random => ProptestConfig { rng_seed: RngSeed::Fixed(4711), ..default },
        RngSeed::Fixed(_) => default,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn texts_are_read_or_refused(text in literal()) {
        read_or_refused::<Date>(&text);
        read_or_refused::<TimeOfDay>(&text);
        read_or_refused::<DateTimeOffset>(&text);
        read_or_refused::<Duration>(&text);
        read_or_refused::<Decimal>(&text);
        read_or_refused::<Guid>(&text);
        read_or_refused::<Binary>(&text);
        let flags = Flags::<Colour>::from_text(&text);
        prop_assert_eq!(&flags, &flags.iter().collect());
    }

    // G12
    #[test]
    fn instants(seconds in -60_000_000_000_000_000i64..30_000_000_000_000_000, nanos in 0u32..1_000_000_000, offset in -1439i16..1440) {
        let Some(instant) = DateTimeOffset::from_unix_at(seconds, nanos, offset) else {
            return Ok(());
        };
        prop_assert_eq!((instant.unix_seconds(), instant.subsec_nanos()), (seconds, nanos));
        prop_assert_eq!(instant.offset_minutes(), i64::from(offset));
        prop_assert_eq!(Some(instant.clone()), DateTimeOffset::from_unix(seconds, nanos));
        if let Ok(time) = SystemTime::try_from(&instant) {
            prop_assert_eq!(&DateTimeOffset::from(time), &instant);
        }
        if let Ok(time) = chrono::DateTime::<chrono::FixedOffset>::try_from(&instant) {
            prop_assert_eq!((time.timestamp(), time.timestamp_subsec_nanos()), (seconds, nanos));
            prop_assert_eq!(time.to_rfc3339().ends_with("+00:00"), offset == 0);
        }
        if let Ok(time) = time::OffsetDateTime::try_from(&instant) {
            prop_assert_eq!(DateTimeOffset::from(time).to_string(), instant.to_string());
        }
    }

    #[test]
    fn dates(days in -3_000_000i32..3_000_000) {
        let Some(date) = chrono::NaiveDate::from_epoch_days(days) else { return Ok(()) };
        let ours = Date::from(date);
        prop_assert_eq!(ours.unix_days(), i64::from(days));
        prop_assert_eq!(chrono::NaiveDate::try_from(&ours), Ok(date));
        if let Ok(date) = time::Date::try_from(&ours) {
            prop_assert_eq!(&Date::from(date), &ours);
        }
        if let Ok(date) = jiff::civil::Date::try_from(&ours) {
            prop_assert_eq!(&Date::from(date), &ours);
        }
    }

    #[test]
    fn durations(seconds in any::<i64>(), nanos in 0i32..1_000_000_000) {
        let nanos = if seconds < 0 { -nanos } else { nanos };
        let length = jiff::SignedDuration::new(seconds, nanos);
        let ours = Duration::from(length);
        prop_assert_eq!(ours.total_nanos(), Some(length.as_nanos()));
        prop_assert_eq!(jiff::SignedDuration::try_from(&ours), Ok(length));
        prop_assert_eq!(time::Duration::try_from(&ours), Ok(time::Duration::new(seconds, nanos)));
        prop_assert_eq!(StdDuration::try_from(&ours).ok(), StdDuration::try_from(length).ok());
    }

    // Decimals compare as those of another implementation do.
    #[test]
    fn decimals(a in any::<i128>(), b in any::<i128>(), scales in (0u32..29, 0u32..29)) {
        let number = |digits: i128, scale| rust_decimal::Decimal::from_i128_with_scale(digits >> 32, scale);
        let (a, b) = (number(a, scales.0), number(b, scales.1));
        let ours = (Decimal::from(a), Decimal::from(b));
        prop_assert_eq!(ours.0.cmp(&ours.1), a.cmp(&b));
        prop_assert_eq!(ours.0.to_string(), a.to_string());
        prop_assert_eq!(rust_decimal::Decimal::try_from(ours.0), Ok(a));
    }

    #[test]
    fn bytes_and_guids(bytes in vec(any::<u8>(), 0..40), bits in any::<u128>()) {
        let binary = Binary::from(bytes.as_slice());
        prop_assert_eq!(binary.to_vec(), bytes.clone());
        let unpadded: Binary = binary.as_str().trim_end_matches('=').parse().unwrap();
        prop_assert_eq!(unpadded, binary);
        prop_assert_eq!(Guid::from_u128(bits).to_u128(), bits);
    }

    #[test]
    fn geography(shape in shape()) {
        let geo = Geo::try_from(shape.clone()).unwrap();
        let again: Geo = serde_json::from_str(geo.json().get()).unwrap();
        prop_assert_eq!(again.shape(), Some(shape));
    }

    // J11: what is set in Rust arrives as it was set, by each way of writing and reading it.
    #[test]
    fn values_survive(thing in thing()) {
        let text = serde_json::to_string(&thing).unwrap();
        let read = Thing::decode(text.as_bytes()).unwrap();
        let by_value: Instance<Thing> = serde_json::from_value(serde_json::to_value(&thing).unwrap()).unwrap();
        let sent = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        prop_assert_eq!(sent(&serde_json::to_string(&read).unwrap()), sent(&text));
        prop_assert_eq!(&serde_json::to_string(&thing.clone()).unwrap(), &text);
        if !text.contains("\"NaN\"") {
            prop_assert!(read == thing && by_value == thing && thing.clone() == thing, "{}", text);
        }
    }
}

fn shape() -> impl Strategy<Value = GeoShape> {
    let position = (-180.0..180.0f64, -90.0..90.0f64, of(-1e4..1e4f64)).prop_map(|(x, y, z)| Position { x, y, z });
    let line = vec(position.clone(), 0..4);
    let area = vec(line.clone(), 0..3);
    let leaf = prop_oneof![
        position.prop_map(GeoShape::Point),
        line.clone().prop_map(GeoShape::LineString),
        line.prop_map(GeoShape::MultiPoint),
        area.clone().prop_map(GeoShape::Polygon),
        area.clone().prop_map(GeoShape::MultiLineString),
        vec(area, 0..3).prop_map(GeoShape::MultiPolygon),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| vec(inner, 0..3).prop_map(GeoShape::GeometryCollection))
}

fn colour() -> impl Strategy<Value = Colour> {
    prop_oneof![Just(Colour::Red), Just(Colour::Green), r"\PC{0,6}".prop_map(|text| Colour::from_name(&text))]
}

/// Numbers and texts.
fn plain() -> impl Strategy<Value = Instance<Thing>> {
    let integers = (of(any::<u8>()), of(any::<i8>()), of(any::<i16>()), of(any::<i32>()), of(any::<i64>()));
    let floats = (of(any::<u32>().prop_map(f32::from_bits)), of(any::<u64>().prop_map(f64::from_bits)));
    let others = (of(".{0,8}"), of(any::<bool>()), of(vec(any::<i64>(), 0..3)), of(vec(of(any::<i32>()), 0..3)));
    (integers, floats, others, of(vec(".{0,8}", 0..3))).prop_map(|(integers, floats, others, names)| {
        Instance::from(Thing {
            id: others.0,
            flag: others.1,
            byte: integers.0,
            sbyte: integers.1,
            int16: integers.2,
            int32: integers.3,
            int64: integers.4,
            single: floats.0,
            double: floats.1,
            weight: floats.1.map(Weight),
            numbers: others.2,
            holes: others.3,
            names,
            ..Thing::default()
        })
    })
}

/// Those and values of our own types, without others in them.
fn leaf() -> impl Strategy<Value = Instance<Thing>> {
    let times = (of(any::<u32>()), of(0u64..86_400_000_000_000), of(any::<u64>().prop_map(StdDuration::from_millis)));
    let bits = (of(any::<u128>()), of(vec(any::<u8>(), 0..9)), of(any::<i64>()), of(shape()));
    let members = (of(colour()), of(vec(colour(), 0..3)));
    (plain(), times, bits, members).prop_map(|(plain, times, bits, members)| {
        Instance::from(Thing {
            instant: times.0.and_then(|seconds| DateTimeOffset::from_unix(seconds.into(), seconds % 1_000_000_000)),
            date: times.0.and_then(|days| {
                Date::from_ymd((days % 9999).cast_signed(), (days % 12) as u8 + 1, (days % 28) as u8 + 1)
            }),
            time: times.1.and_then(|nanos| TimeOfDay::from_midnight(StdDuration::from_nanos(nanos))),
            duration: times.2.map(Duration::from),
            guid: bits.0.map(Guid::from_u128),
            binary: bits.1.map(Binary::from),
            decimal: bits.2.map(Decimal::from),
            decimals: bits.2.map(|number| vec![number.into(), "1.50".parse().unwrap()]),
            geo: bits.3.and_then(|shape| Geo::try_from(shape).ok()),
            untyped: members.0.as_ref().and_then(|colour| Untyped::new(&[colour.name()]).ok()),
            colour: members.0,
            colours: members.1.as_ref().map(|_| Flags::from([Colour::Green, Colour::Red])),
            palette: members.1,
            ..plain.into_inner()
        })
    })
}

/// Things in things.
fn thing() -> BoxedStrategy<Instance<Thing>> {
    let nested = |inner: BoxedStrategy<Instance<Thing>>| {
        let many = || of(vec(inner.clone(), 0..3));
        let gaps = of(vec(of(inner.clone()), 0..3));
        (leaf(), of(inner.clone()), many(), gaps, many()).prop_map(|(thing, part, parts, gaps, many)| {
            Instance::from(Thing {
                one: part.clone().map(Into::into),
                part: part.map(Box::new),
                parts,
                gaps,
                many: many.map(Into::into),
                ..thing.into_inner()
            })
        })
    };
    leaf().prop_recursive(3, 8, 2, nested).boxed()
}
