//! The default transport against a server on the loopback interface.
#![cfg(feature = "__reqwest")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::runtime::internal::{
    Argument, At, Client, ClientBuilder, Error, Many, Nothing, ReqwestTransport, Retry, Service, StaticToken,
    TransportErrorKind, Value,
};

/// Answers connections with these texts, one each; gives the address and what came.
pub(super) fn serve(answers: Vec<Vec<u8>>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            // Not every test reads what came.
            sender.send(read_request(&mut stream)).ok();
            stream.write_all(&answer).unwrap();
        }
    });
    (address, receiver)
}

fn read_request(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        text.push(byte[0]);
    }
    let head = String::from_utf8(text).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

pub(super) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A client of that address, out of reach of the machine's proxy settings.
pub(super) fn client(address: &str) -> Client {
    client_with(address, ReqwestTransport::with_client)
}

pub(super) fn client_with(address: &str, transport: fn(reqwest::Client) -> ReqwestTransport) -> Client {
    let inner = reqwest::Client::builder().tls_certs_only([]).no_proxy();
    let inner = inner.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let builder = ClientBuilder::new(Service::new("").key_as_segment().without_empty_parentheses());
    let builder = builder.service_root(format!("http://{address}/beta")).credential(StaticToken::new("secret"));
    builder.transport(transport(inner)).retry(Retry::none()).user_agent("test").build().unwrap()
}

pub(super) fn run<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { future.await })
}

#[test]
fn g1_p1_the_seed_call_on_the_wire() {
    let (address, requests) =
        serve(vec![answer("200 OK", "Content-Type: application/json\r\n", br#"{"value":["a"]}"#)]);
    let call = client(&address).at::<Nothing>("reports");
    let call: At<Many<Value<String>>> = call.function("getCredentialUserRegistrationCount", &[]);
    assert_eq!(run(call).unwrap().value, ["a"]);
    assert_eq!(
        requests.recv().unwrap(),
        format!(
            "GET /beta/reports/getCredentialUserRegistrationCount HTTP/1.1\r\naccept: application/json\r\n\
             odata-maxversion: 4.01\r\nuser-agent: test\r\nauthorization: Bearer secret\r\naccept-encoding: gzip\r\n\
             host: {address}\r\n\r\n"
        )
    );
}

#[test]
fn p3_p7_request_targets_on_the_wire() {
    let page = |link: &str| answer("200 OK", "", format!(r#"{{"value":["a"],"@odata.nextLink":"{link}"}}"#).as_bytes());
    let (address, requests) = serve(vec![
        page("/beta/a%2Fb/(c)/x'y'?$skiptoken=a%27b+c%20..%2e/d|e^[f]"),
        page("?quote='"),
        answer("200 OK", "", br#"{"value":[]}"#),
    ]);
    let mut items = client(&address).at::<Many<Value<String>>>("é/x").query_option("$filter", "a+b (c)").items();
    run(async { while items.try_next().await.unwrap().is_some() {} });
    let line = || requests.recv().unwrap().lines().next().unwrap().to_owned();
    assert_eq!(line(), "GET /beta/%C3%A9%2Fx?$filter=a%2Bb%20(c) HTTP/1.1");
    assert_eq!(line(), "GET /beta/a%2Fb/(c)/x'y'?$skiptoken=a%27b+c%20..%2e/d|e^[f] HTTP/1.1");
    // The one thing that reqwest changes: a server decodes both alike.
    assert_eq!(line(), "GET /beta/a%2Fb/(c)/x'y'?quote=%27 HTTP/1.1");
}

#[test]
fn p7_what_reqwest_would_change_is_refused() {
    let (address, _requests) = serve(vec![]);
    let link = format!("http://{address}/beta/%2e%2e/x");
    let error = run(client(&address).link::<Nothing>(&link)).unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.kind(), TransportErrorKind::Request);
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the path of the URL would be sent as `/x`, which is not the same");
}

#[test]
fn payloads_and_empty_posts() {
    let ok = || answer("204 No Content", "", b"");
    let (address, requests) = serve(vec![ok(), ok()]);
    let client = client(&address);
    run(client.action::<Nothing>("a", [("p", Argument::of("é"))])).unwrap();
    run(client.action::<Nothing>("b", [])).unwrap();
    let first = requests.recv().unwrap();
    assert!(first.starts_with("POST /beta/a HTTP/1.1\r\n") && first.ends_with("\r\n\r\n{\"p\":\"é\"}"), "{first}");
    assert!(
        first.contains("\r\ncontent-type: application/json\r\n") && first.contains("\r\ncontent-length: 10\r\n"),
        "{first}"
    );
    let second = requests.recv().unwrap();
    assert!(second.contains("\r\ncontent-length: 0\r\n") && !second.contains("content-type"), "{second}");
}

#[test]
fn p2_redirect_to_another_port() {
    let (other, seen) = serve(vec![answer("200 OK", "", b"")]);
    let (address, _requests) = serve(vec![answer("302 Found", &format!("Location: http://{other}/x\r\n"), b"")]);
    run(client(&address).at::<Nothing>("a")).unwrap();
    let request = seen.recv().unwrap();
    assert!(request.starts_with("GET /x HTTP/1.1\r\n") && !request.contains("authorization"), "{request}");
}

#[test]
fn no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let error = run(client(&address).at::<Nothing>("a")).unwrap_err();
    assert_eq!(error.to_string(), format!("GET http://{address}/beta/a: no connection to the host"));
}

#[test]
fn a_body_that_breaks_off() {
    let (address, _requests) = serve(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{".to_vec()]);
    let error = run(client(&address).at::<Value<i64>>("a")).unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::Body);
}

#[test]
fn the_default_transport_leaves_the_process_its_choice() {
    assert!(ClientBuilder::new(Service::new("https://example.com/")).build().is_ok());
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}
