//! How often a call allocates.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use generated::{Body, BoxFuture, Client, ClientBuilder, Service, StaticToken, Transport, TransportError, Value};

/// Answers at once.
struct Canned;

impl Transport for Canned {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::ready(Ok(http::Response::new(Body::from(r#"{"value":7}"#)))))
    }
}

/// Makes a call once, and counts the allocations of the next one.
fn check(builder: ClientBuilder, most: u64) {
    let client = builder.transport(Canned).credential(StaticToken::new("secret")).build().unwrap();
    let at = client.at::<Value<i64>>("x");
    let call = || {
        let mut future = pin!(at.clone().into_future());
        let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the transport answers at once");
        };
        assert_eq!(value.unwrap(), 7);
    };
    call();
    let allocations = measure(call).count_total;
    assert!(allocations <= most, "{allocations} allocations");
}

/// Without the pipeline there were 12, with the same credential.
#[test]
fn calls_allocate_little() {
    check(ClientBuilder::new(Service::new("https://example.com/odata/")), 9);
    // A name for the call, which Graph takes.
    check(Client::builder(), 13);
}
