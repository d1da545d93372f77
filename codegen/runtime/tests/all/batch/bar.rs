//! The bar: 1,000 mixed requests, every tenth answer throttled.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::server::{Server, entity};
use super::{User, named, user, users};
use crate::runtime::internal::{Answers, Service, Ticket};
use crate::transport::support::{ROOT, block_on};

enum Added {
    Read(Ticket<User>, String),
    Created(Ticket<User>, String),
    Deleted(Ticket<crate::runtime::internal::Nothing>),
    Absent(Ticket<User>),
}

fn check(answers: &Answers, added: Added) {
    match added {
        Added::Read(ticket, id) => assert_eq!(answers.take(ticket).unwrap().id, Some(id)),
        Added::Created(ticket, name) => assert_eq!(answers.take(ticket).unwrap().name, Some(name)),
        Added::Deleted(ticket) => answers.take(ticket).unwrap(),
        Added::Absent(ticket) => assert!(answers.take(ticket).unwrap_err().is_not_found()),
    }
}

/// Answers a request, as the service would that throttles each tenth of the requests once.
fn answer(request: &Value, throttled: &Mutex<BTreeSet<String>>) -> Value {
    let id = request["id"].as_str().unwrap();
    let number: usize = id.parse().unwrap();
    if number.is_multiple_of(10) && throttled.lock().unwrap().insert(id.to_owned()) {
        return json!({"status": 429, "headers": {"Retry-After": "3"}});
    }
    match request["method"].as_str().unwrap() {
        "POST" => json!({"status": 201, "headers": {"Content-Type": "application/json"}, "body": request["body"]}),
        "DELETE" => json!({"status": 204}),
        _ if request["url"].as_str().unwrap().contains("gone") => json!({"status": 404, "body": {}}),
        _ => entity(request["url"].as_str().unwrap().trim_start_matches("users/")),
    }
}

// G9, P20, G7
#[test]
fn a_thousand_mixed_requests_take_fifty_calls() {
    let throttled = Mutex::default();
    let server = Server::json(move |_, request| answer(request, &throttled));
    let client = server.builder_of(Service::new(ROOT).key_as_segment().batch_limit(20)).build().unwrap();
    let mut batch = client.batch();
    let mut added = Vec::new();
    for number in 0..1000 {
        added.push(match number % 4 {
            0 => Added::Read(batch.add(user(&client, &number.to_string())), number.to_string()),
            1 => Added::Created(batch.add(users(&client).create(named(&number.to_string()))), number.to_string()),
            2 => Added::Deleted(batch.add(user(&client, &number.to_string()).delete())),
            _ => Added::Absent(batch.add(user(&client, &format!("gone{number}")))),
        });
    }
    assert_eq!(batch.len(), 1000);
    let answers = block_on(batch.send()).unwrap();
    for added in added {
        check(&answers, added);
    }
    let calls = server.ids();
    // 50 calls, and 5 for the 100 requests that were throttled, all together and after the time that was asked for.
    let sizes: Vec<usize> = calls.iter().map(Vec::len).collect();
    assert_eq!(sizes, [20; 55]);
    assert!(calls[50..].concat().iter().all(|id| id.ends_with('0')));
    assert!(server.seconds() >= 3);
    let all: BTreeSet<_> = calls[..50].concat().into_iter().collect();
    assert_eq!(all.len(), 1000);
}

/// What hangs together is kept together, without more calls than are needed.
#[test]
fn pairs_are_kept_together() {
    let server = Server::json(|_, _| entity("1"));
    let client = server.client();
    let mut batch = client.batch().limit(20);
    for number in 0..1000 {
        let ticket = batch.add(user(&client, &number.to_string()));
        if number % 10 == 0 {
            _ = batch.add(user(&client, "next")).after(&ticket);
        }
    }
    block_on(batch.send()).unwrap();
    let calls = server.ids();
    assert_eq!(calls.len(), 55);
    for (call, ids) in calls.iter().enumerate() {
        for request in server.requests(call).iter().filter(|request| !request["dependsOn"].is_null()) {
            assert!(ids.contains(&request["dependsOn"][0].as_str().unwrap().to_owned()));
        }
    }
}
