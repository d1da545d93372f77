//! One call: its headers and limits in the beginning, success or error in the end.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, Uri};

use super::headers;
use super::limiter::Permit;
use super::message::Message;
use super::options::CallOptions;
use super::policy::{Place, Policy, PolicyRequest, through};
use super::random;
use super::redirect;
use super::repeatable;
use super::retry::Retry;
use super::trace::{self, Described};
use crate::http::body::Body;
use crate::http::deadline::{Limits, Watch};
use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::{ExchangeError, Head, RequestLine};
use crate::http::fault::service_error::ServiceError;
use crate::http::link::LinkError;
use crate::http::reply::Source;
use crate::http::settings::Settings;
use crate::http::sign_in::Signature;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::url::address::Origin;
use crate::url::request_error::RequestError;

/// How much of the body of an error response is kept: 1 MiB.
pub(crate) const ERROR_BODY_LIMIT: usize = 1 << 20;

/// The caller's name for a call.
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// What is done with the body of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is read into memory, as a part of the attempt: if it breaks off, the request may be sent again.
    Whole,
    /// It is left to the caller.
    Open,
}

/// The response to a call, and the request that it answers.
pub(crate) struct Answer {
    pub(crate) request: RequestLine,
    pub(crate) response: Response<Body>,
    pub(crate) source: Source,
}

/// What the policies of one call share.
pub(crate) struct Call {
    pub(super) settings: Arc<Settings>,
    options: Option<Arc<CallOptions>>,
    reading: Reading,
    pub(super) anonymous: bool,
    pub(super) watch: Watch,
    pub(super) signature: Signature,
    /// What was sent last.
    pub(super) request: RequestLine,
    /// The host that is not the service's, if the last request went there.
    pub(super) foreign: Option<Box<Origin>>,
    /// Held while a request is under way.
    pub(super) permit: Option<Permit>,
}

/// Sends a request and gives the response, if its status is one of success.
pub(crate) async fn call(settings: Arc<Settings>, message: Message, reading: Reading) -> Result<Answer, Error> {
    let Message { method, url, headers, body, anonymous, template, options } = message;
    let mut extra = settings.headers.clone();
    if anonymous {
        redirect::keep_harmless(&mut extra);
    }
    headers::replace(&mut extra, &headers);
    let foreign = match foreign_origin(&settings, &url)? {
        Some(origin) if !anonymous => return Err(LinkError::foreign_host(&url, origin).into()),
        origin => origin.map(Box::new),
    };
    let watch = Watch::new(settings.clock.as_ref(), limits(&settings, options.as_deref()));
    let id = identify(&settings, &mut extra).filter(|_| foreign.is_none());
    let request = RequestLine { method: method.clone(), url: url.clone(), attempts: 0, id };
    let root = settings.root_uri.clone();
    let signature = Signature::default();
    let mut call = Call { settings, options, reading, anonymous, watch, signature, request, foreign, permit: None };
    let mut request = PolicyRequest { method, url, headers: extra, body, attempt: 1, template, root };
    let described = Described::of(&request);
    let answer = async move {
        let response = match call.policy(Place::Call, 0) {
            Some(_) => through(&mut call, Place::Call, 0, request).await?,
            None => repeatable::send(&mut call, &mut request).await?,
        };
        call.finish(response).await
    };
    trace::call(&described, answer).await
}

/// Gives a call a name, by which the service's support finds it, where the service takes one and the caller gave none.
fn identify(settings: &Settings, headers: &mut HeaderMap) -> Option<HeaderValue> {
    if settings.service.client_request_id && !headers.contains_key(CLIENT_REQUEST_ID) {
        headers.insert(CLIENT_REQUEST_ID, HeaderValue::from_bytes(&random::uuid()).ok()?);
    }
    headers.get(CLIENT_REQUEST_ID).cloned()
}

