//! Pages, restarts, headers.

use super::{User, all, next, users};
use crate::runtime::internal::{DeltaCursor, Error, Many};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

const FIRST: &str = r#"{"value":[{"id":"1"},{"id":"2"}],"@odata.nextLink":"delta?$skiptoken=a"}"#;
const LAST: &str = r#"{"value":[{"id":"3","@removed":{"reason":"changed"}}],"@odata.deltaLink":"delta?$deltatoken=b"}"#;
const NOTHING_NEW: &str = r#"{"value":[],"@odata.deltaLink":"delta?$deltatoken=b"}"#;

// G5, G3: pages end in a delta link; headers go with every page, and after a restart of the program too.
#[test]
fn changes_are_followed_from_the_beginning_and_from_a_cursor() {
    let fake = Fake::ok([FIRST, LAST, NOTHING_NEW]);
    let client = fake.client();
    let delta = || users(&client).function::<Many<User>>("delta", &[]).header("ConsistencyLevel", "eventual");
    let mut changes = delta().select_raw("id").prefer("odata.maxpagesize=2").changes();
    assert_eq!(all(&mut changes).0, ["1", "2", "-3:changed"]);
    let stored = serde_json::to_string(&changes.cursor()).unwrap();
    drop(changes);
    let cursor: DeltaCursor = serde_json::from_str(&stored).unwrap();
    let mut changes = delta().changes_since(&cursor);
    assert_eq!((next(&mut changes), changes.cursor()), (None, Some(cursor)), "the same delta link may come again");
    let expected = ["users/delta()?$select=id", "users/delta?$skiptoken=a", "users/delta?$deltatoken=b"];
    assert_eq!(fake.lines(), expected.map(|line| format!("GET {ROOT}{line}")));
    let requests = fake.requests();
    for header in ["consistencylevel: eventual", "prefer: odata.track-changes", "authorization: Bearer secret"] {
        assert!(requests.iter().all(|request| has(request, header)), "{header}: {requests:?}");
    }
    assert!(requests[..2].iter().all(|request| has(request, "prefer: odata.maxpagesize=2")), "{requests:?}");
}

// G5: a service that ignores the preference ends without a delta link.
#[test]
fn without_a_delta_link_there_is_no_cursor() {
    let fake = Fake::ok([r#"{"value":[{"id":"1"}]}"#]);
    let mut changes = users(&fake.client()).changes();
    assert!(changes.cursor().is_some(), "what has not begun begins at the beginning");
    assert_eq!(all(&mut changes).0, ["1"]);
    assert_eq!(changes.cursor(), None);
}

// G5: 410 with `Location` begins anew, and says so before anything else comes.
#[test]
fn a_restart_is_one_of_the_changes() {
    const GONE: Answer = Answer(
        410,
        &[("Location", "https://example.com/odata/users/delta?$deltatoken=")],
        r#"{"error":{"code":"resyncRequired","message":"Resync required."}}"#,
    );
    let fake = Fake::new([GONE, Answer(200, &[], FIRST), GONE, Answer(200, &[], FIRST), Answer(200, &[], LAST)]);
    let cursor = DeltaCursor::from_link("users/delta?$deltatoken=old");
    let mut changes = users(&fake.client()).changes_since(&cursor);
    assert_eq!(next(&mut changes).as_deref(), Some("!resyncRequired"));
    assert_eq!(changes.cursor().unwrap().link(), "https://example.com/odata/users/delta?$deltatoken=");
    // Within the stream it may happen again, to the link that was followed before.
    assert_eq!(all(&mut changes).0, ["1", "2", "!resyncRequired", "1", "2", "-3:changed"]);
    assert_eq!(fake.lines()[1], fake.lines()[3]);
    assert_eq!(fake.lines()[1], format!("GET {ROOT}users/delta?$deltatoken="));
}

// G5
#[test]
fn a_restart_that_says_not_where_is_an_error() {
    let fake = Fake::new([Answer(410, &[], r#"{"error":{"code":"syncStateNotFound","message":"Gone."}}"#)]);
    let mut changes = users(&fake.client()).changes_since(&DeltaCursor::from_link("users/delta?$deltatoken=old"));
    let error = block_on(changes.try_next()).unwrap_err();
    assert!(error.is_gone() && error.to_string().contains("begin with `changes()`"), "{error}");
    assert_eq!(error.as_service().unwrap().code(), Some("syncStateNotFound"));
}

#[test]
fn restarts_are_bounded() {
    let links: [&'static [(&str, &str)]; 4] =
        [&[("Location", "a?1")], &[("Location", "a?2")], &[("Location", "a?3")], &[("Location", "a?4")]];
    let fake = Fake::new(links.map(|link| Answer(410, link, "")));
    let (words, error) = all(&mut users(&fake.client()).changes());
    assert_eq!((words.len(), fake.lines().len()), (3, 4));
    let error = error.unwrap();
    assert!(error.is_gone() && error.to_string().contains("again and again"), "{error}");
}

#[test]
fn a_fault_of_the_position_shows() {
    let fake = Fake::ok([]);
    let mut changes = users(&fake.client()).segment::<Many<User>>("..").changes();
    assert_eq!(changes.cursor(), None);
    assert!(matches!(block_on(changes.try_next()).unwrap_err(), Error::Request(_)));
}
