//! Each way to sign in, on one call.
//!
//! ```text
//! sign_in ROOT token TOKEN
//! sign_in ROOT basic USER PASSWORD
//! sign_in ROOT key KEY
//! sign_in ROOT session TOKEN
//! sign_in ROOT own FILE
//! sign_in ROOT device AUTHORITY CLIENT_ID
//! ```

use std::error::Error;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use generated::{
    AccessToken, BasicCredential, BoxError, BoxFuture, Client, Credential, HeaderCredential, StaticToken,
    TokenProvider, TokenRequest,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let show = |message: &str| writeln!(io::stderr(), "{message}");
    let users = run(&arguments, show).await?;
    writeln!(io::stdout(), "users: {users}")?;
    Ok(())
}

/// The whole program; `show` gets what the user has to read.
pub(crate) async fn run(
    arguments: &[&str],
    show: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static,
) -> Result<usize, Box<dyn Error>> {
    let (root, credential): (_, Arc<dyn Credential>) = match *arguments {
        [root, "token", token] => (root, Arc::new(StaticToken::new(token))),
        [root, "basic", user, password] => (root, Arc::new(BasicCredential::new(user, password))),
        [root, "key", key] => (root, Arc::new(HeaderCredential::new("Ocp-Apim-Subscription-Key", key))),
        [root, "session", token] => (root, Arc::new(HeaderCredential::new("X-Auth-Token", token))),
        [root, "own", path] => (root, Arc::new(FromFile(path.to_owned()))),
        [root, "device", authority, client_id] => (root, Arc::new(device_code(authority, client_id, show))),
        _ => return Err("see the top of this program for its arguments".into()),
    };
    let graph = Client::builder().service_root(root).credential(credential).build()?;
    // Both calls have the same token.
    let page = graph.reports().get_credential_user_registration_count().await?;
    let again = graph.reports().get_credential_user_registration_count().await?;
    Ok(page.value.len() + again.value.len())
}

/// A credential of one's own: the token is in a file, which another program writes anew every hour.
struct FromFile(String);

impl Credential for FromFile {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let token = std::fs::read_to_string(&self.0)?;
            Ok(AccessToken::new(token.trim()).expires_in(Duration::from_secs(600)))
        })
    }
}

/// The device code flow (RFC 8628): a user signs in on another device, and the program asks the authority until that is done.
fn device_code(
    authority: &str,
    client_id: &str,
    show: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static,
) -> TokenProvider {
    let authority = Arc::new(Authority { url: authority.to_owned(), client_id: client_id.to_owned() });
    let (show, refresh) = (Arc::new(show), Arc::new(Mutex::new(None)));
    TokenProvider::with_request(move |request| {
        let (authority, show, refresh) = (Arc::clone(&authority), Arc::clone(&show), Arc::clone(&refresh));
        async move {
            let known: Option<String> = refresh.lock().map_err(|_| "another call failed")?.clone();
            let mut answer = match known {
                Some(known) => authority.refresh(&request, &known).await?,
                None => Value::Null,
            };
            if answer["access_token"].is_null() {
                answer = authority.sign_in(&request, &*show).await?;
            }
            let token = answer["access_token"].as_str().ok_or("the authority gave no token")?;
            let seconds = answer["expires_in"].as_u64().unwrap_or_default();
            *refresh.lock().map_err(|_| "another call failed")? = answer["refresh_token"].as_str().map(str::to_owned);
            Ok::<_, BoxError>(AccessToken::new(token).expires_in(Duration::from_secs(seconds)))
        }
    })
}

struct Authority {
    /// `https://login.microsoftonline.com/TENANT/oauth2/v2.0`
    url: String,
    client_id: String,
}

impl Authority {
    async fn sign_in(
        &self,
        request: &TokenRequest,
        show: &(dyn Fn(&str) -> io::Result<()> + Send + Sync),
    ) -> Result<Value, BoxError> {
        let scope = request.scopes().join(" ");
        let begun = self.post("devicecode", &[("scope", &scope)]).await?;
        show(begun["message"].as_str().unwrap_or_default())?;
        let code = begun["device_code"].as_str().ok_or("the authority gave no device code")?;
        let mut pause = Duration::from_secs(begun["interval"].as_u64().unwrap_or(5));
        let mut parameters =
            vec![("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", code)];
        parameters.extend(request.claims().map(|claims| ("claims", claims)));
        loop {
            tokio::time::sleep(pause).await;
            let answer = self.post("token", &parameters).await?;
            match answer["error"].as_str() {
                None => return Ok(answer),
                Some("authorization_pending") => {}
                Some("slow_down") => pause += Duration::from_secs(5),
                Some(error) => return Err(format!("the user is not signed in: {error}").into()),
            }
        }
    }

    async fn refresh(&self, request: &TokenRequest, refresh_token: &str) -> Result<Value, BoxError> {
        let scope = request.scopes().join(" ");
        let mut parameters =
            vec![("grant_type", "refresh_token"), ("refresh_token", refresh_token), ("scope", scope.as_str())];
        parameters.extend(request.claims().map(|claims| ("claims", claims)));
        self.post("token", &parameters).await
    }

    /// The answer to a form, whatever its status: an error is JSON too.
    async fn post(&self, path: &str, parameters: &[(&str, &str)]) -> Result<Value, BoxError> {
        let mut form = format!("client_id={}", utf8_percent_encode(&self.client_id, NON_ALPHANUMERIC));
        for (name, value) in parameters {
            form += &format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
        }
        let request = reqwest::Client::new().post(format!("{}/{path}", self.url)).body(form);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded");
        Ok(serde_json::from_slice(&request.send().await?.bytes().await?)?)
    }
}
