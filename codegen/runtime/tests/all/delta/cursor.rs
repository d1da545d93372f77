//! Cursors: wherever one is taken, nothing is lost behind it.

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use proptest::{prop_assert, prop_assert_eq, proptest};

use super::{all, next, users};
use crate::runtime::internal::DeltaCursor;
use crate::transport::support::{Answer, Fake, block_on};

/// A collection that comes in these pages of so many items, with a removed one at every third place.
fn pages(sizes: &[usize]) -> (Vec<&'static str>, Vec<String>) {
    let mut number = 0;
    let mut expected = Vec::new();
    let mut bodies = Vec::new();
    for (page, size) in sizes.iter().enumerate() {
        let mut items = Vec::new();
        for _ in 0..*size {
            number += 1;
            match number % 3 {
                0 => {
                    items.push(format!(r#"{{"id":"{number}","@removed":{{"reason":"changed"}}}}"#));
                    expected.push(format!("-{number}:changed"));
                }
                _ => {
                    items.push(format!(r#"{{"id":"{number}"}}"#));
                    expected.push(number.to_string());
                }
            }
        }
        let link = if page + 1 == sizes.len() { "deltaLink" } else { "nextLink" };
        let body = format!(r#"{{"value":[{}],"@odata.{link}":"p{}"}}"#, items.join(","), page + 1);
        bodies.push(&*body.leak());
    }
    (bodies, expected)
}

/// The cursor as a program finds it after a restart.
fn stored(cursor: &DeltaCursor) -> DeltaCursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

/// The same cases in every run.
fn cases() -> ProptestConfig {
    ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

// G5
#[test]
fn nothing_is_lost_or_doubled_wherever_the_cursor_is_taken() {
    proptest!(cases(), |(sizes in proptest::collection::vec(0_usize..5, 1..6), at in 0_usize..25)| {
        let (bodies, expected) = pages(&sizes);
        let fake = Fake::ok(bodies.clone());
        let mut changes = users(&fake.client()).changes();
        let mut words = Vec::new();
        while words.len() < at {
            let Some(word) = next(&mut changes) else { break };
            words.push(word);
        }
        let cursor = stored(&changes.cursor().unwrap());
        drop(changes);
        // The page that the link leads to, and those behind it.
        let page = cursor.link().rsplit_once("/p").map_or(0, |(_, page)| page.parse().unwrap());
        let rest = bodies.get(page..).unwrap_or_default().iter().copied();
        let fake = Fake::ok(rest.chain([r#"{"value":[],"@odata.deltaLink":"p99"}"#]));
        let mut changes = users(&fake.client()).changes_since(&cursor);
        words.extend(all(&mut changes).0);
        prop_assert_eq!(words, expected);
    });
}

// G5: where the page is another one by now, all of it comes again.
#[test]
fn nothing_is_lost_where_the_page_has_changed() {
    proptest!(cases(), |(size in 2_usize..6, at in 1_usize..5, gone in 0_usize..5)| {
        let ids: Vec<String> = (0..size).map(|id| id.to_string()).collect();
        let body = |ids: &[String]| -> &'static str {
            let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
            format!(r#"{{"value":[{}],"@odata.deltaLink":"d"}}"#, items.join(",")).leak()
        };
        let mut changes = users(&Fake::ok([body(&ids)]).client()).changes();
        let at = at.min(size - 1);
        let taken: Vec<_> = (0..at).map(|_| next(&mut changes).unwrap()).collect();
        let mut left = ids.clone();
        left.remove(gone.min(size - 1));
        let cursor = stored(&changes.cursor().unwrap());
        let came = all(&mut users(&Fake::ok([body(&left)]).client()).changes_since(&cursor)).0;
        for id in left {
            prop_assert!(taken.contains(&id) || came.contains(&id), "{} is lost", id);
        }
    });
}

#[test]
fn any_text_is_a_cursor_or_an_error() {
    proptest!(cases(), |(text in "(delta-1 )?[0-9]{0,25}.{0,40}")| {
        if let Ok(cursor) = text.parse::<DeltaCursor>() {
            prop_assert_eq!(&stored(&cursor), &cursor);
            let fake = Fake::ok([r#"{"value":[{"id":"1"}]}"#]);
            // Whatever it says, nothing is left out that it does not know.
            let (words, error) = all(&mut users(&fake.client()).changes_since(&cursor));
            prop_assert!(error.is_some() || words == ["1"]);
        }
    });
}

#[test]
fn the_text_of_a_cursor() {
    let cursor = DeltaCursor::from_link("https://example.com/d?$deltatoken=a b");
    let text = serde_json::to_string(&cursor).unwrap();
    assert_eq!(text, r#""delta-1 0 cbf29ce484222325 https://example.com/d?$deltatoken=a b""#);
    assert_eq!(serde_json::from_str::<DeltaCursor>(&text).unwrap(), cursor);
    let shown = format!("{cursor:?}");
    assert!(shown.contains("https://example.com/d") && !shown.contains("token"), "{shown}");
    for (text, expect) in [
        ("", "not a cursor of this version"),
        ("https://example.com/d", "`DeltaCursor::from_link`"),
        ("delta-2 0 0 x", "not a cursor of this version"),
        ("delta-1 0 0", "damaged"),
        ("delta-1 0 0 ", "damaged"),
        ("delta-1 -1 0 x", "damaged"),
        ("delta-1 0 xyz x", "damaged"),
    ] {
        assert!(text.parse::<DeltaCursor>().unwrap_err().to_string().contains(expect), "{text}");
    }
}

// A page that could not be read comes again.
#[test]
fn after_an_error_the_cursor_leads_to_what_failed() {
    let first = r#"{"value":[{"id":"1"}],"@odata.nextLink":"p1"}"#;
    let fake = Fake::new([Answer(200, &[], first), Answer(400, &[], "")]);
    let mut changes = users(&fake.client()).changes();
    let (words, error) = all(&mut changes);
    assert!(words == ["1"] && error.is_some());
    let cursor = changes.cursor().unwrap();
    assert_eq!(cursor.link(), "https://example.com/odata/p1");
    let fake = Fake::ok([r#"{"value":[{"id":"2"}],"@odata.deltaLink":"d"}"#]);
    assert_eq!(all(&mut users(&fake.client()).changes_since(&cursor)).0, ["2"]);
}

#[test]
fn debug_shows_no_query() {
    let fake = Fake::ok([r#"{"value":[{"id":"1"},{"id":"2"}],"@odata.deltaLink":"d?$deltatoken=hidden"}"#]);
    let mut changes = users(&fake.client()).filter_raw("name eq 'hidden'").changes();
    assert!(block_on(changes.try_next()).unwrap().is_some());
    let shown = format!("{changes:?}");
    assert!(shown.contains("users") && !shown.contains("hidden"), "{shown}");
    assert!(all(&mut changes).1.is_none());
    assert!(!format!("{changes:?}").contains("hidden"));
}
