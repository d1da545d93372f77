//! The hand-written half of the crate: how values travel and how requests are made.
//!
//! Everything that a caller needs is re-exported here; [`edm`] holds the primitive types of the
//! Entity Data Model that Rust has no faithful type for.
//!
//! # Making values
//!
//! A structured type is a struct with an `Option` for every property; what is not said is
//! `..Default::default()`. `into()` makes of it whatever a field holds or a request takes: an
//! [`Instance`], a boxed one for a complex property, an [`Expanded`] for entities that are created
//! together. [`Instance::collection`] makes a collection, `|` a set of [`Flags`].
//!
//! ```
//! # use generated::runtime::{EnumInfo, EnumType, Field, Ref, Slot, Structured, TypeInfo, query};
//! # macro_rules! structured {
//! #     ($ty:ident { $($index:literal $field:ident: $of:ty,)* }) => {
//! #         #[derive(Default)]
//! #         pub struct $ty { $(pub $field: Option<$of>,)* }
//! #         impl Structured for $ty {
//! #             const TYPE: &'static TypeInfo = &TypeInfo {
//! #                 name: concat!("Paint.", stringify!($ty)),
//! #                 properties: &[$(stringify!($field)),*],
//! #                 ..TypeInfo::EMPTY
//! #             };
//! #             type Fields<P: query::Path> = query::NoFields;
//! #             fn slot(&mut self, index: usize) -> Slot<'_> {
//! #                 match index { $($index => self.$field.slot(),)* _ => Slot::None }
//! #             }
//! #             fn get(&self, index: usize) -> Ref<'_> {
//! #                 match index { $($index => self.$field.get(),)* _ => Ref::None }
//! #             }
//! #         }
//! #     };
//! # }
//! # structured!(Label { 0 text: String, });
//! # structured!(Can { 0 label: Box<Instance<Label>>, 1 layers: Flags<Layers>, });
//! # structured!(Order {
//! #     0 address: Box<Instance<Label>>,
//! #     1 labels: Vec<Instance<Label>>,
//! #     2 cans: Expanded<Many<Can>>,
//! #     3 note: String,
//! # });
//! # #[derive(Clone, Debug, PartialEq)]
//! # pub enum Layers { Primer, Coat, Unrecognized(Box<str>) }
//! # impl EnumType for Layers {
//! #     const INFO: &'static EnumInfo<Self> = &EnumInfo {
//! #         name: "Paint.Layers",
//! #         members: &[("primer", 1, Self::Primer), ("coat", 2, Self::Coat)],
//! #         unrecognized: Self::Unrecognized,
//! #     };
//! #     fn unrecognized(&self) -> Option<&str> {
//! #         match self { Self::Unrecognized(text) => Some(text), _ => None }
//! #     }
//! # }
//! # impl std::ops::BitOr for Layers {
//! #     type Output = Flags<Self>;
//! #     fn bitor(self, other: Self) -> Flags<Self> { Flags::from([self, other]) }
//! # }
//! use generated::runtime::{Expanded, Flags, Instance, Many};
//!
//! let label = |text: &str| Label { text: Some(text.into()) };
//! let order = Order {
//!     address: Some(label("Ulm").into()),
//!     labels: Some(Instance::collection([label("fragile"), label("heavy")])),
//!     cans: Some([Can { layers: Some(Layers::Primer | Layers::Coat), ..Default::default() }].into()),
//!     ..Default::default()
//! };
//! let mut order: Instance<Order> = order.into();
//! order.note = Some("Ring twice.".into());
//! order.extras_mut().insert("colour", "red")?; // a property that the schema does not declare
//! assert_eq!(
//!     serde_json::to_string(&order)?,
//!     r#"{"address":{"text":"Ulm"},"labels":[{"text":"fragile"},{"text":"heavy"}],"#.to_owned()
//!         + r#""cans":[{"layers":"primer,coat"}],"note":"Ring twice.","colour":"red"}"#,
//! );
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A value of a derived type is [upcast](Instance::upcast) where its base type is declared:
//! `Instance::from(bird).upcast()`.

