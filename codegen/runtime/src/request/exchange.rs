//! One request and its response, redirects included: the only place that talks to the transport.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};

use crate::http::body::Body;
use crate::http::deadline::{Part, Watch};
use crate::http::error::{CredentialError, Error, ExchangeError, Head, RequestLine};
use crate::http::link::LinkError;
use crate::http::odata_error::ODataError;
use crate::http::redirect;
use crate::http::reply::{Reply, Source};
use crate::http::secret;
use crate::http::service_error::ServiceError;
use crate::http::transport::{BoxFuture, TransportError, TransportErrorKind};
use crate::request::client::connection::Settings;
use crate::request::response::Response;
use crate::request::target::Outgoing;
use crate::url::address::Origin;
use crate::url::request_error::RequestError;
use crate::value::page;

const MAX_VERSION: HeaderName = HeaderName::from_static("odata-maxversion");
const VERSION: HeaderName = HeaderName::from_static("odata-version");

/// How much of the body of an error response is kept: 1 MiB.
pub(super) const ERROR_BODY_LIMIT: usize = 1 << 20;

/// How many redirects one request follows.
const MAX_REDIRECTS: usize = 10;

/// The first response that is not a redirect, and the request that it answers.
struct Answer {
    request: RequestLine,
    response: http::Response<Body>,
    source: Source,
}

/// Sends a request when it is polled, if it could be built, and reads the whole response.
pub(crate) fn exchange(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let outgoing = outgoing?;
        let client = outgoing.client.clone();
        let settings = &*client.inner;
        let (answer, watch) = succeed(outgoing).await?;
        let Answer { request, response, source } = answer;
        let (head, body) = response.into_parts();
        let body = watch.incoming(body).bytes(settings.response_limit).await;
        let body = match body.and_then(|body| whole(&head, body)) {
            Ok(body) => body,
            Err(error) => {
                let error = ExchangeError::new(request, error);
                let is_own = source.foreign.is_none();
                let head = Head { status: head.status, headers: head.headers };
                return Err(if is_own { error.behind(head) } else { error }.into());
            }
        };
        if let Some(error) = ODataError::of_success(&body).filter(|error| !error.is_success()) {
            return Err(ServiceError::of(request, head.status, head.headers, body, source, Some(error)).into());
        }
        // Links are handed out as text, which does not say where it came from. Those of another host are not handed out.
        if let Some(origin) = &source.foreign
            && let Some(link) = page::next_or_delta_link(&body)
        {
            return Err(LinkError::foreign_page(&link, (**origin).clone()).into());
        }
        let (options, on_misfit) = (settings.options, settings.on_misfit.clone());
        Ok(Reply {
            request,
            status: head.status,
            headers: head.headers,
            body,
            options,
            on_misfit,
            source,
            created: None,
        })
    })
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

