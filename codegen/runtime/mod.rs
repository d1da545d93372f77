//! The hand-written half of the crate: how values travel and how requests are made.
//!
//! Everything that a caller needs is re-exported here; [`edm`] holds the primitive types of the
//! Entity Data Model that Rust has no faithful type for.

// Data: types, values, JSON.
mod cast;
mod convert;
mod decode;
mod decode_any;
mod decode_error;
mod decode_key;
mod derived;
mod edm_binary;
mod edm_date;
mod edm_date_time;
mod edm_decimal;
mod edm_duration;
mod edm_guid;
mod edm_json;
mod edm_text;
mod encode;
mod enums;
mod erased;
mod expanded;
mod extras;
mod field;
mod flags;
mod instance;
mod object;
mod order;
mod page;
mod primitive;
mod scalar;
mod shape;
mod side;
mod touched;

pub use cast::{Alternatives, CastError, Polymorphic};
pub use decode_error::{DecodeError, DecodeOptions};
pub use derived::Derived;
pub use enums::{EnumInfo, EnumType};
pub use expanded::Expanded;
pub use extras::Extras;
pub use field::{Field, ObjectField, ObjectsField, Ref, ScalarField, ScalarsField, Slot};
pub use flags::Flags;
pub use instance::Instance;
pub use object::{Object, Structured, TypeInfo};
pub use page::Page;
pub use primitive::Primitive;
pub use scalar::Scalar;
pub use shape::{Any, Element, Many, Nothing, Nullable, Shape, Value};

/// The primitive types of the Entity Data Model, where Rust's own are not faithful to them.
///
/// `Edm.Boolean`, `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32`, `Edm.Int64`, `Edm.Single`,
/// `Edm.Double` and `Edm.String` are `bool`, `u8`, `i8`, `i16`, `i32`, `i64`, `f32`, `f64` and
/// `String`. Every type here keeps the text that was received, so that what is read and sent
/// back is not changed on the way.
pub mod edm {
    pub use super::edm_binary::Binary;
    pub use super::edm_date::{Date, TimeOfDay};
    pub use super::edm_date_time::DateTimeOffset;
    pub use super::edm_decimal::Decimal;
    pub use super::edm_duration::Duration;
    pub use super::edm_guid::Guid;
    pub use super::edm_json::{Geo, PrimitiveValue, Stream, Untyped};
    pub use super::edm_text::InvalidLiteral;
}

// HTTP: client, requests, pages.
mod action;
mod at;
mod body;
mod client;
mod client_builder;
mod credential;
mod error;
mod exchange;
mod key;
mod link;
mod literal;
mod odata_error;
mod paging;
mod parameter;
mod printable;
mod redirect;
mod request;
mod request_error;
mod response;
mod service;
mod service_error;
mod transport;
#[cfg(feature = "reqwest")]
mod transport_reqwest;
mod url;

pub use action::{Action, Argument};
pub use at::At;
pub use body::Body;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use credential::{AccessToken, Credential, StaticToken, TokenProvider};
pub use error::{CredentialError, Error, ExchangeError, ResponseError};
pub use key::{EntityKey, Key};
pub use link::LinkError;
pub use literal::Literal;
pub use odata_error::{ErrorDetail, InnerError, ODataError};
pub use paging::{Items, Pages};
pub use parameter::{Parameter, given};
pub use request_error::RequestError;
pub use response::{Response, ResponseFuture};
pub use service::Service;
pub use service_error::ServiceError;
pub use transport::{BoxError, BoxFuture, Transport, TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use transport_reqwest::ReqwestTransport;
