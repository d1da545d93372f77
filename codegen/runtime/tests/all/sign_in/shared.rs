//! Requests that wait for one token.

use std::sync::Arc;

use super::support::{SECOND, SetClock, Source, builder, fake, tasks, tokens};
use crate::runtime::internal::{AccessToken, Error, Nothing};
use crate::transport::support::block_on;

#[test]
fn a_token_is_fetched_once_for_all_that_wait() {
    let (fake, source, clock) = (fake(100), Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    let mut all = tasks(&client, 100);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    source.open();
    // An executor polls those that were woken; the first one gives the token to all others.
    assert_eq!(all.iter().filter(|task| task.is_woken()).count(), 1);
    assert!(all[0].poll().unwrap().is_ok());
    assert!(all[1..].iter_mut().all(|task| task.poll().unwrap().is_ok()));
    assert_eq!(source.asked().len(), 1);
    assert_eq!(tokens(&fake), vec!["t1"; 100]);
}

// P13
#[test]
fn a_call_that_is_dropped_while_it_fetches_leaves_that_to_another() {
    let (fake, source, clock) = (fake(3), Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    let mut all = tasks(&client, 4);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    drop(all.remove(0));
    assert!(all.iter().all(|task| task.is_woken()));
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    // The second one fetches now. One that only waits changes nothing when it is dropped, and leaves nothing behind.
    assert_eq!(source.asked().len(), 2);
    let waiter = all.remove(1);
    let flag = Arc::clone(&waiter.flag);
    drop(waiter);
    assert_eq!(Arc::strong_count(&flag), 1);
    source.open();
    assert!(all.iter_mut().all(|task| task.poll().unwrap().is_ok()));
    assert_eq!(source.asked().len(), 2);
    assert_eq!(tokens(&fake), ["t2", "t2"]);
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(source.asked().len(), 2);
}

// P13
#[test]
fn calls_that_are_all_dropped_leave_nothing_behind() {
    let (fake, source, clock) = (fake(1), Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    for round in 1..=50 {
        let mut all = tasks(&client, 5);
        assert!(all.iter_mut().all(|task| task.poll().is_none()));
        let flags: Vec<_> = all.iter().skip(1).map(|task| Arc::clone(&task.flag)).collect();
        if round % 2 == 0 {
            all.reverse();
        }
        drop(all);
        assert!(flags.iter().all(|flag| Arc::strong_count(flag) == 1));
    }
    source.open();
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(source.asked().len(), 51);
}

#[test]
fn a_failure_is_given_to_all_that_wait_and_not_kept() {
    let source = Source::new(|number, _| match number {
        1 => Err(std::io::Error::other("the authority is out of reach").into()),
        _ => Ok(AccessToken::new("t2").expires_in(3600 * SECOND)),
    });
    let (fake, clock) = (fake(1), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    let mut all = tasks(&client, 5);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    source.open();
    for task in &mut all {
        let error = task.poll().unwrap().unwrap_err();
        assert!(matches!(error, Error::Credential(_)), "{error}");
        // Each has the credential's own error.
        let source = std::error::Error::source(&error).unwrap();
        assert!(source.is::<std::io::Error>() && source.to_string() == "the authority is out of reach");
    }
    assert_eq!(source.asked().len(), 1);
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!((source.asked().len(), tokens(&fake)), (2, vec!["t2".to_owned()]));
}

#[test]
fn a_token_that_no_header_can_carry_fails_for_all_that_wait() {
    let source = Source::new(|_, _| Ok(AccessToken::new("canary\n").expires_in(3600 * SECOND)));
    let (fake, clock) = (fake(1), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    let mut all = tasks(&client, 2);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    source.open();
    for task in &mut all {
        let error = task.poll().unwrap().unwrap_err();
        assert!(matches!(error, Error::Credential(_)) && !format!("{error:?}").contains("canary"), "{error:?}");
    }
    assert!(fake.requests().is_empty());
}

/// Nobody knows whether a second request may use such a token.
#[test]
fn a_token_that_does_not_say_when_it_expires_is_for_one_request() {
    let source = Source::new(|number, _| Ok(AccessToken::new(format!("t{number}"))));
    let (fake, clock) = (fake(6), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    source.close();
    let mut all = tasks(&client, 3);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    assert_eq!(source.asked().len(), 1);
    source.open();
    assert!(all.iter_mut().all(|task| task.poll().unwrap().is_ok()));
    // From then on nobody waits for another request's token.
    source.close();
    let mut all = tasks(&client, 3);
    assert!(all.iter_mut().all(|task| task.poll().is_none()));
    assert_eq!(source.asked().len(), 6);
    source.open();
    assert!(all.iter_mut().all(|task| task.poll().unwrap().is_ok()));
    assert_eq!(tokens(&fake), ["t1", "t2", "t3", "t4", "t5", "t6"]);
}

/// One may begin to say it.
#[test]
fn tokens_are_kept_once_they_say_when_they_expire() {
    let source = Source::new(|number, _| match number {
        1 | 2 => Ok(AccessToken::new(format!("t{number}"))),
        _ => Ok(AccessToken::new(format!("t{number}")).expires_in(3600 * SECOND)),
    });
    let (fake, clock) = (fake(5), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    for _ in 0..5 {
        block_on(client.at::<Nothing>("x")).unwrap();
    }
    assert_eq!(tokens(&fake), ["t1", "t2", "t3", "t3", "t3"]);
}
