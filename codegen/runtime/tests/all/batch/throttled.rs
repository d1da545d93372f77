//! What the service puts off is sent again: alone, not earlier than asked, not for ever.

use std::sync::Mutex;

use serde_json::{Value, json};

use super::server::{Server, entity};
use super::{named, user, users};
use crate::runtime::internal::TransportErrorKind;
use crate::transport::support::{ROOT, block_on};

fn throttled(after: Value) -> Value {
    json!({"status": 429, "headers": {"Retry-After": after}, "body": {"error": {"code": "TooMany", "message": "slow down"}}})
}

/// Sends a read of `a`, a creation and a read of `b`, where the service answers so, and gives the ids of each call and the seconds
/// that have passed at least.
fn sent(
    answer: impl Fn(usize, &str) -> Value + Send + Sync + 'static,
) -> (Vec<Vec<String>>, u64, [Result<(), String>; 3]) {
    let server = Server::json(move |call, request| answer(call, request["id"].as_str().unwrap()));
    let client = server.client();
    let mut batch = client.batch();
    let a = batch.add(user(&client, "a"));
    let created = batch.add(users(&client).create(named("c")));
    let b = batch.add(user(&client, "b"));
    let answers = block_on(batch.send()).unwrap();
    let results = [a, created, b].map(|ticket| answers.take(ticket).map(drop).map_err(|error| error.to_string()));
    (server.ids(), server.seconds(), results)
}

fn ids(calls: &[&[&str]]) -> Vec<Vec<String>> {
    calls.iter().map(|call| call.iter().map(|id| (*id).to_owned()).collect()).collect()
}

// G7, G9
#[test]
fn only_what_was_throttled_is_sent_again_after_the_longest_wait() {
    let (calls, seconds, results) = sent(|call, id| match (call, id) {
        (0, "1") => throttled(json!("2.5")),
        (0, "2") => json!({"status": 503, "headers": {"retry-after": 7}}),
        _ => entity("x"),
    });
    assert_eq!(calls, ids(&[&["1", "2", "3"], &["1", "2"]]));
    assert!((7..=9).contains(&seconds), "{seconds}");
    assert_eq!(results, [Ok(()), Ok(()), Ok(())]);
}

// P19
#[test]
fn what_may_be_done_is_not_sent_twice() {
    // 504 answers a request that is not idempotent, and 501 will not change.
    let (calls, _, results) = sent(|call, id| match (call, id) {
        (0, "1" | "2") => json!({"status": 504}),
        (_, "3") => json!({"status": 501}),
        _ => entity("x"),
    });
    assert_eq!(calls, ids(&[&["1", "2", "3"], &["1"]]));
    assert_eq!(results.each_ref().map(Result::is_ok), [true, false, false]);
    assert_eq!(results[1], Err("POST https://example.com/odata/users: 504 Gateway Timeout".to_owned()));
}

// G7
#[test]
fn throttling_for_ever_is_an_error_in_bounded_time() {
    let (calls, seconds, results) = sent(|_, id| if id == "1" { throttled(json!("1")) } else { entity("x") });
    let mut expected = vec![&["1"][..]; 15];
    expected[0] = &["1", "2", "3"];
    assert_eq!(calls, ids(&expected));
    assert!(seconds < 20);
    assert_eq!(
        results[0],
        Err("GET https://example.com/odata/users('a') (attempt 15): 429 Too Many Requests: TooMany: slow down"
            .to_owned())
    );
    // A wait that is longer than a batch is waited for: nothing is sent earlier than asked.
    let (calls, seconds, results) = sent(|_, id| if id == "1" { throttled(json!("3600")) } else { entity("x") });
    assert_eq!((calls.len(), seconds), (1, 0));
    assert!(results[0].is_err() && results[1].is_ok() && results[2].is_ok());
    let (calls, _, _) = sent(|_, _| throttled(json!("99999999999999999999999999")));
    assert_eq!(calls.len(), 1);
    // Without a wait that can be read: some time, longer from try to try.
    let (calls, seconds, _) = sent(|_, id| if id == "1" { throttled(json!("soon")) } else { entity("x") });
    assert_eq!(calls.len(), 5);
    assert!(seconds <= 20, "{seconds}");
}

