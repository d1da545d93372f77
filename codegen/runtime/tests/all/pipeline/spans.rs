//! What traces show of calls, and the names by which support finds them.

use std::cell::RefCell;
use std::fmt::Write as _;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::{OK, Outcome, Script, status};
use crate::runtime::internal::{Client, DecodeOptions, Many, Nothing, Service, TransportErrorKind, Value};
use crate::sample::Thing;
use crate::transport::support::{ROOT, block_on};

thread_local! {
    /// What this thread notes, if it does.
    static NOTES: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Writes down spans with their fields, and events, on threads that ask for it. It is the subscriber of the whole process, since the
/// crate `tracing` remembers for all threads whether anybody listens.
struct Notes;

/// Adds a line, where lines are noted, and gives its number.
fn note(line: impl FnOnce() -> String) -> u64 {
    NOTES.with_borrow_mut(|notes| {
        notes.as_mut().map_or(1, |notes| {
            notes.push(line());
            notes.len() as u64
        })
    })
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        Id::from_u64(note(|| {
            let mut line = span.metadata().name().to_owned();
            span.record(&mut Line(&mut line));
            line
        }))
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        NOTES.with_borrow_mut(|notes| {
            if let Some(line) = notes.as_mut().and_then(|notes| notes.get_mut(index)) {
                values.record(&mut Line(line));
            }
        });
    }

    fn event(&self, event: &Event<'_>) {
        note(|| {
            let mut line = event.metadata().level().to_string();
            event.record(&mut Line(&mut line));
            line
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What is noted while this runs.
fn noted<T>(run: impl FnOnce() -> T) -> (T, Vec<String>) {
    // Another test may have set it.
    _ = tracing::subscriber::set_global_default(Notes);
    NOTES.set(Some(Vec::new()));
    let output = run();
    (output, NOTES.take().unwrap())
}

/// What is noted while a request is made.
fn notes<F: IntoFuture>(script: &Script, request: impl FnOnce(&Client) -> F) -> Vec<String> {
    let client = script.builder_of(Service::new(ROOT).key_as_segment()).header("X-Api-Key", "hidden").build().unwrap();
    noted(|| _ = block_on(request(&client))).1
}

#[test]
fn each_call_and_each_attempt_has_a_span() {
    let script = Script::new(&[status(503), OK]);
    let found = notes(&script, |client| {
        client.at::<Many<Nothing>>("users").by_key("ada").segment::<Value<i64>>("age").query_option("$filter", "hidden")
    });
    assert_eq!(
        found,
        [
            "odata.call http.request.method=\"GET\" url.template=\"/users/{id}/age\" server.address=\"example.com\" \
             http.response.status_code=200 http.request.resend_count=1",
            "odata.attempt otel.name=\"GET /users/{id}/age\" otel.kind=\"client\" http.request.method=\"GET\" \
             url.template=\"/users/{id}/age\" server.address=\"example.com\" http.request.resend_count=0 \
             http.response.status_code=503 error.type=\"503\"",
            "odata.attempt otel.name=\"GET /users/{id}/age\" otel.kind=\"client\" http.request.method=\"GET\" \
             url.template=\"/users/{id}/age\" server.address=\"example.com\" http.request.resend_count=1 \
             http.response.status_code=200",
        ]
    );
}

#[test]
fn errors_have_types_and_secrets_do_not_show() {
    let secret =
        Outcome::Answer(404, &[("WWW-Authenticate", "hidden")], r#"{"error":{"code":"hidden","message":"hidden"}}"#);
    for (outcome, expect) in [
        (secret, "error.type=\"404\""),
        (Outcome::Fails(TransportErrorKind::Connect), "error.type=\"connect\""),
        (Outcome::Breaks, "error.type=\"body\""),
        (Outcome::Answer(302, &[("Location", "ftp://hidden")], ""), "error.type=\"link\""),
        (Outcome::Answer(200, &[], "hidden"), "http.response.status_code=200"),
    ] {
        let script = Script::new(&[outcome]);
        let found = notes(&script, |client| client.path::<Value<i64>>("x/hidden?$filter=hidden&sig=hidden")).join("\n");
        assert!(found.contains(expect), "{found}");
        assert!(!found.contains("hidden") && !found.contains("secret"), "{found}");
    }
}

#[test]
fn values_that_do_not_fit_are_noted() {
    let script = Script::new(&[Outcome::Answer(200, &[], r#"{"value":[{"guid":"hidden"}]}"#)]);
    let client = script.builder().decode_options(DecodeOptions::lenient()).build().unwrap();
    let things = client.at::<Many<Thing>>("x").into_future();
    let (page, lines) = noted(|| block_on(things));
    assert_eq!(page.unwrap().misfits().len(), 1);
    let lines = lines.join("\n");
    assert!(lines.contains("path=\"$.value[0].guid\" expected=\"Edm.Guid\""), "{lines}");
    assert!(!lines.contains("hidden"), "{lines}");
}

// G16
#[test]
fn calls_have_names_that_errors_show() {
    let script = Script::new(&[status(503), status(404)]);
    let client = script.builder_of(Service::new(ROOT).client_request_id()).build().unwrap();
    let error = block_on(client.at::<Nothing>("x")).unwrap_err();
    let seen = script.seen();
    let id = seen[0].header("client-request-id").unwrap();
    assert_eq!(id.len(), 36);
    assert_eq!(seen[1].header("client-request-id"), Some(id), "it is the name of the call, not of the attempt");
    assert_eq!(error.as_service().unwrap().client_request_id(), Some(id));
    assert!(error.to_string().contains(&format!("(client-request-id {id})")), "{error}");
    _ = block_on(client.at::<Nothing>("x").header("client-request-id", "mine"));
    _ = block_on(client.at::<Nothing>("x"));
    let seen = script.seen();
    assert_eq!(seen[0].header("client-request-id"), Some("mine"));
    assert!(seen[1].header("client-request-id") != Some(id));
    block_on(script.client().at::<Nothing>("x")).unwrap_err();
    assert_eq!(script.seen()[0].header("client-request-id"), None);
}

// G3
#[test]
fn every_page_of_an_advanced_query_asks_for_eventual_consistency() {
    let first = Outcome::Answer(200, &[], r#"{"value":[1],"@odata.nextLink":"x?page=2"}"#);
    let second = Outcome::Answer(200, &[], r#"{"value":[2]}"#);
    let script = Script::new(&[first, second]);
    let client = script.builder_of(Service::new(ROOT).eventual_consistency()).build().unwrap();
    let mut items = client.at::<Many<Value<i64>>>("x").query_option("$search", "a").items();
    while block_on(items.try_next()).unwrap().is_some() {}
    _ = block_on(client.at::<Many<Value<i64>>>("x"));
    let seen = script.seen();
    let levels: Vec<_> = seen.iter().map(|seen| seen.header("consistencylevel")).collect();
    assert_eq!(levels, [Some("eventual"), Some("eventual"), None]);
}