// Data: types, values, JSON.
mod budget;
mod cast;
mod compose;
mod convert;
#[cfg(feature = "bigdecimal")]
mod convert_bigdecimal;
#[cfg(feature = "chrono")]
mod convert_chrono;
#[cfg(feature = "jiff")]
mod convert_jiff;
#[cfg(feature = "rust_decimal")]
mod convert_rust_decimal;
mod convert_std;
#[cfg(feature = "time")]
mod convert_time;
#[cfg(feature = "uuid")]
mod convert_uuid;
mod decode;
mod decode_any;
mod decode_error;
mod decode_items;
mod decode_key;
mod derived;
mod edm_binary;
mod edm_conversion;
mod edm_date;
mod edm_date_time;
mod edm_decimal;
mod edm_duration;
mod edm_geo;
mod edm_guid;
mod edm_json;
mod edm_text;
mod encode;
mod enums;
mod erased;
mod expanded;
mod extras;
mod field;
mod field_scalar;
mod flags;
mod instance;
mod json;
mod object;
mod order;
mod page;
mod payload;
mod primitive;
mod scalar;
mod shape;
mod side;
mod touched;

pub use cast::{Alternatives, CastError, Polymorphic};
pub use decode_error::{DecodeError, DecodeOptions};
pub use derived::Derived;
#[allow(unused_imports, reason = "not every service has enumerations")]
pub(crate) use enums::standard_traits;
pub use enums::{EnumInfo, EnumType};
pub use expanded::Expanded;
pub use extras::Extras;
pub use field::{Field, ObjectField, ObjectsField, Ref, Slot};
pub use field_scalar::{ScalarField, ScalarsField};
pub use flags::Flags;
pub use instance::Instance;
pub use json::to_json;
pub use object::{Distinct, Object, Structured, TypeInfo};
pub use page::Page;
pub use payload::{Erased, Payload};
pub use primitive::Primitive;
pub use scalar::Scalar;
pub use shape::{Any, As, Element, Many, Nothing, Nullable, Shape, Value};

/// The primitive types of the Entity Data Model, where Rust's own are not faithful to them.
///
/// `Edm.Boolean`, `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32`, `Edm.Int64`, `Edm.Single`,
/// `Edm.Double` and `Edm.String` are `bool`, `u8`, `i8`, `i16`, `i32`, `i64`, `f32`, `f64` and
/// `String`. Every type here keeps the text that was received, so that what is read and sent
/// back is not changed on the way.
///
/// They are made of values of other types by `From`, and become such by `TryFrom`, which refuses
/// what does not fit ([`ConversionError`](edm::ConversionError)). Those of other crates ask for a feature of the same
/// name.
///
/// | type | standard library | features |
/// |---|---|---|
/// | [`DateTimeOffset`](edm::DateTimeOffset) | `SystemTime` | `chrono`, `jiff`, `time` |
/// | [`Date`](edm::Date) | | `chrono`, `jiff`, `time` |
/// | [`TimeOfDay`](edm::TimeOfDay) | `Duration` | `chrono`, `jiff`, `time` |
/// | [`Duration`](edm::Duration) | `Duration` | `chrono`, `jiff`, `time` |
/// | [`Guid`](edm::Guid) | | `uuid` |
/// | [`Decimal`](edm::Decimal) | | `bigdecimal`, `rust_decimal` |
///
/// ```
/// use generated::runtime::edm::{DateTimeOffset, Duration};
/// use std::time::SystemTime;
///
/// let instant: DateTimeOffset = "2026-11-23T10:00:00.1234567Z".parse()?;
/// let time = SystemTime::try_from(&instant)?;
/// assert_eq!(DateTimeOffset::from(time), instant);
///
/// let length: Duration = "P1DT2H".parse()?;
/// assert_eq!(std::time::Duration::try_from(length)?.as_secs(), 26 * 3600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub mod edm {
    // Few programs look into more than a few of these types: their functions are `#[inline]`, to be compiled where they are used.
    pub use super::edm_binary::Binary;
    pub use super::edm_conversion::{ConversionError, ConversionErrorKind};
    pub use super::edm_date::{Date, TimeOfDay};
    pub use super::edm_date_time::DateTimeOffset;
    pub use super::edm_decimal::Decimal;
    pub use super::edm_duration::Duration;
    pub use super::edm_geo::{Geo, GeoShape, Position};
    pub use super::edm_guid::Guid;
    pub use super::edm_json::{PrimitiveValue, Stream, Untyped};
    pub use super::edm_text::InvalidLiteral;
}

