//! Clients between tasks, and other transports.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use generated::{
    BasicCredential, Body, BoxFuture, Client, Error, Retry, StaticToken, TokenProvider, Transport, TransportError,
    TransportErrorKind, Value,
};
use tests::server::{Answer, Server, TOKEN};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_of_one_client_at_the_same_time() {
    let server = Server::with(|request| {
        let target = request.split(' ').nth(1).unwrap();
        Answer::json(&format!(r#"{{"value":{}}}"#, target.rsplit('/').next().unwrap()))
    });
    let client = server.client();
    let tasks: Vec<_> = (0..64_i64)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { client.at::<Value<i64>>(&number.to_string()).await })
        })
        .collect();
    for (number, task) in (0_i64..).zip(tasks) {
        assert_eq!(task.await.unwrap().unwrap(), number);
    }
    assert_eq!(server.targets().into_iter().collect::<BTreeSet<_>>().len(), 64);
}

#[tokio::test(flavor = "multi_thread")]
async fn futures_and_streams_move_between_threads() {
    let server = Server::with(|_| Answer::json(r#"{"value":[{"totalUserCount":3}]}"#));
    let client = server.client();
    let call = client.reports().get_credential_user_registration_count();
    let page = tokio::spawn(call.clone().into_future()).await.unwrap().unwrap();
    let response = tokio::spawn(call.clone().send()).await.unwrap().unwrap();
    assert_eq!(response.body, Some(page));
    assert_eq!(response.header("content-type"), Some("application/json;odata.metadata=minimal"));
    let mut items = call.items();
    let count = tokio::spawn(async move {
        let mut count = 0;
        while let Some(item) = items.try_next().await? {
            count += item.total_user_count.unwrap_or_default();
        }
        Ok::<_, Error>(count)
    });
    assert_eq!(count.await.unwrap().unwrap(), 3);
}

// P3: the streams implement `futures_core::Stream`.
#[tokio::test]
async fn items_are_a_stream() {
    fn poll_next<S: futures_core::Stream + Unpin>(stream: &mut S) -> impl Future<Output = Option<S::Item>> {
        std::future::poll_fn(|cx| std::pin::Pin::new(&mut *stream).poll_next(cx))
    }
    let server = Server::with(|_| Answer::json(r#"{"value":[{"totalUserCount":3}]}"#));
    let mut items = server.client().reports().get_credential_user_registration_count().items();
    assert_eq!(poll_next(&mut items).await.unwrap().unwrap().total_user_count, Some(3));
    assert!(poll_next(&mut items).await.is_none());
}

/// A transport without a network: writes down requests and answers all of them alike.
#[derive(Clone, Default)]
struct InMemory {
    requests: Arc<Mutex<Vec<String>>>,
}

impl Transport for InMemory {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let authorization = request.headers()["authorization"].to_str().unwrap();
        self.requests.lock().unwrap().push(format!("{} {} {authorization}", request.method(), request.uri()));
        Box::pin(async move {
            if request.uri().path().ends_with("/auditLogs") {
                return Err(TransportError::new(TransportErrorKind::Timeout, "too slow"));
            }
            Ok(http::Response::new(Body::from(r#"{"value":[{"totalUserCount":9}]}"#)))
        })
    }
}

#[tokio::test]
async fn a_transport_of_the_callers() {
    let transport = InMemory::default();
    let builder = Client::builder().credential(StaticToken::new(TOKEN)).transport(transport.clone());
    let graph = builder.retry(Retry::none()).build().unwrap();
    let page = graph.reports().get_credential_user_registration_count().await.unwrap();
    assert_eq!(page[0].total_user_count, Some(9));
    let error = graph.audit_logs().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "GET https://graph.microsoft.com/beta/auditLogs: a time limit was exceeded");
    // G1
    let root = "https://graph.microsoft.com/beta";
    assert_eq!(
        *transport.requests.lock().unwrap(),
        [
            format!("GET {root}/reports/getCredentialUserRegistrationCount Bearer {TOKEN}"),
            format!("GET {root}/auditLogs Bearer {TOKEN}"),
        ]
    );
}

// P21
#[tokio::test]
async fn basic_authentication() {
    let server = Server::answering([Answer::json(r#"{"value":[]}"#)]);
    let client = server.builder().credential(BasicCredential::new("ada", "secret")).build().unwrap();
    client.reports().get_credential_user_registration_count().await.unwrap();
    assert!(server.request().contains("\r\nauthorization: Basic YWRhOnNlY3JldA==\r\n"));
    assert!(!format!("{client:?}").contains("YWRhOnNlY3JldA"), "{client:?}");
}

// G4: the same from https, where a link leads to plain http.
#[tokio::test]
async fn links_from_https_to_http_are_refused() {
    struct Downgrade(Arc<Mutex<usize>>);
    impl Transport for Downgrade {
        fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            *self.0.lock().unwrap() += 1;
            let body = r#"{"value":[],"@odata.nextLink":"http://graph.microsoft.com/beta/reports"}"#;
            Box::pin(std::future::ready(Ok(http::Response::new(Body::from(body)))))
        }
    }
    let sent = Arc::new(Mutex::new(0));
    let graph = Client::builder().transport(Downgrade(Arc::clone(&sent))).build().unwrap();
    let mut items = graph.reports().get_credential_user_registration_count().items();
    assert!(matches!(items.try_next().await, Err(Error::Link(_))));
    assert_eq!(*sent.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_token_for_each_request() {
    let server = Server::with(|_| Answer::json("{}"));
    let number = Arc::new(Mutex::new(0));
    let provider = TokenProvider::new(move || {
        let number = Arc::clone(&number);
        async move {
            let mut number = number.lock().map_err(|_| "poisoned")?;
            *number += 1;
            if *number > 2 { Err("signed out") } else { Ok(format!("token{number}")) }
        }
    });
    let client = server.builder().credential(provider).build().unwrap();
    client.reports().await.unwrap();
    client.reports().await.unwrap();
    let error = client.reports().await.unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "signed out");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for (request, token) in requests.iter().zip(["token1", "token2"]) {
        assert!(request.contains(&format!("\r\nauthorization: Bearer {token}\r\n")), "{request}");
    }
}

// G4: no output shows a secret.
#[test]
fn debug_output_holds_no_token() {
    let server = Server::answering([]);
    let client = server.client();
    let call = client.reports().get_credential_user_registration_count();
    for text in [
        format!("{:?}", StaticToken::new(TOKEN)),
        format!("{:#?}", server.builder()),
        format!("{client:#?}"),
        format!("{call:#?}"),
        format!("{:#?}", call.clone().into_future()),
        format!("{:#?}", call.items()),
    ] {
        assert!(!text.contains(TOKEN) && !text.contains("secret"), "{text}");
    }
}
