//! P15: `send()` gives status, headers and the body if there is one.

use super::{category, cup, number, products};
use crate::runtime::internal::{Client, Error, Nothing, Response};
use crate::transport::support::{Answer, Fake, block_on};

const THERE: &[(&str, &str)] = &[("Location", "Products('7')"), ("OData-EntityId", "Products('7')"), ("ETag", "\"1\"")];

/// What `send` gives where the service answers this; nothing else is sent.
fn sent<T, F: Future<Output = Result<Response<T>, Error>>>(
    answer: Answer,
    request: impl FnOnce(&Client) -> F,
) -> Result<Response<T>, Error> {
    let fake = Fake::new([answer]);
    let response = block_on(request(&fake.client()));
    assert_eq!(fake.lines().len(), 1);
    response
}

// P15
#[test]
fn a_creation_with_and_without_a_body() {
    for status in [200, 201, 204] {
        let created = sent(Answer(status, THERE, ""), |c| products(c).create(cup()).send()).unwrap();
        assert!(created.status == status && created.body.is_none() && !created.is_accepted());
        let links = (created.location(), created.entity_id(), created.etag());
        assert_eq!(links, (Some("Products('7')"), Some("Products('7')"), Some("\"1\"")));
    }
    let created = sent(Answer(201, THERE, r#"{"id":"7"}"#), |c| products(c).create(cup()).send()).unwrap();
    assert_eq!(created.body.unwrap().id.as_deref(), Some("7"));
    let error = sent(Answer(201, THERE, r#"{"id":7}"#), |c| products(c).create(cup()).send()).unwrap_err();
    assert!(error.is_done() && error.location() == Some("Products('7')"), "{error}");
}

// P15
#[test]
fn what_is_accepted() {
    let monitor: &[_] = &[("Location", "https://jobs.example/1")];
    let accepted = sent(Answer(202, monitor, ""), |c| products(c).create(cup()).send()).unwrap();
    assert!(accepted.is_accepted() && accepted.body.is_none());
    assert_eq!(accepted.location(), Some("https://jobs.example/1"));
    let accepted = sent(Answer(202, monitor, ""), |c| c.action::<Nothing>("a", []).send()).unwrap();
    assert!(accepted.is_accepted());
    // A body that is not the result is not lost.
    let error = sent(Answer(202, monitor, "running"), |c| products(c).create(cup()).send()).unwrap_err();
    let Error::Response(error) = &error else { panic!("{error:?}") };
    assert_eq!((error.status().as_u16(), error.body().as_ref()), (202, b"running".as_slice()));
}

// P14, P15
#[test]
fn what_is_read() {
    for answer in [Answer(204, &[], ""), Answer(200, &[], "")] {
        assert!(sent(answer, |c| category(c).send()).unwrap().body.is_none());
    }
    assert_eq!(sent(Answer(200, &[], r#"{"value":5}"#), |c| number(c).send()).unwrap().body, Some(5));
    assert!(sent(Answer(204, &[], ""), |c| products(c).send()).unwrap().body.is_none());
    assert_eq!(sent(Answer(200, &[], r#"{"value":[]}"#), |c| products(c).send()).unwrap().body.unwrap().len(), 0);
    assert!(sent(Answer(404, &[], ""), |c| category(c).send()).unwrap_err().is_not_found());
    let gone = sent(Answer(404, &[("request-id", "r")], ""), |c| category(c).optional().send()).unwrap();
    assert!(gone.status == 404 && gone.body.is_none() && gone.header("request-id") == Some("r"));
}
