//! One request and its response, redirects included: the only place that talks to the transport.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use super::DecodeOptions;
use super::body::Body;
use super::client::Settings;
use super::error::{CredentialError, Error, ExchangeError, RequestLine};
use super::link::LinkError;
use super::redirect;
use super::request::Outgoing;
use super::response::Response;
use super::service_error::ServiceError;
use super::transport::{BoxFuture, TransportError};
use super::url::Origin;

const MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
const VERSION: HeaderName = HeaderName::from_static("odata-version");

/// How much of the body of an error response is kept: 1 MiB.
const ERROR_BODY_LIMIT: u64 = 1 << 20;

/// How many redirects one request follows.
const MAX_REDIRECTS: usize = 10;

/// A response with a status of success, whole.
pub(super) struct Reply {
    pub(super) request: RequestLine,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) options: DecodeOptions,
}

/// Sends a request when it is polled, if it could be built, and reads the whole response.
pub(super) fn exchange(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let outgoing = outgoing?;
        let client = outgoing.client.clone();
        let settings = &*client.inner;
        let (request, response) = succeed(outgoing).await?;
        let (head, body) = response.into_parts();
        let body = body.bytes(settings.response_limit).await.map_err(|error| failed(&request, error))?;
        Ok(Reply { request, status: head.status, headers: head.headers, body, options: settings.options })
    })
}

/// Sends a request when it is polled, if it could be built, and leaves the body to the caller.
pub(super) fn open(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Response<Body>, Error>> {
    Box::pin(async move {
        let (_, response) = succeed(outgoing?).await?;
        let (head, body) = response.into_parts();
        Ok(Response { status: head.status, headers: head.headers, body })
    })
}

/// Sends a request and tells success from error.
async fn succeed(outgoing: Outgoing) -> Result<(RequestLine, http::Response<Body>), Error> {
    let Outgoing { client, method, url, headers, body } = outgoing;
    let settings = &*client.inner;
    let origin = Origin::of(&url);
    if let Some(origin) = origin.filter(|origin| !settings.allowed.contains(origin)) {
        return Err(LinkError::foreign_host(&url, origin).into());
    }
    let mut extra = settings.headers.clone();
    replace(&mut extra, &headers);
    let (request, response) = send(settings, RequestLine { method, url }, extra, body).await?;
    if response.status().is_success() {
        return Ok((request, response));
    }
    let (head, body) = response.into_parts();
    // A status without its body says more than an error about the body.
    let (body, _) = body.prefix(ERROR_BODY_LIMIT).await.unwrap_or_default();
    Err(ServiceError::new(request, head.status, head.headers, body).into())
}

/// Sends a request and follows redirects; gives the last request with its response.
///
/// A host that is not allowed gets neither the credential nor a header that may be secret, and none of
/// them comes back when it redirects to an allowed one.
async fn send(
    settings: &Settings,
    mut request: RequestLine,
    mut extra: HeaderMap,
    mut body: Body,
) -> Result<(RequestLine, http::Response<Body>), Error> {
    let mut trusted = true;
    let mut redirects = 0;
    loop {
        let replay = body.as_bytes().cloned();
        let headers = assemble(settings, &request, &extra, !body.is_empty(), trusted).await?;
        let mut message = http::Request::new(body);
        *message.method_mut() = request.method.clone();
        *message.uri_mut() = request.url.clone();
        *message.headers_mut() = headers;
        let response = settings.transport.send(message).await.map_err(|error| failed(&request, error))?;
        let Some(location) = redirect::location(&response) else { return Ok((request, response)) };
        let url = redirect::follow(&request.url, location)?;
        if redirects == MAX_REDIRECTS {
            return Err(LinkError::too_many_redirects(location, MAX_REDIRECTS).into());
        }
        redirects += 1;
        trusted &= Origin::of(&url).is_some_and(|origin| settings.allowed.contains(&origin));
        if !trusted {
            redirect::keep_harmless(&mut extra);
        }
        body = if redirect::becomes_get(response.status(), &request.method) {
            request.method = Method::GET;
            redirect::drop_payload_headers(&mut extra);
            Body::empty()
        } else {
            replay.ok_or_else(|| LinkError::body_cannot_be_repeated(location))?.into()
        };
        request.url = url;
    }
}

/// The headers of one request: those of the protocol, `extra` in their place, and the credential if the host
/// is trusted with it.
async fn assemble(
    settings: &Settings,
    request: &RequestLine,
    extra: &HeaderMap,
    has_payload: bool,
    trusted: bool,
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::with_capacity(8 + extra.len());
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(MAX_VERSION, HeaderValue::from_static("4.01"));
    if has_payload {
        headers.insert(VERSION, HeaderValue::from_static("4.0"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    } else if matches!(request.method, Method::POST | Method::PUT | Method::PATCH) {
        // Some servers answer 411 where nothing tells that there is no payload (RFC 9110, 8.6).
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    headers.insert(USER_AGENT, settings.user_agent.clone());
    replace(&mut headers, extra);
    if let Some(credential) = &settings.credential
        && trusted
        && !headers.contains_key(AUTHORIZATION)
    {
        let token = credential.token().await.map_err(CredentialError::new)?;
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.secret()))
            .map_err(|_| CredentialError::new("the token holds characters that no header can carry".into()))?;
        value.set_sensitive(true);
        headers.insert(AUTHORIZATION, value);
    }
    Ok(headers)
}

/// Puts every header of `over` in place of those with its name.
fn replace(headers: &mut HeaderMap, over: &HeaderMap) {
    for name in over.keys() {
        headers.remove(name);
        for value in over.get_all(name) {
            headers.append(name, value.clone());
        }
    }
}

fn failed(request: &RequestLine, error: TransportError) -> Error {
    ExchangeError::new(request.clone(), error).into()
}
