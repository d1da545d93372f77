//! The credential, which goes to the service's hosts only, and by https or within this machine.

use http::{HeaderMap, Response, Uri};

use super::call::Call;
use super::limiter;
use super::policy::PolicyRequest;
use super::redirect::drop_secrets;
use crate::http::body::Body;
use crate::http::deadline::Part;
use crate::http::error::{CredentialError, Error};
use crate::http::secret::{self, is_secret};
use crate::url::address::Origin;
use crate::url::request_error::RequestError;

/// Signs a request in, where its host is trusted, and hands it to the transport.
pub(super) async fn send(call: &mut Call, mut request: PolicyRequest) -> Result<Response<Body>, Error> {
    mark_secrets(&mut request.headers);
    if call.foreign.is_some() && !call.anonymous {
        // Nothing is left here but what a policy has added.
        drop_secrets(&mut request.headers);
    } else if !call.anonymous {
        add_credential(call, &mut request.headers).await?;
    }
    check_privacy(call, &request.url, &request.headers)?;
    let mut response = limiter::send(call, request).await?;
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

async fn add_credential(call: &mut Call, headers: &mut HeaderMap) -> Result<(), Error> {
    let Some(credential) = &call.settings.credential else { return Ok(()) };
    let name = credential.header_name();
    if !headers.contains_key(&name) {
        let token = call.watch.within(Part::Call, credential.token()).await;
        let token = token.map_err(|elapsed| CredentialError::new(elapsed.into()))?.map_err(CredentialError::new)?;
        let value = token.header_value(&name)?;
        headers.insert(name, value);
    }
    Ok(())
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
