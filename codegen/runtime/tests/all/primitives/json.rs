//! Primitive values of no fixed form, and all primitive values as JSON.

use std::fmt::Debug;

use crate::runtime::internal::edm::{
    Binary, Date, DateTimeOffset, Decimal, Duration, Geo, GeoShape, Guid, Position, PrimitiveValue, Stream, TimeOfDay,
    Untyped,
};
use crate::runtime::internal::{Flags, Scalar};
use crate::sample::{Colour, Weight};

/// Each JSON text is a value of the type, which is sent as the same text; the others are not.
fn check<S: Scalar>(valid: &[&str], invalid: &[&str]) {
    for text in valid {
        let value: PrimitiveValue = serde_json::from_str(text).expect(text);
        let scalar = value.to_scalar::<S>().unwrap_or_else(|| panic!("{text} is not {}", S::EDM));
        assert_eq!(PrimitiveValue::from_scalar(&scalar).json().get(), *text, "{}", S::EDM);
        let untyped: Untyped = serde_json::from_str(text).expect(text);
        assert!(untyped.to_scalar::<S>().is_some(), "{text}");
    }
    for text in invalid {
        let value: Untyped = serde_json::from_str(text).expect(text);
        assert!(value.to_scalar::<S>().is_none(), "{text} is not {}", S::EDM);
    }
}

#[test]
fn every_primitive_type_as_json() {
    check::<bool>(&["true", "false"], &["null", "1", "\"true\"", "[]", "{}"]);
    check::<u8>(&["0", "255"], &["-1", "256", "1.5", "\"1\"", "null"]);
    check::<i8>(&["-128", "127"], &["-129", "128"]);
    check::<i16>(&["-32768", "32767"], &["-32769", "32768"]);
    check::<i32>(&["-2147483648", "2147483647"], &["2147483648", "1e10"]);
    // J6
    check::<i64>(&["-9223372036854775808", "9223372036854775807"], &["9223372036854775808", "1e30", "\"x\"", "\"01\""]);
    assert_eq!(PrimitiveValue::new("9223372036854775807").unwrap().to_scalar(), Some(i64::MAX));
    check::<Decimal>(
        &["1.50", "\"1.50\"", "1e400", "\"INF\"", "79228162514264337593543950336"],
        &["\"\"", "true", "[1]"],
    );
    // J5
    check::<f32>(&["0.1", "\"INF\"", "\"-INF\"", "\"NaN\"", "3.4028235e+38"], &["1e39", "\"inf\"", "\"1\""]);
    check::<f64>(&["0.1", "\"INF\"", "\"-INF\"", "\"NaN\"", "1.7976931348623157e+308"], &["\"Infinity\"", "true"]);
    check::<String>(&["\"\"", r#""a\\\"\nä""#], &["1", "null", "{}"]);
    check::<Binary>(&["\"\"", "\"AA\"", "\"AA==\"", "\"+/-_\""], &["\"ä\"", "[]", "1"]);
    check::<Date>(&["\"0001-01-01\"", "\"9999-12-31\""], &["\"2023-02-29\"", "20230228"]);
    check::<TimeOfDay>(&["\"23:59:59.9999999\""], &["\"24:00:00\""]);
    // G12
    check::<DateTimeOffset>(
        &["\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\""],
        &["\"2026-11-23\"", "0"],
    );
    check::<Duration>(&["\"P1DT2H\"", "\"-PT0.000000000001S\""], &["\"1D\"", "1"]);
    check::<Guid>(&["\"89D5BB53-52C0-4F41-8E1D-4F1B31A0D2F4\""], &["\"{89D5BB53-52C0-4F41-8E1D-4F1B31A0D2F4}\""]);
    check::<Stream>(&["\"AA==\"", "{\"a\":1}", "5"], &["null"]);
    check::<Geo>(&[r#"{"type":"Point","coordinates":[1,2]}"#], &["[1,2]", "\"Point\""]);
    check::<PrimitiveValue>(&["1", "\"x\"", "{}"], &["[]", "null"]);
    check::<Untyped>(&["1", "{}"], &["null"]);
    // G6, S4
    check::<Colour>(&["\"red\"", "\"mauve\"", "\"7\""], &["1"]);
    check::<Flags<Colour>>(&["\"red,green\"", "\"red, mauve\"", "\"3\"", "\"\""], &["3", "[]"]);
    check::<Weight>(&["1.5"], &["\"1.5\""]);
}

#[test]
fn untyped_values() {
    let value: Untyped = serde_json::from_str(r#"{"a":[1,null,"ä\n"],"b":{"c":true}}"#).unwrap();
    let members = value.members().unwrap();
    assert_eq!(members.keys().collect::<Vec<_>>(), ["a", "b"]);
    let items = members["a"].items().unwrap();
    assert_eq!(items[0].to_scalar(), Some(1i64));
    assert!(items[1].is_null() && items[1].to_scalar::<i64>().is_none());
    assert_eq!(items[2].text().as_deref(), Some("ä\n"));
    assert_eq!(members["b"].members().unwrap()["c"].to_scalar(), Some(true));
    assert!(value.items().is_none() && value.text().is_none() && !value.is_null());
    assert!(items[0].members().is_none());
}

/// Written and read again, the shape is the same.
fn check_shape(text: &str, expected: Option<GeoShape>) {
    let geo: Geo = serde_json::from_str(text).unwrap();
    assert_eq!(geo.shape(), expected, "{text}");
    assert_eq!(serde_json::to_string(&geo).unwrap(), text);
    if let Some(shape) = expected {
        let made = Geo::try_from(shape.clone()).unwrap();
        assert_eq!(made.kind().as_deref(), Some(shape.kind()));
        assert_eq!(made.shape(), Some(shape));
    }
}

#[test]
fn geography() {
    let at = Position::new;
    let triangle = vec![at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0), at(0.0, 0.0)];
    check_shape(r#"{"type":"Point","coordinates":[8.5,47]}"#, Some(GeoShape::Point(at(8.5, 47.0))));
    check_shape(
        r#"{"coordinates":[8.5,47,400,1],"type":"Point"}"#,
        Some(GeoShape::Point(Position { z: Some(400.0), ..at(8.5, 47.0) })),
    );
    check_shape(
        r#"{"type":"LineString","coordinates":[[0,1],[2.5,3]]}"#,
        Some(GeoShape::LineString(vec![at(0.0, 1.0), at(2.5, 3.0)])),
    );
    check_shape(r#"{"type":"MultiPoint","coordinates":[]}"#, Some(GeoShape::MultiPoint(Vec::new())));
    check_shape(
        r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}"#,
        Some(GeoShape::Polygon(vec![triangle.clone()])),
    );
    check_shape(
        r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,0],[0,1],[0,0]]]}"#,
        Some(GeoShape::MultiLineString(vec![triangle.clone()])),
    );
    check_shape(
        r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[0,1],[0,0]]]]}"#,
        Some(GeoShape::MultiPolygon(vec![vec![triangle]])),
    );
    check_shape(
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[]}]}"#,
        Some(GeoShape::GeometryCollection(vec![
            GeoShape::Point(at(1.0, 2.0)),
            GeoShape::GeometryCollection(Vec::new()),
        ])),
    );
    for none in [
        "{}",
        r#"{"type":"Point"}"#,
        r#"{"type":"Point","coordinates":[1]}"#,
        r#"{"type":"Point","coordinates":["1","2"]}"#,
        r#"{"type":"Circle","coordinates":[1,2]}"#,
        r#"{"type":"GeometryCollection","geometries":[{}]}"#,
        r#"{"type":5,"coordinates":[1,2]}"#,
    ] {
        check_shape(none, None);
    }
    let nested =
        format!("{}{{}}{}", r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000), "]}".repeat(10_000));
    if let Ok(geo) = serde_json::from_str::<Geo>(&nested) {
        assert_eq!(geo.shape(), None);
    }
}

