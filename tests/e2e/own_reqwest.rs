//! A program that uses reqwest itself, beside a generated crate: this one, whose manifest names no TLS for reqwest.

use generated::bytes::Bytes;
use generated::http::{Response, StatusCode};
use generated::{Body, BoxFuture, Client, ReqwestTransport, StaticToken, Transport, TransportError};

// Without a provider of cryptography, reqwest would panic.
#[test]
fn clients_of_the_program_can_be_built() {
    reqwest::Client::builder().build().unwrap();
    reqwest::Client::builder().tls_backend_rustls().build().unwrap();
    ReqwestTransport::new().unwrap();
    Client::builder().credential(StaticToken::new("token")).build().unwrap();
}

#[test]
fn settings_of_tls_have_an_effect() {
    let certificate = reqwest::Certificate::from_der(b"no certificate").unwrap();
    let configured = ReqwestTransport::configured(|builder| builder.tls_certs_only([certificate]));
    assert!(configured.is_err());
}

/// A transport that names `http` and `bytes` as the generated crate has them.
struct Canned;

impl Transport for Canned {
    fn send(&self, _: generated::http::Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut response = Response::new(Body::from(Bytes::from_static(br#"{"value":7}"#)));
        *response.status_mut() = StatusCode::OK;
        Box::pin(async move { Ok(response) })
    }
}

#[tokio::test]
async fn a_transport_needs_no_other_package() {
    let client = Client::builder().credential(StaticToken::new("token")).transport(Canned).build().unwrap();
    let value = client.at::<generated::Value<i64>>("x").await.unwrap();
    assert_eq!(value, 7);
}
