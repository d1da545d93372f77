//! The example program `sign_in`, and the device code flow against an authority.

use std::sync::{Arc, Mutex};

use tests::server::{Answer, Server};

#[path = "../examples/sign_in.rs"]
#[allow(dead_code, reason = "its `main` is that of the example")]
mod program;

fn service() -> Server {
    Server::with(|_| Answer::json(r#"{"value":[{}]}"#))
}

/// Each of the two requests of the program has this header.
async fn check(arguments: &[&str], header: &str) {
    let server = service();
    let root = server.root();
    let arguments = [&[root.as_str()], arguments].concat();
    assert_eq!(program::run(&arguments, |_| Ok(())).await.unwrap(), 2);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.contains(&format!("\r\n{header}\r\n"))), "{requests:?}");
}

// P21
#[tokio::test]
async fn each_credential_has_its_header() {
    check(&["token", "abc"], "authorization: Bearer abc").await;
    check(&["basic", "Aladdin", "open sesame"], "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==").await;
    check(&["key", "abc"], "ocp-apim-subscription-key: abc").await;
    check(&["session", "abc"], "x-auth-token: abc").await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "abc\n").unwrap();
    check(&["own", file.path().to_str().unwrap()], "authorization: Bearer abc").await;
    assert!(program::run(&["https://example.com/", "tokn"], |_| Ok(())).await.is_err());
}

/// What an authority is asked, request line and form.
fn asked(authority: &Server) -> Vec<String> {
    let shown = |request: &String| {
        let form = request.rsplit("\r\n").next().unwrap_or_default();
        format!("{} {form}", request.split(' ').nth(1).unwrap_or_default())
    };
    authority.requests().iter().map(shown).collect()
}

const CODE: &str = r#"{"device_code":"D1","user_code":"A1B2","interval":0,"expires_in":900,
    "verification_uri":"https://example.com/device","message":"Open https://example.com/device and enter A1B2."}"#;

const GRANT: &str = "urn%3Aietf%3Aparams%3Aoauth%3Agrant%2Dtype%3Adevice%5Fcode";

// G14
#[tokio::test]
async fn the_device_code_flow_signs_in_and_answers_a_challenge() {
    let pending = || Answer::new("400 Bad Request", &[], r#"{"error":"authorization_pending"}"#);
    let authority = Server::answering([
        Answer::json(CODE),
        pending(),
        pending(),
        Answer::json(r#"{"access_token":"t1","expires_in":3600,"refresh_token":"R1"}"#),
        Answer::json(r#"{"access_token":"t2","expires_in":3600,"refresh_token":"R2"}"#),
    ]);
    let server = Server::with(|request| {
        if request.contains("authorization: Bearer t2\r\n") {
            return Answer::json(r#"{"value":[{}]}"#);
        }
        let challenge = r#"WWW-Authenticate: Bearer error="insufficient_claims", claims="eyJhIjoxfQ==""#;
        Answer::new("401 Unauthorized", &[challenge], "{}")
    });
    let shown = Arc::new(Mutex::new(String::new()));
    let screen = Arc::clone(&shown);
    let show = move |message: &str| {
        screen.lock().unwrap().push_str(message);
        Ok(())
    };
    let url = format!("http://{}/oauth2/v2.0", authority.address());
    let users = program::run(&[&server.root(), "device", &url, "my app"], show).await.unwrap();
    assert_eq!((users, server.requests().len()), (2, 3));
    assert_eq!(*shown.lock().unwrap(), "Open https://example.com/device and enter A1B2.");
    let scope = "https%3A%2F%2Fgraph%2Emicrosoft%2Ecom%2F%2Edefault";
    let token = format!("/oauth2/v2.0/token client_id=my%20app&grant_type={GRANT}&device_code=D1");
    let refresh = "/oauth2/v2.0/token client_id=my%20app&grant_type=refresh%5Ftoken&refresh_token=R1";
    assert_eq!(
        asked(&authority),
        [
            format!("/oauth2/v2.0/devicecode client_id=my%20app&scope={scope}"),
            token.clone(),
            token.clone(),
            token,
            format!("{refresh}&scope={scope}&claims=%7B%22a%22%3A1%7D"),
        ]
    );
}

#[tokio::test]
async fn a_user_who_declines_is_an_error() {
    let declined = Answer::new("400 Bad Request", &[], r#"{"error":"authorization_declined"}"#);
    let authority = Server::answering([Answer::json(CODE), declined]);
    let server = service();
    let url = format!("http://{}", authority.address());
    let error = program::run(&[&server.root(), "device", &url, "app"], |_| Ok(())).await.unwrap_err();
    let cause = error.source().unwrap().to_string();
    assert_eq!(cause, "the user is not signed in: authorization_declined");
    assert!(server.requests().is_empty());
}
