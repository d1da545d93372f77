//! Time limits, against a peer that tries to get around them.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use generated::{Client, ReqwestTransport, Retry};

const LIMIT: Duration = Duration::from_millis(300);

/// A flood keeps the thread that reads it busy; on a busy machine, the timer may wait for that thread.
const PATIENCE: Duration = Duration::from_secs(60);

// As fast as the loopback interface carries them, interim answers keep a thread of the runtime busy for some dozen megabytes,
// until hyper lets other tasks have it. A runtime of several threads looks at its timers meanwhile.
#[test]
fn a_flood_of_interim_answers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        _ = stream.read(&mut [0; 4096]);
        let flood = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000);
        // The client that has seen enough closes the connection.
        while stream.write_all(flood.as_bytes()).is_ok() {}
    });
    let transport = ReqwestTransport::configured(|builder| builder.no_proxy()).unwrap();
    let client = Client::builder()
        .service_root(root)
        .transport(transport)
        .retry(Retry::none())
        .response_timeout(LIMIT)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let started = Instant::now();
    let error = runtime.block_on(async { client.reports().await }).unwrap_err();
    let took = started.elapsed();
    assert!(error.is_timeout() && took < PATIENCE, "{took:?}: {error:?}");
    runtime.shutdown_background();
}