/// Sends a request when it is polled, if it could be built, and leaves the body to the caller.
pub(crate) fn open(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Response<Body>, Error>> {
    Box::pin(async move {
        let (answer, watch) = succeed(outgoing?).await?;
        let (head, body) = answer.response.into_parts();
        Ok(Response::new(head.status, head.headers, watch.download(body), answer.source.foreign))
    })
}

/// Sends a request and tells success from error.
async fn succeed(outgoing: Outgoing) -> Result<(Answer, Watch), Error> {
    let client = outgoing.client.clone();
    let settings = &*client.inner;
    let mut watch = Watch::new(settings.clock.as_ref(), settings.limits);
    let answer = send(settings, outgoing, &mut watch).await?;
    if answer.response.status().is_success() {
        return Ok((answer, watch));
    }
    let (head, body) = answer.response.into_parts();
    let body = watch.error_body(body, ERROR_BODY_LIMIT).await;
    Err(ServiceError::new(answer.request, head.status, head.headers, body, answer.source).into())
}

/// Sends a request and follows redirects.
///
/// An anonymous request goes to any host, and takes neither the credential nor what the client's headers may hold of secrets to it.
/// Otherwise, a host that is not allowed gets neither the credential nor a header that may be secret nor a body, and these do not
/// comes back when it redirects to an allowed one. What is answered then is not the service's answer.
async fn send(settings: &Settings, outgoing: Outgoing, watch: &mut Watch) -> Result<Answer, Error> {
    let Outgoing { method, url, headers, mut body, anonymous, .. } = outgoing;
    let mut request = RequestLine { method, url };
    let mut extra = settings.headers.clone();
    if anonymous {
        redirect::keep_harmless(&mut extra);
    }
    replace(&mut extra, &headers);
    let mut foreign = match foreign_origin(settings, &request.url)? {
        Some(origin) if !anonymous => return Err(LinkError::foreign_host(&request.url, origin).into()),
        origin => origin.map(Box::new),
    };
    let mut redirects = 0;
    loop {
        let replay = body.as_bytes().cloned();
        let has_payload = !body.is_empty();
        let trusted = foreign.is_none() && !anonymous;
        let headers = assemble(settings, &request, &extra, has_payload, trusted);
        let headers =
            watch.within(Part::Call, headers).await.map_err(|elapsed| CredentialError::new(elapsed.into()))??;
        check_privacy(settings, &request, &headers, anonymous)?;
        let mut message = http::Request::new(watch.outgoing(body));
        *message.method_mut() = request.method.clone();
        *message.uri_mut() = request.url.clone();
        *message.headers_mut() = headers;
        let response = watch.within(Part::Response, settings.transport.send(message)).await;
        let response = response.unwrap_or_else(|elapsed| Err(elapsed.into()));
        let mut response = response.map_err(|error| failed(&request, error))?;
        let Some(location) = redirect::location(&response) else {
            secret::mark(response.headers_mut());
            return Ok(Answer { request, response, source: Source { foreign, anonymous, redact: settings.redact } });
        };
        let (url, location) = redirect::follow(&request.url, location, &settings.rewrites)?;
        let location = location.as_str();
        if redirects == MAX_REDIRECTS {
            return Err(LinkError::too_many_redirects(location, MAX_REDIRECTS).into());
        }
        redirects += 1;
        let origin = foreign_origin(settings, &url)?;
        body = if redirect::becomes_get(response.status(), &request.method) {
            request.method = Method::GET;
            redirect::drop_payload_headers(&mut extra);
            Body::empty()
        } else if let (Some(origin), true) = (&origin, has_payload && !anonymous) {
            return Err(LinkError::body_stays(location, origin.clone()).into());
        } else {
            replay.ok_or_else(|| LinkError::body_cannot_be_repeated(location))?.into()
        };
        foreign = origin.map(Box::new).or(foreign);
        if anonymous && Origin::of(&url) != Origin::of(&request.url) {
            redirect::drop_secrets(&mut extra);
        } else if foreign.is_some() && !anonymous {
            redirect::keep_harmless(&mut extra);
        }
        request.url = url;
    }
}

/// The origin of a URL, if it is one that is not allowed.
pub(super) fn foreign_origin(settings: &Settings, url: &Uri) -> Result<Option<Origin>, Error> {
    let Some(origin) = Origin::of(url) else {
        return Err(RequestError::new("the request's URL is not an absolute http or https URL").into());
    };
    Ok(Some(origin).filter(|origin| !settings.allowed.contains(origin)))
}

/// Refuses to send a secret so that anybody on the way can read it (P22): a header, or a URL that is a credential by itself.
fn check_privacy(
    settings: &Settings,
    request: &RequestLine,
    headers: &HeaderMap,
    anonymous: bool,
) -> Result<(), RequestError> {
    if settings.insecure || request.url.scheme_str() == Some("https") {
        return Ok(());
    }
    let Some(origin) = Origin::of(&request.url).filter(|origin| !origin.is_loopback()) else { return Ok(()) };
    let secret = match headers.iter().find(|(_, value)| value.is_sensitive()) {
        Some((name, _)) => format!("the header `{name}`"),
        None if anonymous => "the URL, which is a credential if it was signed".to_owned(),
        None => return Ok(()),
    };
    Err(RequestError::new(format!(
        "`{origin}` is reached by plain http, where anybody on the way can read {secret}: use https, or accept this with \
         `ClientBuilder::allow_insecure`"
    )))
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
    let is_quoted = settings.style.quoted_numbers;
    let json = if is_quoted { "application/json;IEEE754Compatible=true" } else { "application/json" };
    let json = HeaderValue::from_static(json);
    headers.insert(ACCEPT, json.clone());
    headers.insert(MAX_VERSION, HeaderValue::from_static("4.01"));
    if has_payload {
        headers.insert(VERSION, HeaderValue::from_static("4.0"));
        headers.insert(CONTENT_TYPE, json);
    } else if matches!(request.method, Method::POST | Method::PUT | Method::PATCH) {
        // Some servers answer 411 where nothing tells that there is no payload (RFC 9110, 8.6).
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    headers.insert(USER_AGENT, settings.user_agent.clone());
    replace(&mut headers, extra);
    if let Some(credential) = &settings.credential
        && trusted
    {
        let name = credential.header_name();
        if !headers.contains_key(&name) {
            let token = credential.token().await.map_err(CredentialError::new)?;
            let value = token.header_value(&name)?;
            headers.insert(name, value);
        }
    }
    Ok(headers)
}

/// Puts every header of `over` in place of those with its name.
pub(super) fn replace(headers: &mut HeaderMap, over: &HeaderMap) {
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
