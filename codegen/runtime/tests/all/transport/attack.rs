//! Peers on the loopback interface that never come to an end, against the default transport with short limits.
#![cfg(feature = "__reqwest")]
#![allow(clippy::print_stdout, reason = "how long each attack lasts can be seen with `--nocapture`")]

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use crate::runtime::internal::edm::Stream;
use crate::runtime::internal::{
    Argument, Body, Client, ClientBuilder, Error, Nothing, ReqwestTransport, Retry, Service, StaticToken, Transport,
    TransportErrorKind, Value,
};
use crate::transport::clock::Hanging;

/// The limit that is to be reached; all others are far away.
const LIMIT: Duration = Duration::from_millis(300);
const FAR: Duration = Duration::from_secs(60);

/// The address of a server that hands each connection, its request read, to a function.
fn serve(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                request.push(byte[0]);
            }
            // The client that has seen enough closes the connection, which ends the attack.
            answer(&mut stream).ok();
        }
    });
    address
}

/// Sends the start, and then these bytes again and again.
fn drip(stream: &mut TcpStream, start: &str, again: &str, pause: Duration) -> std::io::Result<()> {
    stream.write_all(start.as_bytes())?;
    loop {
        stream.write_all(again.as_bytes())?;
        std::thread::sleep(pause);
    }
}

fn dripping(start: &'static str, again: &'static str) -> SocketAddr {
    serve(move |stream| drip(stream, start, again, Duration::from_millis(20)))
}

/// A builder with limits that are far away.
fn builder(address: SocketAddr) -> ClientBuilder {
    let transport = ReqwestTransport::configured(|builder| builder.no_proxy().connect_timeout(FAR)).unwrap();
    let builder = ClientBuilder::new(Service::new("")).service_root(format!("http://{address}/")).transport(transport);
    builder
        .credential(StaticToken::new("token"))
        .retry(Retry::none())
        .timeout(FAR)
        .response_timeout(FAR)
        .idle_timeout(FAR)
}

/// The error of a call, which came when the limit was reached.
fn check(attack: &str, client: Client) -> Error {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = Instant::now();
    let error = runtime.block_on(async { client.at::<Value<i64>>("x").await }).unwrap_err();
    let took = started.elapsed();
    println!("{attack}: {took:?}, {error}");
    assert!((LIMIT..LIMIT + Duration::from_secs(3)).contains(&took), "{attack} took {took:?}: {error}");
    error
}

fn times_out(attack: &str, setting: &str, client: Client) {
    let error = check(attack, client);
    assert!(error.is_timeout(), "{error:?}");
    let source = error.source().unwrap().to_string();
    assert!(source.contains(setting), "{source}");
}

#[test]
fn dripping_headers() {
    let address = dripping("HTTP/1.1 200 OK\r\n", "X: y\r\n");
    times_out("dripping headers", "response_timeout", builder(address).response_timeout(LIMIT).build().unwrap());
    times_out("dripping headers", "`ClientBuilder::timeout`", builder(address).timeout(LIMIT).build().unwrap());
    let address = dripping("HTTP/1.1 200 OK\r\nX: ", "y");
    times_out("one dripping header", "response_timeout", builder(address).response_timeout(LIMIT).build().unwrap());
}

#[test]
fn interim_answers_without_end() {
    let address = dripping("", "HTTP/1.1 103 Early Hints\r\n\r\n");
    times_out("dripping 1xx", "response_timeout", builder(address).response_timeout(LIMIT).build().unwrap());
}

#[test]
fn dripping_bodies() {
    let address = dripping("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ");
    times_out("dripping body", "`ClientBuilder::timeout`", builder(address).timeout(LIMIT).build().unwrap());
    let address = dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n");
    times_out("dripping chunks", "`ClientBuilder::timeout`", builder(address).timeout(LIMIT).build().unwrap());
    let address = dripping("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x");
    times_out("dripping chunk extension", "idle_timeout", builder(address).idle_timeout(LIMIT).build().unwrap());
}

#[test]
fn a_body_that_stops() {
    let address = serve(|stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")?;
        std::thread::sleep(FAR);
        Ok(())
    });
    times_out("stopped body", "idle_timeout", builder(address).idle_timeout(LIMIT).build().unwrap());
}

#[test]
fn an_answer_that_never_begins() {
    let address = serve(|_| {
        std::thread::sleep(FAR);
        Ok(())
    });
    times_out("silence", "response_timeout", builder(address).response_timeout(LIMIT).build().unwrap());
}

#[test]
fn the_status_of_an_error_with_a_body_without_end() {
    let address = dripping("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 1000000\r\n\r\nbusy", "!");
    let error = check("endless error body", builder(address).idle_timeout(LIMIT).build().unwrap());
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.as_service().unwrap().text().starts_with("busy!!"), "{error}");
}

#[test]
fn a_credential_that_hangs() {
    let address = serve(|_| Ok(()));
    let client = builder(address).credential(Hanging).timeout(LIMIT).build().unwrap();
    times_out("hanging credential", "`ClientBuilder::timeout`", client);
}

/// The address of a server whose queue of connections is full, and what keeps it so.
fn never_accepting() -> (SocketAddr, TcpListener, Vec<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut streams = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) {
        streams.push(stream);
    }
    (address, listener, streams)
}

