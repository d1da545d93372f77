//! An HTTP/1.1 server on the loopback interface that records every byte that it receives.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use generated::{Client, ClientBuilder, ReqwestTransport, Retry, StaticToken};

/// The token of [`Server::client`].
pub const TOKEN: &str = "eyJ0eXAi.secret";

/// How long a test waits for an event that has to happen.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a server answers a request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Sends these bytes and keeps the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes and closes the connection.
    BytesAndClose(Vec<u8>),
    /// Sends nothing and waits until the client gives up, for which [`Server::given_up`] waits.
    Silence,
}

impl Answer {
    /// A response with this status line, header lines and body.
    pub fn new(status: &str, headers: &[&str], body: &str) -> Self {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        Self::Bytes(format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()).into_bytes())
    }

    /// A successful response with a JSON body.
    pub fn json(body: &str) -> Self {
        Self::new("200 OK", &["Content-Type: application/json;odata.metadata=minimal"], body)
    }
}

type Handler = dyn Fn(&str) -> Answer + Send + Sync;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
    given_up: Receiver<()>,
    is_over: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that gives these answers in turn, and then 500.
    pub fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Mutex<Vec<_>> = Mutex::new(answers.into_iter().collect::<Vec<_>>().into_iter().rev().collect());
        Self::with(move |_| {
            lock(&answers).pop().unwrap_or_else(|| Answer::new("500 Internal Server Error", &[], "no more answers"))
        })
    }

    /// A server whose answers `handler` makes of the texts of requests.
    pub fn with(handler: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the port has an address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let (give_up, given_up) = channel();
        let connection = Connection { handler: Arc::new(handler), requests: Arc::clone(&requests), give_up };
        let over = Arc::clone(&is_over);
        let accepting = std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let connection = connection.clone();
                std::thread::spawn(move || connection.serve(stream));
            }
        });
        Self { address, requests, given_up, is_over, accepting: Some(accepting) }
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The service root: `http://127.0.0.1:PORT/beta`.
    pub fn root(&self) -> String {
        format!("http://{}/beta", self.address)
    }

    /// A client of this server with the default transport, out of reach of the machine's proxies.
    pub fn client(&self) -> Client {
        self.builder().build().expect("a client of the loopback server")
    }

    /// The builder of [`Self::client`].
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .service_root(self.root())
            .credential(StaticToken::new(TOKEN))
            .transport(ReqwestTransport::with_client(direct()))
            .retry(Retry::none())
    }

    /// The requests so far, byte for byte.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.requests).clone()
    }

    /// The only request.
    pub fn request(&self) -> String {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.concat()
    }

    /// The targets of the requests so far: the text between `GET` and `HTTP/1.1`.
    pub fn targets(&self) -> Vec<String> {
        let target = |request: &String| request.split(' ').nth(1).unwrap_or_default().to_owned();
        self.requests().iter().map(target).collect()
    }

    /// Waits until a client has given up a request that was answered with [`Answer::Silence`].
    pub fn given_up(&self) {
        self.given_up.recv_timeout(PATIENCE).expect("the client gives up the request");
    }

    /// Waits until this many requests have come.
    pub fn wait_for(&self, count: usize) {
        let end = std::time::Instant::now() + PATIENCE;
        while lock(&self.requests).len() < count {
            assert!(std::time::Instant::now() < end, "{} requests", lock(&self.requests).len());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // The last connection wakes the thread that waits for one.
        drop(TcpStream::connect(&self.address));
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

/// The state of a connection.
#[derive(Clone)]
struct Connection {
    handler: Arc<Handler>,
    requests: Arc<Mutex<Vec<String>>>,
    give_up: Sender<()>,
}

impl Connection {
    fn serve(self, mut stream: TcpStream) {
        stream.set_read_timeout(Some(PATIENCE)).expect("the time limit is not zero");
        while let Some(request) = read_request(&mut stream) {
            lock(&self.requests).push(request.clone());
            let (bytes, stays) = match (self.handler)(&request) {
                Answer::Bytes(bytes) => (bytes, true),
                Answer::BytesAndClose(bytes) => (bytes, false),
                Answer::Silence => {
                    // The end of the stream, or its reset: the client has closed the connection.
                    if !matches!(stream.read(&mut [0]), Ok(1..)) {
                        self.give_up.send(()).ok();
                    }
                    return;
                }
            };
            if stream.write_all(&bytes).is_err() || !stays {
                stream.shutdown(Shutdown::Both).ok();
                return;
            }
        }
    }
}

/// The bytes of a request as text; `None` where the client has closed the connection.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).expect("a request's head is text");
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).expect("a payload is text"))
}

/// reqwest without the machine's proxies, and without certificates, since plain HTTP needs none.
fn direct() -> reqwest::Client {
    let client = reqwest::Client::builder().tls_certs_only([]).no_proxy();
    client.redirect(reqwest::redirect::Policy::none()).build().expect("a client without options that can fail")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
