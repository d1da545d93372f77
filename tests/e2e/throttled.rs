//! Many requests at a time to a service that throttles, and many that are dropped.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use allocation_counter::measure;
use generated::{Client, Retry, Value};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Handle, Runtime};

/// What the service asks a client to wait that it refuses.
const WAIT: Duration = Duration::from_millis(50);

/// How long a test waits for what has to happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which requests a service refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refuses {
    /// Of the numbers in URLs each third one, when it is asked for first.
    EachThirdNumber,
    /// Whatever comes third.
    EachThirdArrival,
}

/// A service with an entity for each number, that keeps connections.
struct Service {
    address: SocketAddr,
    state: Arc<State>,
    _runtime: Runtime,
}

struct State {
    refuses: Refuses,
    seen: Mutex<Seen>,
    open: AtomicUsize,
}

#[derive(Default)]
struct Seen {
    tries: usize,
    refusals: usize,
    early: usize,
    /// When a number was refused last.
    refused: BTreeMap<usize, Instant>,
}

impl State {
    /// The response to a request for `/odata/NUMBER`.
    fn answer(&self, request: &str) -> String {
        let target = request.split(' ').nth(1).unwrap();
        let number: usize = target.rsplit('/').next().unwrap().parse().unwrap();
        let mut seen = self.seen.lock().unwrap();
        seen.tries += 1;
        let before = seen.refused.get(&number).copied();
        let is_early = before.is_some_and(|before| before.elapsed() < WAIT);
        let is_third = match self.refuses {
            Refuses::EachThirdNumber => number.is_multiple_of(3) && before.is_none(),
            Refuses::EachThirdArrival => seen.tries.is_multiple_of(3),
        };
        if is_early || is_third {
            seen.early += usize::from(is_early);
            seen.refusals += 1;
            seen.refused.insert(number, Instant::now());
            return "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0.05\r\nContent-Length: 0\r\n\r\n".to_owned();
        }
        let body = format!(r#"{{"value":{number}}}"#);
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
    }
}

/// Counts a connection until it is dropped.
struct Open(Arc<State>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Service {
    fn start(refuses: Refuses) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State { refuses, seen: Mutex::default(), open: AtomicUsize::new(0) });
        let shared = Arc::clone(&state);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.open.fetch_add(1, Ordering::SeqCst);
                let open = Open(Arc::clone(&shared));
                tokio::spawn(async move { serve(&stream, &open.0).await });
            }
        });
        Self { address, state, _runtime: runtime }
    }

    fn client(&self, concurrent: u32, retry: Retry) -> Client {
        let builder = Client::builder().service_root(format!("http://{}/odata/", self.address));
        builder.max_concurrent(concurrent).retry(retry).build().unwrap()
    }

    fn open(&self) -> usize {
        self.state.open.load(Ordering::SeqCst)
    }
}

/// Answers the requests of one connection until the client closes it.
async fn serve(stream: &TcpStream, state: &State) {
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    while stream.readable().await.is_ok() {
        match stream.try_read(&mut piece) {
            Ok(0) => return,
            Ok(length) => text.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
            Err(_) => return,
        }
        while let Some(end) = text.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let request: Vec<u8> = text.drain(..end + 4).collect();
            let answer = state.answer(&String::from_utf8(request).unwrap());
            // An answer is so short that it is taken whole, or the client has gone.
            if stream.writable().await.is_err() || stream.try_write(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// The runtime of a client, whose memory is that of this thread.
fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Sends 1,000 requests, 100 at a time, of which each has to succeed. `needed` is how often a client without fault asks.
fn check(refuses: Refuses, retry: Retry, needed: usize) {
    let service = Service::start(refuses);
    let memory = measure(|| {
        let client = service.client(100, retry.clone());
        runtime().block_on(async {
            let workers: Vec<_> = (0..100_usize)
                .map(|worker| {
                    let client = client.clone();
                    tokio::spawn(async move {
                        for number in worker * 10..worker * 10 + 10 {
                            let value = client.at::<Value<i64>>(&number.to_string()).await.unwrap();
                            assert_eq!(usize::try_from(value).unwrap(), number);
                        }
                    })
                })
                .collect();
            for worker in workers {
                worker.await.unwrap();
            }
        });
    });
    let seen = service.state.seen.lock().unwrap();
    assert_eq!((seen.early, seen.tries - seen.refusals), (0, 1000), "{refuses:?}");
    assert!(seen.refusals >= 333, "{refuses:?}: {} refusals", seen.refusals);
    assert!(seen.tries * 100 <= needed * 105, "{refuses:?}: {} tries", seen.tries);
    assert!(memory.bytes_max < 64 << 20, "{refuses:?}: {} bytes", memory.bytes_max);
}

// P13 G7
#[test]
fn all_requests_succeed_and_come_when_the_service_has_asked_for_them() {
    check(Refuses::EachThirdNumber, Retry::default(), 1334);
    // The same request may be refused several times here.
    check(Refuses::EachThirdArrival, Retry::default(), 1500);
}

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Waits for a number to become small enough, as it has to.
async fn settle(what: &str, most: usize, number: impl Fn() -> usize) {
    let start = Instant::now();
    while number() > most {
        assert!(start.elapsed() < PATIENCE, "{what}: {} are left", number());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Sends as many requests, 100 at a time, and drops each after so many polls that nobody can foresee what it waits for then.
async fn drop_requests(client: &Client, many: usize) {
    let mut random = Random(12);
    for first in (0..many).step_by(100) {
        let tasks: Vec<_> = (first..first + 100)
            .map(|number| tokio::spawn(client.at::<Value<i64>>(&number.to_string()).into_future()))
            .collect();
        for task in tasks {
            for _ in 0..random.below(4) {
                tokio::task::yield_now().await;
            }
            task.abort();
        }
    }
}

/// Drops requests of a client of which so many may be under way, and asks for one more in the end.
fn dropped(service: &Service, concurrent: u32, many: usize) {
    runtime().block_on(async {
        let client = service.client(concurrent, Retry::default());
        drop_requests(&client, many).await;
        settle("connections", usize::try_from(concurrent).unwrap(), || service.open()).await;
        // A permit that nobody gave back would keep this waiting.
        let last = tokio::time::timeout(PATIENCE, client.at::<Value<i64>>("1").into_future()).await;
        assert_eq!(last.unwrap().unwrap(), 1);
        drop(client);
        settle("tasks", 0, || Handle::current().metrics().num_alive_tasks()).await;
        settle("connections", 0, || service.open()).await;
    });
}

// P13
#[test]
fn requests_that_are_dropped_leave_nothing_behind() {
    let service = Service::start(Refuses::EachThirdArrival);
    // What is made once for all requests is made here.
    dropped(&service, 100, 1000);
    for concurrent in [1, 100] {
        let memory = measure(|| dropped(&service, concurrent, 10_000));
        let tries = service.state.seen.lock().unwrap().tries;
        assert!(tries > 1000, "only {tries} requests came to the service");
        assert!(memory.bytes_current < 50_000, "{concurrent}: {} bytes are left", memory.bytes_current);
    }
}
