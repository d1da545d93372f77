//! How many requests are under way at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::runtime::internal::{Body, BoxFuture, ClientBuilder, Retry, Service, Transport, TransportError, Value};
use crate::transport::support::ROOT;

/// Answers after others had their turn, and counts how many it has to answer at a time.
#[derive(Default)]
struct Counting {
    now: AtomicUsize,
    most: AtomicUsize,
    status: Option<u16>,
}

struct Leaving<'a>(&'a AtomicUsize);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Transport for Counting {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
            let _leaving = Leaving(&self.now);
            self.most.fetch_max(now, Ordering::Relaxed);
            tokio::task::yield_now().await;
            let status = self.status.unwrap_or(200);
            Ok(http::Response::builder().status(status).body(Body::from(r#"{"value":7}"#)).unwrap())
        })
    }
}

/// The most requests that are under way at a time when this many are sent, of which every other one is dropped at once.
fn most(transport: Counting, concurrent: u32, requests: usize) -> usize {
    let transport = Arc::new(transport);
    let builder = ClientBuilder::new(Service::new(ROOT)).transport(Arc::clone(&transport)).retry(Retry::none());
    let client = builder.max_concurrent(concurrent).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut tasks = Vec::new();
        for number in 0..requests {
            let task = tokio::spawn(client.at::<Value<i64>>("x").into_future());
            tasks.push((number, task));
        }
        tokio::task::yield_now().await;
        for (_, task) in tasks.iter().filter(|(number, _)| number % 2 == 1) {
            task.abort();
        }
        for (_, task) in tasks {
            _ = task.await;
        }
    });
    assert_eq!(transport.now.load(Ordering::Relaxed), 0);
    transport.most.load(Ordering::Relaxed)
}

// P13
#[test]
fn no_more_than_the_limit_are_under_way() {
    assert_eq!(most(Counting::default(), 3, 50), 3);
    assert_eq!(most(Counting::default(), 0, 10), 1);
}

#[test]
fn fewer_are_under_way_when_the_service_is_asked_too_often() {
    let transport = Arc::new(Counting { status: Some(429), ..Counting::default() });
    let builder = ClientBuilder::new(Service::new(ROOT)).transport(Arc::clone(&transport)).retry(Retry::none());
    let client = builder.max_concurrent(10).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let round = || {
        runtime.block_on(async {
            transport.most.store(0, Ordering::Relaxed);
            let spawned = (0..20).map(|_| tokio::spawn(client.at::<Value<i64>>("x").into_future()));
            for task in spawned.collect::<Vec<_>>() {
                assert!(task.await.unwrap().unwrap_err().is_throttled());
            }
            transport.most.load(Ordering::Relaxed)
        })
    };
    assert_eq!(round(), 10);
    assert!(round() < 5);
}
