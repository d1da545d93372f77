//! Spans of the crate `tracing`, where the feature of that name is on, by the names of
//! [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
//!
//! No query, no header but request identifiers, no key and no body comes into them.

use http::Response;

use super::call::Answer;
use super::policy::PolicyRequest;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::value::kept::misfit::Misfit;

/// Runs a call in a span of its own.
#[cfg(feature = "tracing")]
pub(super) async fn call(
    request: &Described,
    future: impl Future<Output = Result<Answer, Error>>,
) -> Result<Answer, Error> {
    use tracing::Instrument as _;

    let Some(request) = &request.0 else { return future.await };
    let span = tracing::info_span!(
        "odata.call",
        http.request.method = request.method.as_str(),
        url.template = request.template.as_deref(),
        odata.operation = request.operation.as_deref(),
        server.address = request.url.host(),
        server.port = request.url.port_u16(),
        http.request.resend_count = tracing::field::Empty,
        http.response.status_code = tracing::field::Empty,
        error.type = tracing::field::Empty,
    );
    let outcome = future.instrument(span.clone()).await;
    let (status, attempts) = match &outcome {
        Ok(answer) => (Some(answer.response.status()), answer.request.attempts),
        Err(error) => (error.status(), error.attempts()),
    };
    record(&span, status, outcome.as_ref().err());
    span.record("http.request.resend_count", attempts.saturating_sub(1));
    outcome
}

/// Sends one request in a span of its own.
#[cfg(feature = "tracing")]
pub(super) async fn attempt(
    request: &Described,
    attempt: u32,
    future: impl Future<Output = Result<Response<Body>, Error>>,
) -> Result<Response<Body>, Error> {
    use tracing::Instrument as _;

    let Some(request) = &request.0 else { return future.await };
    let name = match &request.template {
        Some(template) => format!("{} {template}", request.method),
        None => request.method.to_string(),
    };
    let span = tracing::info_span!(
        "odata.attempt",
        otel.name = name,
        otel.kind = "client",
        http.request.method = request.method.as_str(),
        url.template = request.template.as_deref(),
        server.address = request.url.host(),
        server.port = request.url.port_u16(),
        http.request.resend_count = attempt.saturating_sub(1),
        http.response.status_code = tracing::field::Empty,
        error.type = tracing::field::Empty,
    );
    let outcome = future.instrument(span.clone()).await;
    record(&span, outcome.as_ref().ok().map(Response::status), outcome.as_ref().err());
    outcome
}

/// What spans show of a request, if anybody listens.
#[cfg(feature = "tracing")]
pub(super) struct Described(Option<Description>);

#[cfg(feature = "tracing")]
struct Description {
    method: http::Method,
    url: http::Uri,
    template: Option<String>,
    operation: Option<String>,
}

#[cfg(feature = "tracing")]
impl Described {
    pub(super) fn of(request: &PolicyRequest) -> Self {
        Self(tracing::enabled!(tracing::Level::INFO).then(|| Description {
            method: request.method().clone(),
            url: request.url().clone(),
            template: request.url_template(),
            operation: request.operation().map(str::to_owned),
        }))
    }
}

/// Records how a request ended.
#[cfg(feature = "tracing")]
fn record(span: &tracing::Span, status: Option<http::StatusCode>, error: Option<&Error>) {
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
        if !status.is_success() && !status.is_redirection() {
            span.record("error.type", status.as_str());
            return;
        }
    }
    if let Some(error) = error {
        span.record("error.type", kind(error));
    }
}

/// A word for an error, of which there are few.
#[cfg(feature = "tracing")]
fn kind(error: &Error) -> &'static str {
    use crate::http::transport::TransportErrorKind as Kind;

    match error {
        Error::Request(_) => "request",
        Error::Credential(_) => "credential",
        Error::Link(_) => "link",
        Error::Service(_) => "service",
        Error::Response(_) => "response",
        Error::Policy(_) => "policy",
        Error::Batch(_) => "batch",
        Error::Transfer(_) => "transfer",
        Error::Transport(error) => match error.kind() {
            Kind::Request => "transport.request",
            Kind::Connect => "connect",
            Kind::Timeout => "timeout",
            Kind::Body | Kind::Refused => "body",
            Kind::Other => "transport",
        },
    }
}

/// A value that does not fit and was kept: where, and what was expected, not what came.
#[cfg(feature = "tracing")]
pub(crate) fn misfit(misfit: &Misfit<'_>) {
    tracing::warn!(path = misfit.path(), expected = misfit.expected(), "a value is not of its declared type");
}

/// Without the feature, nothing is described, and nothing is in a span.
#[cfg(not(feature = "tracing"))]
pub(super) struct Described;

#[cfg(not(feature = "tracing"))]
impl Described {
    pub(super) fn of(_: &PolicyRequest) -> Self {
        Self
    }
}

#[cfg(not(feature = "tracing"))]
pub(super) async fn call(_: &Described, future: impl Future<Output = Result<Answer, Error>>) -> Result<Answer, Error> {
    future.await
}

#[cfg(not(feature = "tracing"))]
pub(super) async fn attempt(
    _: &Described,
    _: u32,
    future: impl Future<Output = Result<Response<Body>, Error>>,
) -> Result<Response<Body>, Error> {
    future.await
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn misfit(_: &Misfit<'_>) {}
