//! Monitors that never end, and services that lie.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::Just;
use proptest::sample::select;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::{Item, Jumping, MONITOR, running, service};
use crate::runtime::internal::{Body, ClientBuilder, Error, Many, Nothing, Service};
use crate::transport::clock::Doing;
use crate::transport::support::{Answer, ROOT, block_on};

/// How often a service is asked that never ends, and the error.
fn asked(retry_after: Option<&'static str>, location: fn(usize) -> String) -> (usize, Error) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let transport = Doing(move |_| {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::ACCEPTED;
        response.headers_mut().insert("location", location(number).parse().unwrap());
        if let Some(text) = retry_after {
            response.headers_mut().insert("retry-after", text.parse().unwrap());
        }
        std::future::ready(Ok(response))
    });
    let clock = Jumping::new();
    let client = ClientBuilder::new(Service::new(ROOT)).transport(transport).clock(clock).build().unwrap();
    let error = block_on(running::<Nothing>(&client).wait_for(std::time::Duration::from_secs(600))).unwrap_err();
    (count.load(Ordering::SeqCst), error)
}

// P18
#[test]
fn monitors_that_never_end() {
    for (retry_after, most) in [(None, 30), (Some("30"), 21), (Some("0"), 3001), (Some("0.001"), 3001)] {
        for location in [|_| "jobs/1".to_owned(), |number| format!("https://example.com/odata/jobs/{number}")] {
            let (count, error) = asked(retry_after, location);
            assert!(error.is_timeout() && count <= most, "{retry_after:?}: {count} {error}");
        }
    }
}

#[test]
fn a_monitor_that_leads_nowhere() {
    for location in ["ftp://x", "http://example.com/x", "https://user@example.com/"] {
        let headers: &'static [(&str, &str)] = vec![("Location", location)].leak();
        let (client, ..) = service([Answer(202, MONITOR, ""), Answer(202, headers, ""), Answer(204, &[], "")]);
        let mut running = running::<Nothing>(&client);
        assert!(matches!(block_on(running.poll_once()).unwrap_err(), Error::Link(_)), "{location}");
        assert_eq!(block_on(running.poll_once()).unwrap(), Some(()), "the monitor that is known can be asked");
    }
}

// P17: the result of another host does not lead on.
#[test]
fn a_result_elsewhere_with_a_link_is_refused() {
    let page = r#"{"value":[{"id":"1"}],"@odata.nextLink":"https://example.com/odata/items?x"}"#;
    let (client, _, fake) = service([
        Answer(202, MONITOR, ""),
        Answer(303, &[("Location", "https://jobs.example/r")], ""),
        Answer(200, &[], page),
    ]);
    assert!(matches!(block_on(running::<Many<Item>>(&client).wait()).unwrap_err(), Error::Link(_)));
    assert_eq!(fake.lines().len(), 3);
}

#[test]
fn any_answer_is_a_result_or_an_error() {
    let config = ProptestConfig {
        cases: 300,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let names = select(vec!["AsyncResult", "Location", "Operation-Location", "Retry-After", "Content-Type"]);
    let values = select(vec!["", "200", "404", "application/http", "x", "https://jobs.example/1", "-1", "1e9"]);
    let bodies = prop_oneof![
        Just(String::new()),
        "HTTP/1.1 [0-9]{3} .{0,20}\r?\n\r?\n.{0,20}",
        "\\{\"status\":(\"(running|failed|succeeded|x)\"|5|null)(,\"(error|resourceId|resourceLocation)\":(\"x\"|\\{\\}|7))?\\}",
        ".{0,40}",
    ];
    proptest!(config, |(status in 200_u16..600, header in names, value in values, body in bodies)| {
        let headers: &'static [(&str, &str)] = vec![(header, value)].leak();
        let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(status, headers, body.leak())]);
        // What is asked after this answer finds no service, which is an error too.
        _ = block_on(running::<Item>(&client).wait());
        let lines = fake.lines();
        prop_assert_eq!(lines.iter().filter(|line| line.starts_with("POST")).count(), 1);
        prop_assert!(lines.len() <= 5);
    });
}
