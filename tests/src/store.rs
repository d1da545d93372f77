//! A server on the loopback interface that takes an upload through a session and gives a download, of any size, and breaks connections
//! where a test wants it. It holds nothing of the content, which is computed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use generated::{Client, ReqwestTransport, StaticToken, bytes::Bytes};

/// How much is sent, received and compared at once.
const PIECE: usize = 64 << 10;

/// After so many bytes the content repeats: a prime number, so that a chunk at a wrong place is noticed.
const PERIOD: usize = 1_048_573;

/// The content, which every position has its own place in.
#[derive(Clone, Debug)]
pub struct Content(Bytes);

impl Content {
    /// The content of every store.
    pub fn new() -> Self {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        let period: Vec<u8> = (0..PERIOD).map(|_| next()).collect();
        Self([&*period, &*period].concat().into())
    }

    /// So many bytes from a position on, at most a piece.
    pub fn piece(&self, position: u64, most: u64) -> Bytes {
        let start = (position % PERIOD as u64) as usize;
        let length = most.min(PIECE as u64) as usize;
        self.0.slice(start..start + length)
    }

    /// Whether these are the bytes from a position on.
    pub fn is_at(&self, position: u64, bytes: &[u8]) -> bool {
        let mut at = position;
        bytes.chunks(PIECE).all(|piece| {
            let is_same = self.piece(at, piece.len() as u64) == piece;
            at += piece.len() as u64;
            is_same
        })
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::new()
    }
}

/// What a store has seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How many bytes have arrived in order, each of them compared with the content.
    pub received: u64,
    /// How many connections were broken.
    pub broken: usize,
    pub requests: usize,
    /// Whether all has arrived, and as it should be.
    pub is_complete: bool,
    /// The positions at which connections will be broken, the last one first.
    breaks: Vec<u64>,
}

/// The server.
#[derive(Debug)]
pub struct Store {
    address: String,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Clone)]
struct Shelf {
    content: Content,
    total: u64,
    seen: Arc<Mutex<Seen>>,
}

impl Store {
    /// A server of a content of so many bytes, which breaks so many connections at places that follow from the seed.
    pub fn new(total: u64, breaks: usize, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the port has an address").to_string();
        let mut state = seed;
        let mut places: Vec<u64> = (0..breaks)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 11) % total
            })
            .collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        let seen = Arc::new(Mutex::new(Seen { breaks: places, ..Seen::default() }));
        let shelf = Shelf { content: Content::new(), total, seen: Arc::clone(&seen) };
        // It ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shelf = shelf.clone();
                std::thread::spawn(move || shelf.serve(stream));
            }
        });
        Self { address, seen }
    }

    /// The URL of the upload session.
    pub fn session(&self) -> String {
        format!("http://{}/session", self.address)
    }

    /// A client of this server with the default transport.
    pub fn client(&self) -> Client {
        let direct =
            reqwest::Client::builder().tls_certs_only([]).no_proxy().redirect(reqwest::redirect::Policy::none());
        let transport = ReqwestTransport::with_client(direct.build().expect("reqwest without proxies"));
        let builder = Client::builder().service_root(format!("http://{}/beta", self.address)).transport(transport);
        builder.credential(StaticToken::new("secret")).build().expect("a client of the loopback server")
    }

    /// What has come so far.
    pub fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The head of a request.
struct Head {
    line: String,
    /// The first number in `Range` or `Content-Range`.
    start: Option<u64>,
    length: u64,
}

fn read_head(reader: &mut BufReader<TcpStream>) -> Option<Head> {
    let mut head = Head { line: String::new(), start: None, length: 0 };
    reader.read_line(&mut head.line).ok().filter(|count| *count > 0)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
        let line = line.trim_end().to_ascii_lowercase();
        let Some((name, value)) = line.split_once(": ") else { return Some(head) };
        let number = || value.trim_start_matches(|c: char| !c.is_ascii_digit()).split('-').next()?.parse().ok();
        match name {
            "range" | "content-range" => head.start = number(),
            "content-length" => head.length = number()?,
            _ => {}
        }
    }
}

impl Shelf {
    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut writer = stream.try_clone().ok()?;
        let mut reader = BufReader::with_capacity(PIECE, stream);
        loop {
            let head = read_head(&mut reader)?;
            lock(&self.seen).requests += 1;
            if head.line.starts_with("PUT ") {
                self.put(&head, &mut reader)?;
                let seen = self.seen();
                let (status, body) = if seen.is_complete {
                    ("201 Created", "{\"id\":\"1\"}".to_owned())
                } else {
                    ("202 Accepted", expected(seen.received))
                };
                answer(&mut writer, status, &body)?;
            } else if head.line.contains("/session") {
                answer(&mut writer, "200 OK", &expected(self.seen().received))?;
            } else {
                self.get(&head, &mut writer)?;
            }
        }
    }

    fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    /// Takes a chunk, or a part of it if the connection is to break.
    fn put(&self, head: &Head, reader: &mut BufReader<TcpStream>) -> Option<()> {
        let mut left = head.length;
        let mut piece = [0; PIECE];
        while left > 0 {
            let most = left.min(PIECE as u64) as usize;
            let count = reader.read(&mut piece[..most]).ok().filter(|count| *count > 0)?;
            left -= count as u64;
            let mut seen = lock(&self.seen);
            // Whatever comes at a wrong place, or is not the content, spoils the upload for good.
            let position = head.start? + head.length - left - count as u64;
            if position != seen.received || !self.content.is_at(position, &piece[..count]) {
                return None;
            }
            seen.received += count as u64;
            seen.is_complete = seen.received == self.total;
            if seen.breaks.last().is_some_and(|place| *place < seen.received) && !seen.is_complete {
                seen.breaks.pop();
                seen.broken += 1;
                return None;
            }
        }
        Some(())
    }

    fn get(&self, head: &Head, writer: &mut TcpStream) -> Option<()> {
        let mut position = head.start.unwrap_or(0);
        let length = self.total - position;
        let (status, range) = match head.start {
            Some(start) => {
                ("206 Partial Content", format!("Content-Range: bytes {start}-{}/{}\r\n", self.total - 1, self.total))
            }
            None => ("200 OK", String::new()),
        };
        write!(writer, "HTTP/1.1 {status}\r\nETag: \"1\"\r\nContent-Length: {length}\r\n{range}\r\n").ok()?;
        while position < self.total {
            let piece = self.content.piece(position, self.total - position);
            writer.write_all(&piece).ok()?;
            position += piece.len() as u64;
            let mut seen = lock(&self.seen);
            if seen.breaks.last().is_some_and(|place| *place < position) && position < self.total {
                seen.breaks.pop();
                seen.broken += 1;
                return None;
            }
        }
        Some(())
    }
}

fn expected(start: u64) -> String {
    format!("{{\"nextExpectedRanges\":[\"{start}-\"]}}")
}

fn answer(writer: &mut TcpStream, status: &str, body: &str) -> Option<()> {
    let length = body.len();
    write!(writer, "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}").ok()
}