/// The limits of a call with these options.
fn limits(settings: &Settings, options: Option<&CallOptions>) -> Limits {
    let mut limits = settings.limits;
    if let Some(options) = options {
        limits.call = options.timeout.unwrap_or(limits.call);
        limits.attempt = options.attempt_timeout.unwrap_or(limits.attempt);
    }
    limits
}

/// The origin of a URL, if it is one that is not allowed.
pub(crate) fn foreign_origin(settings: &Settings, url: &Uri) -> Result<Option<Origin>, Error> {
    let Some(origin) = Origin::of(url) else {
        return Err(RequestError::new("the request's URL is not an absolute http or https URL").into());
    };
    Ok(Some(origin).filter(|origin| !settings.allowed.contains(origin)))
}

impl Call {
    /// The policy of the caller's that is at a place behind so many others: first those of the client, then those of the request.
    pub(super) fn policy(&self, place: Place, passed: usize) -> Option<Arc<dyn Policy>> {
        let of_client = self.settings.policies.at(place);
        let of_request = self.options.as_ref().map_or(&[][..], |options| options.policies.at(place));
        of_client.iter().chain(of_request).nth(passed).cloned()
    }

    pub(super) fn retry(&self) -> &Retry {
        let of_request = self.options.as_ref().and_then(|options| options.retry.as_ref());
        of_request.unwrap_or(&self.settings.retry)
    }

    /// The error of a request to which no whole response came.
    pub(super) fn failed(&self, error: TransportError) -> Error {
        ExchangeError::new(self.request.clone(), error).into()
    }

    fn source(&self) -> Source {
        Source { foreign: self.foreign.clone(), anonymous: self.anonymous, redact: self.settings.redact }
    }

    /// Ends an attempt: reads what is to be read of the body.
    pub(super) async fn read(&mut self, response: Response<Body>) -> Result<Response<Body>, Error> {
        let (head, body) = response.into_parts();
        let body = if !head.status.is_success() {
            self.watch.error_body(body, ERROR_BODY_LIMIT).await.into()
        } else if self.reading == Reading::Open {
            body
        } else {
            let body = self.watch.bytes(body, self.settings.response_limit).await;
            match body.and_then(|body| whole(&head, body)) {
                Ok(body) => body.into(),
                Err(error) => return Err(self.broken(head.status, head.headers, error)),
            }
        };
        Ok(Response::from_parts(head, body))
    }

    /// The error of a success whose body did not come.
    fn broken(&self, status: StatusCode, headers: HeaderMap, error: TransportError) -> Error {
        let error = ExchangeError::new(self.request.clone(), error);
        match self.foreign {
            Some(_) => error,
            None => error.behind(Head { status, headers }),
        }
        .into()
    }

    /// Tells success from error.
    async fn finish(mut self, response: Response<Body>) -> Result<Answer, Error> {
        let source = self.source();
        let (head, body) = response.into_parts();
        if head.status.is_success() {
            let body = if self.reading == Reading::Open { self.watch.download(body) } else { body };
            return Ok(Answer { request: self.request, response: Response::from_parts(head, body), source });
        }
        let body = self.watch.error_body(body, ERROR_BODY_LIMIT).await;
        Err(ServiceError::new(self.request, head.status, head.headers, body, source).into())
    }
}

/// A body that is as long as its response says. Transports that decompress bodies leave the header of the compressed one.
fn whole(head: &http::response::Parts, body: Bytes) -> Result<Bytes, TransportError> {
    let says = |name: HeaderName| head.headers.get(name)?.to_str().ok();
    let length = says(CONTENT_LENGTH).filter(|_| says(CONTENT_ENCODING).is_none());
    match length.and_then(|length| length.parse::<usize>().ok()) {
        Some(length) if body.len() < length && head.status != StatusCode::NO_CONTENT => {
            let reason = format!("the body has {} bytes, and its response says that it has {length}", body.len());
            Err(TransportError::new(TransportErrorKind::Body, reason))
        }
        _ => Ok(body),
    }
}
