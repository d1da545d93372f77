//! Monitors that were stored, cancelled, or waited for with a limit.

use std::time::Duration;

use super::{ELSEWHERE, Item, MONITOR, running, service};
use crate::runtime::internal::{Error, Nothing};
use crate::transport::support::{Answer, block_on};

const SECOND: Duration = Duration::from_secs(1);

/// What is behind the text of an error.
fn reason(error: &Error) -> String {
    std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
}

// P17, P18
#[test]
fn a_stored_monitor_is_resumed() {
    for (monitor, is_signed) in [(MONITOR[0].1, true), ("jobs/1", true), (ELSEWHERE[0].1, false)] {
        let (client, clock, fake) = service([Answer(202, &[], ""), Answer(200, &[], r#"{"id":"7"}"#)]);
        let item = block_on(client.resume_operation::<Item>(monitor).unwrap().wait()).unwrap();
        assert_eq!(item.id.as_deref(), Some("7"));
        assert_eq!(clock.slept(), [1000], "it is asked at once");
        assert!(fake.requests().iter().all(|request| request.contains("secret") == is_signed), "{monitor}");
    }
    let (client, ..) = service([]);
    for monitor in ["", "ftp://x", "http://example.com/x", "https://user@example.com/", "\n"] {
        assert!(matches!(client.resume_operation::<Item>(monitor), Err(Error::Link(_))), "{monitor}");
    }
}

#[test]
fn an_operation_is_cancelled() {
    for (monitor, is_signed) in [(MONITOR, true), (ELSEWHERE, false)] {
        for status in [200, 202, 204] {
            let (client, _, fake) = service([Answer(202, monitor, ""), Answer(status, &[], "")]);
            block_on(running::<Item>(&client).cancel()).unwrap();
            let requests = fake.requests();
            assert!(requests[1].starts_with(&format!("DELETE {}\n", monitor[0].1)), "{requests:?}");
            assert_eq!(requests[1].contains("secret"), is_signed);
        }
    }
    for status in [404, 405] {
        let (client, ..) = service([Answer(202, MONITOR, ""), Answer(status, &[], "")]);
        let error = block_on(running::<Item>(&client).cancel()).unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
    }
}

#[test]
fn waiting_has_a_limit_and_goes_on_later() {
    let accepted = (0..4).map(|_| Answer(202, MONITOR, ""));
    let (client, clock, fake) = service(accepted.chain([Answer(200, &[], r#"{"id":"7"}"#)]));
    let mut running = running::<Item>(&client);
    let error = block_on(running.wait_for(4 * SECOND)).unwrap_err();
    assert!(error.is_timeout() && reason(&error).contains("`resume_operation`"), "{error}");
    assert_eq!((clock.slept(), fake.lines().len()), (vec![1000, 1500], 3));
    assert!(block_on(running.wait()).is_ok());
    assert_eq!(fake.lines().len(), 5);
}

// P18: never sooner, whatever the caller wants.
#[test]
fn a_pause_that_is_too_long_is_an_error_at_once() {
    for pause in ["3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let headers: &'static [(&str, &str)] = vec![MONITOR[0], ("Retry-After", pause)].leak();
        let (client, clock, fake) = service([Answer(202, headers, "")]);
        let error = block_on(running::<Nothing>(&client).wait_for(60 * SECOND)).unwrap_err();
        assert!(error.is_timeout() && reason(&error).contains("the limit of 60s"), "{error}");
        assert_eq!((clock.slept().len(), fake.lines().len()), (0, 1));
    }
    let headers: &'static [(&str, &str)] = vec![MONITOR[0], ("Retry-After", "90000")].leak();
    let (client, ..) = service([Answer(202, headers, "")]);
    assert!(block_on(running::<Nothing>(&client).poll_once()).unwrap_err().is_timeout());
}

// A monitor that cannot be reached is asked again when the caller wants.
#[test]
fn after_an_error_it_can_be_asked_again() {
    let (client, _, fake) =
        service([Answer(202, MONITOR, ""), Answer(400, &[], ""), Answer(200, &[], r#"{"id":"7"}"#)]);
    let mut running = running::<Item>(&client);
    assert!(block_on(running.poll_once()).is_err());
    assert!(block_on(running.poll_once()).unwrap().is_some());
    assert_eq!(fake.lines()[1], fake.lines()[2]);
}

// P22
#[test]
fn debug_shows_no_query() {
    let (client, ..) = service([Answer(202, ELSEWHERE, "")]);
    let running = running::<Item>(&client);
    assert_eq!(
        format!("{running:?}"),
        "Running { monitor: https://jobs.example/1, status: None, percent_complete: None }"
    );
    assert_eq!(running.monitor(), ELSEWHERE[0].1);
}
