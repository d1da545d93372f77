//! Calls of programs without an async runtime.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use super::script::{OK, Script};
use crate::runtime::internal::{Blocking as _, BlockingStream as _, ClientBuilder, Many, Service, Value};
use crate::transport::support::Fake;

/// A server that answers each connection twice, so that a kept connection must be driven between calls.
fn server(connections: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().take(connections) {
            let mut stream = stream.unwrap();
            let mut room = [0; 4096];
            while stream.read(&mut room).is_ok_and(|length| length > 0) {
                let body = r#"{"value":7}"#;
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n";
                stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
            }
        }
    });
    root
}

#[test]
fn threads_share_a_client_over_real_connections() {
    let service = Service::new("https://example.com/");
    let client = ClientBuilder::new(service).service_root(server(1)).build().unwrap();
    assert_eq!(client.at::<Value<i64>>("x").block().unwrap(), 7);
    // The server takes one connection, so the other thread must use the one that this thread made.
    let other = client.clone();
    let answer = std::thread::spawn(move || other.at::<Value<i64>>("x").block().unwrap()).join().unwrap();
    assert_eq!(answer, 7);
}

#[test]
fn streams_are_iterators() {
    let pages =
        [r#"{"value":[1,2],"@odata.nextLink":"https://example.com/odata/n?a=2"}"#, r#"{"value":[3]}"#, "broken"];
    let client = Fake::ok(pages).client();
    let numbers = || client.at::<Many<Value<i64>>>("n");
    let items: Result<Vec<i64>, _> = numbers().items().block_on_each().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    let mut failing = numbers().pages().block_on_each();
    assert!(failing.next().unwrap().is_err());
    assert!(failing.next().is_none());
}

#[test]
fn a_thread_of_a_runtime_gets_an_error() {
    let script = Script::new(&[OK]);
    let client = script.client();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(async { client.at::<Value<i64>>("x").block().unwrap_err().to_string() });
    assert!(error.contains("await the request instead"), "{error}");
    let pages = client.at::<Many<Value<i64>>>("x").pages();
    assert!(runtime.block_on(async { pages.block_on_each().next().unwrap().is_err() }));
    assert_eq!(script.count(), 0);
}
