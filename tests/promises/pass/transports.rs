//! A caller's own transport and credential need only the public API.
use generated::{
    AccessToken, Body, BoxError, BoxFuture, Client, Credential, TokenRequest, Transport, TransportError,
    TransportErrorKind,
};

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, "there is no network")) })
    }
}

struct Nobody;

impl Credential for Nobody {
    fn token<'a>(&'a self, _: &'a TokenRequest) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async { Err("signed out".into()) })
    }
}

fn promise() {
    let graph: Result<Client, generated::Error> = Client::builder()
        .service_root("https://example.com/odata")
        .credential(Nobody)
        .transport(Nowhere)
        .allow_host("example.org")
        .build();
    assert!(graph.is_ok());
}
