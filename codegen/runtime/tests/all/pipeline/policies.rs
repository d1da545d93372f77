//! Policies of the caller's own.

use std::sync::{Arc, Mutex};

use super::script::{OK, Outcome, Script, status};
use crate::runtime::internal::{
    Argument, At, Body, BoxFuture, Client, Error, Key, Literal, Many, Next, Nothing, Policy, PolicyError,
    PolicyRequest, Service, Value,
};
use crate::transport::support::{ROOT, block_on};

/// Writes down what it sees, under a name.
#[derive(Clone)]
struct Noting(&'static str, Arc<Mutex<Vec<String>>>);

impl Policy for Noting {
    fn send<'a>(
        &'a self,
        request: PolicyRequest,
        mut next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let signed_in = if request.headers().contains_key("authorization") { " signed in" } else { "" };
            let template = request.url_template().unwrap_or_default();
            let seen = format!("{} {} {template} {}{signed_in}", self.0, request.method(), request.attempt());
            self.1.lock().unwrap().push(seen);
            let response = next.send(request).await;
            let outcome = response.as_ref().map_or(0, |response| response.status().as_u16());
            self.1.lock().unwrap().push(format!("{} {outcome}", self.0));
            response
        })
    }
}

#[test]
fn they_run_in_their_order() {
    let notes = Arc::default();
    let note = |name| Noting(name, Arc::clone(&notes));
    let redirect = Outcome::Answer(307, &[("Location", "/odata/y")], "");
    let script = Script::new(&[status(503), redirect, OK]);
    let builder = script.builder().policy(note("first")).policy(note("second")).call_policy(note("around"));
    let client = builder.build().unwrap();
    assert_eq!(block_on(client.at::<Value<i64>>("x").with_policy(note("own"))).unwrap(), 7);
    assert_eq!(
        *notes.lock().unwrap(),
        [
            "around GET /x 1",
            "first GET /x 1",
            "second GET /x 1",
            "own GET /x 1",
            "own 503",
            "second 503",
            "first 503",
            "first GET /x 2",
            "second GET /x 2",
            "own GET /x 2",
            "own 307",
            "second 307",
            "first 307",
            "first GET /x 2",
            "second GET /x 2",
            "own GET /x 2",
            "own 200",
            "second 200",
            "first 200",
            "around 200",
        ]
    );
    let seen = script.seen();
    assert_eq!(seen.iter().map(|seen| seen.line.as_str()).collect::<Vec<_>>(), ["GET /x", "GET /x", "GET /y"]);
    assert!(seen.iter().all(|seen| seen.header("authorization") == Some("Bearer secret")));
}

/// Adds a secret, and a header that is not one.
struct Adding;

impl Policy for Adding {
    fn send<'a>(
        &'a self,
        mut request: PolicyRequest,
        mut next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        request.headers_mut().insert("x-api-key", http::HeaderValue::from_static("hidden"));
        request.headers_mut().insert("x-trace", http::HeaderValue::from_static("1"));
        Box::pin(async move { next.send(request).await })
    }
}

// P17
#[test]
fn what_they_add_is_kept_from_other_hosts() {
    let redirect = Outcome::Answer(302, &[("Location", "https://elsewhere.example/x")], "");
    let script = Script::new(&[redirect, OK]);
    let client = script.builder().policy(Adding).build().unwrap();
    block_on(client.at::<Value<i64>>("x")).unwrap();
    let seen = script.seen();
    assert_eq!((seen[0].header("x-api-key"), seen[0].header("x-trace")), (Some("hidden"), Some("1")));
    assert_eq!((seen[1].header("x-api-key"), seen[1].header("authorization")), (None, None));
    // Nor does it go by plain http.
    let builder = script.builder().service_root("http://example.com/odata/").policy(Adding);
    let error = block_on(builder.build().unwrap().at::<Nothing>("x").anonymous()).unwrap_err();
    assert!(error.to_string().contains("the header `x-api-key`"), "{error}");
}

/// Answers by itself, or refuses.
struct Answering(Option<u16>);