#[test]
fn a_connection_that_is_never_accepted() {
    let (address, _listener, _streams) = never_accepting();
    times_out("no connection", "response_timeout", builder(address).response_timeout(LIMIT).build().unwrap());
    let transport = ReqwestTransport::configured(|builder| builder.no_proxy().connect_timeout(LIMIT)).unwrap();
    let error = check("no connection", builder(address).transport(transport).build().unwrap());
    assert!(error.is_timeout(), "{error:?}");
}

/// Where the process below finds the address of its server.
const ADDRESS: &str = "HTTP_ATTACK_ADDRESS";

// The default transport asks the environment for proxies, so that it is tried in a process without any.
#[test]
fn the_connect_timeout_of_the_default_transport() {
    let (address, _listener, _streams) = never_accepting();
    let this = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "transport::attack::in_a_clean_process", "--ignored"])
        .env_clear()
        .env(ADDRESS, address.to_string())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&this.stdout);
    assert!(this.status.success() && text.contains("1 passed"), "{text}");
}

#[test]
#[ignore = "the test above runs it"]
fn in_a_clean_process() {
    let root = format!("http://{}/", std::env::var(ADDRESS).unwrap());
    let client = ClientBuilder::new(Service::new(""))
        .service_root(root)
        .connect_timeout(LIMIT)
        .retry(Retry::none())
        .build()
        .unwrap();
    assert!(check("no connection", client).is_timeout());
}

/// A server that redirects once, to another server, and what the other was asked.
fn redirecting(status: &'static str) -> (SocketAddr, std::sync::mpsc::Receiver<()>) {
    let (sender, asked) = channel();
    let other = serve(move |stream| {
        sender.send(()).ok();
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n7")
    });
    let head =
        format!("HTTP/1.1 {status}\r\nLocation: http://{other}/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    (serve(move |stream| stream.write_all(head.as_bytes())), asked)
}

fn run<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { future.await })
}

// reqwest itself would send the body there.
#[test]
fn the_default_transport_leaves_redirects_to_the_client() {
    let following = reqwest::redirect::Policy::limited(5);
    let transports = [
        ReqwestTransport::configured(|builder| builder.no_proxy()).unwrap(),
        ReqwestTransport::configured(|builder| builder.no_proxy().redirect(following)).unwrap(),
    ];
    for transport in transports {
        let (address, asked) = redirecting("307 Temporary Redirect");
        let client = builder(address).transport(transport).build().unwrap();
        let error = run(client.action::<Nothing>("a", [("p", Argument::of(&1))])).unwrap_err();
        assert!(error.to_string().contains("the request's body was not sent there"), "{error}");
        assert!(asked.try_recv().is_err());
    }
}

#[test]
fn an_answer_to_which_reqwest_was_redirected_is_an_error() {
    let (address, _asked) = redirecting("302 Found");
    let following = reqwest::Client::builder().tls_certs_only([]).no_proxy();
    let transport = ReqwestTransport::with_client(following.build().unwrap());
    let error = run(builder(address).transport(transport).build().unwrap().at::<Value<i64>>("x")).unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.kind(), TransportErrorKind::Other);
    assert!(error.source().unwrap().to_string().contains("redirect::Policy::none()"), "{error:?}");
}

#[test]
fn errors_of_reqwest_hold_no_url() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let cut = serve(|stream| stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
    let garbage = serve(|stream| stream.write_all(b"garbage\r\n\r\n"));
    for address in [address, cut, garbage] {
        let client = builder(address).build().unwrap();
        let folded = client.link::<Value<i64>>("a/%2e%2e/b?canary4711");
        let changed = client.link::<Value<i64>>("b?canary4711=\u{7f}|%");
        for at in [client.at("path").query_option("q", "canary4711"), folded, changed] {
            let Err(error) = run(at) else { continue };
            let mut text = format!("{error} {error:?} {error:#?}");
            let mut source = error.source();
            while let Some(error) = source {
                text += &format!("{error} {error:?} {error:#?}");
                source = error.source();
            }
            assert!(!text.contains("canary4711"), "{text}");
        }
        let download = run(client.at::<Value<Stream>>("path").query_option("q", "canary4711").download());
        let Ok(mut response) = download else { continue };
        let error = run(async {
            while response.body.chunk().await?.is_some() {}
            Ok::<_, crate::runtime::internal::TransportError>(())
        });
        let error = error.unwrap_err();
        assert!(!format!("{error:?} {:?}", error.source()).contains("canary4711"), "{error:?}");
    }
}

// What reqwest would change is refused, and the refusal does not show it.
#[test]
fn a_query_that_reqwest_would_change_does_not_show() {
    let transport = ReqwestTransport::configured(|builder| builder.no_proxy()).unwrap();
    let request = http::Request::get("http://127.0.0.1:1/a?canary4711=é").body(Body::empty()).unwrap();
    let error = run(transport.send(request)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Request);
    let source = error.source().unwrap().to_string();
    assert_eq!(source, "the query of the URL would be sent as `…`, which is not the same");
    assert!(!format!("{error:?}").contains("canary4711"));
}
