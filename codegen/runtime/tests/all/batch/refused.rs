//! What cannot be in a batch, and services that take none.

use super::server::{Outer, Server, entity};
use super::{User, named, user, users};
use crate::runtime::internal::{Batch, BatchFormat, Body, Client, Error, Nothing, Request, Service, Ticket};
use crate::transport::support::{Fake, ROOT, block_on};

/// The error of a request, beside which another one is sent.
fn check(add: impl FnOnce(&Client, &mut Batch) -> Ticket<Nothing>, expect: &str) {
    let server = Server::json(|_, _| entity("ada"));
    let client = server.client();
    let mut batch = client.batch();
    let odd = add(&client, &mut batch);
    let ada = batch.add(user(&client, "ada"));
    let answers = block_on(batch.send()).unwrap();
    answers.take(ada).unwrap();
    assert_eq!(server.ids(), [["2"]]);
    let error = answers.take(odd).unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(error.to_string().contains(expect), "{error}");
}

fn put(client: &Client, body: impl Into<Body>, content_type: &str) -> Request<Nothing> {
    client.at::<Nothing>("x").send_content("PUT", body, content_type)
}

#[test]
fn what_cannot_be_in_a_batch_is_an_error_of_its_ticket() {
    check(
        |c, b| b.add(c.anonymous::<Nothing>("https://storage.example/x?sig=1")),
        "an anonymous request cannot be in a batch",
    );
    check(|c, b| b.add(c.link::<Nothing>("https://other.example/odata/x")), "below the service root");
    check(|c, b| b.add(c.link::<Nothing>("/other/x")), "below the service root");
    check(|c, b| b.add(c.at::<Nothing>("..")), "cannot be a path segment");
    let stream = || Body::stream(crate::batch::server::Never, None);
    check(|c, b| b.add(put(c, stream(), "image/png")), "a request whose body is a stream cannot be in a batch");
    check(|c, b| b.add(put(c, "{", "application/json")), "the body is not the JSON that its type promises");
    check(|c, b| b.add(put(c, b"\xFF".to_vec(), "text/plain")), "has to be in UTF-8");
    check(
        |_, b| {
            let other = Fake::default().client();
            b.add(other.at::<Nothing>("x"))
        },
        "one of another client",
    );
    check(
        |c, b| {
            let ticket = c.batch().add(c.at::<Nothing>("x"));
            b.add(c.at::<Nothing>("y")).after(&ticket)
        },
        "it follows a request of another batch",
    );
    check(
        |c, b| {
            let ticket = c.batch().add(c.at::<Nothing>("x"));
            b.add(c.result_of(&ticket))
        },
        "leads on from the result of a request of another batch",
    );
}

#[test]
fn results_lead_on_in_their_batch_alone() {
    let fake = Fake::default();
    let client = fake.client();
    let mut batch = client.batch();
    let ada = batch.add(users(&client).create(named("Ada")));
    let at = users(&client).by_ref(&ada);
    let expect = "the position leads on from the result of a request of a batch";
    assert!(at.url().unwrap_err().to_string().starts_with(expect));
    for error in [
        block_on(at.clone()).map(drop).unwrap_err(),
        block_on(at.clone().segment::<Nothing>("x")).unwrap_err(),
        block_on(at.delete()).unwrap_err(),
    ] {
        assert!(error.to_string().starts_with(expect), "{error}");
    }
    assert!(fake.lines().is_empty());
    // A fault of the collection is not lost.
    let at = client.at::<Nothing>("..").segment::<crate::runtime::internal::Many<User>>("users").by_ref(&ada);
    assert!(at.url().unwrap_err().to_string().contains("path segment"));
}

#[test]
fn tickets_are_those_of_their_batch() {
    let server = Server::json(|_, _| entity("ada"));
    let client = server.client();
    let (mut batch, mut other) = (client.batch(), client.batch());
    _ = batch.add(user(&client, "a"));
    let ticket = other.add(user(&client, "b"));
    let error = block_on(batch.send()).unwrap().take(ticket).unwrap_err();
    assert_eq!(error.to_string(), "the ticket is one of another batch, whose answers these are not");
}

#[test]
fn services_without_batches_get_none() {
    let server = Server::new(|_, _| panic!("nothing is sent"));
    let client = server.builder_of(Service::new(ROOT).without_batch()).build().unwrap();
    let mut batch = client.batch();
    _ = batch.add(user(&client, "a"));
    let error = block_on(batch.send()).unwrap_err().to_string();
    assert!(error.starts_with("the service takes no batches, as its metadata says"), "{error}");
    let error = block_on(server.client().batch().limit(0).send()).unwrap_err().to_string();
    assert!(error.contains("at least one request"), "{error}");
}

#[test]
fn a_change_set_is_sent_as_a_whole_or_not_at_all() {
    let server = Server::json(|_, _| entity("x"));
    let client = server.client();
    let mut batch = client.batch();
    let tickets =
        batch.change_set(|set| [set.add(user(&client, "a").delete()), set.add(put(&client, "{", "application/json"))]);
    let answers = block_on(batch.send()).unwrap();
    assert_eq!(server.calls(), 0);
    let [good, odd] = tickets.map(|ticket| answers.take(ticket).unwrap_err().to_string());
    assert_eq!(good, "the request was not sent: it is one of a change set of which another request cannot be sent");
    assert!(odd.starts_with("the body is not the JSON"), "{odd}");
    let server = Server::new(|_, _| Ok(Outer(200, "multipart/mixed;boundary=b".into(), b"--b--".to_vec())));
    let client = server.client();
    let mut batch = client.batch().format(BatchFormat::Multipart);
    let ticket = batch.change_set(|set| set.add(user(&client, "a")));
    let error = block_on(batch.send()).unwrap().take(ticket).map(drop).unwrap_err().to_string();
    assert!(error.contains("holds no `GET`"), "{error}");
    assert_eq!(server.calls(), 0);
}

#[test]
fn debug_shows_no_secret() {
    let client = Fake::default().client();
    let mut batch = client.batch();
    let ticket = batch.add(client.at::<Nothing>("x").query_option("key", "hidden"));
    assert_eq!(format!("{batch:?} {ticket:?}"), "Batch { requests: 1, format: Json, .. } Ticket(\"1\")");
}