// Queries: properties as tokens, expressions, options.
mod access;
mod change;
mod expand;
mod filter;
mod filter_functions;
mod filter_lambda;
mod filter_operators;
mod index;
mod list;
mod operand;
mod path;
mod projection;
mod projection_field;
mod prop;
mod property;
mod query_at;
mod query_options;
mod select;
mod text;

pub use change::Change;

/// What queries are made of: the properties of types as tokens, and the expressions over them.
///
/// A closure describes what is wanted of an item, whose properties are fields of what it is given:
/// `.filter(|u| u.name.starts_with("A")).order_by(|u| u.name.desc())`. Whatever has no method here is reached by
/// [`query::raw`], or by the methods of [`At`] whose names end in `raw`.
pub mod query {
    pub use super::access::{Access, CanBeNull, CanBeSet, Computed, Fixed, NeverNull, Optional, Required};
    pub use super::bind::Navigation;
    pub use super::change::Within;
    pub use super::expand::{Expand, Expanding, Expansion, One, Several};
    pub use super::filter::{Expr, Filter, Level, alias, raw};
    pub use super::filter_functions::{max_date_time, min_date_time, now};
    pub use super::filter_lambda::{Collection, Renamed};
    pub use super::filter_operators::{Additive, Number};
    pub use super::index::*;
    pub use super::list::{List, Parts};
    pub use super::operand::{Each, Given, Operand};
    pub use super::path::{
        CanReachNull, Cast, It, Item, Nested, NoFields, Path, Root, Step, Through, Tokens, Variable,
    };
    #[doc(hidden)]
    pub use super::projection::Field;
    pub use super::projection::{Picks, Projection};
    pub use super::projection_field::{Missing, Projected};
    pub use super::prop::{Complex, Complexes, Nav, Navs, Prop, Props, Token};
    pub use super::property::Addressed;
    pub use super::query_at::Queried;
    pub use super::select::{Order, Ordering, Selected, Selection};
    pub use super::text::Text;
}

// HTTP: client, requests, pages.
mod action;
mod at;
mod bind;
mod body;
mod call;
mod client;
mod client_builder;
mod clock;
mod credential;
mod deadline;
mod error;
mod exchange;
mod key;
mod link;
mod literal;
mod media;
mod odata_error;
mod paging;
mod parameter;
mod printable;
mod redirect;
mod references;
mod request;
mod request_error;
mod response;
mod secret;
mod service;
mod service_error;
#[doc(hidden)]
pub mod step;
mod transport;
#[cfg(feature = "reqwest")]
mod transport_gzip;
#[cfg(feature = "reqwest")]
mod transport_reqwest;
mod url;
mod write;

pub use action::{Argument, Arguments};
pub use at::At;
pub use body::Body;
pub use call::Request;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use clock::Clock;
pub use credential::{AccessToken, Credential, StaticToken, TokenProvider};
pub use error::{CredentialError, Error, ExchangeError, ResponseError};
pub use key::{EntityKey, Key};
pub use link::LinkError;
pub use literal::Literal;
pub use media::{Media, PlainText};
pub use odata_error::{ErrorDetail, InnerError, ODataError};
pub use paging::{Items, Pages};
pub use parameter::{Parameter, arguments, given};
pub use references::Reference;
pub use request_error::RequestError;
pub use response::{Response, ResponseFuture};
pub use service::Service;
pub use service_error::ServiceError;
pub use transport::{BoxError, BoxFuture, Transport, TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use transport_reqwest::ReqwestTransport;
pub use write::OneValue;
