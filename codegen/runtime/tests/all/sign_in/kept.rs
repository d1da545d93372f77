//! How long a token is kept.

use std::time::{Duration, SystemTime};

use super::support::{SECOND, SetClock, Source, builder, fake, tokens};
use crate::runtime::internal::{AccessToken, Clock, Error, Nothing, Service, TokenRequest};
use crate::transport::support::{ROOT, block_on};

/// Sends a request at each of these seconds. The tokens that they carry.
fn sent_at(source: &Source, clock: &SetClock, moments: &[u32]) -> Vec<String> {
    let fake = fake(moments.len());
    let client = builder(&fake, source, clock).build().unwrap();
    let mut now = 0;
    for moment in moments {
        clock.pass(moment - now);
        now = *moment;
        block_on(client.at::<Nothing>("x")).unwrap();
    }
    tokens(&fake)
}

#[test]
fn a_token_is_kept_until_shortly_before_it_expires() {
    let check = |lifetime: u64, moments: &[u32], expect: &[&str]| {
        assert_eq!(sent_at(&Source::numbered(lifetime), &SetClock::new(), moments), expect, "for {lifetime} s");
        let clock = SetClock::new();
        let times = clock.clone();
        let until = Source::new(move |number, _| {
            Ok(AccessToken::new(format!("t{number}")).expires_at(times.system_time() + Duration::from_secs(lifetime)))
        });
        assert_eq!(sent_at(&until, &clock, moments), expect, "until {lifetime} s");
    };
    // Five minutes before, or a tenth of its lifetime.
    check(3600, &[0, 0, 1, 3299, 3300, 3301, 6599, 6600], &["t1", "t1", "t1", "t1", "t2", "t2", "t2", "t3"]);
    check(86_400, &[0, 86_099, 86_100], &["t1", "t1", "t2"]);
    check(100, &[0, 89, 90, 179, 180], &["t1", "t1", "t2", "t2", "t3"]);
    check(1, &[0, 0, 1], &["t1", "t1", "t2"]);
    // Each is used once, although it is not valid.
    check(0, &[0, 0, 5], &["t1", "t2", "t3"]);
}

#[test]
fn a_token_that_has_expired_when_it_comes_is_used_once() {
    let clock = SetClock::new();
    let source = Source::new(|number, _| Ok(AccessToken::new(format!("t{number}")).expires_at(SystemTime::UNIX_EPOCH)));
    assert_eq!(sent_at(&source, &clock, &[0, 0]), ["t1", "t2"]);
    let forever = Source::new(|number, _| Ok(AccessToken::new(format!("t{number}")).expires_in(Duration::MAX)));
    assert_eq!(sent_at(&forever, &clock, &[0, u32::MAX]), ["t1", "t1"]);
}

/// Whether a token of an hour is kept when the clocks have gone on so.
fn is_kept(change: impl Fn(&SetClock)) -> bool {
    let (fake, source, clock) = (fake(3), Source::numbered(3600), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    block_on(client.at::<Nothing>("x")).unwrap();
    change(&clock);
    block_on(client.at::<Nothing>("x")).unwrap();
    let is_kept = source.asked().len() == 1;
    // Whatever the clock did, the token that came then is kept.
    block_on(client.at::<Nothing>("x")).unwrap();
    assert_eq!(tokens(&fake)[1], tokens(&fake)[2]);
    is_kept
}

#[test]
fn clocks_that_jump_do_no_harm() {
    let day = 86_400;
    assert!(is_kept(|clock| clock.pass(3299)));
    // The time of day is set back: the other clock counts.
    assert!(is_kept(|clock| clock.set(SystemTime::UNIX_EPOCH)));
    assert!(!is_kept(|clock| {
        clock.set(SystemTime::UNIX_EPOCH);
        clock.pass(3300);
    }));
    // It goes on while the other clock stands still, as in a machine that sleeps, or the other way round.
    assert!(!is_kept(|clock| clock.pass_without(0, 3300)));
    assert!(!is_kept(|clock| clock.pass_without(3300, 0)));
    assert!(!is_kept(|clock| clock.pass_without(0, 1000 * day)));
}

#[test]
fn a_token_that_is_still_valid_is_used_where_no_other_can_be_fetched() {
    let source = Source::new(|number, _| match number {
        1 => Ok(AccessToken::new("t1").expires_in(3600 * SECOND)),
        4 => Ok(AccessToken::new("t4").expires_in(3600 * SECOND)),
        _ => Err("the authority is out of reach".into()),
    });
    let (fake, clock) = (fake(4), SetClock::new());
    let client = builder(&fake, &source, &clock).build().unwrap();
    let send = || block_on(client.at::<Nothing>("x"));
    send().unwrap();
    clock.pass(3300);
    send().unwrap();
    clock.pass(300);
    let error = send().unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error}");
    send().unwrap();
    assert_eq!(tokens(&fake), ["t1", "t1", "t4"]);
}

#[test]
fn the_scopes_are_those_of_the_service_or_of_the_builder() {
    const SERVICE: Service = Service::new(ROOT).scopes(&["https://example.com/.default", "offline_access"]);
    let check = |scopes: Option<&[&str]>, expect: &[&str]| {
        let (fake, source) = (fake(1), Source::numbered(1));
        let builder = fake.builder_of(SERVICE).credential(source.clone());
        let builder = match scopes {
            Some(scopes) => builder.scopes(scopes.iter().copied()),
            None => builder,
        };
        block_on(builder.build().unwrap().at::<Nothing>("x")).unwrap();
        assert_eq!(source.asked(), [TokenRequest::new(expect.iter().copied())]);
        assert_eq!(source.asked()[0].scopes(), expect);
    };
    check(None, &["https://example.com/.default", "offline_access"]);
    check(Some(&["https://example.us/.default"]), &["https://example.us/.default"]);
    check(Some(&[]), &[]);
}