#[test]
fn geography_by_its_members() {
    let text = r#"{"type":"Point","coordinates":[8.5,47],"crs":{"type":"name","properties":{"name":"EPSG:4326"}}}"#;
    let point: Geo = serde_json::from_str(text).unwrap();
    assert_eq!((point.point(), point.srid()), (Some((8.5, 47.0)), Some(4326)));
    assert_eq!(point.member::<Vec<f64>>("coordinates"), Some(vec![8.5, 47.0]));
    assert_eq!(Geo::new("x").unwrap_err().to_string(), "expected Edm.Geography, found a string (\"x\")");
    let error = Geo::try_from(Position::new(f64::NAN, 0.0)).unwrap_err();
    assert_eq!(error.to_string(), "NaN is not a coordinate");
}

#[test]
fn no_value_of_any_type_panics_on_any_json() {
    fn all<S: Scalar + Debug>(text: &str) {
        if let Ok(value) = serde_json::from_str::<Untyped>(text) {
            _ = format!("{:?}", value.to_scalar::<S>());
        }
    }
    for text in
        ["1e999", "-0", "-0.0", "1e-999", "123456789012345678901234567890", "\"\\ud83d\\ude00\"", "\"\"", "[[]]"]
    {
        all::<bool>(text);
        all::<i64>(text);
        all::<f32>(text);
        all::<Decimal>(text);
        all::<Date>(text);
        all::<DateTimeOffset>(text);
        all::<Duration>(text);
        all::<Guid>(text);
        all::<Binary>(text);
        all::<Colour>(text);
    }
}
