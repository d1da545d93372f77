//! Faults that a fake makes.

use std::time::Duration;

use super::{ada, customer, shop};
use crate::runtime::testing::{FakeService, block_on};
use crate::runtime::{Client, Error, TransportErrorKind};

// G7
#[test]
fn an_error_has_a_body_of_odata() {
    let (fake, client) = shop();
    fake.on(ada(&client)).status(404);
    let error = block_on(ada(&client)).unwrap_err();
    assert_eq!(error.as_service().unwrap().code(), Some("NotFound"));
    fake.on(client.best()).times(100).error(429, "TooBusy", "Come back later.").retry_after("2.5");
    fake.clock().advance(Duration::from_secs(1));
    let error = block_on(client.best()).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_millis(2500)));
    let service = error.as_service().unwrap();
    assert_eq!((service.status().as_u16(), service.code()), (429, Some("TooBusy")));
    assert!(service.to_string().contains("Come back later."), "{service}");
}

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport(error) => error.kind(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn transports_fail_in_each_way() {
    for (expected, at) in
        [(TransportErrorKind::Connect, 0), (TransportErrorKind::Timeout, 1), (TransportErrorKind::Other, 2)]
    {
        let (fake, client) = shop();
        let on = fake.on(client.customers().create(customer(1, "A")));
        _ = match at {
            0 => on.refused(),
            1 => on.timed_out(),
            _ => on.fails(TransportErrorKind::Other),
        };
        let error = block_on(client.customers().create(customer(1, "A"))).unwrap_err();
        assert_eq!(kind(&error), expected);
        assert!(fake.unused().is_empty());
    }
}

#[test]
fn bodies_break_off() {
    let (fake, client) = shop();
    fake.on(ada(&client)).answer(customer(7, "A")).breaks_after(5);
    assert_eq!(kind(&block_on(ada(&client)).unwrap_err()), TransportErrorKind::Body);
    fake.on(ada(&client).label(1)).stream(["ab", "cd", "ef"]).breaks_after(3);
    let mut label = block_on(ada(&client).label(1).download()).unwrap();
    let mut read = Vec::new();
    let error = loop {
        match block_on(label.body.chunk()) {
            Ok(Some(chunk)) => read.extend_from_slice(&chunk),
            Ok(None) => panic!("it breaks off"),
            Err(error) => break error,
        }
    };
    assert_eq!((&read[..], error.kind()), (&b"abc"[..], TransportErrorKind::Body));
    // A change whose answer breaks off is done.
    fake.on(client.customers().create(customer(1, "A"))).created(customer(1, "A")).breaks_after(0);
    assert!(block_on(client.customers().create(customer(1, "A"))).unwrap_err().is_done());
}

#[test]
fn delays_pass_on_the_clock_and_reach_time_limits() {
    let (fake, client) = shop();
    fake.on(ada(&client)).answer(customer(7, "A")).delay(Duration::from_secs(90));
    block_on(ada(&client)).unwrap();
    assert_eq!(fake.clock().elapsed(), Duration::from_secs(90));
    for delay in [Duration::from_secs(3600), Duration::MAX] {
        let fake = FakeService::new();
        let client: Client = fake.client(Client::builder().response_timeout(Duration::from_secs(20))).unwrap();
        fake.on(ada(&client)).answer(customer(7, "A")).delay(delay);
        let error = block_on(ada(&client)).unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Timeout);
        assert!(fake.clock().elapsed() >= Duration::from_secs(20));
        assert!(fake.clock().elapsed() < Duration::from_secs(3600));
    }
}
