//! What every client runs on that `codegen` generates from the metadata of an OData service: values, queries, requests.
//!
//! A program depends on a generated crate, which re-exports this one beside its own `Client` and `At`. [`edm`] holds the primitive
//! types of the Entity Data Model that Rust has no faithful type for, [`query`] what queries are made of.
//!
//! # Making values
//!
//! A structured type is a struct with an `Option` for every property; what is not said is
//! `..Default::default()`. `into()` makes of it whatever a field holds or a request takes: an
//! [`Instance`], a boxed one for a complex property, an [`Expanded`] for entities that are created
//! together. [`Instance::collection`] makes a collection, `|` a set of [`Flags`].
//!
//! ```
//! # use odata_runtime::private::{EnumInfo, Field, Ref, Slot, TypeInfo};
//! # use odata_runtime::{EnumType, Structured, query};
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
//! #             type Fields<P: query::Path> = odata_runtime::private::query::NoFields;
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
//! use odata_runtime::{Expanded, Flags, Instance, Many};
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

mod request;
mod url;
mod value;

/// The primitive types of the Entity Data Model, where Rust's own are not faithful to them.
///
/// `Edm.Boolean`, `Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32`, `Edm.Int64`, `Edm.Single`,
/// `Edm.Double` and `Edm.String` are `bool`, `u8`, `i8`, `i16`, `i32`, `i64`, `f32`, `f64` and
/// `String`. Every type here keeps the text that was received, so that what is read and sent
/// back is not changed on the way. A request writes an `f32` or `f64` with an exponent where that is shorter (`1e15`), in its URL and
/// in its body.
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
/// use odata_runtime::edm::{DateTimeOffset, Duration};
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
pub mod edm;

/// The crate `http`, as this interface names it: use it from here, and its version fits.
pub mod http;

#[doc(hidden)]
pub mod private;
#[cfg(feature = "source")]
#[doc(hidden)]
pub mod source;

/// What queries are made of: the properties of types as tokens, and the expressions over them.
///
/// A closure describes what is wanted of an item, whose properties are fields of what it is given:
/// `.filter(|u| u.name.starts_with("A")).order_by(|u| u.name.desc())`. Whatever has no method here is reached by
/// [`query::raw`], or by the methods of `At` whose names end in `raw`.
pub mod query;

#[cfg(feature = "testing")]
pub mod testing;

/// The crate `bytes`, as this interface names it: use it from here, and its version fits.
#[doc(no_inline)]
pub use bytes;
pub use edm::enums::EnumType;
pub use edm::flags::Flags;
pub use edm::primitive::Primitive;
pub use edm::scalar::Scalar;
pub use http::batch_format::BatchFormat;
pub use http::body::Body;
pub use http::clock::Clock;
pub use http::credential::Credential;
pub use http::credential::access_token::AccessToken;
#[cfg(feature = "azure")]
pub use http::credential::azure::AzureCredential;
pub use http::credential::error::CredentialError;
pub use http::credential::fixed::{BasicCredential, HeaderCredential, StaticToken};
pub use http::credential::provider::TokenProvider;
pub use http::credential::request::TokenRequest;
pub use http::fault::batch_error::BatchError;
pub use http::fault::error::Error;
pub use http::fault::exchange_error::ExchangeError;
pub use http::fault::extended_message::ExtendedMessage;
pub use http::fault::odata_error::{ErrorDetail, InnerError, ODataError};
pub use http::fault::response_error::ResponseError;
pub use http::fault::service_error::ServiceError;
pub use http::fault::transfer_error::{TransferError, TransferErrorKind};
pub use http::link::LinkError;
pub use http::pipeline::policy::{Next, Policy, PolicyError, PolicyRequest};
pub use http::pipeline::retry::Retry;
#[cfg(feature = "__reqwest")]
pub use http::reqwest::ReqwestTransport;
pub use http::service::Service;
pub use http::transport::{BoxError, BoxFuture, Transport, TransportError, TransportErrorKind};
pub use query::change::Change;
pub use request::batch::answers::Answers;
pub use request::batch::ticket::Ticket;
pub use request::batch::{Batch, ChangeSet};
#[cfg(feature = "__reqwest")]
pub use request::blocking::{Blocking, BlockingIter, BlockingStream};
pub use request::call::Request;
pub use request::client::builder::ClientBuilder;
pub use request::delta::changes::Changes;
pub use request::delta::cursor::DeltaCursor;
pub use request::key::{EntityKey, Key};
pub use request::media::{Media, PlainText};
pub use request::operation::running::{Operation, Running};
pub use request::read::paging::{Items, Pages};
pub use request::read::references::Reference;
pub use request::response::{Response, ResponseFuture, Sent};
pub use request::transfer::download::Download;
pub use request::transfer::multipart::Multipart;
pub use request::transfer::session::UploadSession;
pub use request::transfer::upload::{Upload, Uploaded};
pub use request::write::OneValue;
pub use url::literal::Literal;
pub use url::request_error::RequestError;
pub use value::argument::{Argument, Arguments};
pub use value::delta::change::{Delta, DeltaLink, RelatedEntity, Removed, Restarted};
pub use value::expanded::Expanded;
pub use value::inheritance::cast::{Alternatives, CastError, Polymorphic};
pub use value::inheritance::entity::Entity;
pub use value::instance::Instance;
pub use value::json::decode_error::{DecodeError, DecodeOptions};
pub use value::json::writer::to_json;
pub use value::kept::extras::Extras;
pub use value::kept::misfit::Misfit;
pub use value::page::Page;
pub use value::parameter::Parameter;
pub use value::payload::Payload;
pub use value::read_by_download::ReadByDownload;
pub use value::shape::{Any, Many, Maybe, Nothing, Nullable, Shape, Value};
pub use value::structured::Structured;
