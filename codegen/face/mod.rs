//! The client of this service, and the runtime beneath it.
//!
//! | for | names |
//! |---|---|
//! | clients | [`Client`], [`ClientBuilder`], [`Service`] |
//! | requests | [`At`], [`Request`], [`Response`], [`ResponseFuture`], [`Sent`], [`Page`], [`Pages`], [`Items`], [`Reference`], [`Body`], [`Literal`], [`Argument`], [`Arguments`], [`Parameter`], [`Key`], [`EntityKey`] |
//! | without an async runtime (feature `reqwest`) | `Blocking`, `BlockingStream`, `BlockingIter` |
//! | changes | [`Changes`], [`Delta`], [`DeltaCursor`], [`Removed`], [`DeltaLink`], [`RelatedEntity`], [`Restarted`] |
//! | operations | [`Operation`], [`Running`] |
//! | shapes of answers | [`Many`], [`Nullable`], [`Maybe`], [`Value`], [`Nothing`], [`Any`], [`PlainText`], [`ReadByDownload`], [`Shape`], [`Media`], [`OneValue`] |
//! | batches | [`Batch`], [`Ticket`], [`Answers`], [`ChangeSet`], [`BatchFormat`] |
//! | values | [`Instance`], [`Entity`], [`Expanded`], [`Extras`], [`Flags`], [`edm`], [`to_json`], [`DecodeOptions`], [`Misfit`], [`Structured`], [`EnumType`], [`Scalar`], [`Primitive`], [`Payload`] |
//! | derived types | [`Alternatives`], [`Polymorphic`], [`CastError`] |
//! | queries | [`query`], [`Change`], [`projection!`](odata_runtime::projection) |
//! | content in parts | [`Upload`], [`UploadSession`], [`Uploaded`], [`Download`], [`Multipart`] |
//! | errors | [`Error`], [`RequestError`], [`CredentialError`], [`LinkError`], [`ExchangeError`], [`ResponseError`], [`BatchError`], [`TransferError`], [`TransferErrorKind`], [`DecodeError`], [`ServiceError`], [`ODataError`], [`ErrorDetail`], [`ExtendedMessage`], [`InnerError`] |
//! | signing in | [`TokenProvider`], [`StaticToken`], [`BasicCredential`], [`HeaderCredential`], [`Credential`], [`TokenRequest`], [`AccessToken`], `AzureCredential` (feature `azure`) |
//! | policies | [`Retry`], [`Policy`], [`PolicyRequest`], [`Next`], [`PolicyError`] |
//! | transports | [`Transport`], [`TransportError`], [`TransportErrorKind`], [`BoxError`], [`BoxFuture`], [`Clock`], [`http`], [`bytes`], `ReqwestTransport` (feature `reqwest`) |
//! | tests | `testing` (feature `testing`) |

mod at;
mod batch;
mod changes;
mod client;
mod queries;
mod values;

pub use at::At;
pub use client::{Client, ClientBuilder};
pub use odata_runtime::*;

/// What only emitted code names, beside all that callers write.
#[allow(unused_imports, reason = "not every service needs each of them")]
pub(crate) mod internal {
    pub(crate) use odata_runtime::private::query;
    pub(crate) use odata_runtime::private::*;

    pub(crate) use super::step;
    pub(crate) use super::*;
}

/// The steps of emitted methods: functions and no methods, because rustc would look a method of [`At`] up in all its
/// `impl`s, of which a service has as many as types.
#[allow(dead_code, reason = "not every service needs each of them")]
pub(crate) mod step {
    use odata_runtime::private::step;
    use odata_runtime::{Arguments, Literal, Many, Nothing, Parameter, Request};

    use super::at::{At, into_target, position};
    use super::client::{self, Client};

    /// The service root.
    pub(crate) fn root(client: &Client) -> At<Nothing> {
        client::root(client)
    }

    /// One segment further.
    pub(crate) fn segment<S, R>(at: At<S>, name: &str) -> At<R> {
        position(step::segment(into_target(at), name))
    }

    /// The item that has a key of one value.
    pub(crate) fn key<T>(at: At<Many<T>>, value: &dyn Parameter) -> At<T> {
        position(step::key(into_target(at), value))
    }

    /// The result of a function.
    pub(crate) fn function<S, R>(at: At<S>, name: &str, parameters: &[(&str, Literal)]) -> At<R> {
        position(step::function(into_target(at), name, parameters))
    }

    /// The call of an action without parameters.
    pub(crate) fn action<S, R>(at: At<S>, name: &str) -> Request<R> {
        step::action(into_target(at), name, None)
    }

    /// The call of an action with parameters of its own type.
    pub(crate) fn action_with<S, R>(at: At<S>, name: &str, parameters: &dyn Arguments) -> Request<R> {
        step::action(into_target(at), name, Some(parameters))
    }
}
