//! `Edm.Geography…` and `Edm.Geometry…`.

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::untyped::json_type;

json_type! {
    /// A value of any `Edm.Geography…` or `Edm.Geometry…` type: a GeoJSON object ([JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html), RFC 7946).
    ///
    /// The object is kept as received; [`Geo::shape`] reads it.
    ///
    /// ```
    /// use odata_runtime::edm::{Geo, GeoShape, Position};
    ///
    /// let ulm: Geo = GeoShape::Point(Position::new(9.99, 48.4)).try_into()?;
    /// assert_eq!(ulm.json().get(), r#"{"type":"Point","coordinates":[9.99,48.4]}"#);
    /// assert_eq!(ulm.point(), Some((9.99, 48.4)));
    ///
    /// let way: Geo = serde_json::from_str(r#"{"type":"LineString","coordinates":[[1,2],[3,4,5]]}"#)?;
    /// let Some(GeoShape::LineString(positions)) = way.shape() else { panic!("no line") };
    /// assert_eq!(positions[1], Position { x: 3.0, y: 4.0, z: Some(5.0) });
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Geo, "Edm.Geography", |json| json.starts_with('{'), false
}

/// A position: longitude and latitude in degrees, or x and y (RFC 7946, section 3.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    /// The longitude, or x.
    pub x: f64,
    /// The latitude, or y.
    pub y: f64,
    /// The altitude, or z.
    pub z: Option<f64>,
}

impl Position {
    /// A position without altitude.
    #[must_use]
    #[inline]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y, z: None }
    }
}

/// What a [`Geo`] says (RFC 7946, section 3.1).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GeoShape {
    /// One position.
    Point(Position),
    /// Several of them.
    MultiPoint(Vec<Position>),
    /// A line through two or more positions.
    LineString(Vec<Position>),
    /// Several of them.
    MultiLineString(Vec<Vec<Position>>),
    /// An area: a closed line around it, then one around each of its holes.
    Polygon(Vec<Vec<Position>>),
    /// Several of them.
    MultiPolygon(Vec<Vec<Vec<Position>>>),
    /// Several shapes of any kind.
    GeometryCollection(Vec<GeoShape>),
}

impl Geo {
    /// The GeoJSON type: `Point`, `LineString`, `Polygon`, …
    #[must_use]
    #[inline]
    pub fn kind(&self) -> Option<String> {
        self.member("type")
    }

    /// What the object says, or `None` where it is not what the standard tells of its type.
    #[must_use]
    #[inline]
    pub fn shape(&self) -> Option<GeoShape> {
        shape(self.decode().ok()?)
    }

    /// The longitude and latitude, or x and y, of a `Point`.
    #[must_use]
    #[inline]
    pub fn point(&self) -> Option<(f64, f64)> {
        match self.shape()? {
            GeoShape::Point(position) => Some((position.x, position.y)),
            _ => None,
        }
    }

    /// A member of the GeoJSON object: `coordinates`, `bbox`, …
    #[must_use]
    #[inline]
    pub fn member<D: DeserializeOwned>(&self, name: &str) -> Option<D> {
        let mut object: serde_json::Map<String, Value> = self.decode().ok()?;
        serde_json::from_value(object.remove(name)?).ok()
    }

    /// The number of the coordinate reference system, which `crs` names as `EPSG:4326` ([JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    #[must_use]
    #[inline]
    pub fn srid(&self) -> Option<u32> {
        let crs: Value = self.member("crs")?;
        let name = crs.pointer("/properties/name")?.as_str()?;
        name.strip_prefix("EPSG:")?.parse().ok()
    }
}

/// A shape as a GeoJSON object, in the coordinate reference system that the schema names.
///
/// Refused: a position that is not finite.
impl TryFrom<GeoShape> for Geo {
    type Error = serde_json::Error;

    #[inline]
    fn try_from(shape: GeoShape) -> Result<Self, serde_json::Error> {
        Self::new(&shape)
    }
}

/// Refused: a position that is not finite.
impl TryFrom<Position> for Geo {
    type Error = serde_json::Error;

    #[inline]
    fn try_from(position: Position) -> Result<Self, serde_json::Error> {
        GeoShape::Point(position).try_into()
    }
}

#[inline]
fn shape(mut object: Value) -> Option<GeoShape> {
    let kind = object.get("type")?.as_str()?.to_owned();
    if kind == "GeometryCollection" {
        let Value::Array(shapes) = object.get_mut("geometries")?.take() else { return None };
        return shapes.into_iter().map(shape).collect::<Option<_>>().map(GeoShape::GeometryCollection);
    }
    let coordinates = object.get_mut("coordinates")?.take();
    match kind.as_str() {
        "Point" => read(coordinates).map(GeoShape::Point),
        "MultiPoint" => read(coordinates).map(GeoShape::MultiPoint),
        "LineString" => read(coordinates).map(GeoShape::LineString),
        "MultiLineString" => read(coordinates).map(GeoShape::MultiLineString),
        "Polygon" => read(coordinates).map(GeoShape::Polygon),
        "MultiPolygon" => read(coordinates).map(GeoShape::MultiPolygon),
        _ => None,
    }
}

#[inline]
fn read<D: DeserializeOwned>(coordinates: Value) -> Option<D> {
    serde_json::from_value(coordinates).ok()
}

impl GeoShape {
    /// The GeoJSON type: `Point`, `LineString`, `Polygon`, …
    #[must_use]
    #[inline]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Point(_) => "Point",
            Self::MultiPoint(_) => "MultiPoint",
            Self::LineString(_) => "LineString",
            Self::MultiLineString(_) => "MultiLineString",
            Self::Polygon(_) => "Polygon",
            Self::MultiPolygon(_) => "MultiPolygon",
            Self::GeometryCollection(_) => "GeometryCollection",
        }
    }
}

impl Serialize for GeoShape {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(2))?;
        object.serialize_entry("type", self.kind())?;
        match self {
            Self::Point(of) => object.serialize_entry("coordinates", of)?,
            Self::MultiPoint(of) | Self::LineString(of) => object.serialize_entry("coordinates", of)?,
            Self::MultiLineString(of) | Self::Polygon(of) => object.serialize_entry("coordinates", of)?,
            Self::MultiPolygon(of) => object.serialize_entry("coordinates", of)?,
            Self::GeometryCollection(of) => object.serialize_entry("geometries", of)?,
        }
        object.end()
    }
}

impl Serialize for Position {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { x, y, z } = *self;
        let mut array = serializer.serialize_seq(None)?;
        for number in [Some(x), Some(y), z].into_iter().flatten() {
            if !number.is_finite() {
                return Err(S::Error::custom(format_args!("{number} is not a coordinate")));
            }
            array.serialize_element(&number)?;
        }
        array.end()
    }
}

/// From two numbers or more, of which the first three are kept (RFC 7946, section 3.1.1).
impl<'de> Deserialize<'de> for Position {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match *Vec::<f64>::deserialize(deserializer)? {
            [x, y] => Ok(Self { x, y, z: None }),
            [x, y, z, ..] => Ok(Self { x, y, z: Some(z) }),
            _ => Err(serde::de::Error::custom("a position has two numbers or more")),
        }
    }
}
