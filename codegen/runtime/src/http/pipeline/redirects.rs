//! Following redirects, so that no secret comes to a host that is not the service's.

use http::{HeaderMap, Method, Response, StatusCode};

use super::call::{Call, foreign_origin};
use super::headers::assemble;
use super::policy::{Place, PolicyRequest, through};
use super::redirect;
use super::sign_in;
use super::trace::{self, Described};
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::link::LinkError;
use crate::url::address::Origin;

/// How many redirects one attempt follows.
const MAX_REDIRECTS: usize = 10;

/// Makes one attempt: sends a request, follows redirects, and sends the request once more where its answer asks for claims.
///
/// An anonymous request goes to any host, and takes neither the credential nor what the client's headers may hold of secrets to it.
/// Otherwise, a host that is not allowed gets neither the credential nor a header that may be secret nor a body, and these do not
/// come back when it redirects to an allowed one. What is answered then is not the service's answer.
pub(super) async fn attempt(call: &mut Call, request: &PolicyRequest, mut body: Body) -> Result<Response<Body>, Error> {
    let (mut method, mut url) = (request.method.clone(), request.url.clone());
    // What is left of the headers after redirects.
    let mut fewer: Option<HeaderMap> = None;
    call.foreign = foreign_origin(&call.settings, &url)?.map(Box::new);
    let mut redirects = 0;
    loop {
        let replay = body.as_bytes().cloned();
        let has_payload = !body.is_empty();
        let extra = fewer.as_ref().unwrap_or(&request.headers);
        let hop = PolicyRequest {
            headers: assemble(&call.settings, &method, extra, has_payload),
            method: method.clone(),
            url: url.clone(),
            body,
            attempt: call.request.attempts,
            template: if redirects == 0 { request.template.clone() } else { request.template.of_next(&request.url) },
            root: request.root.clone(),
        };
        (call.request.method, call.request.url) = (method.clone(), url.clone());
        let response = traced(call, hop).await?;
        let Some(location) = redirect::location(&response) else {
            // Where the service asks for claims, there may be another token for these.
            let repeats = response.status() == StatusCode::UNAUTHORIZED && call.signature.take_repetition();
            let Some(replay) = replay.filter(|_| repeats) else { return Ok(response) };
            body = replay.into();
            continue;
        };
        let (next, location) = redirect::follow(&url, location, &call.settings.rewrites)?;
        let location = location.as_str();
        if redirects == MAX_REDIRECTS {
            return Err(LinkError::too_many_redirects(location, MAX_REDIRECTS).into());
        }
        redirects += 1;
        let extra = fewer.get_or_insert_with(|| request.headers.clone());
        let origin = foreign_origin(&call.settings, &next)?;
        body = if redirect::becomes_get(response.status(), &method, &url) {
            method = Method::GET;
            redirect::drop_payload_headers(extra);
            Body::empty()
        } else if let (Some(origin), true) = (&origin, has_payload && !call.anonymous) {
            return Err(LinkError::body_stays(location, origin.clone()).into());
        } else {
            replay.ok_or_else(|| LinkError::body_cannot_be_repeated(location))?.into()
        };
        if let Some(origin) = origin {
            call.foreign = Some(Box::new(origin));
        }
        if call.anonymous && Origin::of(&next) != Origin::of(&url) {
            redirect::drop_secrets(extra);
        } else if call.foreign.is_some() && !call.anonymous {
            redirect::keep_harmless(extra);
        }
        url = next;
    }
}

/// Sends one request in a span of its own.
async fn traced(call: &mut Call, mut request: PolicyRequest) -> Result<Response<Body>, Error> {
    let (described, attempt) = (Described::of(&request), request.attempt);
    let response = async {
        match call.policy(Place::Attempt, 0) {
            Some(_) => through(call, Place::Attempt, 0, request).await,
            None => hop(call, &mut request).await,
        }
    };
    trace::attempt(&described, attempt, response).await
}

/// Sends what the policies around an attempt have let through.
pub(super) async fn hop(call: &mut Call, request: &mut PolicyRequest) -> Result<Response<Body>, Error> {
    sign_in::send(call, request).await
}