// G9
#[test]
fn what_depends_on_it_is_sent_again_with_it() {
    let server = Server::json(|call, request| match (call, request["id"].as_str().unwrap()) {
        (0, "1") => throttled(json!("1")),
        (0, "2" | "3") => json!({"status": 424, "body": {"error": {"code": "FailedDependency", "message": "x"}}}),
        _ => json!({"status": 200, "headers": {"Location": "users('n')"}, "body": {"id": "n"}}),
    });
    let client = server.client();
    let mut batch = client.batch();
    let a = batch.add(users(&client).create(named("a")));
    let b = batch.add(client.result_of(&a));
    let c = batch.add(user(&client, "c")).after(&b);
    let other = batch.add(user(&client, "d"));
    let answers = block_on(batch.send()).unwrap();
    for ticket in [a, b, c, other] {
        answers.take(ticket).unwrap();
    }
    assert_eq!(server.ids(), ids(&[&["1", "2", "3", "4"], &["1", "2", "3"]]));
    assert_eq!(server.requests(1)[2]["dependsOn"], json!(["2"]));
}

/// What was throttled behind what has succeeded no longer names it: the URL of the result takes its place.
#[test]
fn what_succeeded_is_not_sent_with_it() {
    let server = Server::json(|call, request| match (call, request["id"].as_str().unwrap()) {
        (_, "1") => {
            json!({"status": 201, "headers": {"OData-EntityId": format!("{ROOT}users('n')")}, "body": {"id": "n"}})
        }
        (0, "2") => throttled(json!("1")),
        _ => entity("x"),
    });
    let client = server.client();
    let mut batch = client.batch();
    let a = batch.add(users(&client).create(named("a")));
    let b = batch.add(client.result_of(&a)).after(&a);
    let answers = block_on(batch.send()).unwrap();
    answers.take(b).unwrap();
    let again = &server.requests(1)[0];
    assert_eq!((again["url"].as_str(), again["dependsOn"].is_null()), (Some("users('n')"), true));
}

/// A change set is sent again as a whole, unless something of it was carried out.
#[test]
fn change_sets_are_sent_again_as_a_whole() {
    let set = |statuses: [u16; 2]| {
        let seen = Mutex::new(0);
        let server = Server::json(move |call, request| {
            *seen.lock().unwrap() += 1;
            let index: usize = request["id"].as_str().unwrap().parse().unwrap();
            match call {
                0 => json!({"status": statuses[index - 1], "headers": {"Retry-After": "1"}}),
                _ => json!({"status": 204}),
            }
        });
        let client = server.client();
        let mut batch = client.batch();
        let (a, b) =
            batch.change_set(|set| (set.add(user(&client, "a").delete()), set.add(user(&client, "b").delete())));
        let answers = block_on(batch.send()).unwrap();
        let statuses = [a, b].map(|ticket| match answers.response(ticket) {
            Ok(response) => response.status.as_u16(),
            Err(error) => error.status().unwrap().as_u16(),
        });
        (server.calls(), statuses)
    };
    assert_eq!(set([429, 424]), (2, [204, 204]));
    assert_eq!(set([503, 503]), (2, [204, 204]));
    assert_eq!(set([429, 400]), (1, [429, 400]));
    assert_eq!(set([429, 204]), (1, [429, 204]));
    assert_eq!(set([424, 424]), (1, [424, 424]));
}

/// The calls themselves may fail: P19.
#[test]
fn calls_that_fail_give_their_error_to_their_tickets() {
    let failing = |kind: TransportErrorKind| {
        let server = Server::new(move |_, _| Err(kind));
        let client = server.client();
        let mut batch = client.batch().limit(2);
        let tickets = [
            batch.add(user(&client, "a")),
            batch.add(users(&client).create(named("b"))),
            batch.add(users(&client).create(named("c"))),
        ];
        let answers = block_on(batch.send()).unwrap();
        let may_be_done = tickets.map(|ticket| match answers.take(ticket).unwrap_err() {
            crate::Error::Batch(error) => {
                (error.may_be_done(), error.to_string().contains("it must not be sent again"))
            }
            error => panic!("{error}"),
        });
        (server.calls(), may_be_done)
    };
    let (yes, no, never) = ((true, true), (true, false), (false, false));
    assert_eq!(failing(TransportErrorKind::Timeout), (1, [no, yes, never]));
    assert_eq!(failing(TransportErrorKind::Other), (1, [no, yes, never]));
    let (_, connect) = failing(TransportErrorKind::Connect);
    assert_eq!(connect, [never, never, never]);
}
