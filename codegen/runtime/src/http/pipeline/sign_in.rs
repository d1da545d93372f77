//! The credential, which goes to the service's hosts only, and by https or within this machine.

use http::{HeaderMap, Response, StatusCode, Uri};

use super::call::Call;
use super::limiter;
use super::policy::PolicyRequest;
use super::redirect::drop_secrets;
use crate::http::body::Body;
use crate::http::credential::error::CredentialError;
use crate::http::deadline::{Elapsed, Part};
use crate::http::fault::error::Error;
use crate::http::secret::{self, is_secret};
use crate::url::address::Origin;
use crate::url::request_error::RequestError;

/// Signs a request in, where its host is trusted, and hands it to the transport. Where the answer asks for claims, gets a token for these.
pub(super) async fn send(call: &mut Call, request: &mut PolicyRequest) -> Result<Response<Body>, Error> {
    mark_secrets(&mut request.headers);
    let is_trusted = call.foreign.is_none() && !call.anonymous;
    if call.foreign.is_some() && !call.anonymous {
        // Nothing is left here but what a policy has added.
        drop_secrets(&mut request.headers);
    } else if is_trusted {
        sign(call, &mut request.headers).await?;
    }
    check_privacy(call, &request.url, &request.headers)?;
    let can_repeat = request.body.as_bytes().is_some();
    let mut response = limiter::send(call, request).await?;
    if is_trusted && response.status() == StatusCode::UNAUTHORIZED {
        let renewed = renew(call, response.headers()).await;
        if can_repeat {
            renewed?;
        }
    }
    secret::mark(response.headers_mut());
    Ok(response)
}

/// Marks headers as secrets whose names say so: policies need not.
fn mark_secrets(headers: &mut HeaderMap) {
    for (name, value) in headers {
        if is_secret(name) {
            value.set_sensitive(true);
        }
    }
}

async fn sign(call: &mut Call, headers: &mut HeaderMap) -> Result<(), CredentialError> {
    let Call { settings, watch, signature, .. } = call;
    let Some(sign_in) = &settings.sign_in else { return Ok(()) };
    in_time(watch.within(Part::Call, signature.sign(sign_in, headers)).await)
}

async fn renew(call: &mut Call, headers: &HeaderMap) -> Result<(), CredentialError> {
    let Call { settings, watch, signature, .. } = call;
    let Some(sign_in) = &settings.sign_in else { return Ok(()) };
    in_time(watch.within(Part::Call, signature.renew(sign_in, headers)).await)
}

/// What the credential gave, if it did so before the call was over.
fn in_time(outcome: Result<Result<(), CredentialError>, Elapsed>) -> Result<(), CredentialError> {
    outcome.map_err(|elapsed| CredentialError::new(elapsed.into()))?
}

/// Refuses to send a secret so that anybody on the way can read it (P22): a header, or a URL that is a credential by itself.
fn check_privacy(call: &Call, url: &Uri, headers: &HeaderMap) -> Result<(), RequestError> {
    if call.settings.insecure || url.scheme_str() == Some("https") {
        return Ok(());
    }
    let Some(origin) = Origin::of(url).filter(|origin| !origin.is_loopback()) else { return Ok(()) };
    let secret = match headers.iter().find(|(_, value)| value.is_sensitive()) {
        Some((name, _)) => format!("the header `{name}`"),
        None if call.anonymous => "the URL, which is a credential if it was signed".to_owned(),
        None => return Ok(()),
    };
    Err(RequestError::new(format!(
        "`{origin}` is reached by plain http, where anybody on the way can read {secret}: use https, or accept this with \
         `ClientBuilder::allow_insecure`"
    )))
}
