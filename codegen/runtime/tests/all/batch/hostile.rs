//! Whatever a service answers: no panic, no request sent twice without need, and what was written is read again.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::server::{Outer, Server};
use super::{named, user, users};
use crate::runtime::internal::{BatchFormat, Nothing};
use crate::transport::support::block_on;

/// Sends a batch that is answered with these bytes, and takes all tickets.
fn answered(content_type: &'static str, body: Vec<u8>) {
    let server = Server::new(move |_, _| Ok(Outer(200, content_type.into(), body.clone())));
    let client = server.client();
    let mut batch = client.batch();
    let a = batch.add(user(&client, "a"));
    let (b, c) =
        batch.change_set(|set| (set.add(users(&client).create(named("b"))), set.add(user(&client, "c").delete())));
    let d = batch.add(client.result_of(&a).segment::<Nothing>("x"));
    let answers = block_on(batch.send()).unwrap();
    drop((answers.take(a), answers.take(b), answers.take(c), answers.bytes(d)));
    assert!(server.calls() <= 5 && server.seconds() <= 130);
}

/// Text out of which answers are made.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "--b",
        "--b--",
        "--b\r\n",
        "\r\n",
        "\n",
        "\r",
        "--s",
        "--s--",
        "Content-ID: 1",
        "Content-ID: 2",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 429 x",
        "Retry-After: 1",
        "Content-Type: multipart/mixed;boundary=s",
        "Content-Type: application/http",
        "Content-Length: 99999999999999999999",
        "Content-Length: 3",
        ": ",
        "{\"responses\":[",
        "{\"id\":\"1\"",
        ",\"status\":200",
        ",\"status\":503",
        ",\"headers\":{",
        "\"Retry-After\":\"1\"",
        "\"body\":",
        "}",
        "]",
        ",",
        "\"g2\"",
        "{\"id\":\"2\",",
        "\u{0}",
        "\u{fc}",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.concat().into_bytes())
}

/// A service that reads the parts of a batch by rules of its own, and answers each with what it was sent.
fn echo(body: &str) -> Outer {
    let boundary = body.split("\r\n").next().unwrap().to_owned();
    let mut answer = String::new();
    for part in body.split(&format!("{boundary}\r\n")).skip(1) {
        let id = part.split("Content-ID: ").nth(1).unwrap().split("\r\n").next().unwrap();
        let content = part.splitn(3, "\r\n\r\n").nth(2).unwrap();
        let content = content.strip_suffix(&format!("{boundary}--\r\n")).unwrap_or(content);
        let content = content.strip_suffix("\r\n").unwrap();
        answer.push_str(&format!(
            "{boundary}\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{content}\r\n"
        ));
    }
    answer.push_str(&format!("{boundary}--\r\n"));
    Outer(200, format!("multipart/mixed; boundary={}", boundary.trim_start_matches("--")), answer.into_bytes())
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_answers_or_errors(body in prop::collection::vec(any::<u8>(), 0..200)) {
        answered("application/json", body.clone());
        answered("multipart/mixed; boundary=b", body);
    }

    #[test]
    fn what_looks_like_an_answer_is_one_or_an_error(body in pieces()) {
        answered("application/json", body.clone());
        answered("multipart/mixed; boundary=b", body);
    }

    #[test]
    fn content_types_are_arbitrary(content_type in "[ -~]{0,40}") {
        let content_type: &'static str = Box::leak(format!("multipart/mixed;{content_type}").into_boxed_str());
        answered(content_type, b"--b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n--b--".to_vec());
    }

    /// What is written is what is read: bodies of any text, in both formats.
    #[test]
    fn what_is_written_is_read(bodies in prop::collection::vec("[ -~\r\n\u{e4}-]{1,60}", 1..6)) {
        for format in [BatchFormat::Json, BatchFormat::Multipart] {
            let server = Server::new(move |_, body| Ok(match format {
                BatchFormat::Multipart => echo(body),
                _ => {
                    let batch: Value = serde_json::from_str(body).unwrap();
                    let answer = |request: &Value| json!({
                        "id": request["id"], "status": 200, "headers": {"content-type": "text/plain"}, "body": request["body"],
                    });
                    let responses: Vec<_> = batch["requests"].as_array().unwrap().iter().map(answer).collect();
                    Outer(200, "application/json".into(), json!({"responses": responses}).to_string().into_bytes())
                }
            }));
            let client = server.client();
            let mut batch = client.batch().format(format);
            let mut tickets = Vec::new();
            for body in &bodies {
                tickets.push(batch.add(client.at::<Nothing>("x").send_content("PUT", body.clone(), "text/plain")));
            }
            let answers = block_on(batch.send()).unwrap();
            for (ticket, body) in tickets.into_iter().zip(&bodies) {
                prop_assert_eq!(&answers.bytes(ticket).unwrap().body[..], body.as_bytes());
            }
        }
    }
}

/// An answer that is deep, or has many parts, is read in linear time and little memory.
#[test]
fn deep_and_long_answers() {
    answered("application/json", "[".repeat(1_000_000).into_bytes());
    answered("application/json", format!("{{\"responses\":[{}", "{\"id\":".repeat(100_000)).into_bytes());
    answered("application/json", format!("{{\"responses\":[{}0]}}", "0,".repeat(100_000)).into_bytes());
    answered("multipart/mixed; boundary=b", "--b\r\n".repeat(50_000).into_bytes());
    answered("multipart/mixed; boundary=b", format!("--b\r\n{}", "a: b\r\n".repeat(20_000)).into_bytes());
    let headers: String = (0..40_000).map(|number| format!("\"h{number}\":\"\",")).collect();
    answered(
        "application/json",
        format!("{{\"responses\":[{{\"id\":\"1\",\"status\":200,\"headers\":{{{headers}\"z\":\"\"}}}}]}}").into_bytes(),
    );
}

/// A batch of many requests that hang together in one chain costs no deep recursion.
#[test]
fn a_long_chain() {
    let server = Server::json(|_, _| json!({"status": 204}));
    let client = server.client();
    let mut batch = client.batch().limit(1000);
    let mut last = batch.add(client.at::<Nothing>("x"));
    for _ in 0..5_000 {
        last = batch.add(client.result_of(&last));
    }
    block_on(batch.send()).unwrap();
    assert_eq!(server.calls(), 6);
}
