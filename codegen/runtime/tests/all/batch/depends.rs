//! Requests that follow others, change sets, and references to results.

use serde_json::{Value, json};

use super::server::{Server, entity};
use super::{named, user, users};
use crate::runtime::internal::{Batch, Client, Error, Nothing, Value as OneValue};
use crate::transport::support::{ROOT, block_on};

/// A service that creates, and answers everything else with an entity.
fn creating() -> Server {
    Server::json(|_, request| match request["method"].as_str().unwrap() {
        "POST" => {
            json!({"status": 201, "headers": {"Location": format!("{ROOT}users('n{}')", request["id"].as_str().unwrap())},
            "body": {"id": "n"}})
        }
        "DELETE" | "PUT" => json!({"status": 204}),
        _ => entity("1"),
    })
}

/// What the requests of each call are: id, URL, what they follow, change set.
fn check(limit: u32, add: impl Fn(&Client, &mut Batch), expect: &[&[&str]]) {
    let server = creating();
    let client = server.client();
    let mut batch = client.batch().limit(limit);
    add(&client, &mut batch);
    block_on(batch.send()).unwrap();
    let mut calls = Vec::new();
    for call in 0..server.calls() {
        let show = |request: &Value| {
            let mut text = format!("{} {}", request["id"].as_str().unwrap(), request["url"].as_str().unwrap());
            for name in ["dependsOn", "atomicityGroup"] {
                if !request[name].is_null() {
                    text.push_str(&format!(" {}", request[name]));
                }
            }
            text
        };
        calls.push(server.requests(call).iter().map(show).collect::<Vec<_>>());
    }
    assert_eq!(calls, expect);
}

// G9
#[test]
fn what_follows_says_so() {
    let pair = |c: &Client, batch: &mut Batch| {
        let first = batch.add(user(c, "a"));
        let second = batch.add(user(c, "b")).after(&first);
        _ = batch.add(user(c, "c")).after(&first).after(&second).after(&second);
    };
    check(20, pair, &[&["1 users('a')", "2 users('b') [\"1\"]", "3 users('c') [\"1\",\"2\"]"]]);
    // More than fits in a call: what follows is sent when the others are answered.
    check(2, pair, &[&["1 users('a')", "2 users('b') [\"1\"]"], &["3 users('c')"]]);
    // What is added first may follow what is added later, and is sent behind it.
    let reverse = |c: &Client, batch: &mut Batch| {
        let first = batch.add(user(c, "a"));
        let second = batch.add(user(c, "b"));
        _ = first.after(&second);
    };
    check(20, reverse, &[&["2 users('b')", "1 users('a') [\"2\"]"]]);
}

#[test]
fn a_chain_is_sent_in_sequence() {
    let chain = |c: &Client, batch: &mut Batch| {
        let mut last = batch.add(user(c, "0"));
        for number in 1..100 {
            last = batch.add(user(c, &number.to_string())).after(&last);
        }
    };
    let server = creating();
    let client = server.client();
    let mut batch = client.batch().limit(20);
    chain(&client, &mut batch);
    block_on(batch.send()).unwrap();
    let ids: Vec<Vec<String>> = (0..5).map(|call| (1..=20).map(|id| (call * 20 + id).to_string()).collect()).collect();
    assert_eq!(server.ids(), ids);
}

// P20
#[test]
fn results_lead_on() {
    let lead = |c: &Client, batch: &mut Batch| {
        let ada = batch.add(users(c).create(named("Ada")));
        _ = batch.add(users(c).by_ref(&ada).segment::<Nothing>("photo"));
        _ = batch.add(c.result_of(&ada).segment::<OneValue<String>>("name").query_option("x", "1"));
        _ = batch.add(users(c).by_ref(&ada));
    };
    check(20, lead, &[&["1 users", "2 $1/photo [\"1\"]", "3 $1/name?x=1 [\"1\"]", "4 $1 [\"1\"]"]]);
    // In another call, the URL that the service gave stands in the place of the reference.
    check(2, lead, &[&["1 users", "2 $1/photo [\"1\"]"], &["3 users('n1')/name?x=1", "4 users('n1')"]]);
    let far = |c: &Client, batch: &mut Batch| {
        let ada = batch.add(user(c, "ada").select_raw("id"));
        let boss = batch.add(c.result_of(&ada).segment::<super::User>("boss"));
        _ = batch.add(c.result_of(&boss).segment::<Nothing>("photo"));
    };
    check(1, far, &[&["1 users('ada')?$select=id"], &["2 users('ada')/boss"], &["3 users('ada')/boss/photo"]]);
}