impl Policy for Answering {
    fn send<'a>(&'a self, _: PolicyRequest, _: Next<'a>) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let status = self.0.ok_or_else(|| PolicyError::new("not today"))?;
            Ok(http::Response::builder().status(status).body(Body::from(r#"{"value":9}"#)).unwrap())
        })
    }
}

#[test]
fn they_may_answer_or_refuse() {
    let script = Script::new(&[OK]);
    let call = |policy| {
        let client = script.builder().call_policy(policy).build().unwrap();
        block_on(client.at::<Value<i64>>("x"))
    };
    assert_eq!(call(Answering(Some(200))).unwrap(), 9);
    assert!(call(Answering(Some(404))).unwrap_err().is_not_found());
    let error = call(Answering(None)).unwrap_err();
    assert_eq!(error.to_string(), "a policy did not let the request through");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "not today");
    let client = script.builder().policy(Answering(Some(503))).build().unwrap();
    assert_eq!(block_on(client.at::<Value<i64>>("x")).unwrap_err().attempts(), 5);
    assert_eq!(script.count(), 0);
}

/// Sends everything twice.
struct Twice;

impl Policy for Twice {
    fn send<'a>(
        &'a self,
        request: PolicyRequest,
        mut next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
        Box::pin(async move {
            let again = request.try_clone().ok_or_else(|| PolicyError::new("the body is a stream"))?;
            next.send(request).await?;
            next.send(again).await
        })
    }
}

#[test]
fn they_may_send_more_than_once() {
    let script = Script::new(&[status(429), OK]);
    let client = script.builder().policy(Twice).build().unwrap();
    assert_eq!(block_on(client.at::<Value<i64>>("x")).unwrap(), 7);
    assert_eq!(script.count(), 2);
}

/// The template of a request and the operation that it calls.
fn check<F: IntoFuture>(request: impl FnOnce(&Client) -> F, expect: (&str, &str)) {
    struct Describing(Mutex<(String, String)>);
    impl Policy for Describing {
        fn send<'a>(
            &'a self,
            request: PolicyRequest,
            mut next: Next<'a>,
        ) -> BoxFuture<'a, Result<http::Response<Body>, Error>> {
            let operation = request.operation().unwrap_or_default().to_owned();
            *self.0.lock().unwrap() = (request.url_template().unwrap_or_default(), operation);
            Box::pin(async move { next.send(request).await })
        }
    }
    let policy = Arc::new(Describing(Mutex::default()));
    let script = Script::new(&[OK]);
    let builder = script.builder_of(Service::new(ROOT).key_as_segment()).policy(Arc::clone(&policy));
    let _ = block_on(request(&builder.build().unwrap()));
    let found = policy.0.lock().unwrap();
    assert_eq!((found.0.as_str(), found.1.as_str()), expect);
}

#[test]
fn they_see_the_template_and_the_operation() {
    let user = |client: &Client| client.at::<Many<Nothing>>("users").by_key("a/da");
    check(|client| user(client).segment::<Nothing>("messages").query_option("$top", "5"), ("/users/{id}/messages", ""));
    check(
        |client| {
            let key = Key::named([("A", Literal::from(1)), ("B", Literal::string("x"))]);
            client.at::<Many<Nothing>>("users").by_key(Two(key))
        },
        ("/users({A},{B})", ""),
    );
    check(|client| user(client).action::<Nothing>("move", [("a", Argument::of(&1))]), ("/users/{id}/move", "move"));
    check(
        |client| {
            let found: At<Nothing> = user(client).function("near", &[("lat", Literal::from(1))]);
            found
        },
        ("/users/{id}/near(lat={lat})".replace("lat=", "").leak(), "near"),
    );
    check(|client| client.function::<Nothing>("all", &[]), ("/all()", "all"));
    check(|client| client.path::<Nothing>("users/ada/messages"), ("", ""));
    check(|client| client.link::<Nothing>("https://example.com/odata/users/ada"), ("", ""));
}

struct Two(Key);

impl crate::runtime::internal::EntityKey for Two {
    fn to_key(&self) -> Key {
        self.0.clone()
    }
}
