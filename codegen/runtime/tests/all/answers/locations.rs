//! P2: what a `Location` may hold.

use crate::runtime::internal::{Body, BoxFuture, ClientBuilder, Error, Nothing, Service, Transport, TransportError};
use crate::transport::support::{Answer, Fake, block_on};

/// The URL to which a redirect with this `Location` leads.
fn followed(location: &'static str) -> Result<String, Error> {
    let fake = Fake::new([Answer(302, vec![("Location", location)].leak(), ""), Answer(204, &[], "")]);
    block_on(fake.client().at::<Nothing>("a"))?;
    Ok(fake.lines()[1].clone())
}

fn check(location: &'static str, url: &str) {
    assert_eq!(followed(location).unwrap(), format!("GET https://example.com{url}"));
}

// P2
#[test]
fn text_beyond_ascii_is_encoded() {
    check("/dateien/Größe.txt", "/dateien/Gr%C3%B6%C3%9Fe.txt");
    check("日本?q=語#ß", "/odata/%E6%97%A5%E6%9C%AC?q=%E8%AA%9E");
}

// P2
#[test]
fn dot_segments_are_followed_however_they_are_written() {
    check("/odata/x/%2e%2e/y", "/odata/y");
    check("https://example.com/odata/%2E/x/.%2e/y?z=%2e%2e", "/odata/y?z=%2e%2e");
    check("/a%2eb/%2e%2e%2e/c", "/a%2eb/%2e%2e%2e/c");
    check("/%2e%2e/%2e%2e/c/%2e", "/c/");
}

/// A service that redirects to bytes.
struct Redirects(&'static [u8]);

impl Transport for Redirects {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let response = http::Response::builder().status(302).header("Location", self.0).body(Body::empty()).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

// P2
#[test]
fn what_is_not_followed_has_a_reason() {
    let client =
        ClientBuilder::new(Service::new("https://example.com/odata/")).transport(Redirects(b"/a\xff")).build().unwrap();
    let error = block_on(client.at::<Nothing>("a")).unwrap_err();
    assert!(error.to_string().ends_with("is not followed: it holds bytes that are neither ASCII nor UTF-8"), "{error}");
    let error = followed("https://exämple.com/").unwrap_err();
    assert!(matches!(error, Error::Link(_)) && error.to_string().contains("is not followed: "), "{error}");
    let fake = Fake::new([Answer(302, &[], "")]);
    let error = block_on(fake.client().at::<Nothing>("a")).unwrap_err();
    assert!(error.to_string().ends_with("302 Found (it has no `Location`, so there is nothing to follow)"), "{error}");
}
