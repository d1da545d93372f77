//! Reads whose URL is too long for the service
//! ([URL Conventions 4.17](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use super::script::{OK, Outcome, Script, status};
use crate::runtime::internal::{Client, ClientBuilder, Error, Many, Service, TransportErrorKind, Value};
use crate::transport::support::{Answer, Fake, ROOT, block_on};

const PAGE: &str = r#"{"value":[],"@odata.nextLink":"items?$skiptoken=2"}"#;
const LAST: &str = r#"{"value":[]}"#;

fn long() -> String {
    format!("Name eq '{}'", "ä".repeat(50))
}

fn read(client: &Client) -> Result<i64, Error> {
    block_on(client.at::<Value<i64>>("x").query_option("$filter", &long()))
}

fn short_urls(builder: ClientBuilder) -> ClientBuilder {
    builder.max_url_length(200)
}

#[test]
fn the_query_goes_in_the_body_where_the_service_takes_it() {
    let fake = Fake::ok([r#"{"value":7}"#]);
    let service = Service::new(ROOT).query_by_post();
    let client = short_urls(ClientBuilder::new(service)).transport(fake.clone()).build().unwrap();
    assert_eq!(read(&client).unwrap(), 7);
    let request = &fake.requests()[0];
    let (head, body) = request.split_once("\n\n").unwrap();
    assert!(head.starts_with(&format!("POST {ROOT}x/$query\n")), "{head}");
    assert!(head.ends_with("content-type: text/plain"), "{head}");
    assert_eq!(body.trim_end(), format!("$filter=Name%20eq%20'{}'", "%C3%A4".repeat(50)));
}

#[test]
fn the_length_decides() {
    let lines = |limit: usize| {
        let script = Script::new(&[OK]);
        let client = script.builder().query_by_post().max_url_length(limit).build().unwrap();
        block_on(client.at::<Value<i64>>("x").query_option("a", "12345678")).unwrap();
        script.seen().remove(0).line
    };
    let length = format!("{ROOT}x?a=12345678").len();
    assert_eq!(lines(length), "GET /x?a=12345678");
    assert_eq!(lines(length - 1), "POST /x/$query");
    assert_eq!(lines(usize::MAX), "GET /x?a=12345678");
}

#[test]
fn a_url_that_is_too_long_names_both_settings() {
    let script = Script::new(&[OK]);
    let client = short_urls(script.builder()).build().unwrap();
    let path = short_urls(script.builder()).query_by_post().build().unwrap();
    let without_query = block_on(path.at::<Value<i64>>(&"y".repeat(200))).map(drop);
    for error in [read(&client).map(drop).unwrap_err(), without_query.unwrap_err()] {
        let text = error.to_string();
        assert!(
            text.contains("max_url_length") && text.contains("query_by_post") && text.contains("200 bytes"),
            "{text}"
        );
    }
    assert_eq!(script.count(), 0);
}

// P19
#[test]
fn a_read_by_post_is_sent_again_like_a_read() {
    use Outcome::{Breaks, Fails};
    let broken =
        [status(500), status(504), Fails(TransportErrorKind::Timeout), Fails(TransportErrorKind::Other), Breaks];
    for outcome in broken {
        let script = Script::new(&[outcome, OK]);
        let client = short_urls(script.builder()).query_by_post().repeatable_requests().build().unwrap();
        assert_eq!(read(&client).unwrap(), 7, "{outcome:?}");
        let seen = script.seen();
        assert_eq!(seen.iter().map(|seen| &*seen.line).collect::<Vec<_>>(), ["POST /x/$query"; 2], "{outcome:?}");
        assert_eq!(seen[0].header("repeatability-request-id"), None);
    }
}

// P19
#[test]
fn a_read_by_post_that_fails_is_not_done() {
    let script = Script::new(&[Outcome::Breaks]);
    let client = short_urls(script.builder()).query_by_post().build().unwrap();
    let error = read(&client).unwrap_err();
    assert!(!error.is_done() && error.is_retryable(), "{error}");
    let script = Script::new(&[Outcome::Answer(200, &[], "{}")]);
    let client = short_urls(script.builder()).query_by_post().build().unwrap();
    assert!(!read(&client).unwrap_err().is_done());
}

#[test]
fn only_the_first_page_goes_by_post() {
    let fake = Fake::ok([PAGE, LAST]);
    let client = short_urls(fake.builder()).query_by_post().build().unwrap();
    let items = client.at::<Many<Value<i64>>>("items").query_option("$filter", &long());
    let mut pages = items.pages();
    while block_on(pages.try_next()).unwrap().is_some() {}
    let requests = fake.requests();
    assert!(requests[0].starts_with(&format!("POST {ROOT}items/$query\n")), "{}", requests[0]);
    assert!(requests[1].starts_with("GET ") && !requests[1].contains("content-type"), "{}", requests[1]);
}

#[test]
fn redirects_keep_the_query() {
    for moved in [301, 302, 307, 308] {
        let fake =
            Fake::new([Answer(moved, &[("Location", "/odata/y/$query")], ""), Answer(200, &[], r#"{"value":7}"#)]);
        let client = short_urls(fake.builder()).query_by_post().build().unwrap();
        assert_eq!(read(&client).unwrap(), 7);
        let second = &fake.requests()[1];
        assert!(second.starts_with(&format!("POST {ROOT}y/$query\n")) && second.contains("$filter="), "{second}");
    }
}

#[test]
fn links_are_followed_as_they_came() {
    let script = Script::new(&[OK]);
    let client = short_urls(script.builder()).query_by_post().build().unwrap();
    let link = format!("{ROOT}x?$skiptoken={}", "z".repeat(300));
    block_on(client.link::<Value<i64>>(&link)).unwrap();
    assert!(script.seen()[0].line.starts_with("GET /x?$skiptoken="));
}

// G3
#[test]
fn the_query_in_the_body_asks_for_eventual_consistency_too() {
    let script = Script::new(&[OK]);
    let service = Service::new(ROOT).query_by_post().eventual_consistency();
    let client = short_urls(script.builder_of(service)).build().unwrap();
    block_on(client.at::<Value<i64>>("x").query_option("$filter", &long().replace(" eq ", " ne "))).unwrap();
    assert_eq!(script.seen()[0].header("consistencylevel"), Some("eventual"));
}
