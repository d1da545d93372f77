//! Batches as `multipart/mixed` (Protocol 11.7.7).

use super::server::{Outer, Server};
use super::{User, named, user, users};
use crate::runtime::internal::{BatchFormat, Client, Nothing, Service, Ticket};
use crate::transport::support::{ROOT, block_on};

/// The boundary of a body.
fn boundary(body: &str) -> &str {
    body.split("\r\n").next().unwrap().trim_start_matches("--")
}

/// A service that answers with these lines, where `b` stands for the boundary.
fn saying(lines: &'static str) -> Server {
    Server::new(move |_, _| {
        Ok(Outer(
            200,
            "multipart/mixed; boundary=\"b b\"".into(),
            lines.replace("--b", "--b b").replace('\n', "\r\n").into_bytes(),
        ))
    })
}

// P20
#[test]
fn requests_are_parts() {
    let server = saying("--b--\n");
    let client = server.client();
    let mut batch = client.batch().format(BatchFormat::Multipart);
    _ = batch.add(user(&client, "ada").if_none_match("\"1\""));
    batch.change_set(|set| {
        let created = set.add(users(&client).create(named("Ada")));
        _ = set.add(users(&client).by_ref(&created).segment::<Nothing>("photo").delete());
    });
    block_on(batch.send()).unwrap();
    let body = server.body(0);
    let outer = boundary(&body).to_owned();
    let set = outer.replace("batch_", "changeset_");
    let head = server.head(0);
    assert!(head.contains(&format!("content-type: multipart/mixed;boundary={outer}\n")), "{head}");
    assert!(head.contains("accept: multipart/mixed\n"), "{head}");
    let expect = "--OUTER
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

GET users('ada') HTTP/1.1
if-none-match: \"1\"
accept: application/json


--OUTER
Content-Type: multipart/mixed;boundary=SET

--SET
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

POST users HTTP/1.1
content-type: application/json
accept: application/json
content-length: 14

{\"name\":\"Ada\"}
--SET
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 3

DELETE $2/photo HTTP/1.1
accept: application/json


--SET--
--OUTER--
";
    assert_eq!(body, expect.replace('\n', "\r\n").replace("OUTER", &outer).replace("SET", &set));
}

/// What a read, a change set of two deletions and a read give.
fn outcome(server: &Server) -> [String; 4] {
    let client = server.builder_of(Service::new(ROOT).batch_format(BatchFormat::Multipart)).build().unwrap();
    let mut batch = client.batch();
    let a = batch.add(user(&client, "a"));
    let (b, c) = batch.change_set(|set| (set.add(user(&client, "b").delete()), set.add(user(&client, "c").delete())));
    let d = batch.add(user(&client, "d"));
    let answers = block_on(batch.send()).unwrap();
    let of_user = |ticket: Ticket<User>| match answers.take(ticket) {
        Ok(user) => user.id.clone().unwrap_or_default(),
        Err(error) => error.to_string().replace(ROOT, ""),
    };
    let of_nothing = |ticket: Ticket<Nothing>| match answers.take(ticket) {
        Ok(()) => "done".to_owned(),
        Err(error) => error.to_string().replace(ROOT, ""),
    };
    [of_user(a), of_nothing(b), of_nothing(c), of_user(d)]
}

fn check(lines: &'static str, expect: [&str; 4]) {
    assert_eq!(outcome(&saying(lines)), expect);
}

// P20
#[test]
fn parts_belong_to_requests_by_their_ids() {
    check(
        "a preamble
--b
Content-Type: application/http
Content-ID: <4>

HTTP/1.1 200 OK
Content-Type: application/json

{\"id\": \"D\"}
--b
Content-Type: multipart/mixed; x=y; Boundary=s

--s
Content-Type: application/http
Content-ID: 3

HTTP/1.1 204 No Content


--s
Content-Type: application/http
Content-ID: 2

HTTP/1.1 404 Not Found
Content-Length: 2

no
--s--
--b
Content-Type: application/http
content-id: 1

HTTP/1.1 200 OK
Content-Length: 11

{\"id\": \"A\"}
--b--
an epilogue",
        ["A", "DELETE users('b'): 404 Not Found: no", "done", "D"],
    );
}

/// Services of OData 4.0 leave ids out: the order counts. A failed change set has one answer, which is that of all.
#[test]
fn parts_without_ids_are_in_the_order_of_the_requests() {
    check(
        "--b
Content-Type: application/http
Content-Transfer-Encoding: binary

HTTP/1.1 200 OK

{\"id\": \"A\"}
--b
Content-Type: application/http

HTTP/1.1 409 Conflict
Content-Type: application/json

{\"error\": {\"code\": \"x\", \"message\": \"y\"}}
--b
Content-Type: application/http

HTTP/1.1 200 OK

{\"id\": \"D\"}
--b--
",
        ["A", "DELETE users('b'): 409 Conflict: x: y", "DELETE users('c'): 409 Conflict: x: y", "D"],
    );
    check(
        "--b
Content-Type: application/http
Content-ID: 3

HTTP/1.1 409 Conflict


--b--
",
        [
            "GET users('a'): the answer to the batch holds none for it",
            "DELETE users('b'): 409 Conflict",
            "DELETE users('c'): 409 Conflict",
            "GET users('d'): the answer to the batch holds none for it",
        ],
    );
}

#[test]
fn broken_parts_are_errors_of_those_concerned() {
    let missing = "the answer to the batch holds none for it";
    let lost = "it may be done, so it must not be sent again before that is known";
    let fault = |fault: &str| {
        [
            format!("GET users('a'): {missing}; it cannot be read to its end: {fault}"),
            format!("DELETE users('b'): {missing}; it cannot be read to its end: {fault}; {lost}"),
        ]
    };
    for (lines, reason) in [
        ("", "it has no parts"),
        ("--b--\n", "it has no parts"),
        ("--c\n\nHTTP/1.1 200 OK\n\n--c--", "it has no parts"),
        ("--b\n", "it has no parts"),
    ] {
        assert_eq!(outcome(&saying(lines))[..2], fault(reason), "{lines}");
    }
    // The first part is whole, and the second one breaks off.
    check(
        "--b\nContent-ID: 1\n\nHTTP/1.1 200 OK\n\n{\"id\": \"A\"}\n--b\nContent-ID: 4\n\nHTTP/1.1 200 OK\n\n{\"id\": \"D\"}",
        [
            "A",
            &format!("DELETE users('b'): {missing}; it cannot be read to its end: it breaks off within a part; {lost}"),
            &format!("DELETE users('c'): {missing}; it cannot be read to its end: it breaks off within a part; {lost}"),
            "GET users('d'): the batch's answer for it cannot be read: it breaks off",
        ]
        .map(|text| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) }),
    );
    let single = |part: &str, expect: &str| {
        let text = format!("--b\nContent-ID: 1\n{part}\n--b--\n");
        let found = outcome(&saying(Box::leak(text.into_boxed_str())));
        assert_eq!(found[0], format!("GET users('a'): the batch's answer for it cannot be read: {expect}"));
    };
    single("\nHTP/1.1 200 OK\n\n", "it does not begin with the status line of HTTP");
    single("\nHTTP/1.1 20 OK\n\n", "it does not begin with the status line of HTTP");
    single("\n", "it does not begin with the status line of HTTP");
    single("\nHTTP/1.1 200 OK\na b\n\n", "`` is not a header");
    single("\nHTTP/1.1 200 OK\na b: c\n\n", "`a b` is not a header");
    single("\nHTTP/1.1 200 OK\nContent-Length: 9\n\nabc", "its body has 3 bytes, and its headers say that it has 9");
    single(
        "Content-Transfer-Encoding: base64\n\nSFRUUC8xLjEgMjAwIE9LCgo=",
        "its transfer encoding is another than `binary`",
    );
    // Both sides of a boundary that another one begins with.
    check(
        "--b\nContent-ID: 1\n\nHTTP/1.1 200 OK\n\n{\"id\":\n--bb\n\"A\"}\n--b--",
        [
            "GET users('a'): 200 OK, but the body cannot be decoded: $.id: invalid number at line 2 column 2",
            "DELETE users('b'): the answer to the batch holds none for it; it may be done, so it must not be sent again before that is known",
            "DELETE users('c'): the answer to the batch holds none for it; it may be done, so it must not be sent again before that is known",
            "GET users('d'): the answer to the batch holds none for it",
        ],
    );
}

/// Parts have no conditions, so what follows is sent when the other is answered; what leads on from a result is not.
#[test]
fn what_follows_is_sent_later() {
    let server = Server::new(|_, body| {
        let boundary = boundary(body);
        let mut text = String::new();
        for id in body.split("Content-ID: ").skip(1).map(|rest| rest.split('\r').next().unwrap()) {
            text.push_str(&format!(
                "--{boundary}\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\nHTTP/1.1 201 Created\r\nLocation: users('n{id}')\r\n\r\n{{}}\r\n"
            ));
        }
        text.push_str(&format!("--{boundary}--"));
        Ok(Outer(200, format!("multipart/mixed; boundary={boundary}"), text.into_bytes()))
    });
    let client = server.client();
    let mut batch = client.batch().format(BatchFormat::Multipart);
    let a = batch.add(users(&client).create(named("a")));
    let b = batch.add(users(&client).by_ref(&a).segment::<Nothing>("photo"));
    let c = batch.add(user(&client, "c").segment::<Nothing>("x")).after(&a);
    let d = batch.add(users(&client).by_ref(&a).segment::<Nothing>("later")).after(&c);
    let answers = block_on(batch.send()).unwrap();
    for ticket in [b, c, d] {
        answers.take(ticket).unwrap();
    }
    let lines = |call: usize| -> Vec<String> {
        server.body(call).split("\r\n").filter(|line| line.ends_with("HTTP/1.1")).map(str::to_owned).collect()
    };
    assert_eq!(lines(0), ["POST users HTTP/1.1", "GET $1/photo HTTP/1.1"]);
    assert_eq!(lines(1), ["GET users('c')/x HTTP/1.1"]);
    assert_eq!(lines(2), ["GET users('n1')/later HTTP/1.1"]);
}

/// No body holds a boundary, whatever it is.
#[test]
fn binary_bodies_stay_as_they_are() {
    let content =
        |client: &Client, body: &[u8]| client.at::<Nothing>("x").send_content("PUT", body.to_vec(), "image/png");
    let server = saying("--b--\n");
    let client = server.client();
    let mut batch = client.batch().format(BatchFormat::Multipart);
    _ = batch.add(content(&client, b"\r\n--batch_\x00\r\n\r\n"));
    block_on(batch.send()).unwrap();
    let first = server.body(0);
    assert!(first.contains("\r\n\r\n\r\n--batch_\0\r\n\r\n\r\n--"), "{first:?}");
    let key = boundary(&first).trim_start_matches("batch_").to_owned();
    let mut batch = client.batch().format(BatchFormat::Multipart);
    _ = batch.add(content(&client, format!("\r\n--batch_{key}--\r\n").as_bytes()));
    block_on(batch.send()).unwrap();
    assert_ne!(boundary(&server.body(1)), boundary(&first));
}
