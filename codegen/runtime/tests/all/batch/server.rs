//! A service that answers batches, and writes down what it was sent.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::runtime::internal::{
    Body, BoxFuture, Client, ClientBuilder, Service, StaticToken, Transport, TransportError, TransportErrorKind,
};
use crate::transport::clock::Ticking;
use crate::transport::support::ROOT;

/// What a call is answered with: status, content type, body.
pub(crate) struct Outer(pub(crate) u16, pub(crate) String, pub(crate) Vec<u8>);

type Answering = dyn Fn(usize, &str) -> Result<Outer, TransportErrorKind> + Send + Sync;

#[derive(Clone)]
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    calls: Mutex<Vec<(String, String)>>,
    answer: Box<Answering>,
    pub(crate) clock: Ticking,
}

impl Server {
    /// A service that answers a call by its number and its body.
    pub(crate) fn new(
        answer: impl Fn(usize, &str) -> Result<Outer, TransportErrorKind> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner { calls: Mutex::default(), answer: Box::new(answer), clock: Ticking::new() }))
    }

    /// A service that answers each request of a JSON batch by the number of the call, and puts the answers in reverse order.
    pub(crate) fn json(answer: impl Fn(usize, &Value) -> Value + Send + Sync + 'static) -> Self {
        Self::new(move |call, body| {
            let batch: Value = serde_json::from_str(body).unwrap();
            let requests = batch["requests"].as_array().unwrap();
            let mut responses = Vec::new();
            for request in requests.iter().rev() {
                let mut response = answer(call, request);
                if response["id"].is_null() {
                    response["id"] = request["id"].clone();
                }
                responses.push(response);
            }
            Ok(Outer(200, "application/json".to_owned(), json!({"responses": responses}).to_string().into_bytes()))
        })
    }

    /// A service that answers every call with this body.
    pub(crate) fn saying(content_type: &str, body: &str) -> Self {
        let (content_type, body) = (content_type.to_owned(), body.to_owned());
        Self::new(move |_, _| Ok(Outer(200, content_type.clone(), body.clone().into_bytes())))
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        self.builder_of(Service::new(ROOT))
    }

    pub(crate) fn builder_of(&self, service: Service) -> ClientBuilder {
        let builder = ClientBuilder::new(service).credential(StaticToken::new("secret")).user_agent("test");
        builder.transport(self.clone()).clock(self.0.clock.clone())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// How many calls were made.
    pub(crate) fn calls(&self) -> usize {
        self.0.calls.lock().unwrap().len()
    }

    /// The request line and the headers of a call.
    pub(crate) fn head(&self, call: usize) -> String {
        self.0.calls.lock().unwrap()[call].0.clone()
    }

    /// The body of a call.
    pub(crate) fn body(&self, call: usize) -> String {
        self.0.calls.lock().unwrap()[call].1.clone()
    }

    /// The requests of a call that is JSON.
    pub(crate) fn requests(&self, call: usize) -> Vec<Value> {
        let body: Value = serde_json::from_str(&self.body(call)).unwrap();
        body["requests"].as_array().unwrap().clone()
    }

    /// The ids of the requests of each call that is JSON.
    pub(crate) fn ids(&self) -> Vec<Vec<String>> {
        let calls = 0..self.calls();
        let ids = |call| self.requests(call).iter().map(|request| request["id"].as_str().unwrap().to_owned()).collect();
        calls.map(ids).collect()
    }

    /// The time that has passed, in seconds.
    pub(crate) fn seconds(&self) -> u64 {
        self.0.clock.seconds()
    }
}

impl Transport for Server {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let mut text = format!("{} {}\n", head.method, head.uri);
        for (name, value) in &head.headers {
            text.push_str(&format!("{name}: {}\n", value.to_str().unwrap()));
        }
        let body = String::from_utf8_lossy(body.as_bytes().unwrap()).into_owned();
        let mut calls = self.0.calls.lock().unwrap();
        let number = calls.len();
        calls.push((text, body.clone()));
        drop(calls);
        Box::pin(async move {
            let Outer(status, content_type, body) =
                (self.0.answer)(number, &body).map_err(|kind| TransportError::new(kind, "as the test has it"))?;
            let response = http::Response::builder().status(status).header("content-type", content_type);
            Ok(response.body(Body::from(body)).unwrap())
        })
    }
}

/// An entity as JSON.
pub(crate) fn entity(id: &str) -> Value {
    json!({"status": 200, "headers": {"Content-Type": "application/json"}, "body": {"id": id}})
}

/// A stream that ends at once.
pub(crate) struct Never;

impl futures_core::Stream for Never {
    type Item = Result<bytes::Bytes, TransportError>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(None)
    }
}
