//! A transport that answers from a list and writes down every request.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use crate::runtime::internal::{
    Body, BoxFuture, Client, ClientBuilder, Service, StaticToken, Transport, TransportError, TransportErrorKind,
};

pub(crate) const ROOT: &str = "https://example.com/odata/";

/// What the service answers: status, headers, body.
pub(crate) struct Answer(pub(crate) u16, pub(crate) &'static [(&'static str, &'static str)], pub(crate) &'static str);

#[derive(Clone, Default)]
pub(crate) struct Fake(Arc<Inner>);

#[derive(Default)]
struct Inner {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<String>>,
}

impl Fake {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let fake = Self::default();
        fake.0.answers.lock().unwrap().extend(answers);
        fake
    }

    /// A fake that answers every page of a list with the next.
    pub(crate) fn ok(bodies: impl IntoIterator<Item = &'static str>) -> Self {
        Self::new(bodies.into_iter().map(|body| Answer(200, &[], body)))
    }

    /// The requests so far: request line, headers, empty line, body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.0.requests.lock().unwrap().clone()
    }

    /// The request lines so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(|request| request.lines().next().unwrap_or_default().to_owned()).collect()
    }

    /// The URL of the only request.
    pub(crate) fn url(&self) -> String {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines[0].split_once(' ').unwrap().1.to_owned()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        self.builder_of(Service::new(ROOT))
    }

    pub(crate) fn builder_of(&self, service: Service) -> ClientBuilder {
        ClientBuilder::new(service).credential(StaticToken::new("secret")).transport(self.clone()).user_agent("test")
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// A client by Microsoft Graph's URL conventions.
    pub(crate) fn graph(&self) -> Client {
        self.builder_of(Service::new(ROOT).key_as_segment().without_empty_parentheses()).build().unwrap()
    }
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let mut text = format!("{} {}\n", head.method, head.uri);
        for (name, value) in &head.headers {
            writeln!(text, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
        writeln!(text, "\n{}", String::from_utf8_lossy(body.as_bytes().map_or(b"a stream", |bytes| bytes))).unwrap();
        self.0.requests.lock().unwrap().push(text);
        let answer = self.0.answers.lock().unwrap().pop_front();
        Box::pin(async move {
            let Some(Answer(status, headers, body)) = answer else {
                return Err(TransportError::new(TransportErrorKind::Connect, "no more answers"));
            };
            let mut response = http::Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(*name, *value);
            }
            Ok(response.body(Body::from(body)).unwrap())
        })
    }
}

/// The request line below the service root and the body.
pub(crate) fn line<F: IntoFuture>(request: impl FnOnce(&Client) -> F) -> String {
    let fake = Fake::new([Answer(204, &[], "")]);
    // What comes back is another test's.
    let _ = block_on(request(&fake.client()));
    let request = fake.requests().remove(0).replace(ROOT, "");
    let (head, body) = request.split_once("\n\n").unwrap();
    format!("{} {}", head.lines().next().unwrap(), body.trim_end()).trim_end().to_owned()
}

/// Runs a future that is never woken from elsewhere.
pub(crate) fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

/// Whether a recorded request has a header line.
pub(crate) fn has(request: &str, header: &str) -> bool {
    request.lines().skip(1).take_while(|line| !line.is_empty()).any(|line| line == header)
}