#[test]
fn change_sets_are_named_and_stay_together() {
    let sets = |c: &Client, batch: &mut Batch| {
        let first = batch.add(user(c, "a").delete());
        let (b, _) = batch
            .change_set(|set| (set.add(users(c).create(named("b"))), set.add(user(c, "c").delete()).after(&first)));
        _ = batch.add(user(c, "d").delete()).after(&b);
        batch.change_set(|set| {
            let e = set.add(users(c).create(named("e")));
            _ = set.add(users(c).by_ref(&e).delete());
        });
        batch.change_set(|_| ());
    };
    check(
        20,
        sets,
        &[&[
            "1 users('a')",
            "2 users \"g2\"",
            "3 users('c') [\"1\"] \"g2\"",
            "4 users('d') [\"g2\"]",
            "5 users \"g4\"",
            "6 $5 [\"5\"] \"g4\"",
        ]],
    );
    check(
        2,
        sets,
        &[
            &["1 users('a')"],
            &["2 users \"g2\"", "3 users('c') \"g2\""],
            &["4 users('d')"],
            &["5 users \"g4\"", "6 $5 [\"5\"] \"g4\""],
        ],
    );
}

/// The errors of the tickets, in order.
fn errors(
    limit: u32,
    server: &Server,
    add: impl FnOnce(&Client, &mut Batch) -> Vec<crate::runtime::internal::Ticket<Nothing>>,
) -> Vec<String> {
    let client = server.client();
    let mut batch = client.batch().limit(limit);
    let tickets = add(&client, &mut batch);
    let answers = block_on(batch.send()).unwrap();
    let text = |result: Result<(), Error>| result.map_or_else(|error| error.to_string(), |()| "done".to_owned());
    tickets.into_iter().map(|ticket| text(answers.take(ticket))).collect()
}

fn remove(client: &Client, id: &str) -> crate::runtime::internal::Request<Nothing> {
    user(client, id).delete()
}

#[test]
fn what_follows_a_failure_is_not_sent_later() {
    let server = Server::json(|_, _| json!({"status": 400, "body": {"error": {"code": "bad", "message": "no"}}}));
    let found = errors(1, &server, |c, batch| {
        let a = batch.add(remove(c, "a"));
        let b = batch.add(remove(c, "b")).after(&a);
        let d = batch.add(remove(c, "d")).after(&b);
        vec![a, b, d]
    });
    assert_eq!(server.calls(), 1);
    let of = |id: &str, other: &str| {
        format!(
            "DELETE https://example.com/odata/users('{id}'): it was not sent, because a request that it depends on failed: DELETE \
             https://example.com/odata/users('{other}')"
        )
    };
    assert_eq!(found[1..], [of("b", "a"), of("d", "b")]);
}

#[test]
fn what_follows_itself_is_an_error() {
    let server = creating();
    let found = errors(20, &server, |c, batch| {
        let (a, b, other) = (batch.add(remove(c, "a")), batch.add(remove(c, "b")), batch.add(remove(c, "c")));
        let b = b.after(&a);
        let a = a.after(&b);
        let d = batch.add(remove(c, "d")).after(&a);
        vec![a, b, other, d]
    });
    let circular = "the request was not sent: it follows itself, by way of other requests";
    assert_eq!(found, [circular, circular, "done", circular]);
    assert_eq!(server.ids(), [["3"]]);
    let found = errors(20, &server, |c, batch| {
        let a = batch.add(remove(c, "a"));
        let other = batch.add(remove(c, "b"));
        let set = batch.change_set(|set| {
            let (first, second) = (set.add(remove(c, "c")), set.add(remove(c, "d")));
            let first = first.after(&second);
            vec![first, second]
        });
        [vec![a, other], set].concat_tickets()
    });
    assert_eq!(found[..2], ["done", "done"]);
    assert_eq!(
        found[2],
        "the request was not sent: it follows itself, or a request that comes later in its change set"
    );
    assert_eq!(found[3], "the request was not sent: it is one of a change set of which another request cannot be sent");
}

trait Concat<T> {
    fn concat_tickets(self) -> Vec<T>;
}

impl<T, const N: usize> Concat<T> for [Vec<T>; N] {
    fn concat_tickets(self) -> Vec<T> {
        self.into_iter().flatten().collect()
    }
}

#[test]
fn a_result_without_url_leads_on_in_its_own_call_alone() {
    let server = Server::json(|_, request| match request["method"].as_str().unwrap() {
        "POST" => json!({"status": 200, "body": {"id": "n"}}),
        _ => json!({"status": 204}),
    });
    let client = server.client();
    let mut batch = client.batch().limit(1);
    let ada = batch.add(users(&client).create(named("Ada")));
    let lost = batch.add(users(&client).by_ref(&ada).delete());
    let behind = batch.add(remove(&client, "x")).after(&lost);
    let answers = block_on(batch.send()).unwrap();
    answers.take(ada).unwrap();
    let error = answers.take(lost).unwrap_err().to_string();
    assert!(error.contains("without `Location` or `OData-EntityId`"), "{error}");
    assert!(answers.take(behind).unwrap_err().to_string().contains("depends on"));
    assert_eq!(server.calls(), 1);
}

// P20
#[test]
fn a_change_set_that_is_too_large_is_an_error() {
    let server = creating();
    let found = errors(2, &server, |c, batch| {
        let set =
            batch.change_set(|set| vec![set.add(remove(c, "a")), set.add(remove(c, "b")), set.add(remove(c, "c"))]);
        let other = batch.add(remove(c, "d"));
        [set, vec![other]].concat_tickets()
    });
    let fault = "its change set has 3 requests, and a call carries at most 2";
    assert_eq!(found, [fault, fault, fault, "done"]);
}
